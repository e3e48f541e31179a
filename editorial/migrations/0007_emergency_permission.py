"""Administrators alone may publish without a second person."""

from importlib import import_module

from django.db import migrations


def allow_administrators(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "editorial", using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    alone = permissions.filter(content_type__app_label="editorial", codename="publish_alone")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name="Administrators"):
        group.permissions.add(*alone)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0006_emergency")]

    operations = [migrations.RunPython(allow_administrators, migrations.RunPython.noop)]
