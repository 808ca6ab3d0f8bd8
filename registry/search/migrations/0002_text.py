"""The text index: analysed words (domain/words.py), so neither store needs a dictionary of its own."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    name, alias, service, body, prefix = '3 4', tokenize = "unicode61 remove_diacritics 0"
)
"""
# fastupdate off: a pending list is read in full by every search and causes stalls when it is emptied.
POSTGRESQL = """
CREATE TABLE search_text (
    doc bigint PRIMARY KEY REFERENCES search_searchdoc (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    words tsvector NOT NULL
);
CREATE INDEX search_text_words ON search_text USING gin (words) WITH (fastupdate = off);
"""


def forwards(apps, schema_editor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def backwards(apps, schema_editor) -> None:
    schema_editor.execute("DROP TABLE search_text")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_listings")]
    operations = [migrations.RunPython(forwards, backwards)]
