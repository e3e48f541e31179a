from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0008_database_defaults"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="support",
            name="support_claim_has_source",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", "unknown"), ("source__isnull", False), _connector="OR"),
                name="support_claim_has_source",
                violation_error_message="Every level but “Not checked” needs a source.",
            ),
        ),
    ]
