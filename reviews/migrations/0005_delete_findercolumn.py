from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_finder_columns"),
    ]

    operations = [
        migrations.DeleteModel(name="FinderColumn"),
    ]
