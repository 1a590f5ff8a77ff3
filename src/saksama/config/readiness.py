"""Checks shared by ``/readyz``, ``saksama check`` and start-up: database, migrations, keys."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from saksama.evidence import keys as evidence_keys
from saksama.journal import keys as journal_keys


def problems() -> list[str]:
    """Codes of what is wrong, worst first; empty when fit."""
    return [code for code, fails in CHECKS if fails()]


def _database_is_silent() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return True
    return False


def _migrations_are_missing() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return True


CHECKS = (
    ("database", _database_is_silent),
    ("migrations", _migrations_are_missing),
    ("evidence_keys", lambda: not evidence_keys.are_readable()),
    ("journal_key", lambda: not journal_keys.is_readable()),
)
