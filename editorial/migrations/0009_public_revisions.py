from django.db import migrations, models

CURATED_APPS = ["frameworks", "reviews"]


def mark_hidden(apps, schema_editor):
    """Mark the revisions of rows that are hidden now, and of rows that were removed: nobody saw these listed before."""
    using = schema_editor.connection.alias
    revisions = apps.get_model("editorial", "Revision").objects.using(using)
    for label in CURATED_APPS:
        for model in apps.get_app_config(label).get_models():
            hidden = model._base_manager.using(using).filter(is_public=False).values("pk")
            revisions.filter(row_type=model._meta.model_name, key__in=hidden).update(is_public=False)
    for removed in revisions.filter(valid_to__isnull=True, document__isnull=True):
        revisions.filter(row_type=removed.row_type, key=removed.key).update(is_public=False)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0008_release_permissions"),
        ("frameworks", "0001_initial"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="is_public",
            field=models.BooleanField(
                default=True, editable=False, help_text="Whether the public may see the row now; kept by every change."
            ),
        ),
        migrations.RunPython(mark_hidden, migrations.RunPython.noop),
    ]
