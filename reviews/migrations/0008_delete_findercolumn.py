from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0007_guide_interest"),
    ]

    operations = [
        migrations.DeleteModel(name="FinderColumn"),
    ]
