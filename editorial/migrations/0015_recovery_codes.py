"""Recovery codes that were stored as they are become hashes; whoever keeps one may still use it."""

from django.db import migrations

from editorial.accounts.second_factor import hash_of


def hash_codes(apps, schema_editor):
    codes = apps.get_model("otp_static", "StaticToken").objects.using(schema_editor.connection.alias)
    for code in codes.all():
        code.token = hash_of(code.token)
        code.save(update_fields=["token"])


class Migration(migrations.Migration):
    dependencies = [("editorial", "0014_link_permissions"), ("otp_static", "0001_initial")]

    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
