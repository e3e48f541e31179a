from django.db import migrations, models

import curation.dates


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0009_words_of_a_rule"),
    ]

    operations = [
        migrations.AlterField(
            model_name="package",
            name="last_release",
            field=models.CharField(
                blank=True,
                help_text="As the package index has it.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="pythonversion",
            name="released",
            field=models.CharField(
                blank=True,
                help_text="Its first final release.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="pythonversion",
            name="security_until",
            field=models.CharField(
                blank=True,
                help_text="End of security fixes; blank where no date is published.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="published",
            field=models.CharField(
                blank=True,
                help_text="As the source prints it; blank where it prints none.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="supportwindow",
            name="full_support_until",
            field=models.CharField(
                blank=True,
                help_text="End of general fixes; blank where no date is published.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="supportwindow",
            name="released",
            field=models.CharField(
                blank=True,
                help_text="Blank where the project prints none.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
        migrations.AlterField(
            model_name="supportwindow",
            name="security_until",
            field=models.CharField(
                blank=True,
                help_text="End of security fixes; blank where no date is published.",
                max_length=10,
                validators=[curation.dates.PartialDateValidator()],
            ),
        ),
    ]
