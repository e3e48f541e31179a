"""The index of words: on SQLite a table of FTS5 over the entries, on PostgreSQL a column that follows them."""

from django.db import migrations, models

FTS5 = """
CREATE VIRTUAL TABLE curation_searchwords USING fts5(
    name, names, text, content='curation_searchentry', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
)
"""
# PostgreSQL would take words with signs in between for addresses, files or numbers.
VECTOR = "setweight(to_tsvector('english', translate({}, './-_:@+', '       ')), '{}')"
PARTS = " || ".join(VECTOR.format(column, weight) for column, weight in (("name", "A"), ("names", "B"), ("text", "C")))


def make_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = "curation_searchentry"
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({PARTS}) STORED")
        schema_editor.execute(f"CREATE INDEX curation_searchentry_words ON {table} USING gin (words)")
    else:
        schema_editor.execute(FTS5)


def drop_words(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE curation_searchwords")


class Migration(migrations.Migration):
    dependencies = [("curation", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(db_index=True, max_length=20)),
                ("name", models.TextField()),
                (
                    "names",
                    models.TextField(
                        help_text="It and its other names as they are compared, each on a line of its own."
                    ),
                ),
                ("text", models.TextField()),
                ("about", models.TextField()),
                ("address", models.TextField()),
                ("named", models.BooleanField(db_index=True)),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_from", models.CharField(max_length=80)),
            ],
        ),
        migrations.RunPython(make_words, drop_words),
    ]
