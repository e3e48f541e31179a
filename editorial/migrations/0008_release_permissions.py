"""Everybody who keeps the catalogue may propose releases and Python versions like any other row."""

from importlib import import_module

from django.db import migrations

GROUPS = ["Editors", "Publishers", "Administrators"]
MODELS = ["release", "pythonversion"]


def allow_proposing(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "frameworks", using)
    allowed = apps.get_model("auth", "Permission").objects.using(using)
    allowed = allowed.filter(content_type__app_label="frameworks", content_type__model__in=MODELS)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*allowed)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_emergency_permission"), ("frameworks", "0002_releases")]

    operations = [migrations.RunPython(allow_proposing, migrations.RunPython.noop)]
