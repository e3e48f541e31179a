from django.db import migrations, models

import curation.dates


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_database_defaults"),
    ]

    operations = [
        migrations.AlterField(
            model_name="guide",
            name="last_changed",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="When its text last changed, where a history shows it; its pages may not say so.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
    ]
