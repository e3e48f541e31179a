"""Editors add rows, and each gets the key it should have."""

import pytest
from django.test import Client

from frameworks.models import Framework, Kind, Support
from reviews.models import Remark
from tests.editorial.desk.pages import errors_of, latest, page_of, save
from tests.factories import (
    create_feature,
    create_framework,
    create_remark,
    create_source,
    create_support,
)

pytestmark = pytest.mark.django_db


def test_a_new_row_is_keyed_by_its_slug(editor: Client) -> None:
    create_framework(key="django")

    save(editor, page_of(Framework, "add"), name="Litestar", slug="litestar", kind="full-stack", tagline="A framework.")

    item = latest().items.get()
    assert (item.row_type, item.key, item.base_version) == ("framework", "litestar", 0)


def test_a_new_claim_is_keyed_by_what_it_is_about(editor: Client) -> None:
    create_support(framework="django", feature="orm")
    create_framework(key="flask")

    cell = {"framework": "flask", "feature": "orm", "level": "third-party", "package": "flask-sqlalchemy"}
    cell |= {"source": "docs", "checked_on": "2026-11-20"}
    save(editor, page_of(Support, "add"), **cell)

    assert latest().items.get().key == "flask/orm"


@pytest.mark.parametrize("typed", ["docs", "documentation docs"])
def test_a_row_is_named_without_scripts_by_what_it_is_called_or_by_its_key(editor: Client, typed: str) -> None:
    create_support(framework="django", feature="orm")
    create_framework(key="flask")

    cell = {"framework-typed": "Flask", "feature-typed": "Orm", "source-typed": typed, "level": "builtin"}
    save(editor, page_of(Support, "add"), checked_on="2026-11-20", **cell)

    assert (latest().items.get().document or {})["source"] == "docs"
    assert latest().items.get().key == "flask/orm"


def test_what_no_row_is_called_is_refused_where_it_is_typed(editor: Client) -> None:
    create_support()

    response = save(editor, page_of(Support, "change", "django/orm"), **{"source-typed": "nothing of the kind"})

    assert "Select a valid choice" in errors_of(response)


def test_a_new_remark_is_keyed_by_its_subject_name_and_guide(editor: Client) -> None:
    create_remark(framework="django", guide="ps", name="for-1")

    words = {"name": "for-2", "polarity": "for", "text": "It grows.", "locator": "section 2", "basis": "listed"}
    save(editor, page_of(Remark, "add"), framework="django", guide="ps", **words)

    assert latest().items.get().key == "django/for-2/ps"


def test_a_new_row_without_a_slug_takes_the_key_its_editor_chose(editor: Client) -> None:
    save(editor, page_of(Kind, "add"), key="micro", name="Microframework", description="Small.", position="2")

    assert latest().items.get().key == "micro"


def test_a_row_that_is_there_cannot_be_added_again(editor: Client) -> None:
    create_support()

    cell = {"framework": "django", "feature": "orm", "level": "unknown", "source": "docs", "checked_on": "2026-11-20"}
    response = save(editor, page_of(Support, "add"), **cell)

    assert "There is a cell “django/orm” already" in errors_of(response)


def test_a_name_that_is_taken_is_refused(editor: Client) -> None:
    create_framework(key="django", name="Django")

    fields = {"name": "DJANGO", "slug": "other", "kind": "full-stack", "tagline": "A framework."}
    response = save(editor, page_of(Framework, "add"), **fields)

    assert "Another row has that name." in errors_of(response)


def test_the_next_row_begins_with_what_it_shares_with_the_last(editor: Client) -> None:
    create_framework(key="django")
    for key in ("orm", "forms"):
        create_feature(key=key)
    create_source()
    posted = {"framework": "django", "feature": "orm", "level": "builtin", "source": "docs", "_addanother": "1"}

    response = save(editor, page_of(Support, "add"), checked_on="2026-11-01", **posted)

    initial = response.context["adminform"].form.initial
    assert (initial["framework"], initial["source"], initial["reason"]) == (
        "django",
        "docs",
        "The documentation says so.",
    )
    assert "feature" not in initial
