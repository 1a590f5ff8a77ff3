"""The rows of words of SQLite in the order of the days of receipt, so that the newest hits are read first.

A row's number was made of the case's id alone; now the day stands before it. On PostgreSQL the words stay as they are.
"""

from datetime import date
from uuid import UUID

from django.db import migrations, models

_MAKE = "CREATE VIRTUAL TABLE cases_words USING fts5(case_id UNINDEXED, words, tokenize='unicode61 remove_diacritics 0')"
_FIRST_DAY = date(2000, 1, 1).toordinal()
_BATCH = 1000


def by_day(apps, schema_editor):
    _number_anew(schema_editor, lambda key, day: (day.toordinal() - _FIRST_DAY) << 47 | key.int >> 81)


def by_id(apps, schema_editor):
    _number_anew(schema_editor, lambda key, day: key.int >> 68)


def _number_anew(schema_editor, number):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.case_id, c.received_on, w.words FROM cases_words w JOIN cases_case c ON c.id = w.case_id"
        )
        rows = sorted((number(UUID(key), _day(on)), key, words) for key, on, words in cursor.fetchall())
        cursor.execute("DROP TABLE cases_words")
        cursor.execute(_MAKE)
        for first in range(0, len(rows), _BATCH):
            part = rows[first : first + _BATCH]
            cursor.executemany("INSERT INTO cases_words (rowid, case_id, words) VALUES (%s, %s, %s)", part)


def _day(told):
    return told if isinstance(told, date) else date.fromisoformat(told)


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_told_in_order")]

    operations = [
        migrations.RunPython(by_day, by_id),
        migrations.AddIndex("case", models.Index(fields=["-received_at"], name="case_received")),
    ]
