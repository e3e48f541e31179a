"""Editors and publishers hear in time what became of changes, and what waits for them."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from config.environment import read_email
from curation.changes.workflow import approve
from curation.models import Change
from editorial.desk.notices.telling import is_anything_due, is_final, write_letters
from editorial.models import Notice, NoticeChoice
from tests.editorial.desk.pages import client_of, decide, proposal, staff, texts
from tests.factories import create_user

pytestmark = pytest.mark.django_db

CHOICE = "/admin/desk/notices/"


@pytest.fixture(autouse=True)
def _addresses(ana: User, paul: User) -> None:
    for user in (ana, paul):
        user.email = f"{user.username}@example.com"
        user.save()


def letters() -> list[tuple[str, str]]:
    """Let the scheduler write, and return to whom and about what."""
    mail.outbox.clear()
    if is_anything_due(timezone.now()):
        write_letters(timezone.now())
    return [(letter.to[0], str(letter.subject)) for letter in mail.outbox]


def test_an_author_is_told_what_was_sent_back(ana: User, paul: User) -> None:
    change = proposal(ana)

    decide(paul, change, "send_back", note="Name the page.")

    assert ("ana@example.com", f"Plumbline: Sent back to you: change {change.pk}") in letters()
    assert "Name the page." in mail.outbox[0].body
    assert f"/admin/curation/change/{change.pk}/change/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("decision", "said", "kind"),
    [("approve", "", "approved"), ("comment", "Are you sure?", "comment"), ("send_back", "Why?", "sent-back")],
)
def test_an_author_is_told_of_each_decision(ana: User, paul: User, decision: str, said: str, kind: str) -> None:
    change = proposal(ana)

    decide(paul, change, decision, note=said)

    assert [(notice.user, notice.kind, notice.words) for notice in Notice.objects.all()] == [(ana, kind, said)]


def test_who_commented_is_told_of_the_answer(ana: User, paul: User) -> None:
    change = proposal(ana)
    decide(paul, change, "comment", note="Are you sure?")

    decide(ana, change, "comment", note="I am.")

    assert Notice.objects.get(user=paul).words == "I am."


def test_publishers_are_told_once_what_waits(ana: User, paul: User) -> None:
    change = proposal(ana)

    assert letters() == [("paul@example.com", f"Plumbline: Waits for a publisher: change {change.pk}")]
    assert letters() == []


def test_nobody_is_told_of_their_own_change(paul: User) -> None:
    proposal(paul)

    assert letters() == []


def test_what_was_decided_meanwhile_is_not_said_to_wait(ana: User, paul: User) -> None:
    change = proposal(ana)
    is_anything_due(timezone.now())
    approve(change, reviewer=create_user(group="Publishers"))

    assert letters() == []


def test_what_was_seen_is_not_written_about(ana: User, paul: User) -> None:
    change = proposal(ana)
    is_anything_due(timezone.now())

    client_of(paul).get(change.get_absolute_url())

    assert letters() == []


def test_a_letter_that_is_refused_holds_up_no_other(ana: User, paul: User) -> None:
    User.objects.filter(pk=ana.pk).update(email="ana\n@example.com")
    decide(paul, proposal(ana), "send_back", note="Why?")
    proposal(create_user(group="Editors"), note="Others.")

    assert [to for to, _subject in letters()] == ["paul@example.com"]
    assert letters() == []


def test_whose_letter_was_refused_is_said(ana: User, paul: User) -> None:
    User.objects.filter(pk=ana.pk).update(email="ana\n@example.com")
    decide(paul, proposal(ana), "send_back", note="Why?")

    written, [words] = write_letters(timezone.now())

    assert (written, words.startswith("The letter to ana was refused: ")) == (0, True)


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (ValueError("No newlines."), True),
        (SMTPRecipientsRefused({"a@example.com": (550, b"Unknown.")}), True),
        (SMTPRecipientsRefused({"a@example.com": (450, b"Later.")}), False),
        (SMTPDataError(554, b"No."), True),
        (SMTPSenderRefused(451, b"Later.", "b@example.com"), False),
    ],
)
def test_what_a_mail_server_puts_off_is_tried_again(error: Exception, final: bool) -> None:
    assert is_final(error) is final


def test_a_digest_is_one_letter_a_day(ana: User, paul: User) -> None:
    NoticeChoice.objects.create(user=paul, how="daily")
    proposal(ana)
    proposal(ana, note="Others.")

    assert letters() == [("paul@example.com", "Plumbline: 2 things about changes")]
    proposal(ana, note="Yet others.")
    assert letters() == []
    NoticeChoice.objects.update(written_at=timezone.now() - timedelta(days=1))
    assert len(letters()) == 1


def test_who_wants_no_letters_gets_none(ana: User, paul: User) -> None:
    NoticeChoice.objects.create(user=paul, how="never")
    proposal(ana)

    assert letters() == []


def test_somebody_chooses_how_they_are_told(paul: User) -> None:
    response = client_of(paul).post(CHOICE, {"how": "daily"}, follow=True)

    assert NoticeChoice.objects.get(user=paul).how == "daily"
    assert texts(response) == ["That is how you are told from now on."]


def test_an_unknown_way_is_refused(paul: User) -> None:
    assert client_of(paul).post(CHOICE, {"how": "by pigeon"}).status_code == 400


def test_every_page_says_what_was_sent_back_and_what_waits(ana: User, paul: User) -> None:
    decide(paul, proposal(ana), "send_back", note="Why?")
    proposal(ana, note="Others.")

    authors, publishers = (client_of(user).get("/admin/frameworks/support/").text for user in (ana, paul))

    assert "1 sent back to you" in authors
    assert "1 waits for you" in publishers
    assert "sent back to you" not in publishers


def test_the_page_lists_what_somebody_was_told(ana: User, paul: User) -> None:
    decide(paul, proposal(ana), "send_back", note="Name the <page>.")

    assert "Name the &lt;page&gt;." in client_of(ana).get(CHOICE).text


def test_an_address_of_no_mail_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "carrier-pigeon://loft")

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL begins with"):
        read_email()


def test_letters_go_to_the_server_that_is_named_and_to_the_console_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    without = read_email()["EMAIL_BACKEND"]
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://user:secret@mail.example:587")
    named = read_email()

    assert without == "django.core.mail.backends.console.EmailBackend"
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"], named["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


def test_a_change_that_is_gone_takes_its_notices_along(ana: User, paul: User) -> None:
    change = proposal(ana)
    is_anything_due(timezone.now())

    Change.objects.filter(pk=change.pk).delete()

    assert not Notice.objects.exists()


def test_who_may_see_changes_no_more_is_written_nothing_of_them(ana: User, paul: User) -> None:
    change = proposal(ana)
    decide(paul, change, "comment", note="The draft says more than the source.")
    ana.groups.clear()

    assert [to for to, _about in letters() if to == "ana@example.com"] == []


def test_who_may_see_changes_no_more_is_told_of_no_comment(ana: User, paul: User) -> None:
    change, eva = proposal(ana), staff("Publishers", "eva")
    decide(paul, change, "comment", note="Are you sure?")
    User.objects.filter(pk=paul.pk).update(is_staff=False)

    decide(eva, change, "comment", note="Not yet public.")

    assert not Notice.objects.filter(user=paul).exists()
