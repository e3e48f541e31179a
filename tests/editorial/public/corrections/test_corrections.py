"""A reader who found a mistake writes without an account, and follows what becomes of it by a secret link."""

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from curation.changes.applying import Refused
from curation.changes.workflow import approve, submit
from curation.models import Change, State
from editorial.public.corrections.forms import stamp
from editorial.public.corrections.models import KEPT_DECIDED, KEPT_OPEN, PER_HOUR, Correction, CorrectionAnswer
from editorial.public.corrections.receiving import accept, decline, receive
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, page_of
from tests.factories import create_framework, create_rating, create_support, create_user

pytestmark = pytest.mark.django_db

FORM = f"{reverse('corrections:new')}?claim=django/orm"
SOURCE = "https://docs.example.com/orm/"


def stamp_of(seconds_ago: int) -> str:
    """Return the stamp of a form that was opened some time ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=seconds_ago), tick=False):
        return stamp()


def send(client: Client, *, opened: int = 60, address: str = "192.0.2.1", **fields: Any) -> Any:
    posted = {"text": "It moved out in 6.0.", "source": SOURCE, "begun": stamp_of(opened), **fields}
    return client.post(FORM, posted, REMOTE_ADDR=address)


def letter(**fields: str) -> tuple[Correction, str]:
    """Receive a correction of a published cell and return it with its token."""
    claim = Support.objects.first() or create_support()
    token = receive(claim, {"text": "It moved out in 6.0.", "source": SOURCE, **fields}, "sender")
    return Correction.objects.latest("pk"), token


def test_the_evidence_of_a_claim_leads_to_the_form(client: Client) -> None:
    create_support()

    assert FORM in client.get("/evidence/django/orm/").text


def test_a_correction_is_kept_with_the_claim_it_is_about(client: Client) -> None:
    create_support()
    send(client)

    assert Correction.objects.get().row == Support.objects.get()


def test_sending_leads_to_a_page_that_only_the_reader_knows(client: Client) -> None:
    create_support()

    assert "It moved out in 6.0." in client.get(send(client).headers["Location"]).text


def test_the_link_is_not_in_the_database(client: Client) -> None:
    create_support()
    token = send(client).headers["Location"].rstrip("/").rpartition("/")[2]

    assert token not in str(Correction.objects.values().get())


def test_the_form_sets_no_cookie(client: Client) -> None:
    create_support()

    assert not client.get(FORM).cookies


def test_the_address_of_the_sender_is_not_stored(client: Client) -> None:
    create_support()
    send(client, address="192.0.2.77")

    assert "192.0.2.77" not in str(Correction.objects.values().get())


def test_nothing_a_reader_sent_is_public(client: Client) -> None:
    create_support()
    send(client)

    assert "It moved out" not in client.get("/evidence/django/orm/").text + client.get("/changes/").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Say what is wrong."),
        ({"source": ""}, "Name a source"),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"website": "https://spam.example/"}, "must stay empty"),
        ({"begun": "forged"}, "has lost its stamp"),
    ],
    ids=["no text", "no source", "too long", "honeypot", "forged stamp"],
)
def test_what_cannot_be_taken_is_refused_in_words(client: Client, fields: dict[str, Any], words: str) -> None:
    create_support()
    response = send(client, **fields)

    assert (response.status_code, words in response.text) == (400, True)


@pytest.mark.parametrize(("seconds", "words"), [(1, "quicker than anybody types"), (90_000, "for more than a day")])
def test_the_time_a_form_was_open_is_checked(client: Client, seconds: int, words: str) -> None:
    create_support()

    assert words in send(client, opened=seconds).text


def test_a_refusal_keeps_the_text(client: Client) -> None:
    create_support()

    assert "It moved out in 6.0." in send(client, source="").text


def test_one_address_sends_a_few_in_an_hour_and_no_more(client: Client) -> None:
    create_support()
    for _ in range(PER_HOUR):
        send(client)

    assert (send(client).status_code, send(client, address="192.0.2.2").status_code) == (429, 302)


def test_a_claim_that_is_not_there_is_a_404(client: Client) -> None:
    create_support()

    assert client.get(reverse("corrections:new"), {"claim": "django/orn"}).status_code == 404


def test_a_claim_of_a_draft_framework_cannot_be_corrected(client: Client) -> None:
    create_support(framework="quart")
    create_framework(key="quart", status="draft")

    assert client.get(reverse("corrections:new"), {"claim": "quart/orm"}).status_code == 404


def test_a_form_without_a_claim_says_what_is_missing(client: Client) -> None:
    response = client.get(reverse("corrections:new"))

    assert (response.status_code, "give the key of a claim" in response.text) == (400, True)


def test_script_in_a_correction_is_shown_as_text(client: Client) -> None:
    _correction, token = letter(text="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(reverse("corrections:detail", args=[token])).text


@pytest.mark.parametrize("header", ["X-Robots-Tag", "Referrer-Policy"])
def test_the_secret_page_stays_secret(client: Client, header: str) -> None:
    _correction, token = letter()
    headers = client.get(reverse("corrections:detail", args=[token])).headers

    assert headers[header] in {"noindex, nofollow", "no-referrer"}


def test_an_accepted_correction_becomes_a_draft_on_the_readers_source() -> None:
    correction, _token = letter()
    change = accept(correction, create_user())
    cell = change.items.get(row_type="support")
    source = change.items.get(row_type="source")

    assert (change.state, cell.document["source"], source.document["url"]) == (State.DRAFT, source.key, SOURCE)


def test_a_claim_of_a_guide_keeps_its_guide() -> None:
    token = receive(create_rating(), {"text": "It says medium.", "source": SOURCE}, "sender")
    change = accept(Correction.objects.by_token(token).get(), create_user())

    assert [item.row_type for item in change.items.all()] == ["rating"]


def test_a_correction_is_decided_once() -> None:
    correction, _token = letter()
    accept(correction, create_user())

    with pytest.raises(Refused, match="has accepted it already"):
        decline(correction, create_user(), "No.")


def test_declining_needs_a_reply() -> None:
    correction, _token = letter()

    with pytest.raises(Refused, match="Tell the reader why"):
        decline(correction, create_user(), " ")


def test_the_reader_sees_why_it_was_declined(client: Client) -> None:
    correction, token = letter()
    decline(correction, create_user(), "The release notes say otherwise.")

    assert "The release notes say otherwise." in client.get(reverse("corrections:detail", args=[token])).text


def test_the_reader_sees_that_it_was_published(client: Client) -> None:
    correction, token = letter()
    change = accept(correction, create_user())
    item = change.items.get(row_type="support")
    item.document["level"] = "none-found"
    item.document["searched"] = "The documentation, for a word."
    item.save()
    approve(submit(change), reviewer=create_user())

    assert "It is published" in client.get(reverse("corrections:detail", args=[token])).text


def test_an_editor_accepts_in_the_admin() -> None:
    correction, _token = letter()
    editor: User = create_user(group="Editors", is_staff=True)
    client_of(editor).post(reverse("admin:editorial_correction_decide", args=[correction.pk]), {"accept": ""})

    assert Change.objects.get(state=State.DRAFT).author == editor


def test_staff_without_a_group_decides_nothing() -> None:
    correction, _token = letter()
    client_of(create_user(is_staff=True)).post(
        reverse("admin:editorial_correction_decide", args=[correction.pk]), {"accept": ""}
    )

    assert Correction.objects.get().answer == CorrectionAnswer.WAITING


def test_the_desk_shows_what_waits() -> None:
    letter()

    assert "It moved out in 6.0." in client_of(create_user(group="Editors", is_staff=True)).get("/admin/desk/").text


def test_the_list_of_corrections_opens() -> None:
    letter()

    assert client_of(create_user(group="Editors", is_staff=True)).get(page_of(Correction)).status_code == 200


@pytest.mark.parametrize(("days", "left"), [(KEPT_OPEN.days - 1, 1), (KEPT_OPEN.days + 1, 0)])
def test_an_open_correction_is_deleted_when_its_time_is_up(days: int, left: int) -> None:
    letter()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
        call_command("delete_expired", stdout=StringIO())

    assert Correction.objects.count() == left


def test_a_decided_correction_is_deleted_earlier() -> None:
    correction, _token = letter()
    decline(correction, create_user(), "No.")
    with time_machine.travel(timezone.now() + KEPT_DECIDED + datetime.timedelta(days=1)):
        call_command("delete_expired", stdout=StringIO())

    assert not Correction.objects.exists()


@pytest.mark.parametrize("days", [KEPT_OPEN.days, KEPT_DECIDED.days])
def test_the_privacy_page_states_the_days_that_the_command_keeps_to(client: Client, days: int) -> None:
    assert f"{days} days" in client.get(reverse("corrections:privacy")).text
