from django.conf import settings
from django.db import migrations, models

STATES = ["draft", "in-review", "sent-back", "approved", "published", "withdrawn"]


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0003_review_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("reviewnote", "reviewer", "author"),
        migrations.RemoveConstraint("reviewnote", "review_note_decision_valid"),
        migrations.AlterField(
            "reviewnote",
            "decision",
            models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("in-review", "In review"),
                    ("sent-back", "Sent back"),
                    ("approved", "Approved, waiting for its time"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                help_text="What the change became with it; blank for a comment.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            "reviewnote",
            "row_type",
            models.CharField(
                blank=True, default="", help_text="Blank for what is about the change as a whole.", max_length=40
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "reviewnote", "key", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddConstraint(
            "reviewnote",
            models.CheckConstraint(
                condition=models.Q(("decision__in", ["", *STATES])), name="review_note_decision_valid"
            ),
        ),
        migrations.AddIndex("reviewnote", models.Index(fields=["row_type", "key"], name="review_note_by_row")),
    ]
