"""The one statement of the hot path: insert a submission unless its id is here.

On PostgreSQL it is prepared once for each connection. Outside a transaction it commits by itself. On SQLite one writer
at a time takes its turn (decision 25): a lock of this process keeps waiting fair.
"""

import threading
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

import psycopg
from django.db import OperationalError, connection

from saksama.checklists.models import Submission


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
        return _prepared(_values(row))
    if connection.in_atomic_block:
        return _plain(_values(row))
    with _one_writer:
        return _plain(_values(row))


def _prepared(values: tuple[Any, ...]) -> int | None:
    """Prepared once for each connection, values in binary form, no question beforehand whether the line is alive.

    Tried once more on a new connection where it was not: the instance id makes a second try harmless.
    """
    try:
        return _on_this_connection(values)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _on_this_connection(values)


def _on_this_connection(values: tuple[Any, ...]) -> int | None:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = psycopg.Cursor(connection.connection)
        # for this statement alone: the framework's own are bound here and never prepared
        connection.connection.prepare_threshold = 0
        try:
            found = cursor.execute(_STATEMENT, values, prepare=True, binary=True).fetchone()
        finally:
            connection.connection.prepare_threshold = None
    return int(found[0]) if found else None


def _plain(values: tuple[Any, ...]) -> int | None:
    adapt = connection.ops.adapt_datetimefield_value
    given = [adapt(value) if isinstance(value, datetime) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, given)
        found = cursor.fetchone()
    return int(found[0]) if found else None
