import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0018_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identity", models.UUIDField(default=uuid.uuid4, help_text="A replica has the same.")),
                (
                    "secret",
                    models.CharField(
                        help_text="A hash by which nodes know that they have one secret key.", max_length=64
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "site identities",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="site_identity_is_one")],
            },
        ),
    ]
