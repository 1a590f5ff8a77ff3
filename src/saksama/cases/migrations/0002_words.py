"""The words by which a case is found: FTS5 on SQLite, tsvector on PostgreSQL (decision 15).

No model and no foreign key: the table is an index that ``search.index`` writes anew with the act. On SQLite
the row's number is made of the case's id, so that a row is replaced without reading the others.
"""

from django.db import migrations

_MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE cases_words USING fts5(case_id UNINDEXED, words, tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE cases_words (case_id uuid PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX cases_words_found ON cases_words USING gin (words)",
    ),
}


def make(apps, schema_editor):
    for statement in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE cases_words")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables")]

    operations = [migrations.RunPython(make, drop)]
