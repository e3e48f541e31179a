"""Somebody publishes a row while an editor has its form open."""

import pytest
from django.test import Client

from editorial.checks import Edit
from frameworks.documents import document_of
from frameworks.models import Fact, Framework, Support
from tests.editorial.desk import errors_of, filled_in, latest, page_of, proposed_document
from tests.factories import (
    create_fact,
    create_support,
    publish,
)

pytestmark = pytest.mark.django_db


def test_an_edit_of_a_row_published_meanwhile_is_refused_with_both_versions(editor: Client) -> None:
    create_support(note="Old words.", package="")
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
    create_support(note="Old words.", package="")
    url = page_of(Support, "change", "django/orm")
    posted = filled_in(editor.get(url), note="My words.")
    row = Support.objects.get()
    row.package, row.second_checked = "django", True
    publish(Edit(Support, row.pk, document_of(row)))

    editor.post(url, filled_in(editor.post(url, posted)))

    document = proposed_document()
    assert latest().items.get().base_version == 2
    assert (document["note"], document["package"], document["second_checked"]) == ("My words.", "django", True)


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
