"""Rows that are edited on the page of the row they belong to."""

import pytest
from django.test import Client

from curation.models import Change, State
from frameworks.models import Framework
from reviews.models import Criterion, Level
from tests.editorial.desk.pages import latest, page_of, proposed_document, save
from tests.factories import (
    create_criterion,
    create_fact,
    create_rating,
)

pytestmark = pytest.mark.django_db


def test_a_row_and_its_inline_rows_are_one_change(editor: Client) -> None:
    create_fact(name="latest-version", value="5.2.18")

    save(
        editor,
        page_of(Framework, "change", "django"),
        **{"tagline": "A full framework.", "facts-0-value": "5.2.19"},
    )

    items = latest().items
    assert set(items.values_list("row_type", "key")) == {("framework", "django"), ("fact", "django/latest-version")}


def test_an_untouched_row_is_left_out_of_the_change_of_its_inline_row(editor: Client) -> None:
    create_fact(name="latest-version", value="5.2.18")

    save(editor, page_of(Framework, "change", "django"), **{"facts-0-value": "5.2.19"})

    assert proposed_document()["value"] == "5.2.19"


def test_an_inline_row_can_be_added(editor: Client) -> None:
    create_criterion(levels=("low", "high"))

    added = {"levels-TOTAL_FORMS": "3", "levels-2-name": "top", "levels-2-label": "Top", "levels-2-rank": "3"}
    save(editor, page_of(Criterion, "change", "scalability"), **added, **{"levels-2-base_version": "0"})

    assert latest().items.get().key == "scalability/top"


def test_a_new_row_and_its_inline_rows_are_one_change(editor: Client) -> None:
    criterion = {"key": "speed", "name": "Speed", "scale": "ordered", "low_end": "slow", "high_end": "fast"}
    level = {"name": "high", "label": "High", "rank": "1", "base_version": "0"}
    inline = {f"levels-0-{name}": value for name, value in level.items()}
    save(editor, page_of(Criterion, "add"), **criterion, **inline, **{"levels-TOTAL_FORMS": "1"})

    assert set(latest().items.values_list("key", flat=True)) == {"speed", "speed/high"}


def test_two_new_inline_rows_of_one_key_are_refused(editor: Client) -> None:
    create_criterion(levels=())

    rows = {f"levels-{n}-{name}": "top" for n in (0, 1) for name in ("name", "label")}
    versions = {f"levels-{n}-base_version": "0" for n in (0, 1)}
    url = page_of(Criterion, "change", "scalability")
    response = save(editor, url, **rows, **versions, **{"levels-TOTAL_FORMS": "2"})

    assert "“scalability/top” is here twice." in response.content.decode()


def test_an_inline_row_can_be_removed(editor: Client) -> None:
    create_criterion(levels=("low", "high"))

    save(editor, page_of(Criterion, "change", "scalability"), **{"levels-0-DELETE": "on"})

    item = latest().items.get()
    assert (item.key, item.document) == ("scalability/low", None)


def test_a_broken_rule_of_an_inline_row_is_told_on_that_row(editor: Client) -> None:
    create_fact(name="latest-version")

    response = save(editor, page_of(Framework, "change", "django"), **{"facts-0-read_on": "2030-01-01"})

    [facts, _] = response.context["inline_admin_formsets"]
    assert "is in the future" in facts.formset.errors[0]["read_on"][0]


def test_a_removed_inline_row_that_something_needs_is_refused_in_words(editor: Client) -> None:
    create_rating(level="high")

    [number] = [n for n, level in enumerate(Level.objects.all()) if level.pk == "scalability/high"]
    response = save(editor, page_of(Criterion, "change", "scalability"), **{f"levels-{number}-DELETE": "on"})

    assert "django/scalability/ps" in response.content.decode()
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()
