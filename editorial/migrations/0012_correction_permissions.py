"""Everybody who keeps the catalogue reads what readers say is wrong, and decides on it."""

from importlib import import_module

from django.db import migrations

GROUPS = ["Editors", "Publishers", "Administrators"]
ALLOWED = ["view_correction", "change_correction"]


def allow_deciding(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "editorial", using)
    allowed = apps.get_model("auth", "Permission").objects.using(using)
    allowed = allowed.filter(content_type__app_label="editorial", codename__in=ALLOWED)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0011_corrections")]

    operations = [migrations.RunPython(allow_deciding, migrations.RunPython.noop)]
