"""Publishers at the queue: what they and others may do about a change."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import send_back
from curation.models import Change, Revision, State
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, decide, proposal, staff, state_of, texts
from tests.factories import create_user, publish, support_document

pytestmark = pytest.mark.django_db


def test_an_approved_change_reaches_its_rows(ana: User, paul: User) -> None:
    change = proposal(ana)

    response = decide(paul, change, "approve")

    assert Support.objects.get().level == "none-found"
    assert texts(response) == [f"Change {change.pk} is approved and published."]


def test_an_editor_cannot_approve(ana: User) -> None:
    change = proposal(ana)

    response = decide(staff("Editors"), change, "approve")

    assert response.status_code == 403
    assert state_of(change) == State.IN_REVIEW


def test_an_editor_cannot_send_back(ana: User) -> None:
    change = proposal(ana)

    assert decide(staff("Editors"), change, "send_back", note="Why?").status_code == 403


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_approves_their_own_change(is_superuser: bool) -> None:
    author = create_user(group="Administrators", is_staff=True, is_superuser=is_superuser)
    change = proposal(author)

    response = decide(author, change, "approve")

    assert texts(response) == ["The author of a change cannot review it. Ask another publisher."]
    assert state_of(change) == State.IN_REVIEW


def test_the_author_is_told_why_there_is_no_button(paul: User) -> None:
    page = client_of(paul).get(proposal(paul).get_absolute_url()).content.decode()

    assert "The author of a change cannot review it." in page
    assert ">Approve</button>" not in page


def test_an_editor_sees_no_button_to_approve(ana: User) -> None:
    page = client_of(staff("Editors")).get(proposal(ana).get_absolute_url()).content.decode()

    assert ">Approve</button>" not in page
    assert 'value="Withdraw it"' not in page


def test_sending_back_needs_a_note(ana: User, paul: User) -> None:
    change = proposal(ana)

    response = decide(paul, change, "send_back", note=" ")

    assert texts(response) == ["Say in the note what the author should change."]
    assert state_of(change) == State.IN_REVIEW


def test_a_note_is_cleaned_of_what_no_database_could_hold(ana: User, paul: User) -> None:
    change = proposal(ana)

    decide(paul, change, "send_back", note="nul\x00byte")

    assert Change.objects.get(pk=change.pk).note == "nulbyte"


def test_a_change_that_was_sent_back_shows_the_note(ana: User, paul: User) -> None:
    change = proposal(ana)

    decide(paul, change, "send_back", note="Name the <page>.")

    assert state_of(change) == State.SENT_BACK
    assert "Name the &lt;page&gt;." in client_of(ana).get(change.get_absolute_url()).content.decode()


def test_the_author_submits_again_what_was_sent_back(ana: User, paul: User) -> None:
    change = proposal(ana)
    send_back(change, reviewer=paul, note="Are you sure?")

    decide(ana, change, "submit")

    assert state_of(change) == State.IN_REVIEW


def test_nobody_but_the_author_submits_again(ana: User, paul: User) -> None:
    change = proposal(ana)
    send_back(change, reviewer=paul, note="Are you sure?")

    assert decide(paul, change, "submit").status_code == 403


def test_the_author_withdraws(ana: User) -> None:
    change = proposal(ana)

    decide(ana, change, "withdraw")

    assert state_of(change) == State.WITHDRAWN


def test_nobody_else_withdraws_a_change_in_review(ana: User, paul: User) -> None:
    assert decide(paul, proposal(ana), "withdraw").status_code == 403


def test_a_publisher_withdraws_what_is_approved_and_waits(ana: User, paul: User) -> None:
    change = proposal(ana)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(days=1))
    decide(paul, change, "approve")

    decide(paul, change, "withdraw")

    assert state_of(change) == State.WITHDRAWN


def test_a_decision_is_taken_by_a_button_only(ana: User, paul: User) -> None:
    change = proposal(ana)

    response = client_of(paul).get(reverse("admin:curation_change_approve", args=[change.pk]))

    assert response.status_code == 405


def test_a_second_press_of_approve_is_told_that_it_is_done(ana: User, paul: User) -> None:
    change = proposal(ana)
    decide(paul, change, "approve")

    response = decide(paul, change, "approve")

    assert texts(response) == ["The change is published; this needs one that is in review."]
    assert Revision.objects.filter(key="django/orm").count() == 2


def test_a_stranger_is_sent_to_the_login(ana: User) -> None:
    change = proposal(ana)

    response = Client().post(reverse("admin:curation_change_approve", args=[change.pk]))

    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]


@pytest.mark.parametrize("number", [404, 10**30])
def test_a_decision_on_no_change_is_not_found(paul: User, number: int) -> None:
    response = client_of(paul).post(reverse("admin:curation_change_approve", args=[number]))

    assert response.status_code == 404


def test_a_stale_change_cannot_be_approved(ana: User, paul: User) -> None:
    change = proposal(ana)
    publish(Edit(Support, "django/orm", support_document(level="no")))

    [text] = texts(decide(paul, change, "approve"))

    assert "but version 2 is published" in text
    assert state_of(change) == State.IN_REVIEW


def test_every_note_of_a_reviewer_stays_with_the_change(ana: User, paul: User) -> None:
    change = proposal(ana)
    decide(paul, change, "send_back", note="Name the page.")
    decide(ana, change, "submit")
    decide(paul, change, "approve", note="Good now.")

    page = client_of(ana).get(change.get_absolute_url()).text
    assert "Sent back by" in page
    assert page.index("Name the page.") < page.index("Good now.")


def test_what_its_author_took_back_can_be_made_a_draft_again(ana: User) -> None:
    change = proposal(ana)
    decide(ana, change, "withdraw")

    decide(ana, change, "redraft")

    assert state_of(change) == State.DRAFT


def test_nobody_else_makes_a_draft_of_what_its_author_took_back(ana: User, paul: User) -> None:
    change = proposal(ana)
    decide(ana, change, "withdraw")

    assert decide(paul, change, "redraft").status_code == 403
