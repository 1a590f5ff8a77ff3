"""What a person does with what stands in quarantine: take it in after all, or set it aside with a reason."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from saksama.checklists import directory, inserting, payloads
from saksama.checklists.models import Attachment, Quarantine, Reason, Submission
from saksama.checklists.operations.receiving import BROKEN, placed
from saksama.checklists.payloads import Unreadable
from saksama.checklists.problems import QUARANTINED, Problem
from saksama.checklists.results.operations import open_sheets
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Account


@transaction.atomic
def release(row: Quarantine, *, actor: Account, at: datetime, station: str = "") -> Submission:
    """Take it in after all, with its own times and bytes; its files come along.

    Args:   station: where the payload names none, or one we do not know.
    A conflicting one takes the place of the first, which stays on record as corrected.
    Raises: Problem settled_already | still_broken; scope.NotAllowed.
    """
    row = _open(row, actor, at)
    if row.reason in BROKEN or row.sender is None or row.event_id is None:
        raise Problem("still_broken", why=QUARANTINED[row.reason].message)
    sender = directory.trusted(row.sender, row.office_code, row.event_id)
    raw = bytes(row.raw)
    try:
        told = payloads.envelope(payloads.parse(raw))
        new = placed(
            raw,
            told,
            sender=sender,
            event=row.event_id,
            channel=row.channel,
            at=row.received_at,
            station=station,
        )
    except Unreadable as fault:
        raise Problem("still_broken", why=QUARANTINED[fault.reason].message) from fault
    new = replace(new, key_id=row.key_id)
    if row.reason == Reason.CONFLICT:
        new = replace(new, instance_id=f"{told.instance_id}#{row.sha256[:8]}", deprecates=told.instance_id)
    pk = inserting.insert(new)
    if pk is None:
        raise Problem("still_broken", why=QUARANTINED[Reason.CONFLICT].message)
    submission = Submission.objects.get(pk=pk)
    Attachment.objects.bulk_create(
        Attachment(
            submission=submission, name=file.name, file=file.file, sha256=file.sha256, received_at=row.received_at,
            settled_at=file.settled_at,
        )
        for file in row.files.select_related("file")
    )  # fmt: skip
    if submission.attachments.exists():
        open_sheets([submission], at=at)
    _settle(row, Quarantine.Status.RELEASED, "", actor, at, submission)
    return submission


@transaction.atomic
def set_aside(row: Quarantine, *, reason: str, actor: Account, at: datetime) -> Quarantine:
    """Nothing can or need be done with it. The bytes stay.

    Raises: Problem reason_needed | settled_already; scope.NotAllowed.
    """
    if not reason.strip():
        raise Problem("reason_needed")
    row = _open(row, actor, at)
    _settle(row, Quarantine.Status.SET_ASIDE, reason.strip()[:300], actor, at)
    return row


def _open(row: Quarantine, actor: Account, at: datetime) -> Quarantine:
    locked: Quarantine = (
        Quarantine.objects.select_for_update(of=("self",)).select_related("sender").get(pk=row.pk)
    )
    scope.allow(
        actor, "settle_submissions", locked.office_code, today=scope.local_day(at, locked.office_code)
    )
    if locked.status != Quarantine.Status.OPEN:
        raise Problem("settled_already")
    return locked


def _settle(
    row: Quarantine,
    status: str,
    note: str,
    actor: Account,
    at: datetime,
    submission: Submission | None = None,
) -> None:
    row.status, row.note, row.settled_at, row.settled_by, row.submission = (
        status,
        note,
        at,
        actor.code,
        submission,
    )
    row.save(update_fields=["status", "note", "settled_at", "settled_by", "submission"])
    record(
        act="quarantine_settled", office=row.office_code, subject=("quarantine", str(row.pk)), actor=actor.code, at=at,
        facts={"status": str(status), "submission": submission.pk if submission else None},
    )  # fmt: skip
