from django.db import migrations, models

LEVELS = ["builtin", "builtin-extra", "official-extension", "third-party", "none-found", "no", "unknown"]


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
    ]
