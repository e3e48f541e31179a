"""Everybody who keeps the catalogue sees which addresses are dead."""

from importlib import import_module

from django.db import migrations

GROUPS = ["Editors", "Publishers", "Administrators"]


def allow_looking(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "editorial", using)
    allowed = apps.get_model("auth", "Permission").objects.using(using)
    allowed = allowed.filter(content_type__app_label="editorial", codename="view_link")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0013_links")]

    operations = [migrations.RunPython(allow_looking, migrations.RunPython.noop)]
