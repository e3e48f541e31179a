"""Take over the tables of changes and revisions, which ``editorial`` made; they stay as they are."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

MOVED = ["change", "changeitem", "revision"]


def move(apps, schema_editor, old, new):
    """Let permissions, groups and log entries follow the models to another app."""
    using = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    made_before = types.filter(app_label=new, model__in=MOVED)
    apps.get_model("auth", "Permission").objects.using(using).filter(content_type__in=made_before).delete()
    made_before.delete()
    types.filter(app_label=old, model__in=MOVED).update(app_label=new)


def move_here(apps, schema_editor):
    move(apps, schema_editor, "editorial", "curation")


def move_back(apps, schema_editor):
    move(apps, schema_editor, "curation", "editorial")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("editorial", "0015_recovery_codes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                help_text="Why, in a sentence that later readers of the history will understand."
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("editor", "Editor"),
                                    ("catalogue", "Catalogue files"),
                                    ("importer", "Importer"),
                                ],
                                default="editor",
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in-review", "In review"),
                                    ("sent-back", "Sent back"),
                                    ("approved", "Approved, waiting for its time"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="in-review",
                                max_length=16,
                            ),
                        ),
                        ("note", models.TextField(blank=True, help_text="The reviewer’s words to the author.")),
                        (
                            "emergency",
                            models.TextField(
                                blank=True,
                                help_text="Why its author published it alone; blank for all that took the way of two people.",
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True, help_text="Not before this time; blank for at once.", null=True
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviewed_changes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "editorial_change",
                        "ordering": ["-created_at", "-pk"],
                        "permissions": [
                            ("review_change", "Can approve a change or send it back"),
                            ("publish_alone", "Can publish a change of their own in an emergency"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_type", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=200)),
                        (
                            "base_version",
                            models.PositiveIntegerField(
                                help_text="The version it was written against; 0 for a new row."
                            ),
                        ),
                        ("document", models.JSONField(blank=True, help_text="None removes the row.", null=True)),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="curation.change"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "editorial_changeitem",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_type", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=200)),
                        ("version", models.PositiveIntegerField(help_text="Counts the row’s revisions from 1.")),
                        ("document", models.JSONField(help_text="None where the row was removed.", null=True)),
                        ("valid_from", models.DateTimeField()),
                        ("valid_to", models.DateTimeField(null=True)),
                        (
                            "is_public",
                            models.BooleanField(
                                default=True,
                                editable=False,
                                help_text="Whether the public may see the row now; kept by every change.",
                            ),
                        ),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="curation.change",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "editorial_revision",
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("origin__in", ["editor", "catalogue", "importer"])),
                        name="change_origin_valid",
                        violation_error_message="origin: allowed are editor, catalogue, importer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in-review", "sent-back", "approved", "published", "withdrawn"])
                        ),
                        name="change_state_valid",
                        violation_error_message="state: allowed are draft, in-review, sent-back, approved, published, withdrawn.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="change_has_reason",
                        violation_error_message="Give a reason.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(("origin", "editor"), _negated=True),
                            models.Q(("reviewer", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_reviewer_is_not_author",
                        violation_error_message="The author of a change cannot review it.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "editor"), _negated=True), ("author__isnull", False), _connector="OR"
                        ),
                        name="change_of_editor_has_author",
                        violation_error_message="A change by an editor names its author.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "published"]), _negated=True),
                            ("origin__in", ["catalogue", "importer"]),
                            ("reviewer__isnull", False),
                            models.Q(("emergency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_approved_by_reviewer",
                        violation_error_message="An approved change names its reviewer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("emergency", ""), models.Q(("origin", "editor"), ("state", "published")), _connector="OR"
                        ),
                        name="change_emergency_is_published",
                        violation_error_message="Only a published change of an editor was published alone.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="change_published_has_time",
                        violation_error_message="A published change, and no other, has a time of publication.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="changeitem",
                    constraint=models.UniqueConstraint(
                        fields=("change", "row_type", "key"), name="change_item_unique_row"
                    ),
                ),
                migrations.AddIndex(
                    model_name="revision",
                    index=models.Index(fields=["row_type", "valid_from"], name="revision_by_type_and_time"),
                ),
                migrations.AddConstraint(
                    model_name="revision",
                    constraint=models.UniqueConstraint(
                        fields=("row_type", "key", "version"), name="revision_version_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="revision",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("row_type", "key"),
                        name="revision_one_current",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="revision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="revision_version_from_one"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="revision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="revision_ends_after_it_begins",
                    ),
                ),
            ],
        ),
        migrations.RunPython(move_here, move_back),
    ]
