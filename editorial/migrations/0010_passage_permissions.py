"""Everybody who keeps the catalogue may propose where a statement stands."""

from importlib import import_module

from django.db import migrations

GROUPS = ["Editors", "Publishers", "Administrators"]


def allow_proposing(apps, schema_editor):
    using = schema_editor.connection.alias
    import_module("editorial.migrations.0002_groups").ensure_permissions(apps, "reviews", using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    of_passages = permissions.filter(content_type__app_label="reviews", content_type__model="passage")
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=GROUPS):
        group.permissions.add(*of_passages)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0009_public_revisions"), ("reviews", "0002_passages")]

    operations = [migrations.RunPython(allow_proposing, migrations.RunPython.noop)]
