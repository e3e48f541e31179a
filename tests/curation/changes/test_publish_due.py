"""Approved changes that wait for their time."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import approve, publish_due, publish_or_return, withdraw
from curation.models import Change, State
from frameworks.models import Source, Support
from tests.editorial.desk.pages import decide, proposal, state_of, texts
from tests.factories import create_source, publish, support_document

pytestmark = pytest.mark.django_db


def test_what_is_approved_for_later_waits_for_its_time(ana: User, paul: User) -> None:
    change = proposal(ana)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(hours=1))

    [text] = texts(decide(paul, change, "approve"))

    assert "will be published from" in text
    assert Support.objects.get().level == "builtin"


def test_publish_due_publishes_what_is_due(ana: User, paul: User, capsys: pytest.CaptureFixture[str]) -> None:
    change = proposal(ana)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    approve(change, reviewer=paul)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now())

    call_command("publish_due")

    assert Support.objects.get().level == "none-found"
    assert "published" in capsys.readouterr().out


def test_publish_due_says_when_nothing_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("publish_due")

    assert capsys.readouterr().out == "No change is due.\n"


def test_publish_due_sends_back_what_is_out_of_date_and_tells_its_author(
    ana: User, paul: User, capsys: pytest.CaptureFixture[str]
) -> None:
    change = proposal(ana)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    approve(change, reviewer=paul)
    publish(Edit(Support, "django/orm", support_document(level="no")))
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now())

    call_command("publish_due")

    assert state_of(change) == State.SENT_BACK
    assert "sent back" in capsys.readouterr().out
    assert [(notice.user, notice.kind) for notice in change.notices.all()] == [(ana, "sent-back")]


def approved_for_later(author: User, reviewer: User, **fields: str) -> Change:
    """Return a change that is approved and due, as whoever looked for what is due has it."""
    change = proposal(author, **fields)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    approve(change, reviewer=reviewer)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now())
    return Change.objects.get(pk=change.pk)


def test_of_two_that_publish_what_is_due_the_second_leaves_it_as_the_first_did(ana: User, paul: User) -> None:
    change = approved_for_later(ana, paul)
    publish_due()

    assert publish_or_return(change) is None
    assert state_of(change) == State.PUBLISHED
    assert Change.objects.get(pk=change.pk).published_at is not None


def test_what_its_author_took_back_meanwhile_stays_taken_back(ana: User, paul: User) -> None:
    change = approved_for_later(ana, paul)
    withdraw(change)

    assert publish_or_return(change) is None
    assert state_of(change) == State.WITHDRAWN


def test_what_names_a_row_that_was_removed_meanwhile_goes_back_and_holds_up_no_other(ana: User, paul: User) -> None:
    create_source(key="other")
    change = approved_for_later(ana, paul, source="other")
    publish(Edit(Source, "other", None))

    assert [done.pk for done in publish_due()] == [change.pk]
    assert state_of(change) == State.SENT_BACK
    assert "there is no source “other”" in Change.objects.get(pk=change.pk).note
