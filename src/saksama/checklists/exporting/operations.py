"""The only writers of exports: asked for by a person, made one after another beside the server, fetched, swept."""

import os
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from saksama.checklists.counting.queries import Cut
from saksama.checklists.exporting import queries, rows, writers
from saksama.checklists.models import Export, InstrumentVersion
from saksama.checklists.problems import Problem
from saksama.evidence import storage, streams
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import ElectionEvent

KEPT: Final = timedelta(days=3)
"""A file is deleted so long after it was made; the journal still tells of it."""
MOST_WAITING: Final = 5
MOST_TRIES: Final = 3
PERMISSION: Final = "export_submissions"
_PREFIX: Final = "exports"


@transaction.atomic
def ask_export(
    event: ElectionEvent,
    what: str,
    format: str,
    *,
    version: InstrumentVersion | None,
    area: str = "",
    day: date | None = None,
    hours: tuple[int, int] = (0, 23),
    actor: Account,
    at: datetime,
) -> Export:
    """Put an export into the queue.

    Raises: scope.NotAllowed; Problem exports_many | export_form (answers of no form).
    """
    today = scope.local_day(at, area or scope.home_office(actor, today=at.date()) or event.area_id)
    office = scope.home_office(actor, today=today) or event.area_id
    scope.allow(actor, PERMISSION, area or office, today=today)
    if what == Export.What.ANSWERS and version is None:
        raise Problem("export_form")
    own = Export.objects.filter(account=actor, state__in=(Export.State.WAITING, Export.State.MAKING))
    if own.count() >= MOST_WAITING:
        raise Problem("exports_many", number=MOST_WAITING)
    made = Export.objects.create(
        account=actor, office_code=office, event=event, what=what, format=format,
        version=version if what == Export.What.ANSWERS else None, area_code=area, day=day,
        first_hour=min(hours), last_hour=max(hours), is_sample=settings.DEMO, asked_at=at,
    )  # fmt: skip
    facts = {"what": what, "format": format, "area": area, "form": made.version_id, "event": event.pk}
    record(
        act="export_asked",
        office=office,
        subject=("export", str(made.pk)),
        actor=actor.code,
        at=at,
        facts=facts,
    )
    return made


def make_exports(*, at: datetime, real: Callable[[], datetime]) -> int:
    """Make what waits, the earliest first. Returns how many were made.

    Args:  at: the instant of the acts (the example's clock in the example).   real: the time of day, for signs of life.
    """
    made = 0
    while (export := _claimed(real())) is not None:
        made += _made(export, at, real)
    return made


@transaction.atomic
def _claimed(now: datetime) -> Export | None:
    """The next one, marked as ours; two makers never take the same."""
    found = queries.next_waiting(now)
    if found is None:
        return None
    mine = Export.objects.filter(pk=found.pk, state=found.state, begun_at=found.begun_at)
    if not mine.update(state=Export.State.MAKING, begun_at=now, tries=F("tries") + 1):
        return None
    found.refresh_from_db()
    return found


def _made(export: Export, at: datetime, real: Callable[[], datetime]) -> bool:
    if export.tries > MOST_TRIES:
        _fail(export, at)
        return False
    cut = cut_of(export, at)
    if not cut.scope:  # the right was taken away meanwhile
        _fail(export, at)
        return False
    key, path = streams.new_key(), _path(uuid.uuid4().hex)
    try:
        with path.open("wb") as file:
            sealer = streams.Sealer(file, key)
            count = _write(export, cut, sealer, real)
            sha256 = sealer.finish()
            file.flush()
            os.fsync(file.fileno())
        store = storage.current()
        store.delete(storage_key(export))  # of a try that died after this line and before the next commit
        store.put(storage_key(export), path)
    finally:
        path.unlink(missing_ok=True)
    _finish(export, key, count, sealer.size, sha256, at)
    return True


def _write(export: Export, cut: Cut, sealer: streams.Sealer, real: Callable[[], datetime]) -> int:
    table = rows.table_of(export, cut, mark_of(export))
    writer = writers.writer(export.format, sealer, table.columns)
    count = 0
    for batch in table.batches():
        writer.write(batch)
        count += len(batch)
        Export.objects.filter(pk=export.pk).update(begun_at=real(), rows=count)
    writer.finish()
    return count


@transaction.atomic
def _finish(export: Export, key: bytes, count: int, size: int, sha256: str, at: datetime) -> None:
    export.state, export.ready_at, export.expires_at = Export.State.READY, at, at + KEPT
    export.key, export.rows, export.size, export.sha256 = b64encode(key).decode(), count, size, sha256
    export.save()
    _record("export_made", export, "system", at, {"rows": count, "sha256": sha256})


@transaction.atomic
def _fail(export: Export, at: datetime) -> None:
    Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED)
    _record("export_failed", export, "system", at, {})


def fetch_export(export: Export, *, actor: Account, at: datetime) -> BufferedReader:
    """The file, plain, for the person who asked and still may. Journalled.

    Raises: scope.NotAllowed; Problem export_gone for one that is not ready, or no more.
    """
    today = scope.local_day(at, export.office_code)
    place = export.area_code or export.office_code
    scope.allow(actor, PERMISSION, place, today=today)
    if export.account_id != actor.pk:
        raise scope.OutOfSight(PERMISSION, place)
    if export.state != Export.State.READY or (export.expires_at is not None and export.expires_at <= at):
        raise Problem("export_gone")
    try:
        file = streams.opened(storage.current().open(storage_key(export)), b64decode(export.key))
    except FileNotFoundError as error:
        raise Problem("export_gone") from error
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(fetched=F("fetched") + 1)
        _record("export_fetched", export, actor.code, at, {"sha256": export.sha256})
    return file


def sweep_exports(*, at: datetime, real: datetime) -> int:
    """Delete files past their time, and those of tries that died. Returns how many."""
    past = list(Export.objects.filter(state=Export.State.READY, expires_at__lte=at))
    store = storage.current()
    for export in past:
        Export.objects.filter(pk=export.pk).update(state=Export.State.GONE, key="")
        store.delete(storage_key(export))
    named = {storage_key(row) for row in Export.objects.filter(state=Export.State.READY).only("pk")}
    stale = [key for key in store.stored_before(_PREFIX, real - timedelta(days=1)) if key not in named]
    for key in stale:
        store.delete(key)
    return len(past) + len(stale)


def cut_of(export: Export, at: datetime) -> Cut:
    """What the person may see at ``at`` of what was asked for."""
    today = scope.local_day(at, export.office_code)
    seen = scope.scope_of(export.account, PERMISSION, today=today)
    day = export.day.isoformat() if export.day else ""
    version = export.version or InstrumentVersion()
    return Cut(export.event_id, version, seen, export.area_code, day, export.first_hour, export.last_hour)


def mark_of(export: Export) -> str:
    """CONTOH for the example, LATIHAN for a drill, empty for the real day."""
    drill = "LATIHAN" if export.event.kind == ElectionEvent.Kind.DRILL else ""
    return " ".join(filter(None, ("CONTOH" if export.is_sample else "", drill)))


def storage_key(export: Export) -> str:
    """Where the sealed file lies."""
    return f"{_PREFIX}/{export.pk.hex[:2]}/{export.pk.hex}"


def _path(name: str) -> Path:
    """A place for a file on its way; ``evidence.sweep_incoming`` removes what a killed process leaves there."""
    folder = Path(settings.EVIDENCE_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"export-{name}"


def _record(act: str, export: Export, actor: str, at: datetime, facts: dict[str, object]) -> None:
    record(
        act=act,
        office=export.office_code,
        subject=("export", str(export.pk)),
        actor=actor,
        at=at,
        facts=facts,
    )
