"""Changes and revisions belong to ``curation`` now, with the tables they had."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0015_recovery_codes"),
        ("curation", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="correction",
                    name="change",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="curation.change",
                    ),
                ),
                migrations.DeleteModel(name="Revision"),
                migrations.DeleteModel(name="ChangeItem"),
                migrations.DeleteModel(name="Change"),
            ],
        ),
    ]
