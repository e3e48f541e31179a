"""What documents keep from one state of the code to the next, and what checking them costs."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from curation.documents import (
    InvalidDocument,
    broken,
    fields_ruled,
    json_type,
    keeps_rules,
    other_rules,
    read,
    row_from,
    values_ruled,
)
from curation.rows import CuratedRow
from frameworks.models import Release
from tests.curation.samples import Edits, curated_models, sample

pytestmark = pytest.mark.django_db


def release(version: str, **fields: object) -> dict[str, object]:
    return {"framework": "flask", "version": version, "released_on": "2026-02-19", "source": "flask-index", **fields}


def test_a_document_from_before_a_field_reads_as_the_fields_default() -> None:
    assert row_from(Release, "flask/1.0", release("1.0")).yanked is False


def test_a_field_that_was_taken_away_is_passed_over_where_an_old_document_is_read() -> None:
    assert row_from(Release, "flask/1.0", release("1.0", codename="Bottle")).version == "1.0"


def test_a_field_that_was_taken_away_is_refused_where_a_document_is_written() -> None:
    with pytest.raises(InvalidDocument, match="codename: unknown field; allowed are framework, version"):
        read(Release, "flask/1.0", release("1.0", codename="Bottle"))


def test_rows_alike_in_what_the_rules_look_at_are_judged_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    keeps_rules.cache_clear()

    with django_assert_num_queries(2):  # one for kept ones and one for withdrawn ones
        for number in range(20):
            read(Release, f"flask/1.{number}", release(f"1.{number}"))
            read(Release, f"flask/2.{number}", release(f"2.{number}", yanked=True, yanked_reason="Broken"))


@pytest.mark.parametrize(
    ("key", "fields", "message"),
    [
        ("flask/1.1", {}, "The key must be framework/version."),
        ("flask/1.0", {"yanked_reason": "Broken"}, "Only a withdrawn release has a reason for it."),
    ],
)
def test_a_broken_rule_is_named_however_often_it_was_kept(key: str, fields: dict[str, object], message: str) -> None:
    read(Release, "flask/1.0", release("1.0"))

    with pytest.raises(InvalidDocument, match=message):
        read(Release, key, release("1.0", **fields))


ODD: dict[type, list[Any]] = {bool: [True, False], int: [0, 99], str: ["", "x", "https://example.com/"]}
"""Values that keep some rules and break others, by the type of a field."""
RULED = [model for model in curated_models() if fields_ruled(model)]


@pytest.mark.parametrize("model", RULED, ids=lambda model: model._meta.model_name)
def test_rules_are_judged_as_django_judges_each(model: type[CuratedRow]) -> None:
    edits: Edits = {}
    key = sample(model, 1, edits)
    row = row_from(model, key, edits[model, key].document or {})
    here, django = list[bool](), list[bool]()
    for field in fields_ruled(model):
        usual = getattr(row, field.attname)
        for odd in (usual, None, *ODD[json_type(field)]):
            setattr(row, field.attname, odd)
            here.append(keeps_rules(model, values_ruled(row)))
            django.append(not any(list(broken(rule, row)) for rule in other_rules(model)))
        setattr(row, field.attname, usual)

    assert here == django
    assert set(here) == {True, False}
