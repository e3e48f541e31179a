"""The three groups of people who keep the catalogue; each may do what the one before it may, and more."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED_APPS = ["frameworks", "reviews"]
READ_ONLY = ["view_change", "view_changeitem", "view_revision"]


def create_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    for label in [*CURATED_APPS, "editorial", "auth", "admin"]:
        ensure_permissions(apps, label, using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    of_people = permissions.filter(content_type__app_label="auth", content_type__model__in=["user", "group"])
    in_editorial = permissions.filter(content_type__app_label="editorial")

    edit = [
        *permissions.filter(content_type__app_label__in=CURATED_APPS),
        *in_editorial.filter(codename__in=READ_ONLY),
    ]
    publish = [*edit, *in_editorial.filter(codename="review_change")]
    administer = [*publish, *of_people, *permissions.filter(codename="view_logentry")]

    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, allowed in [("Editors", edit), ("Publishers", publish), ("Administrators", administer)]:
        groups.get_or_create(name=name)[0].permissions.add(*allowed)


def ensure_permissions(apps, label, using):
    """Create an app's permissions, which Django otherwise does after the last migration only."""
    app = apps.get_app_config(label)
    # An app as migrations know it has no module of models, and Django passes over such apps.
    app.models_module = True
    create_permissions(app, verbosity=0, using=using, apps=apps)
    app.models_module = None


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_initial"),
        ("frameworks", "0001_initial"),
        ("reviews", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
