from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0003_definitions_that_decide"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level__in", ["builtin-extra", "official-extension", "third-party"]), _negated=True),
                    models.Q(("package", ""), _negated=True),
                    _connector="OR",
                ),
                name="support_extension_names_package",
                violation_error_message="An extra, an official extension or third-party support names its package.",
            ),
        ),
    ]
