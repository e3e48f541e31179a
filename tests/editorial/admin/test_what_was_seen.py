"""What is approved, queued or sent back is exactly what its reviewer had before them."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.drafting import keep, redraft
from curation.changes.workflow import submit
from curation.models import Change, State
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, decide, proposal, state_of, texts
from tests.factories import create_feature, create_user, support_document

pytestmark = pytest.mark.django_db

ALTERED = "The change is not what your page showed: it was altered meanwhile. Look at it again, then decide."


def altered_unseen(change: Change, author: User) -> None:
    """Let an author take a change back, alter a row of it and submit it under the same number."""
    draft = redraft(change)
    edit = Edit(Support, "django/orm", support_document(level="none-found", searched="Something else."))
    submit(keep([edit], reason="It moved out.", author=author, draft=draft))


@pytest.mark.parametrize("decision", ["approve", "send_back"])
def test_a_change_altered_since_its_page_was_opened_is_not_decided(ana: User, paul: User, decision: str) -> None:
    change = proposal(ana)
    seen = client_of(paul).get(change.get_absolute_url()).context["seen"]
    altered_unseen(change, ana)

    response = decide(paul, change, decision, seen=seen, note="Why?")

    assert texts(response) == [f"{ALTERED} What you wrote is kept with the change."]
    assert state_of(change) == State.IN_REVIEW


def test_the_page_of_a_change_sends_what_it_shows(ana: User, paul: User) -> None:
    change = proposal(ana)

    page = client_of(paul).get(change.get_absolute_url())

    field = f'<input type="hidden" name="seen" value="{change.digest}">'
    assert page.text.count(field) == 1
    assert page.context["seen"] == change.digest


def test_what_is_ticked_in_the_queue_is_what_it_showed(ana: User, paul: User) -> None:
    change = proposal(ana)
    publisher = client_of(paul)
    publisher.get(change.get_absolute_url())
    [group] = publisher.get(reverse("desk:queue")).context["groups"]
    altered_unseen(change, ana)

    response = publisher.post(reverse("desk:queue"), {"row": [group["lines"][0].value]}, follow=True)

    assert texts(response) == [f"Change {change.pk}: {ALTERED}"]
    assert state_of(change) == State.IN_REVIEW


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_decision_that_does_not_say_what_was_seen_is_refused(ana: User, paul: User, seen: str) -> None:
    change = proposal(ana)

    assert texts(decide(paul, change, "approve", seen=seen)) == [ALTERED]


def test_a_tick_without_what_was_seen_is_refused(ana: User, paul: User) -> None:
    change = proposal(ana)

    client_of(paul).post(reverse("desk:queue"), {"row": [str(change.pk)]})

    assert state_of(change) == State.IN_REVIEW


def test_a_digest_changes_with_all_that_a_reviewer_sees(ana: User) -> None:
    create_feature(key="forms")
    digests = {proposal(ana).digest}
    later = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)
    alterations: list[Callable[[Change], object]] = [
        lambda change: change.items.update(document=support_document(note="Other.")),
        lambda change: change.items.update(document=None),
        lambda change: change.items.update(base_version=7),
        lambda change: change.items.update(key="django/forms"),
        lambda change: change.items.create(row_type="support", key="django/x", base_version=0, document={}),
        lambda change: Change.objects.filter(pk=change.pk).update(reason="Another."),
        lambda change: Change.objects.filter(pk=change.pk).update(publish_at=later),
    ]

    for alter in alterations:
        alter(Change.objects.latest("pk"))
        digests.add(Change.objects.latest("pk").digest)

    assert len(digests) == len(alterations) + 1


def test_the_same_change_has_the_same_digest_whichever_way_it_was_read(ana: User) -> None:
    change = proposal(ana)
    others = Change.objects.prefetch_related("items").exclude(author=create_user())

    assert {change.digest, Change.objects.get(pk=change.pk).digest, others.get(pk=change.pk).digest} == {change.digest}
