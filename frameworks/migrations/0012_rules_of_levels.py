from typing import Any

from django.db import migrations, models


class AddMissing(migrations.AddConstraint):
    """Add a constraint where it is not: databases that followed the code between 0.1.0 and the next release have it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            known = schema_editor.connection.introspection.get_constraints(cursor, table)
        if self.constraint.name not in known:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    finishes_upgrade = True
    # Apart from 0011: PostgreSQL alters no table in a transaction that has written to it.
    dependencies = [
        ("frameworks", "0011_new_levels"),
    ]

    operations = [
        AddMissing(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("level", "builtin"), _negated=True), ("package", ""), _connector="OR"),
                name="support_builtin_names_no_package",
                violation_error_message="What is built in names no package; with one it is built in with an extra.",
            ),
        ),
        AddMissing(
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
        AddMissing(
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
