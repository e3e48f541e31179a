"""Administrators read the log of logins and unlock names that were locked."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALLOWED = ["view_accesslog", "view_accessattempt", "delete_accessattempt"]


def allow(apps, schema_editor):
    using = schema_editor.connection.alias
    axes = apps.get_app_config("axes")
    # An app as migrations know it has no module of models, and Django passes over such apps.
    axes.models_module = True
    create_permissions(axes, verbosity=0, using=using, apps=apps)
    axes.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    group = apps.get_model("auth", "Group").objects.using(using).get_or_create(name="Administrators")[0]
    group.permissions.add(*permissions.filter(content_type__app_label="axes", codename__in=ALLOWED))


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_run_permissions"), ("axes", "0010_accessattemptexpiration")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
