"""The findable words of a case: FTS5 on SQLite, tsvector on PostgreSQL, no extension needed (decision 15)."""

from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE cases_words USING fts5(case_id UNINDEXED, words, tokenize='unicode61 remove_diacritics 0')"
POSTGRESQL = """
CREATE TABLE cases_words (
    case_id uuid PRIMARY KEY REFERENCES cases_case (id) DEFERRABLE INITIALLY DEFERRED,
    words tsvector NOT NULL
);
CREATE INDEX cases_words_found ON cases_words USING gin (words);
"""


def make(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE cases_words")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
