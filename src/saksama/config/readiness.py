"""Checks shared by ``/readyz``, ``saksama check`` and start-up: database, migrations, keys."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from saksama.evidence import keys as evidence_keys
from saksama.journal import keys as journal_keys
from saksama.people import mfa


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


def _second_factors_do_not_open() -> bool:
    try:
        return not mfa.secrets_open()
    except DatabaseError:
        return False  # without tables there is nothing to open; that is told already


CHECKS = (
    ("database", _database_is_silent),
    ("migrations", _migrations_are_missing),
    ("evidence_keys", lambda: not evidence_keys.are_readable()),
    ("journal_key", lambda: not journal_keys.is_readable()),
    ("second_factor_key", _second_factors_do_not_open),
)
