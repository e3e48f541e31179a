"""What is proposed without opening a form: reading again, retiring, removing."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory

from curation.models import Change, State
from curation.rows import WrittenByChangesOnly
from frameworks.models import Feature, Framework, Support
from reviews.models import Criterion
from tests.editorial.desk.pages import latest, page_of, proposed_document
from tests.factories import (
    create_criterion,
    create_framework,
    create_support,
)

pytestmark = pytest.mark.django_db


def test_removal_is_proposed_with_what_is_edited_on_the_same_page(editor: Client) -> None:
    create_criterion(levels=("low", "high"))

    editor.post(page_of(Criterion, "delete", "scalability"), {"reason": "No guide speaks of it."})

    items = latest().items
    assert items.count() == 3
    assert not items.filter(document__isnull=False).exists()
    assert Criterion.objects.exists()


def test_removal_lists_what_still_refers_to_the_row(editor: Client) -> None:
    create_support()

    response = editor.get(page_of(Feature, "delete", "orm"))

    assert "1 row rests on it" in response.text
    assert "cell Django · Orm</a>" in response.text


def test_removal_of_a_row_that_something_needs_is_refused(editor: Client) -> None:
    create_support()

    response = editor.post(page_of(Feature, "delete", "orm"), {"reason": "Not wanted."})

    assert "still refer to it" in response.content.decode()
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()


def test_rows_are_marked_as_read_today_in_one_change(editor: Client) -> None:
    create_support(feature="orm", checked_on="2026-01-31")
    create_support(feature="forms", checked_on="2026-01-31")
    selected = {"action": "propose_reading_today", "_selected_action": ["django/orm", "django/forms"]}

    form_page = editor.post(page_of(Support), selected)
    reason = form_page.context["form"].initial["reason"]
    editor.post(page_of(Support), {**selected, "reason": reason})

    assert reason.startswith("Read again on ")
    assert latest().items.count() == 2
    assert {str(row.checked_on) for row in Support.objects.all()} == {"2026-01-31"}


def test_rows_are_retired_in_one_change(editor: Client) -> None:
    create_framework(key="bottle")
    selected = {"action": "propose_retiring", "_selected_action": ["bottle"], "reason": "No release since 2019."}

    editor.post(page_of(Framework), selected)

    assert proposed_document()["status"] == "retired"


def test_the_action_that_deletes_without_a_change_is_not_offered(editor: Client) -> None:
    create_support()

    response = editor.get(page_of(Support))

    assert "delete_selected" not in response.content.decode()
    assert "propose_removal" in response.content.decode()


def test_an_administrator_of_django_writes_no_row_either() -> None:
    create_support()
    registered = admin.site.get_model_admin(Support)

    with pytest.raises(WrittenByChangesOnly):
        registered.delete_model(RequestFactory().post("/"), Support.objects.get())
    with pytest.raises(WrittenByChangesOnly):
        registered.delete_queryset(RequestFactory().post("/"), Support.objects.all())
