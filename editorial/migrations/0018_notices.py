import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("sent-back", "Sent back to you"),
    ("approved", "Approved"),
    ("comment", "Commented"),
    ("waiting", "Waits for a publisher"),
]
HOW = [
    ("at-once", "At once, each time something happens"),
    ("daily", "Once a day, all in one letter"),
    ("never", "Never; the pages of the admin say it"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0017_openings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=16)),
                ("words", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(help_text="When they had the change before them.", null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="curation.change"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", [kind for kind, _ in KINDS])),
                        name="notice_kind_valid",
                        violation_error_message="kind: allowed are sent-back, approved, comment, waiting.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(choices=HOW, default="at-once", max_length=16)),
                ("written_at", models.DateTimeField(help_text="When they were written to last.", null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", [how for how, _ in HOW])),
                        name="notice_choice_valid",
                        violation_error_message="how: allowed are at-once, daily, never.",
                    )
                ],
            },
        ),
    ]
