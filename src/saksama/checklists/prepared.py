"""Statements of the hot path on PostgreSQL, prepared once for each connection and sent by libpq itself.

The framework binds values in the client, never prepares, and asks beforehand whether the line is alive; three thousand
phones ask the same two things. Inside a transaction of the framework they go the usual way.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from psycopg import errors, pq
from psycopg.adapt import Transformer

PLACEHOLDER = "?"
Rows = list[tuple[Any, ...]]


def run(statement: str, values: Sequence[Any]) -> Rows:
    """Rows the statement returns. ``statement`` has ``%s`` for each of ``values``.

    Outside a transaction it is tried once more on a new connection where the line was dead: give only what may be done
    twice. Raises the framework's database errors.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block:
        with here.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    try:
        return _at_once(here, statement, values)
    except OperationalError:
        here.close()
        return _at_once(here, statement, values)


def _at_once(here: BaseDatabaseWrapper, statement: str, values: Sequence[Any]) -> Rows:
    here.ensure_connection()
    with here.wrap_database_errors:
        return _held.on(here.connection, statement).rows(values)


class _Statement:
    """One statement, prepared on one connection."""

    def __init__(self, line: "psycopg.Connection[Any]", statement: str, name: bytes) -> None:
        self.line, self.name = line.pgconn, name
        self.told = Transformer(line)
        pieces = statement.split("%s")
        numbered = "".join(f"{piece}${place}" for place, piece in enumerate(pieces[:-1], 1)) + pieces[-1]
        _checked(self.line, self.line.prepare(name, numbered.encode()))

    def rows(self, values: Sequence[Any]) -> Rows:
        """Values go as text, whose type the database knows from the columns, and bytes as they are."""
        given: Any = [_as_text(value) for value in values]  # None is NULL, which libpq's types forget
        result = self.line.exec_prepared(self.name, given, [isinstance(value, bytes) for value in values])
        self.told.set_pgresult(_checked(self.line, result))
        return self.told.load_rows(0, result.ntuples, tuple)


def _as_text(value: Any) -> bytes | None:
    """A value as the database reads it from text; bytes stay, None is NULL. Raises DataError."""
    if value is None or isinstance(value, bytes):
        return value
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    if "\0" in text:
        raise psycopg.DataError("a text with the letter NUL")
    return text.encode()


class _Held(threading.local):
    """What was prepared on the connection of this thread; a new connection knows nothing yet."""

    def __init__(self) -> None:
        self.line: psycopg.Connection[Any] | None = None
        self.statements: dict[str, _Statement] = {}

    def on(self, line: "psycopg.Connection[Any]", statement: str) -> _Statement:
        """The statement, prepared when it is first asked on ``line``."""
        if self.line is not line:
            self.line, self.statements = line, {}
        if statement not in self.statements:
            name = f"saksama_{len(self.statements)}".encode()
            self.statements[statement] = _Statement(line, statement, name)
        return self.statements[statement]


_held = _Held()


def _checked(line: pq.abc.PGconn, result: pq.abc.PGresult) -> pq.abc.PGresult:
    """``result`` where it is one. Raises psycopg's error for what went wrong, OperationalError for a dead line."""
    if result.status in {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}:
        return result
    state = result.error_field(pq.DiagnosticField.SQLSTATE)
    kind = (
        errors.lookup(state.decode())
        if state and line.status == pq.ConnStatus.OK
        else psycopg.OperationalError
    )
    raise kind(result.get_error_message())


def rows(question: Callable[[str], "QuerySet[Any, tuple[Any, ...]]"], word: str) -> Rows:
    """What ``question(word)`` finds; on PostgreSQL the framework writes the statement once, and not at each request.

    ``question`` makes a queryset of ``values_list`` in which ``word`` is the only value.
    """
    if connection.vendor != "postgresql":
        return list(question(word))
    return run(_statement(question), (word,))


@cache
def _statement(question: Callable[[str], "QuerySet[Any, tuple[Any, ...]]"]) -> str:
    sql, values = question(PLACEHOLDER).query.sql_with_params()
    if values != (PLACEHOLDER,):
        raise ValueError(f"A question with one word in it, not with {values!r}")
    return str(sql)
