"""Backups of earlier releases, brought into the form that this one reads."""

import re
from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.utils import timezone
from django.utils.html import escape

from curation.models import Change, Origin, State

MOVED_TO_CURATION = ("change", "changeitem", "revision")
FORMER_COLUMNS = re.compile(r'<object model="reviews\.findercolumn".*?</object>', re.DOTALL)
"""Rows of a table of derived data that no longer exists."""
CELL = re.compile(r'<object model="frameworks\.support" pk="([^"]+)">(.*?)</object>', re.DOTALL)
# The migration that brought the cells of running sites to the rules that came with it.
RULES = import_module("frameworks.migrations.0003_definitions_that_decide")

CellEdits = dict[str, dict[str, str]]
"""By the key of a cell, the values that keep the rules of today."""


def in_present_names(text: str) -> str:
    """Return a backup with the models named as they are now."""
    for model in MOVED_TO_CURATION:
        text = text.replace(f'model="editorial.{model}"', f'model="curation.{model}"')
        text = text.replace(
            f"<natural>editorial</natural><natural>{model}</natural>",
            f"<natural>curation</natural><natural>{model}</natural>",
        )
    return FORMER_COLUMNS.sub("", text)


def cell_edits(text: str) -> CellEdits:
    """Return what must change in the cells of a backup from before the rules of support."""
    cells = (cell_of(key, fields) for key, fields in CELL.findall(text) if 'name="searched"' not in fields)
    return dict(RULES.edits_of(cells))


def cell_of(key: str, fields: str) -> SimpleNamespace:
    values = {name: value_of(fields, name) for name in ("level", "package", "locator")}
    return SimpleNamespace(key=key, **values)


def value_of(fields: str, name: str) -> str:
    match = re.search(rf'<field name="{name}"[^>]*>([^<]*)</field>', fields)
    return match[1] if match else ""


def with_edits(text: str, edits: CellEdits) -> str:
    """Return a backup in which the cells have their new values."""

    def changed(cell: re.Match[str]) -> str:
        fields = cell[2]
        for name, value in edits.get(cell[1], {}).items():
            fields = re.sub(rf'<field name="{name}"[^>]*>[^<]*</field>', "", fields)
            fields += f'<field name="{name}" type="TextField">{escape(value)}</field>'
        return f'<object model="frameworks.support" pk="{cell[1]}">{fields}</object>'

    return CELL.sub(changed, text)


def record(edits: CellEdits) -> None:
    """Let the record of the restored cells say what changed, as a migration of the site would have."""
    if not edits:
        return
    now = timezone.now()
    change = Change.objects.create(
        reason=RULES.REASON, origin=Origin.CATALOGUE, state=State.PUBLISHED, created_at=now, published_at=now
    )
    for key, values in edits.items():
        RULES.record(apps, change, key, values)
