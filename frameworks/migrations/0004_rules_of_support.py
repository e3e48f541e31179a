from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from 0003: PostgreSQL alters no table in a transaction that has written to it.
    dependencies = [
        ("frameworks", "0003_definitions_that_decide"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("level", "builtin"), _negated=True), ("package", ""), _connector="OR"),
                name="support_builtin_names_no_package",
                violation_error_message="What is built in names no package; with one it is built in with an extra.",
            ),
        ),
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
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "none-found"), _negated=True),
                    models.Q(("searched", ""), _negated=True),
                    _connector="OR",
                ),
                name="support_none_found_says_what_was_searched",
                violation_error_message="None found says what was searched: where, for which words and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "no"), _negated=True),
                    ("locator__startswith", "https://"),
                    _connector="OR",
                ),
                name="support_no_has_document",
                violation_error_message="A “no” has the address of the document that says so as its locator.",
            ),
        ),
    ]
