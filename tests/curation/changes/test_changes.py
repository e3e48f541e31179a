"""What it takes to change the catalogue, and what it leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import (
    Refused,
    Unacceptable,
    VersionConflict,
    approve,
    propose,
    publish_due,
    send_back,
    submit,
    withdraw,
)
from curation.models import Change, Revision, State
from frameworks.models import Framework, Support
from tests.factories import create_support, create_user, support_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows_by_change")]


@pytest.fixture
def author() -> User:
    return create_user(username="author")


@pytest.fixture
def reviewer() -> User:
    return create_user(username="reviewer")


def edit_cell(**fields: Any) -> Edit:
    return Edit(Support, "django/orm", support_document(**fields))


def propose_level(level: str, author: User) -> Change:
    return propose([edit_cell(level=level)], author=author, reason="The documentation says so.")


def test_a_proposal_leaves_the_published_row_alone(author: User) -> None:
    create_support(level="builtin")

    propose_level("none-found", author)

    assert Support.objects.get().level == "builtin"


def test_approval_by_another_person_publishes_the_proposal(author: User, reviewer: User) -> None:
    create_support(level="builtin")

    approve(propose_level("none-found", author), reviewer=reviewer)

    assert Support.objects.get().level == "none-found"


def test_the_author_cannot_approve(author: User) -> None:
    create_support()

    with pytest.raises(Refused, match="Ask another publisher"):
        approve(propose_level("none-found", author), reviewer=author)


def test_the_database_refuses_a_reviewer_who_is_the_author(author: User) -> None:
    create_support()
    change = propose_level("none-found", author)

    change.reviewer = author
    with pytest.raises(IntegrityError, match="change_reviewer_is_not_author"), transaction.atomic():
        change.save()


def test_the_database_refuses_approval_without_a_reviewer(author: User) -> None:
    create_support()
    change = propose_level("none-found", author)

    change.state = State.APPROVED
    with pytest.raises(IntegrityError, match="change_approved_by_reviewer"), transaction.atomic():
        change.save()


def test_a_change_is_published_whole_or_not_at_all(author: User, reviewer: User) -> None:
    create_support(feature="orm", level="builtin")
    create_support(feature="forms", level="builtin")
    forms = Edit(Support, "django/forms", support_document(feature="forms", level="unknown"))
    change = propose([edit_cell(level="unknown"), forms], author=author, reason="Both cells.")
    approve(propose_level("none-found", author), reviewer=reviewer)

    with pytest.raises(VersionConflict):
        approve(change, reviewer=reviewer)

    assert list(Support.objects.order_by("pk").values_list("level", flat=True)) == ["builtin", "none-found"]


def test_a_stale_change_is_refused_with_both_versions(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    stale = propose_level("unknown", author)
    approve(propose_level("none-found", author), reviewer=reviewer)

    with pytest.raises(VersionConflict) as refusal:
        approve(stale, reviewer=reviewer)

    clash = refusal.value.clashes[0]
    assert (clash.item.document["level"], clash.current["level"]) == ("unknown", "none-found")


def test_a_stale_change_stays_in_review(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    stale = propose_level("unknown", author)
    approve(propose_level("none-found", author), reviewer=reviewer)

    with pytest.raises(VersionConflict):
        approve(stale, reviewer=reviewer)

    assert Change.objects.get(pk=stale.pk).state == State.IN_REVIEW


def test_every_publication_appends_a_revision(author: User, reviewer: User) -> None:
    create_support(level="builtin")

    change = approve(propose_level("none-found", author), reviewer=reviewer)

    first, second = Revision.objects.filter(row_type="support").order_by("version")
    assert (first.document["level"], second.document["level"]) == ("builtin", "none-found")
    assert (first.valid_to, second.valid_from, second.change) == (change.published_at, change.published_at, change)


def test_a_removal_deletes_the_row_and_keeps_its_history(author: User, reviewer: User) -> None:
    create_support(level="builtin")

    change = propose([Edit(Support, "django/orm", None)], author=author, reason="Never existed.")
    approve(change, reviewer=reviewer)

    assert not Support.objects.exists()
    assert list(Revision.objects.filter(row_type="support").values_list("document__level", flat=True)) == [
        "builtin",
        None,
    ]


def test_a_removed_row_can_come_back(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    approve(propose([Edit(Support, "django/orm", None)], author=author, reason="Away."), reviewer=reviewer)

    approve(propose_level("none-found", author), reviewer=reviewer)

    assert Support.objects.get().level == "none-found"


def test_a_change_sent_back_can_be_submitted_again(author: User, reviewer: User) -> None:
    create_support()
    change = send_back(propose_level("none-found", author), reviewer=reviewer, note="Which page?")

    assert submit(change).state == State.IN_REVIEW


def test_sending_back_needs_a_note(author: User, reviewer: User) -> None:
    create_support()

    with pytest.raises(Refused, match="note"):
        send_back(propose_level("none-found", author), reviewer=reviewer, note=" ")


def test_a_withdrawn_change_cannot_be_approved(author: User, reviewer: User) -> None:
    create_support()
    change = withdraw(propose_level("none-found", author))

    with pytest.raises(Refused, match="withdrawn"):
        approve(change, reviewer=reviewer)


def test_an_approved_change_waits_for_its_time(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    tomorrow = timezone.now() + timedelta(days=1)
    change = propose([edit_cell(level="none-found")], author=author, reason="Later.", publish_at=tomorrow)

    approve(change, reviewer=reviewer)

    assert Support.objects.get().level == "builtin"


def test_a_waiting_change_is_published_when_it_is_due(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    tomorrow = timezone.now() + timedelta(days=1)
    change = propose([edit_cell(level="none-found")], author=author, reason="Later.", publish_at=tomorrow)
    approve(change, reviewer=reviewer)

    publish_due(tomorrow)

    assert Support.objects.get().level == "none-found"


def test_a_due_change_that_is_stale_goes_back_to_its_author(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    tomorrow = timezone.now() + timedelta(days=1)
    waiting = propose([edit_cell(level="unknown")], author=author, reason="Later.", publish_at=tomorrow)
    approve(waiting, reviewer=reviewer)
    approve(propose_level("none-found", author), reviewer=reviewer)

    publish_due(tomorrow)

    assert Change.objects.get(pk=waiting.pk).state == State.SENT_BACK


def test_a_change_needs_a_reason(author: User) -> None:
    create_support()

    with pytest.raises(Refused, match="reason"):
        propose([edit_cell()], author=author, reason=" ")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"source": None}, "needs a source"),
        ({"level": "third-party"}, "names its package"),
        ({"level": "sometimes"}, "Allowed are builtin"),
        ({"checked_on": "2999-01-01"}, "in the future"),
        ({"checked_on": "2026-02-30"}, "2026-02-30"),
        ({"note": 7}, "must be text"),
        ({"colour": "red"}, "unknown field"),
        ({"source": "dcos"}, "close to it are docs"),
    ],
)
def test_an_edit_that_breaks_a_rule_is_refused_in_words(author: User, fields: dict[str, object], message: str) -> None:
    create_support()

    with pytest.raises(Unacceptable, match=message):
        propose([edit_cell(**fields)], author=author, reason="Try.")


def test_a_row_that_others_refer_to_cannot_be_removed(author: User) -> None:
    create_support()

    with pytest.raises(Unacceptable, match="cell django/orm"):
        propose([Edit(Framework, "django", None)], author=author, reason="Away.")


def test_rows_that_refer_to_each_other_can_go_together(author: User, reviewer: User) -> None:
    create_support()
    edits = [Edit(Framework, "django", None), Edit(Support, "django/orm", None)]

    approve(propose(edits, author=author, reason="Away."), reviewer=reviewer)

    assert not Framework.objects.exists()


def test_two_edits_cannot_share_a_unique_value(author: User) -> None:
    twins = [Edit(Framework, key, {"name": key, "slug": "twin", "kind": "x", "tagline": "A."}) for key in "ab"]

    with pytest.raises(Unacceptable, match="framework a has the same slug"):
        propose(twins, author=author, reason="Twins.")


def test_a_clock_that_was_set_back_keeps_the_record_in_order(author: User, reviewer: User) -> None:
    create_support(level="builtin")
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=1), tick=False):
        ahead = approve(propose_level("none-found", author), reviewer=reviewer)
    with time_machine.travel(now, tick=False):
        back = approve(propose_level("unknown", author), reviewer=reviewer)

    assert (ahead.state, back.state) == (State.PUBLISHED, State.PUBLISHED)
    assert ahead.published_at
    assert back.published_at
    assert ahead.published_at < back.published_at
