"""Has anything changed that the figures of an office count? The database answers by itself.

Figures come from dated acts, and counting a hundred thousand of them takes a second or two. So a result is
remembered beside the stamp of its office, and triggers give the office a new stamp at every change of its
acts, of classes, of a case's kind or event, and of an event's kind: whether it comes from an operation, a
repair at the console or a test. Triggers are taken away before every ``migrate`` and put in place after it,
with new stamps for all: SQLite cannot rebuild a table that a trigger of another one names, and drops the
triggers of the table it rebuilds; PostgreSQL cannot change a column that a trigger looks at.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Sum

from saksama.desk.models import FiguresStamp
from saksama.places.models import within

Version = tuple[int, int]
"""How many offices have a stamp, and the sum of the stamps."""


def version_of(office_code: str) -> Version:
    """The version of the figures of an office with all inside it; one small question."""
    told = FiguresStamp.objects.filter(within(office_code, "office")).aggregate(
        offices=Count("office"), stamps=Sum("stamp")
    )
    return told["offices"], told["stamps"] or 0


def remove(using: str = "default", **_signal: Any) -> None:
    """Take the triggers away, so that a migration may rebuild the tables; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        for name, table in cursor.fetchall():
            of = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{of}")


_PRESENT = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'desk_stamp_%'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'desk_stamp_%'",
}


def install(using: str = "default", **_signal: Any) -> None:
    """Put the triggers in place, and a new stamp for every office that has acts; may be repeated."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if not set(connection.introspection.table_names(cursor)) >= _TABLES:
            return  # only some rooms have been migrated yet
        for statement in _statements(connection):
            cursor.execute(statement)


_TABLES = {"desk_figuresstamp", "cases_caseact", "cases_classification", "cases_case", "places_electionevent"}


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    return _ON_SQLITE if connection.vendor == "sqlite" else _ON_POSTGRESQL


_LITE_RANDOM = "abs(random() % 281474976710656)"
_POST_RANDOM = "floor(random() * 281474976710656)::bigint"
_OTHERWISE = "ON CONFLICT (office) DO UPDATE SET stamp = excluded.stamp"


def _fresh(random: str, offices: str) -> str:
    """New stamps for ``offices``, always in one order, so that two writers never wait for each other."""
    return (
        f"INSERT INTO desk_figuresstamp (office, stamp) SELECT office_code, {random} "  # noqa: S608 - ours
        f"FROM ({offices}) AS concerned WHERE true ORDER BY office_code {_OTHERWISE}"
    )


def _acted_on(case: str) -> str:
    return f"SELECT DISTINCT office_code FROM cases_caseact WHERE case_id = {case}"  # noqa: S608 - ours


_ALL_OFFICES = (
    "INSERT INTO desk_figuresstamp (office, stamp) SELECT DISTINCT office_code, {random} FROM cases_caseact "
    "WHERE true ON CONFLICT (office) DO NOTHING"
)
_EVERY_STAMP = "UPDATE desk_figuresstamp SET stamp = {random}"


def _on_sqlite() -> list[str]:
    def trigger(name: str, when: str, body: str) -> str:
        return f"CREATE TRIGGER desk_stamp_{name} AFTER {when} BEGIN {body}; END"

    def fresh(*sources: str) -> str:
        return _fresh(_LITE_RANDOM, " UNION ".join(sources))

    changed = "WHEN OLD.kind IS NOT NEW.kind"
    triggers = [
        trigger("act_new", "INSERT ON cases_caseact", fresh(_acted_on("NEW.case_id"))),
        trigger(
            "act_changed",
            "UPDATE ON cases_caseact",
            fresh(_acted_on("NEW.case_id"), _acted_on("OLD.case_id"), "SELECT OLD.office_code"),
        ),
        trigger(
            "act_gone", "DELETE ON cases_caseact", fresh(_acted_on("OLD.case_id"), "SELECT OLD.office_code")
        ),
        trigger("class_new", "INSERT ON cases_classification", fresh(_acted_on("NEW.case_id"))),
        trigger("class_changed", "UPDATE ON cases_classification", fresh(_acted_on("NEW.case_id"))),
        trigger("class_gone", "DELETE ON cases_classification", fresh(_acted_on("OLD.case_id"))),
        trigger(
            "case_changed",
            f"UPDATE ON cases_case {changed} OR OLD.event_id IS NOT NEW.event_id",
            fresh(_acted_on("NEW.id")),
        ),
        trigger(
            "event_changed",
            f"UPDATE ON places_electionevent {changed}",
            _EVERY_STAMP.format(random=_LITE_RANDOM),
        ),
    ]
    names = [statement.split()[2] for statement in triggers]
    return [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in names),  # an older wording gives way
        *triggers,
        _EVERY_STAMP.format(random=_LITE_RANDOM),
        _ALL_OFFICES.format(random=_LITE_RANDOM),
    ]


def _on_postgresql() -> list[str]:
    def function(name: str, body: str) -> str:
        return (
            f"CREATE OR REPLACE FUNCTION desk_stamp_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body}; RETURN NULL; END $$"
        )

    def trigger(name: str, when: str, condition: str = "") -> str:
        return (
            f"CREATE OR REPLACE TRIGGER desk_stamp_{name} AFTER {when} FOR EACH ROW {condition} "
            f"EXECUTE FUNCTION desk_stamp_{name}()"
        )

    def fresh(*sources: str) -> str:
        return _fresh(_POST_RANDOM, " UNION ".join(sources))

    gone = f"IF TG_OP <> 'INSERT' THEN {fresh(_acted_on('OLD.case_id'), 'SELECT OLD.office_code')}; END IF"
    here = f"IF TG_OP <> 'DELETE' THEN {fresh(_acted_on('NEW.case_id'))}; END IF"
    was = f"IF TG_OP <> 'INSERT' THEN {fresh(_acted_on('OLD.case_id'))}; END IF"
    kind = "OLD.kind IS DISTINCT FROM NEW.kind"
    return [
        function("act", f"{gone}; {here}"),
        trigger("act", "INSERT OR UPDATE OR DELETE ON cases_caseact"),
        function("class", f"{was}; {here}"),
        trigger("class", "INSERT OR UPDATE OR DELETE ON cases_classification"),
        function("case", fresh(_acted_on("NEW.id"))),
        trigger(
            "case", "UPDATE ON cases_case", f"WHEN ({kind} OR OLD.event_id IS DISTINCT FROM NEW.event_id)"
        ),
        function("event", _EVERY_STAMP.format(random=_POST_RANDOM)),
        trigger("event", "UPDATE ON places_electionevent", f"WHEN ({kind})"),
        _EVERY_STAMP.format(random=_POST_RANDOM),
        _ALL_OFFICES.format(random=_POST_RANDOM),
    ]


_ON_SQLITE = _on_sqlite()
_ON_POSTGRESQL = _on_postgresql()
