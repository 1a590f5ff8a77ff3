"""The two writes of the hot path: a submission unless its id is here, and the answers of many that were read.

On PostgreSQL the first is prepared once for each connection, the second a COPY. Outside a transaction the first
commits by itself. On SQLite one writer
at a time takes its turn (decision 25): a lock of this process keeps waiting fair.
"""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import connection

from saksama.checklists import prepared
from saksama.checklists.models import AnswerSheet, Submission


@dataclass(frozen=True, slots=True)
class Row:
    """Columns of a new submission, by their names in the database."""

    instance_id: str
    event_id: str
    office_code: str
    station_code: str
    version_id: int
    instrument_id: int
    sender_id: int
    key_id: int | None
    channel: str
    payload: bytes
    sha256: str
    deprecates: str
    recorded_at: datetime
    received_at: datetime
    flags: str
    superseded_by: str = ""


_COLUMNS = tuple(field.name for field in fields(Row))
_values = attrgetter(*_COLUMNS)
_STATEMENT = (  # names of our own columns, no value of anybody
    f"INSERT INTO {Submission._meta.db_table} ({', '.join(_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (instance_id) DO NOTHING RETURNING id"
)
_one_writer = threading.Lock()


def insert(row: Row) -> int | None:
    """Id of the new row, None when the instance id is taken. Durable on return, or with the open transaction."""
    if connection.vendor == "postgresql":
        found = prepared.run(_STATEMENT, _values(row))  # a second try is harmless: the instance id is taken
        return int(found[0][0]) if found else None
    if connection.in_atomic_block:
        return _plain(_values(row))
    with _one_writer:
        return _plain(_values(row))


def _plain(values: tuple[Any, ...]) -> int | None:
    adapt = connection.ops.adapt_datetimefield_value
    given = [adapt(value) if isinstance(value, datetime) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, given)
        found = cursor.fetchone()
    return int(found[0]) if found else None


def insert_sheets(sheets: Iterable[AnswerSheet]) -> None:
    """Answers of submissions just read, within the open transaction. Raises IntegrityError: one is here already."""
    if connection.vendor != "postgresql":
        AnswerSheet.objects.bulk_create(sheets)
        return
    with connection.cursor() as cursor, cursor.copy(_SHEETS) as copy:
        for sheet in sheets:
            copy.write_row(_of_sheet(sheet))


_SHEET_FIELDS = tuple(field.attname for field in AnswerSheet._meta.concrete_fields)
_SHEETS = f"COPY {AnswerSheet._meta.db_table} ({', '.join(_SHEET_FIELDS)}) FROM STDIN"
_sheet_values = attrgetter(*_SHEET_FIELDS)


def _of_sheet(sheet: AnswerSheet) -> list[Any]:
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in _sheet_values(sheet)]
