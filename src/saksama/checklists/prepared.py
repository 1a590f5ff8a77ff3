"""Statements of the hot path on PostgreSQL, prepared once for each connection, values in binary form.

The framework binds values in the client and never prepares; three thousand phones ask the same two things.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import psycopg
from django.db import OperationalError, connection
from django.db.models import QuerySet

PLACEHOLDER = "?"


def run(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows the statement returns. No question beforehand whether the line is alive.

    Outside a transaction it is tried once more on a new connection where it was not: give only what may be done twice.
    """
    try:
        return _on_this_connection(statement, values)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _on_this_connection(statement, values)


def _on_this_connection(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = psycopg.Cursor(connection.connection)
        # for this statement alone: the framework's own are bound here and never prepared
        connection.connection.prepare_threshold = 0
        try:
            return cursor.execute(statement, values, prepare=True, binary=True).fetchall()
        finally:
            connection.connection.prepare_threshold = None


def rows(question: Callable[[str], "QuerySet[Any, tuple[Any, ...]]"], word: str) -> list[tuple[Any, ...]]:
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
