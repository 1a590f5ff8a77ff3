"""The database itself refuses to change or delete a line.

Triggers stop a mistake in code or at a console; the chain finds what somebody does on purpose. A later
migration that rebuilds the table on SQLite must call :func:`install` again; a test looks for the triggers.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = ("journal_line_no_update", "journal_line_no_delete")

_REFUSE_ON_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS journal_line_no_{act} BEFORE {act} ON journal_line "
    "BEGIN SELECT RAISE(ABORT, 'a line of the journal is never changed or deleted'); END"
)
_FUNCTION_ON_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION journal_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'a line of the journal is never changed or deleted'; END $$"
)
_REFUSE_ON_POSTGRESQL = (
    "CREATE OR REPLACE TRIGGER journal_line_no_{act} BEFORE {act} ON journal_line "
    "FOR EACH ROW EXECUTE FUNCTION journal_line_refuse()"
)
_ACTS = ("update", "delete")
_INSTALL = {
    "sqlite": tuple(_REFUSE_ON_SQLITE.format(act=act) for act in _ACTS),
    "postgresql": (_FUNCTION_ON_POSTGRESQL, *(_REFUSE_ON_POSTGRESQL.format(act=act) for act in _ACTS)),
}
_REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in NAMES),
    "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON journal_line" for name in NAMES),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    _run(connection, _INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for reversing the migration and for tests that play the attacker."""
    _run(connection, _REMOVE)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers, for a test database that is being emptied."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
