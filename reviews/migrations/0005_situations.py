from django.db import migrations, models

SITUATIONS = [
    ("add-ons for APIs", "Add-ons for APIs"),
    ("APIs", "APIs"),
    ("back-office products", "Back-office products"),
    ("code base size", "Code base size"),
    ("concurrent connections", "Concurrent connections"),
    ("full-stack products", "Full-stack products"),
    ("getting started", "Getting started"),
    ("growth without a plan", "Growth without a plan"),
    ("large projects", "Large projects"),
    ("large teams", "Large teams"),
    ("product growth", "Product growth"),
    ("small projects", "Small projects"),
    ("with an add-on", "With an add-on"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_finder_columns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rating",
            name="applies_to",
            field=models.CharField(
                blank=True,
                choices=SITUATIONS,
                help_text="The situation the guide speaks of, if narrower.",
                max_length=120,
            ),
        ),
    ]
