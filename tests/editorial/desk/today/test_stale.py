"""Somebody publishes a row while an editor has its form open."""

import pytest
from django.test import Client

from curation.changes.checks import Edit
from curation.documents import document_of
from curation.models import Change, State
from frameworks.models import Fact, Framework, Support
from tests.editorial.desk.pages import errors_of, filled_in, latest, page_of, proposed_document
from tests.factories import (
    create_fact,
    create_support,
    publish,
)

pytestmark = pytest.mark.django_db


def test_an_edit_of_a_row_published_meanwhile_is_refused_with_both_versions(editor: Client) -> None:
    create_support(level="unknown", note="Old words.")
    url = page_of(Support, "change", "django/orm")
    posted = filled_in(editor.get(url), note="My words.")
    row = Support.objects.get()
    row.note, row.package = "Their words.", "django"
    publish(Edit(Support, row.pk, document_of(row)))

    response = editor.post(url, posted)

    assert "Somebody published version 2" in errors_of(response)
    [form] = response.context["stale_forms"]
    assert ("Note", ("Old words.", "Their words.", "My words.")) in [(d.label, d.values) for d in form.staleness]


def test_after_a_refusal_the_form_holds_own_edits_and_the_rest_as_published(editor: Client) -> None:
    create_support(level="unknown", note="Old words.")
    url = page_of(Support, "change", "django/orm")
    posted = filled_in(editor.get(url), note="My words.")
    row = Support.objects.get()
    row.package, row.second_checked = "django", True
    publish(Edit(Support, row.pk, document_of(row)))

    shown = filled_in(editor.post(url, posted))
    editor.post(url, shown)

    document = proposed_document()
    assert latest().items.get().base_version == 2
    assert (document["note"], document["package"], shown["second_checked"]) == ("My words.", "django", "on")


def test_an_inline_row_published_meanwhile_stays_when_only_others_were_edited(editor: Client) -> None:
    create_fact(name="licence", value="BSD")
    create_fact(name="creator", value="Somebody")
    url = page_of(Framework, "change", "django")
    [at] = [n for n, fact in enumerate(Fact.objects.all()) if fact.name == "creator"]
    posted = filled_in(editor.get(url), **{f"facts-{at}-value": "Adrian Holovaty"})
    licence = Fact.objects.get(name="licence")
    licence.value = "BSD-3-Clause"
    publish(Edit(Fact, licence.pk, document_of(licence)))

    editor.post(url, posted)

    assert latest().items.get().key == "django/creator"


def test_the_form_of_a_row_removed_meanwhile_comes_back_to_add_it_anew(editor: Client) -> None:
    create_support(note="Old words.")
    url = page_of(Support, "change", "django/orm")
    posted = filled_in(editor.get(url), note="My words.")
    publish(Edit(Support, "django/orm", None))

    response = editor.post(url, posted)

    assert "Somebody removed this while you were editing it." in errors_of(response)
    assert response.context["adminform"].form["note"].value() == "My words."
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()


def test_a_row_removed_meanwhile_is_added_anew_when_proposed_again(editor: Client) -> None:
    create_support(note="Old words.")
    url = page_of(Support, "change", "django/orm")
    posted = filled_in(editor.get(url), note="My words.")
    publish(Edit(Support, "django/orm", None))
    response = editor.post(url, posted)

    editor.post(response.context["form_url"], filled_in(response))

    assert (latest().items.get().key, proposed_document()["note"]) == ("django/orm", "My words.")


def test_a_row_removed_with_its_parts_comes_back_with_them(editor: Client) -> None:
    create_fact(name="creator", value="Somebody")
    url = page_of(Framework, "change", "django")
    posted = filled_in(editor.get(url), **{"facts-0-value": "Adrian", "tagline": "Mine."})
    publish(Edit(Fact, "django/creator", None), Edit(Framework, "django", None))
    response = editor.post(url, posted)

    editor.post(response.context["form_url"], filled_in(response))

    items = dict(latest().items.values_list("key", "document"))
    assert (items["django"]["tagline"], items["django/creator"]["value"]) == ("Mine.", "Adrian")
