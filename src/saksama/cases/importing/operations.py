"""A table taken in, explained, checked and brought over: the only writers of imported cases.

Rows are staged and brought over by the hundred, each hundred in a transaction of its own, so that nobody else waits
and a table that was interrupted goes on where it stood. A number is brought over once for an office, whatever is
uploaded how often.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import IO
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from saksama.cases import rules as case_rules
from saksama.cases import search
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.importing import queries, reading
from saksama.cases.importing.rules import Field, Matter, guess, plain, unmapped
from saksama.cases.models import (
    Case,
    CaseAct,
    Classification,
    ImportBatch,
    ImportChunk,
    ImportedCase,
    Party,
)
from saksama.cases.operations import acting, clocks, deadlines
from saksama.cases.problems import Problem
from saksama.evidence.operations import seal_identities
from saksama.journal.operations import Entry, record, record_batch
from saksama.people import scope
from saksama.places.models import Area, ElectionEvent, Office, within

CHUNK = 100
"""Rows brought over in one transaction."""
CHUNKS_OF_A_TICK = 30
"""Hundreds that one tick brings over of each table: some twenty seconds, so that alerts do not wait for them."""
_STEPS = {
    t.RECEIVED: "initial_study",
    t.PROPOSED: "finding",
    t.REGISTERED: "handling",
    t.PRELIMINARY: "tracing",
}
_HANDLED = frozenset({t.REGISTERED, t.NOT_REGISTERED, t.STOPPED, t.CLOSED})
"""States that nobody reaches without a handling act."""


def upload(
    file: IO[bytes],
    name: str,
    *,
    office: Office,
    event: ElectionEvent,
    source: str,
    actor: Actor,
    at: datetime,
) -> ImportBatch:
    """Take a table in and guess what its columns mean. No case is made.

    Not one transaction but one for each hundred rows: whoever works beside it does not wait. What could not be read
    to its end is taken away again.
    Raises: Problem table_unreadable | table_long | table_empty; scope.NotAllowed.
    """
    acting.may(actor, queries.PERMISSION, office.code, at=at)
    rows = reading.rows_of(file, name)
    digest = reading.sha256_of(file)
    _number, heads = next(rows, (0, []))
    columns, words = queries.remembered(office.code)
    table = ImportBatch.objects.create(
        office=office, event=event, source=source.strip(), sha256=digest, heads=heads, words=words,
        columns={str(place): told.value for place, told in guess(heads, columns).items()},
        uploaded_by=actor.code, uploaded_at=at,
    )  # fmt: skip
    try:
        count = _stage(table, rows)
        if not count:
            raise Problem("table_empty")
    except Problem:
        with transaction.atomic():
            table.delete()
        raise
    table.state, table.counts = ImportBatch.State.MAPPED, {"rows": count}
    table.save(update_fields=["state", "counts"])
    return table


def explain(
    table: ImportBatch, columns: Mapping[int, Field], words: Mapping[str, str], *, actor: Actor, at: datetime
) -> ImportBatch:
    """Say what the columns mean, and which state a word of the other register is; the check is made anew.

    The check reads the whole table, so it stands between two short transactions.
    Raises: Problem import_begun | columns_missing.
    """
    if unmapped(columns.values()):
        raise Problem("columns_missing")
    told = {str(place): name.value for place, name in columns.items()}
    table = _set(table, actor, at, columns=told, words=dict(words), counts={})
    return _set(table, actor, at, counts=queries.check(table, today=_today(table, at)))


@transaction.atomic
def begin(table: ImportBatch, *, actor: Actor, at: datetime) -> ImportBatch:
    """Begin to bring the good rows over; :func:`go_on` does it. The journal notes the whole as one act.

    Raises: Problem import_begun | nothing_good.
    """
    table = _locked(table, actor, at)
    if table.state != ImportBatch.State.MAPPED:
        raise Problem("import_begun")
    if not table.counts.get("good"):
        raise Problem("nothing_good")
    table.state, table.carried_by = ImportBatch.State.RUNNING, actor.code
    table.save(update_fields=["state", "carried_by"])
    told = {"sha256": table.sha256, **{name: table.counts[name] for name in ("rows", "good", "there")}}
    _record(table, "import_register", actor, at, told)
    return table


def go_on(table: ImportBatch, *, actor: Actor, at: datetime, chunks: int = 20) -> ImportBatch:
    """Bring the next ``chunks`` hundreds over. Called again until the state is ``done``; safe to call twice at once."""
    for _turn in range(chunks):
        table = _bring(table, actor=actor, at=at)
        if table.state != ImportBatch.State.RUNNING:
            break
    return table


def carry_on(at: datetime) -> int:
    """Go on with every table that somebody began and nobody ended. Returns the rows looked at.

    Scheduled: safe to repeat, and beside a page that goes on itself. Each table comes over on the right of the person
    who began it or last went on with it; where that right has ended it waits for somebody who holds it.
    """
    looked, fault = 0, None
    for table, account in queries.under_way():
        before = table.brought + table.left
        try:
            table = go_on(table, actor=Actor.of(account), at=at, chunks=CHUNKS_OF_A_TICK)
        except scope.NotAllowed:
            continue
        except Exception as raised:  # the next table is not to wait for this one
            fault = raised
        looked += table.brought + table.left - before
    if fault is not None:
        raise fault
    return looked


@transaction.atomic
def discard(table: ImportBatch, *, actor: Actor, at: datetime) -> ImportBatch:
    """Forget the rows that are kept. Cases that were made stay. Not while the table is being brought over."""
    table = _locked(table, actor, at)
    if table.state == ImportBatch.State.RUNNING:
        raise Problem("import_begun")
    table.chunks.all().delete()
    table.state = ImportBatch.State.DISCARDED
    table.save(update_fields=["state"])
    _record(table, "import_discarded", actor, at, {"brought": table.brought})
    return table


# --- staging -----------------------------------------------------------------------------------------


def _stage(table: ImportBatch, rows: Iterable[reading.Row]) -> int:
    count = 0
    for place, chunk in enumerate(_hundreds(rows)):
        ImportChunk.objects.create(
            batch=table, place=place, rows=[[number, cells] for number, cells in chunk]
        )
        count += len(chunk)
    return count


def _hundreds(rows: Iterable[reading.Row]) -> Iterator[list[reading.Row]]:
    chunk: list[reading.Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


# --- bringing over -----------------------------------------------------------------------------------


@transaction.atomic
def _bring(table: ImportBatch, *, actor: Actor, at: datetime) -> ImportBatch:
    """One hundred rows, or the end."""
    table = _locked(table, actor, at)
    chunk = queries.next_chunk(table)
    if table.state != ImportBatch.State.RUNNING:
        return table
    if table.carried_by != actor.code:  # somebody else went on with it: from here on it is theirs
        table.carried_by = actor.code
        table.save(update_fields=["carried_by"])
    if chunk is None:
        table.state, table.ended_at = ImportBatch.State.DONE, at
        table.save(update_fields=["state", "ended_at"])
        told = {"brought": table.brought, "left": table.left}
        _record(table, "import_done", actor, at, told)
        return table
    read = queries.reader(table, today=_today(table, at))
    found = [read.read(row, cells) for row, cells in chunk.rows]
    good = {item.matter.number: (item.row, item.matter) for item in reversed(found) if item.matter}
    there = set(_known(table, good))
    made = _cases(table, [pair for number, pair in good.items() if number not in there][::-1], actor, at)
    table.brought += made
    table.left += len(found) - made
    table.save(update_fields=["brought", "left"])
    bad = [[item.row, item.cells] for item in found if item.matter is None]
    if bad:
        chunk.rows, chunk.is_done = bad, True
        chunk.save(update_fields=["rows", "is_done"])
    else:
        chunk.delete()
    return table


def _known(table: ImportBatch, numbers: Iterable[str]) -> Iterable[str]:
    rows = ImportedCase.objects.filter(office_code=table.office_id, number__in=list(numbers))
    return rows.values_list("number", flat=True)


def _cases(table: ImportBatch, matters: list[tuple[int, Matter]], actor: Actor, at: datetime) -> int:
    areas = _areas(table.office_id)
    pairs = [(_case(table, matter, areas), row, matter) for row, matter in matters]
    Case.objects.bulk_create(case for case, _row, _matter in pairs)
    ImportedCase.objects.bulk_create(
        ImportedCase(
            case=case, batch=table, office_code=table.office_id, number=matter.number,
            state_there=matter.state_there,
        )
        for case, _row, matter in pairs
    )  # fmt: skip
    CaseAct.objects.bulk_create(act for case, _row, matter in pairs for act in _acts(case, matter, actor, at))
    Party.objects.bulk_create(party for case, _row, matter in pairs for party in _respondents(case, matter))
    Classification.objects.bulk_create(
        Classification(case=case, violation_class=code, set_on=case.registered_on or case.received_on)
        for case, _row, matter in pairs
        for code in matter.classes
    )
    _seal_reporters([(case, matter.reporter) for case, _row, matter in pairs if matter.reporter], actor, at)
    for case, _row, matter in pairs:
        if case.is_open:
            _start(case, at)
        area = case.area.name if case.area else ""
        names = [*matter.respondents, matter.post]
        search.put(case, [matter.number, case.title, case.where_text, case.what, area, *names])
    record_batch(
        Entry(
            "import_case", table.office_id, ("case", str(case.pk)), actor.code, at,
            {"import": str(table.pk), "row": row, "to": case.state, "on": matter.received_on.isoformat()},
        )
        for case, row, matter in pairs
    )  # fmt: skip
    return len(pairs)


def _case(table: ImportBatch, matter: Matter, areas: Mapping[str, Area]) -> Case:
    return Case(
        id=uuid4(),
        office=table.office,
        event=table.event,
        regime=table.event.election.regime,
        kind=matter.kind,
        channel=Case.Channel.IMPORT,
        state=matter.state,
        version=len(matter.steps),
        title=matter.title,
        what=matter.what,
        where_text=matter.where or matter.area[:200],
        area=areas.get(plain(matter.area)),
        occurred_on=matter.occurred_on,
        known_on=matter.known_on,
        received_at=_instant(matter.received_on, table.office.zone),
        received_on=matter.received_on,
        registered_on=matter.registered_on,
        number_elsewhere=matter.number,
    )


def _acts(case: Case, matter: Matter, actor: Actor, at: datetime) -> Iterator[CaseAct]:
    """One act for each state that the table tells, on its day; recorded now."""
    before, now = "", timezone.now()
    for seq, (state, day) in enumerate(matter.steps, start=1):
        yield CaseAct(
            case=case, seq=seq, act="import_case", office_code=case.office_id, from_state=before, to_state=state,
            effective_at=_instant(day, case.office.zone), effective_on=day, recorded_at=now, actor=actor.code,
            facts={"elsewhere": state, **({"classes": matter.classes} if matter.classes else {})},
            handles=state in _HANDLED and case.kind != t.INFORMATION,
        )  # fmt: skip
        before = state


def _respondents(case: Case, matter: Matter) -> Iterator[Party]:
    for place, name in enumerate(matter.respondents, start=1):
        post = matter.post if len(matter.respondents) == 1 else ""
        yield Party(
            case=case, role=Party.Role.RESPONDENT, label=f"T-{place}", name=name, post=post, details={}
        )


def _seal_reporters(told: list[tuple[Case, dict[str, str]]], actor: Actor, at: datetime) -> None:
    if not told:
        return
    role, office = Party.Role.REPORTER, told[0][0].office_id
    people = [fields for _case, fields in told]
    identities = seal_identities(people, kind=role, office=office, actor=actor.code, at=at)
    Party.objects.bulk_create(
        Party(case=case, role=role, label=identity.label, identity=identity)
        for (case, _fields), identity in zip(told, identities, strict=True)
    )


def _start(case: Case, at: datetime) -> None:
    """The clock of an open case, from its own day: where that has passed, the alerts say so at once."""
    from_day = case.registered_on if case.state == t.REGISTERED else case.known_on or case.received_on
    if case.state in {t.RECEIVED, t.PRELIMINARY}:
        from_day = case.received_on
    assert from_day is not None, "read_row lets no registered case pass without its day"
    clocks.start(case, _STEPS[case.state], at=_instant(from_day, case.office.zone), from_day=from_day)
    clocks.refresh(case)
    case.save(update_fields=["next_due_on", "next_step"])
    deadlines.hand(case, at=at)


def _areas(office_code: str) -> dict[str, Area]:
    """``{words of the name, with and without its kind: area}`` where only one area of the office has them."""
    found: dict[str, Area | None] = {}
    for area in Area.objects.filter(within(office_code, "code")).order_by("code"):
        for text in {area.code, area.name, area.title}:
            words = plain(text)
            known = found.get(words, area)
            # a district goes before its village of the same name
            found[words] = (
                known
                if known is None or known.code == area.code or area.code.startswith(known.code)
                else None
            )
    return {words: area for words, area in found.items() if area is not None}


@transaction.atomic
def _set(table: ImportBatch, actor: Actor, at: datetime, **values: object) -> ImportBatch:
    table = _locked(table, actor, at)
    if table.state != ImportBatch.State.MAPPED:
        raise Problem("import_begun")
    for name, value in values.items():
        setattr(table, name, value)
    table.save(update_fields=list(values))
    return table


def _locked(table: ImportBatch, actor: Actor, at: datetime) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("office", "event__election")
    locked = rows.get(pk=table.pk)
    acting.may(actor, queries.PERMISSION, locked.office_id, at=at)
    return locked


def _record(table: ImportBatch, act: str, actor: Actor, at: datetime, facts: Mapping[str, object]) -> None:
    record(
        act=act, office=table.office_id, subject=("import", str(table.pk)), actor=actor.code, at=at, facts=dict(facts)
    )  # fmt: skip


def _today(table: ImportBatch, at: datetime) -> date:
    return case_rules.local_day(at, table.office.zone)


def _instant(day: date, zone: str) -> datetime:
    """The beginning of a day: other registers tell no hour."""
    return datetime.combine(day, time(), ZoneInfo(zone))
