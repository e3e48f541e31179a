"""Editors at the forms of the catalogue: whatever they save becomes a change, and no row is written."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.documents import document_of
from curation.models import Change, State
from frameworks.models import Fact, Framework, LearningResource, Source, Support
from reviews.models import Rating
from tests.editorial.desk.pages import errors_of, latest, page_of, proposed_document, save, staff
from tests.factories import (
    create_criterion,
    create_fact,
    create_rating,
    create_resource,
    create_source,
    create_support,
)

pytestmark = pytest.mark.django_db


def test_saving_a_form_proposes_a_change_and_leaves_the_row_alone(editor: Client, ana: User) -> None:
    create_support(level="builtin")

    save(editor, page_of(Support, "change", "django/orm"), level="none-found", reason="It moved out.")

    assert Support.objects.get().level == "builtin"
    change = Change.objects.get(author=ana)
    assert (change.state, change.reason) == (State.IN_REVIEW, "It moved out.")
    assert proposed_document(change)["level"] == "none-found"


def test_the_message_names_the_change_and_what_happens_next(editor: Client) -> None:
    create_support()

    response = save(editor, page_of(Support, "change", "django/orm"), note="Since 5.2.")

    change = latest()
    assert f'<a href="{change.get_absolute_url()}">change {change.pk}</a>' in response.content.decode()
    assert "readers see it once a publisher approves it" in response.content.decode()


def test_the_log_says_what_was_proposed(editor: Client) -> None:
    create_support()

    save(editor, page_of(Support, "change", "django/orm"), note="Since 5.2.")

    assert LogEntry.objects.get().change_message == f"Proposed change {Change.objects.latest('pk').pk}."


def test_a_form_sent_as_it_was_shown_proposes_nothing(editor: Client) -> None:
    create_resource(formats=["video", "text"], tip="Two\nlines.")

    response = save(editor, page_of(LearningResource, "change", "udemy"), tip="Two\r\nlines.")

    assert "Nothing changed" in response.content.decode()
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()
    assert not LogEntry.objects.exists()


def test_a_proposal_without_a_reason_is_refused(editor: Client) -> None:
    create_support()

    response = save(editor, page_of(Support, "change", "django/orm"), note="Since 5.2.", reason=" ")

    assert "reason" in response.context["adminform"].form.errors


def test_a_list_is_edited_one_to_a_line(editor: Client) -> None:
    create_resource(formats=["video"])

    save(editor, page_of(LearningResource, "change", "udemy"), formats="video\r\n\r\ntext ")

    assert proposed_document()["formats"] == ["video", "text"]


def test_a_broken_rule_is_told_on_the_form_and_nothing_is_lost(editor: Client) -> None:
    create_support(level="builtin")

    response = save(editor, page_of(Support, "change", "django/orm"), level="third-party", note="Kept <words>.")

    assert "names its package" in errors_of(response)
    assert "Kept &lt;words&gt;." in response.content.decode()
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()


@pytest.mark.parametrize("address", [page_of(Support, "change", "django/orm"), "/admin/desk/columns/django/"])
def test_ones_own_words_are_not_called_read_by_somebody_else(editor: Client, address: str) -> None:
    create_support()
    line = "" if "support" in address else "support-0-"

    response = save(editor, address, **{f"{line}note": "Mine.", f"{line}second_checked": "on"})

    assert "By rule a second reading is somebody else’s than the author’s." in response.text
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()


def test_a_rating_offers_the_levels_of_its_own_criterion(editor: Client) -> None:
    create_rating()
    create_criterion(key="speed")

    form = editor.get(page_of(Rating, "change", "django/scalability/ps")).context["adminform"].form

    assert {level.criterion_id for level in form.fields["level"].queryset} == {"scalability"}


def test_a_level_of_another_scale_is_refused_in_words(editor: Client) -> None:
    create_rating()
    create_criterion(key="speed")

    claim = {"framework": "django", "criterion": "speed", "guide": "ps", "level": "scalability/high"}
    words = {"summary": "It is fast.", "locator": "section 1", "stated": "explicit"}
    response = save(editor, page_of(Rating, "add"), **claim, **words)

    assert "must be one of the criterion’s own scale" in errors_of(response)


def test_a_bad_value_is_told_on_its_field(editor: Client) -> None:
    create_source()

    response = save(editor, page_of(Source, "change", "docs"), published="last May")

    assert "Use YYYY, YYYY-MM or YYYY-MM-DD." in response.context["adminform"].form.errors["published"]


def test_the_form_shows_approved_values_and_links_what_is_pending(editor: Client) -> None:
    create_support(note="Approved words.")
    save(editor, page_of(Support, "change", "django/orm"), note="Proposed words.")

    response = editor.get(page_of(Support, "change", "django/orm"))

    assert response.context["adminform"].form["note"].value() == "Approved words."
    assert f'href="{latest().get_absolute_url()}"' in response.content.decode()


def test_a_framework_tells_of_changes_pending_on_its_facts(editor: Client) -> None:
    create_fact(name="creator")
    save(editor, page_of(Fact, "change", "django/creator"), value="Adrian Holovaty")

    response = editor.get(page_of(Framework, "change", "django"))

    assert list(response.context["pending"]) == [latest()]


def test_markup_in_a_text_is_shown_as_text(editor: Client, ana: User) -> None:
    create_support()
    attack = "<script>alert(1)</script>"
    save(editor, page_of(Support, "change", "django/orm"), note=attack, reason=attack)
    change = latest()
    approve(change, reviewer=staff("Publishers"))
    row = Support.objects.get()
    row.level, row.package = "builtin-extra", attack
    waiting = propose([Edit(Support, row.pk, document_of(row))], reason=attack, author=ana)

    addresses = [
        page_of(Support),
        page_of(Support, "change", "django/orm"),
        page_of(Support, "history", "django/orm"),
        page_of(Support, "delete", "django/orm"),
        page_of(Change),
        waiting.get_absolute_url(),
        "/admin/",
    ]
    assert [url for url in addresses if attack in editor.get(url).content.decode()] == []
