from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

REASON = "What is built in and needs a package is built in with an extra, and none found says what was searched."
NOT_RECORDED = "What was searched was not recorded at the time."


def keep_new_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Bring the cells that the new rules would refuse to the nearest that they allow, in the record too."""
    support = apps.get_model("frameworks", "Support")
    edits = dict(edits_of(support.objects.select_for_update()))
    if not edits:
        return
    now = timezone.now()
    change = apps.get_model("curation", "Change").objects.create(
        reason=REASON, origin="catalogue", state="published", created_at=now, published_at=now
    )
    for key, values in edits.items():
        support.objects.filter(key=key).update(**values)
        record(apps, change, key, values)


def edits_of(cells: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what must change in each cell that a new rule refuses."""
    for cell in cells:
        if cell.level == "builtin" and cell.package:
            yield cell.key, {"level": "builtin-extra"}
        elif cell.level == "none-found" and not cell.searched:
            yield cell.key, {"searched": NOT_RECORDED}
        elif cell.level == "no" and not cell.locator.startswith("https://"):
            yield cell.key, {"level": "none-found", "searched": NOT_RECORDED}


def record(apps: Apps, change: Any, key: str, values: dict[str, str]) -> None:
    """End a cell's latest revision and begin another, as publishing a change does."""
    revisions = apps.get_model("curation", "Revision").objects.filter(row_type="support", key=key)
    before = revisions.filter(valid_to__isnull=True).first()
    if before is None:
        return
    document = {**before.document, **values}
    items = apps.get_model("curation", "ChangeItem").objects.filter(row_type="support", key=key)
    loaded = items.filter(change__origin="catalogue").order_by("-pk").first()
    if loaded and loaded.document == before.document:
        # The files are now read against this document, as if they had been loaded with it.
        items.create(change=change, row_type="support", key=key, base_version=before.version, document=document)
    revisions.filter(pk=before.pk).update(valid_to=change.published_at)
    revisions.create(
        row_type="support",
        key=key,
        version=before.version + 1,
        document=document,
        valid_from=change.published_at,
        change=change,
        is_public=before.is_public,
    )


class Migration(migrations.Migration):
    finishes_upgrade = True
    # Nodes of 0.1.0 have no words for a level that came since.
    dependencies = [
        ("frameworks", "0010_days_of_the_calendar"),
        ("curation", "0005_database_defaults"),
    ]

    operations = [migrations.RunPython(keep_new_rules, migrations.RunPython.noop)]
