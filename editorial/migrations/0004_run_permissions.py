"""Everybody who keeps the catalogue may see what works by itself and what the package index answered."""

from importlib import import_module

from django.db import migrations

GROUPS = ["Editors", "Publishers", "Administrators"]
VIEWS = ["view_run", "view_reading"]


def allow_looking(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "editorial", using)
    views = apps.get_model("auth", "Permission").objects.using(using)
    views = views.filter(content_type__app_label="editorial", codename__in=VIEWS)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*views)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0003_runs")]

    operations = [migrations.RunPython(allow_looking, migrations.RunPython.noop)]
