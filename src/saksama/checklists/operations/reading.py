"""After receiving: answers read, files inspected, journal written, each for many at a time.

Called every second or so by ``saksama read_submissions`` (a child of ``saksama serve``) and once a minute by ``tick``.
Each batch is one short transaction; what is interrupted is done again, and nothing twice (decisions 24, 25).
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from saksama.checklists import inserting, payloads
from saksama.checklists.counting.operations import note_corrected, seal_blocks
from saksama.checklists.day.operations import note_pulses, raise_incidents
from saksama.checklists.models import AccessKey, AnswerSheet, Attachment, QuarantinedFile, Submission
from saksama.checklists.results.operations import open_sheets
from saksama.evidence import operations as evidence
from saksama.evidence.models import SealedFile
from saksama.journal.models import Line
from saksama.journal.operations import Entry, record_batch

BATCH: Final = {"sqlite": 100, "postgresql": 500}
FILES_AT_ONCE: Final = 20


def read_waiting(*, at: datetime) -> int:
    """Read what waits, batch after batch; returns how many submissions, files and keys.

    It ends after a round that left nothing. A batch costs much the same for one as for hundreds, so what comes
    meanwhile waits for the next call, and so many come together.
    """
    done = 0
    most = BATCH[connection.vendor]
    is_left = True
    while is_left:
        read, files, keys = read_batch(at=at), settle_files(at=at), note_keys(at=at)
        done += read + files + keys
        is_left = read == most or files >= FILES_AT_ONCE or keys == most
        if read:
            seal_blocks()
    return done


@transaction.atomic
def read_batch(*, at: datetime) -> int:
    """Answers of the next submissions, one line of the journal for each office. Returns how many."""
    waiting = Submission.objects.filter(read_at__isnull=True).order_by("id")
    rows = list(_ours(waiting)[: BATCH[connection.vendor]])
    if not rows:
        return 0
    lines = _seal(rows, at)
    sheets = [_sheet(row, lines[row.office_code]) for row in rows]
    inserting.insert_sheets(sheets)
    note_pulses(rows)
    raise_incidents(sheets, rows, at=at)
    Submission.objects.filter(pk__in=[row.pk for row in rows]).update(read_at=at)
    _supersede(rows)
    return len(rows)


def _ours(waiting: QuerySet[Submission]) -> QuerySet[Submission]:
    """Locked for this batch; another reader takes the next ones."""
    return waiting.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _seal(rows: Sequence[Submission], at: datetime) -> dict[str, Line]:
    """One line for each office, whose digest covers id and bytes of every payload."""
    by_office = sorted(rows, key=attrgetter("office_code", "pk"))
    entries = []
    for office, group in groupby(by_office, key=attrgetter("office_code")):
        of_office = list(group)
        facts = {"count": len(of_office), "digest": digest_of(of_office)}
        subject = ("submissions", f"{of_office[0].pk}-{of_office[-1].pk}")
        entries.append(Entry("submissions_received", office, subject, "system", at, facts))
    return {line.office: line for line in record_batch(entries)}


def digest_of(rows: Iterable[Submission]) -> str:
    """SHA-256 over instance id and SHA-256 of the payload as it lies here, by order of rows."""
    whole = hashlib.sha256()
    for row in sorted(rows, key=attrgetter("pk")):
        whole.update(f"{row.instance_id} {hashlib.sha256(bytes(row.payload)).hexdigest()}\n".encode())
    return whole.hexdigest()


def _sheet(row: Submission, line: Line) -> AnswerSheet:
    values = payloads.contents(payloads.parse(bytes(row.payload)))
    return AnswerSheet(
        submission=row, event_id=row.event_id, instrument_id=row.instrument_id, version_id=row.version_id,
        station_code=row.station_code, recorded_at=row.recorded_at, values=values, line=line,
        files_named=[text for text in values.values() if payloads.names_a_file(text)],
    )  # fmt: skip


def _supersede(rows: Sequence[Submission]) -> None:
    """An edit takes the place of what it corrects, whichever of the two came first, at the same station."""
    edits = [row for row in rows if row.deprecates]
    arrived = [row.instance_id for row in rows]
    edits += Submission.objects.filter(~Q(deprecates=""), deprecates__in=arrived).exclude(
        pk__in=[row.pk for row in edits]
    )
    for edit in edits:
        old = Submission.objects.filter(
            instance_id=edit.deprecates, event=edit.event_id, station_code=edit.station_code
        )
        sheets = AnswerSheet.objects.filter(submission__in=old)
        sheets.update(is_current=False)
        note_corrected(sheets.filter(block__isnull=False))
        old.update(superseded_by=edit.instance_id)


def settle_files(*, at: datetime) -> int:
    """Inspect files that came, write their custody and journal. Returns how many."""
    attached = list(
        Attachment.objects.filter(settled_at__isnull=True)
        .select_related("file", "submission__sender", "submission__instrument")
        .order_by("id")[:FILES_AT_ONCE]
    )
    kept = list(
        QuarantinedFile.objects.filter(settled_at__isnull=True)
        .select_related("file", "quarantine__sender")
        .order_by("id")[:FILES_AT_ONCE]
    )
    inspected = [_inspected(row.file, row.submission.sender.code) for row in attached]
    inspected += [
        _inspected(row.file, row.quarantine.sender.code if row.quarantine.sender else "system")
        for row in kept
    ]
    if not inspected:
        return 0
    with transaction.atomic():
        evidence.settle(inspected)
        Attachment.objects.filter(pk__in=[row.pk for row in attached]).update(settled_at=at)
        QuarantinedFile.objects.filter(pk__in=[row.pk for row in kept]).update(settled_at=at)
        open_sheets([row.submission for row in attached], at=at)
    return len(inspected)


def _inspected(file: SealedFile, actor: str) -> tuple[SealedFile, str, str, str]:
    return (file, *evidence.inspect(file), actor)


@transaction.atomic
def note_keys(*, at: datetime) -> int:
    """Lines of the journal for phones that cards opened. Returns how many."""
    new = AccessKey.objects.filter(noted_at__isnull=True).select_related("card__account").order_by("id")
    rows = list(new[: BATCH[connection.vendor]])
    if not rows:
        return 0
    record_batch([
        Entry(
            "card_opened_phone", row.card.office_id, ("card", str(row.card_id)), row.card.account.code, row.made_at,
            {"key": row.pk, "kind": row.kind},
        )
        for row in rows
    ])  # fmt: skip
    AccessKey.objects.filter(pk__in=[row.pk for row in rows]).update(noted_at=at)
    return len(rows)
