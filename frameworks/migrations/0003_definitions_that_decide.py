from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

LEVELS = ["builtin", "builtin-extra", "official-extension", "third-party", "none-found", "no", "unknown"]
REASON = "What is built in and needs a package is built in with an extra, and none found says what was searched."
NOT_RECORDED = "What was searched was not recorded at the time."


def keep_new_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Bring the cells that the new rules would refuse to the nearest that they allow, in the record too."""
    support = apps.get_model("frameworks", "Support")
    edits = dict(edits_of(support.objects.all()))
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
        elif cell.level == "none-found":
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
    dependencies = [
        ("frameworks", "0002_releases"),
        ("curation", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="support", name="support_level_valid"),
        migrations.RemoveConstraint(model_name="support", name="support_extension_names_package"),
        migrations.AddField(
            model_name="feature",
            name="inherited",
            field=models.TextField(
                blank=True,
                help_text="What counts in a framework built on another; blank where the general rule decides.",
            ),
        ),
        migrations.AddField(
            model_name="feature",
            name="other_names",
            field=models.JSONField(blank=True, default=list, help_text="Words that people search for it by."),
        ),
        migrations.AddField(
            model_name="feature",
            name="proof",
            field=models.TextField(
                default="", help_text="The test in words: what a program must do, and what must be seen."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="feature",
            name="weight",
            field=models.PositiveSmallIntegerField(
                default=3, help_text="How much it counts in comparisons, from 1 to 5."
            ),
        ),
        migrations.AddField(
            model_name="feature",
            name="weight_reason",
            field=models.TextField(default="", help_text="Why it counts that much."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="support",
            name="searched",
            field=models.TextField(
                blank=True, help_text="Where somebody looked, for which words and when; for what was not found."
            ),
        ),
        migrations.AlterField(
            model_name="support",
            name="level",
            field=models.CharField(
                choices=[
                    ("builtin", "Built in"),
                    ("builtin-extra", "Built in, with an extra"),
                    ("official-extension", "Official extension"),
                    ("third-party", "Third-party"),
                    ("none-found", "None found"),
                    ("no", "No"),
                    ("unknown", "Not checked"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__range", (1, 5))),
                name="feature_weight_from_one_to_five",
                violation_error_message="A weight is from 1 to 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", LEVELS)),
                name="support_level_valid",
                violation_error_message=f"level: allowed are {', '.join(LEVELS)}.",
            ),
        ),
        migrations.RunPython(keep_new_rules, migrations.RunPython.noop),
    ]
