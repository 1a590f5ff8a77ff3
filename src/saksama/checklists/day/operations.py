"""The only writers of the day's desk: pulses and incidents as answers are read; calls and settlements by people."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from saksama.checklists.day import rules
from saksama.checklists.models import (
    AnswerSheet,
    CallNote,
    CriticalAnswer,
    Incident,
    Instrument,
    InstrumentVersion,
    Pulse,
    Submission,
)
from saksama.checklists.problems import Problem
from saksama.journal.operations import Entry, record, record_batch
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, PollingStation

OPEN = (Incident.State.NEW, Incident.State.IN_HAND)


def note_pulses(rows: Sequence[Submission]) -> None:
    """Mark the stations of ``rows`` as heard. Call it inside the transaction that reads their answers.

    One statement, in one order of stations, so that two readers add up and never wait for each other in a circle.
    """
    seen: dict[tuple[str, str, int], list[datetime]] = {}
    for row in rows:
        if row.station_code:
            seen.setdefault((row.event_id, row.station_code, row.instrument_id), []).append(row.received_at)
    if not seen:
        return
    adapt = connection.ops.adapt_datetimefield_value
    noted = [
        (*place, adapt(min(times)), adapt(max(times)), len(times)) for place, times in sorted(seen.items())
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one value for each column: reading a long list is what costs
            cursor.execute(_pulses_noted(_BY_COLUMN), [list(column) for column in zip(*noted, strict=True)])
        else:
            rows_asked = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(noted))
            cursor.execute(_pulses_noted(f"VALUES {rows_asked}"), [value for row in noted for value in row])


_BY_COLUMN = (
    "SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], "
    "%s::timestamptz[], %s::timestamptz[], %s::integer[])"
)


def _pulses_noted(source: str) -> str:
    """The statement for rows from ``source``. Names of our own columns, no value of anybody."""
    first, last = ("LEAST", "GREATEST") if connection.vendor == "postgresql" else ("MIN", "MAX")
    table = Pulse._meta.db_table
    return (
        f"INSERT INTO {table} (event_id, station_code, instrument_id, first_at, last_at, count) {source} "
        "ON CONFLICT (event_id, station_code, instrument_id) DO UPDATE SET "
        f"first_at = {first}({table}.first_at, excluded.first_at), "
        f"last_at = {last}({table}.last_at, excluded.last_at), count = {table}.count + excluded.count"
    )


def raise_incidents(
    sheets: Iterable[AnswerSheet], rows: Sequence[Submission], *, at: datetime
) -> list[Incident]:
    """Open an incident for each critical answer among ``sheets``; the same answer opens one, however often read."""
    by_pk = {row.pk: row for row in rows}
    wanted: dict[int, list[tuple[str, str]]] = {}
    in_force = CriticalAnswer.objects.filter(
        withdrawn_at__isnull=True, instrument_id__in={row.instrument_id for row in rows}
    )
    for rule in in_force:
        wanted.setdefault(rule.instrument_id, []).append((rule.path, rule.answer))
    found = [
        (sheet, path, answer)
        for sheet in sheets
        for path, answer in rules.critical(sheet.values, wanted.get(sheet.instrument_id, ()))
    ]
    told = InstrumentVersion.objects.in_bulk({sheet.version_id for sheet, _path, _answer in found})
    opened = [
        _incident(
            by_pk[sheet.submission_id], path, rules.spoken(told[sheet.version_id].questions, path, answer), at
        )
        for sheet, path, answer in found
    ]
    Incident.objects.bulk_create(opened, ignore_conflicts=True)
    record_batch(_opened(incident, by_pk[incident.submission_id or 0], at) for incident in opened)
    return opened


def _opened(incident: Incident, row: Submission, at: datetime) -> Entry:
    facts = {"submission": row.pk, "question": incident.path}
    return Entry(
        "incident_opened", row.office_code, ("station", row.station_code or "-"), "system", at, facts
    )


def _incident(row: Submission, path: str, what: str, at: datetime) -> Incident:
    return Incident(
        event_id=row.event_id, station_code=row.station_code, submission=row, path=path, what=what,
        opened_at=at, opened_by="system", changed_at=at, changed_by="system",
    )  # fmt: skip


@transaction.atomic
def note_call(
    event: ElectionEvent, station: str, outcome: str, *, note: str, actor: Account, at: datetime
) -> CallNote:
    """A station was called. Raises: Problem unknown_station; scope.NotAllowed."""
    _may(actor, "enter_for_station", station, at)
    if not PollingStation.objects.filter(code=station, event__election=event.election_id).exists():
        raise Problem("unknown_station", code=station)
    made = CallNote.objects.create(
        event=event,
        station_code=station,
        outcome=outcome,
        note=note.strip()[:300],
        called_at=at,
        called_by=actor.code,
    )
    _record("station_called", station, actor, at, {"outcome": outcome})
    return made


@transaction.atomic
def tell_incident(event: ElectionEvent, station: str, what: str, *, actor: Account, at: datetime) -> Incident:
    """A caller told of something. Raises: Problem unknown_station | reason_needed; scope.NotAllowed."""
    _may(actor, "enter_for_station", station, at)
    if not what.strip():
        raise Problem("reason_needed")
    if not PollingStation.objects.filter(code=station, event__election=event.election_id).exists():
        raise Problem("unknown_station", code=station)
    made = Incident.objects.create(
        event=event, station_code=station, what=what.strip()[:300], opened_at=at, opened_by=actor.code,
        changed_at=at, changed_by=actor.code,
    )  # fmt: skip
    _record("incident_opened", station, actor, at, {"incident": made.pk})
    return made


@transaction.atomic
def change_incident(
    incident: Incident,
    state: str,
    *,
    note: str,
    version: int,
    actor: Account,
    at: datetime,
    case_id: str = "",
) -> Incident:
    """Take in hand, settle, or mark as passed on. What is over stays over.

    Raises: Problem settled_already (also when somebody was faster) | reason_needed; scope.NotAllowed.
    """
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    _may(actor, "enter_for_station", row.station_code, at)
    if row.state not in OPEN or row.version != version:
        raise Problem("settled_already")
    if state == Incident.State.SETTLED and not note.strip():
        raise Problem("reason_needed")
    row.state, row.note, row.case_id = state, note.strip()[:300] or row.note, case_id or row.case_id
    row.changed_at, row.changed_by, row.version = at, actor.code, row.version + 1
    row.save()
    _record(
        "incident_changed", row.station_code, actor, at, {"incident": row.pk, "state": state, "case": case_id}
    )
    return row


@transaction.atomic
def watch_answer(
    instrument: Instrument, path: str, answer: str, *, actor: Account | None, at: datetime
) -> CriticalAnswer:
    """From now on this answer raises an incident, in every version of the form.

    Raises: Problem unknown_answer where no version asks it; scope.NotAllowed.
    """
    if actor is not None:
        _may(actor, "manage_instruments", instrument.office_id, at)
        if not any(rules.is_an_answer(row.questions, path, answer) for row in instrument.versions.all()):
            raise Problem("unknown_answer")
    rule, is_new = CriticalAnswer.objects.get_or_create(
        instrument=instrument, path=path, answer=answer, withdrawn_at=None,
        defaults={"made_at": at, "made_by": actor.code if actor else "system"},
    )  # fmt: skip
    if is_new:
        record(
            act="answer_watched", office=instrument.office_id, subject=("instrument", str(instrument.pk)),
            actor=rule.made_by, at=at, facts={"question": path},
        )  # fmt: skip
    return rule


@transaction.atomic
def stop_watching(rule: CriticalAnswer, *, actor: Account, at: datetime) -> CriticalAnswer:
    """From now on this answer raises nothing; incidents that it raised stay. Raises: scope.NotAllowed."""
    row = CriticalAnswer.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=rule.pk)
    _may(actor, "manage_instruments", row.instrument.office_id, at)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = at, actor.code
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(
            act="answer_unwatched", office=row.instrument.office_id, subject=("instrument", str(row.instrument_id)),
            actor=actor.code, at=at, facts={"question": row.path},
        )  # fmt: skip
    return row


def _may(actor: Account, permission: str, place: str, at: datetime) -> None:
    scope.allow(actor, permission, place, today=scope.local_day(at, place))


def _record(act: str, station: str, actor: Account, at: datetime, facts: dict[str, object]) -> None:
    office = scope.home_office(actor, today=scope.local_day(at, station)) or station.partition("-")[0]
    record(act=act, office=office, subject=("station", station), actor=actor.code, at=at, facts=facts)
