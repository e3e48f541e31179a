"""What factories publish directly is what a proposed and approved change leaves in every table."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import models, transaction

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.documents import InvalidDocument
from curation.models import Change, ChangeItem, Origin, Revision
from curation.registry import row_types
from frameworks.models import Fact, Feature, Framework, Kind, Source, Support
from tests.curation.samples import Edits, curated_models, sample
from tests.factories import CHECKED_ON, create_support
from tests.publishing import REASON, publish

pytestmark = pytest.mark.django_db

Tables = dict[str, list[dict[str, Any]]]

FEATURE = {
    "name": "ORM",
    "slug": "orm",
    "group": "data",
    "definition": "Rows as objects.",
    "proof": "A row that was saved is read.",
    "weight_reason": "Most sites keep rows.",
}


def left_by(write: Callable[[], Any]) -> Tables:
    """Return what every table of the catalogue holds after rows are written, and take them back."""
    with transaction.atomic():
        write()
        written: list[type[models.Model]] = [*row_types().values(), Change, ChangeItem, Revision]
        tables = {model.__name__: rows_of(model) for model in written}
        transaction.set_rollback(True)
    return tables


def rows_of(model: type[models.Model]) -> list[dict[str, Any]]:
    """Return the rows of a table, counted from the first: a database never gives a number twice."""
    changes = list(Change.objects.order_by("pk").values_list("pk", flat=True))
    rows = list(model._base_manager.order_by("pk").values())
    for row in rows:
        row.pop("id", None)
        row |= {"change_id": changes.index(row["change_id"])} if "change_id" in row else {}
    return rows


def as_changes_leave_it(*batches: list[Edit]) -> bool:
    def second_by_second(write: Callable[[list[Edit]], Any]) -> None:
        for second, batch in enumerate(batches):
            with time_machine.travel(f"2026-11-29T12:00:{second:02}Z", tick=False):
                write(batch)

    direct = left_by(lambda: second_by_second(lambda edits: publish(*edits)))
    by_change = left_by(lambda: second_by_second(lambda edits: publish_from(Origin.IMPORTER, edits, reason=REASON)))
    assert direct == by_change
    return bool(direct["Revision"])


def test_rows_of_every_type() -> None:
    edits: Edits = {}
    for model in curated_models():
        for number in (1, 2):
            sample(model, number, edits)

    assert as_changes_leave_it(list(edits.values()))


@pytest.mark.parametrize("status", ["draft", "retired", "published"])
def test_rows_below_a_row_that_may_be_hidden(status: str) -> None:
    kind = Edit(Kind, "micro", {"name": "Micro", "description": "Small."})
    source = Edit(Source, "docs", {"kind": "documentation", "name": "Docs", "read_on": CHECKED_ON})
    hidden = {"name": "Flask", "slug": "flask", "kind": "micro", "tagline": "Small.", "status": status}
    framework = Edit(Framework, "flask", hidden)
    feature = Edit(Feature, "orm", FEATURE)
    cell = {"framework": "flask", "feature": "orm", "level": "builtin", "source": "docs", "checked_on": CHECKED_ON}
    fact = {"framework": "flask", "name": "licence", "value": "MIT", "source": "docs", "read_on": CHECKED_ON}
    claims = [Edit(Support, "flask/orm", cell), Edit(Fact, "flask/licence", fact)]

    assert as_changes_leave_it([claims[0], feature, framework, source, kind])
    assert as_changes_leave_it([source, kind], [framework], [feature], claims)


def test_rows_that_are_there_are_altered_by_a_change() -> None:
    row = create_support(level="builtin")
    with_note = {
        "framework": "django",
        "feature": "orm",
        "level": "builtin",
        "source": "docs",
        "checked_on": CHECKED_ON,
    }

    publish(Edit(Support, row.pk, {**with_note, "note": "Newer."}))
    publish(Edit(Support, row.pk, None))
    publish(Edit(Support, row.pk, with_note))

    versions = Revision.objects.filter(row_type="support").order_by("version").values_list("version", "valid_to")
    assert [(version, ended is None) for version, ended in versions] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]


@pytest.mark.parametrize(
    "fields", [{"levle": "builtin"}, {"level": "perhaps"}, {"checked_on": 2026}, {"feature": None}]
)
def test_a_document_against_its_schema_is_refused(fields: dict[str, Any]) -> None:
    document = {"framework": "django", "feature": "orm", "level": "builtin", "source": "docs", "checked_on": CHECKED_ON}

    with pytest.raises(InvalidDocument):
        publish(Edit(Support, "django/orm", document | fields))
