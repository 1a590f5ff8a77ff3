"""Receiving: the one way in for every channel.

*Never refuse, never lose, never twice.* What is whole and known becomes a Submission; everything else goes to
quarantine with a reason, raw. The row is committed before :func:`receive` returns, so an answer given after it is
a promise. The path is short on purpose: one statement for a submission without files. Answers, journal and
inspection of files follow in batches (``operations.reading``), within a second or two.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from saksama.checklists import directory, inserting, payloads, rules
from saksama.checklists.directory import Sender
from saksama.checklists.models import Attachment, Quarantine, QuarantinedFile, Reason, Submission
from saksama.checklists.payloads import Envelope, Unreadable
from saksama.evidence import operations as evidence
from saksama.evidence.models import SealedFile
from saksama.journal.operations import record
from saksama.places.rules import is_code, zone_of

RAW_IN_ROW = 256 * 1024
"""Bytes of something broken that are kept in the row; larger ones are sealed as a file."""
WHOLE_REQUEST = "request"
MAX_FILE = 25 * 1024 * 1024


class Outcome(Enum):
    """What became of it."""

    STORED = "stored"
    KNOWN = "known"
    """Here already, byte for byte; files that came along were added."""
    CONFLICT = "conflict"
    """Same id, other bytes: kept in quarantine beside the first."""
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to the sender. ``reason`` is a value of models.Reason, empty when stored or known."""

    outcome: Outcome
    instance_id: str = ""
    submission_id: int | None = None
    quarantine_id: int | None = None
    reason: str = ""
    flags: tuple[str, ...] = ()
    files: int = 0
    """Files that were new."""

    @property
    def is_kept_whole(self) -> bool:
        """Whether the sender may forget it: all of it is here, as a submission or to be settled by the office."""
        return self.outcome in {Outcome.STORED, Outcome.KNOWN} or (
            self.outcome is Outcome.QUARANTINED and self.reason not in BROKEN
        )


BROKEN = frozenset(
    reason.value
    for reason in (
        Reason.EMPTY, Reason.CUT, Reason.NOT_MULTIPART, Reason.NO_XML_PART, Reason.TWO_XML_PARTS, Reason.TOO_LARGE,
        Reason.WRONG_ENCODING, Reason.NOT_XML, Reason.HAS_DOCTYPE, Reason.TOO_DEEP,
    )
)  # fmt: skip
"""Reasons for which the sender keeps the form in its queue: what came may not be all of it."""

FileIn = tuple[str, bytes]
"""Name as the client gave it, and bytes."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One arrival with everything known about it."""

    raw: bytes
    sha256: str
    sender: Sender
    event: str
    channel: str
    at: datetime
    files: Sequence[FileIn]


def receive(
    raw: bytes,
    *,
    sender: Sender,
    event: str,
    channel: str,
    at: datetime,
    files: Sequence[FileIn] = (),
    station: str = "",
) -> Receipt:
    """Take in one filled form; durable when it returns.

    Args:    raw: the XML, byte for byte.   event: slug of the vote or drill it was sent for.
             files: those that came along; more may come later, with the same XML or by :func:`attach`.
             station: for the desk, which types for a station; else the payload or the sender's posting tells it.
    Returns: what became of it. Nothing about the content raises.
    """
    arrival = _Arrival(raw, hashlib.sha256(raw).hexdigest(), sender, event, channel, at, files)
    try:
        told = payloads.envelope(payloads.parse(raw))
    except Unreadable as fault:
        return _quarantine(arrival, fault.reason, detail=fault.detail)
    try:
        row = placed(raw, told, sender=sender, event=event, channel=channel, at=at, station=station)
    except Unreadable as fault:
        return _quarantine(arrival, fault.reason, told, detail=fault.detail)
    return _store(arrival, told, row)


def attach(instance_id: str, files: Sequence[FileIn], *, sender: Sender, at: datetime) -> Receipt | None:
    """Add files to a submission that is here; None when it is not (send the answers first).

    Only who sent it may add by id alone; whoever has the whole XML sends that, through :func:`receive`.
    """
    row = Submission.objects.filter(instance_id=instance_id, sender_id=sender.account_id).first()
    if row is None:
        return None
    added = _add_files(row.pk, files, sender, at)
    return Receipt(Outcome.KNOWN, instance_id, row.pk, files=added)


def keep_broken(
    body: bytes, reason: str, *, sender: Sender, event: str, channel: str, at: datetime, detail: str = ""
) -> Receipt:
    """Keep a request in which no answers were found, whole, with the reason."""
    arrival = _Arrival(body, hashlib.sha256(body).hexdigest(), sender, event, channel, at, ())
    return _quarantine(arrival, reason, detail=detail, is_whole_request=True)


def placed(
    raw: bytes, told: Envelope, *, sender: Sender, event: str, channel: str, at: datetime, station: str = ""
) -> inserting.Row:
    """Where it belongs. Raises Unreadable with the reason that sends it to quarantine."""
    if sender.is_revoked:
        raise Unreadable(Reason.CARD_REVOKED)
    is_desk = sender.key_id is None
    own_event = event if is_desk else sender.event_of(event)
    if own_event is None:
        raise Unreadable(Reason.CARD_NOT_HERE, event)
    form = directory.form(event, sender.office_code, told.form_id, told.version)
    if form is None:
        raise Unreadable(
            directory.knows_form(told.form_id, sender.office_code, event), f"{told.form_id} {told.version}"
        )
    flags = rules.clock_flags(told.recorded_at, at)
    recorded_at = at if told.recorded_at is None or "clock" in flags else told.recorded_at
    filled_on = recorded_at.astimezone(ZoneInfo(zone_of(sender.office_code))).date()
    posting = rules.posting_at(sender.postings, own_event, filled_on, recorded_at)
    named = station or told.station_code
    code = _station(named, posting, own_event, form.needs_station)
    if posting is not None:
        flags += [] if not named or rules.station_fits(code, posting) else ["other_station"]
        flags += [] if posting.holds(filled_on, recorded_at) else ["outside_dates"]
    flags += ["withdrawn"] if form.is_withdrawn else []
    return inserting.Row(
        instance_id=told.instance_id, event_id=event, office_code=sender.office_code, station_code=code,
        version_id=form.version_id, instrument_id=form.instrument_id, sender_id=sender.account_id,
        key_id=sender.key_id, channel=channel, payload=raw, sha256=hashlib.sha256(raw).hexdigest(),
        deprecates=told.deprecates, recorded_at=told.recorded_at or at, received_at=at, flags=" ".join(flags),
    )  # fmt: skip


def _station(named: str, posting: rules.Posting | None, event: str, needed: bool) -> str:
    """The station's code: as named, else where the sender stands. Raises Unreadable unknown_station, no_station."""
    if named:
        if not is_code(named) or not directory.station_exists(event, named):
            raise Unreadable(Reason.UNKNOWN_STATION, named)
        return named
    if posting is not None and posting.is_station:
        return posting.area_code
    if needed:
        raise Unreadable(Reason.NO_STATION)
    return posting.area_code if posting is not None else ""


def _store(arrival: _Arrival, told: Envelope, row: inserting.Row) -> Receipt:
    if not arrival.files:
        submission_id = inserting.insert(row)
        if submission_id is not None:
            return Receipt(Outcome.STORED, told.instance_id, submission_id, flags=tuple(row.flags.split()))
        return _known_or_conflict(arrival, told)
    files = _sealed(arrival)  # durable before the rows that name them
    with transaction.atomic():
        submission_id = inserting.insert(row)
        if submission_id is not None:
            added = _add_rows(submission_id, files, arrival.at)
            return Receipt(
                Outcome.STORED, told.instance_id, submission_id, flags=tuple(row.flags.split()), files=added
            )
    return _known_or_conflict(arrival, told, files)


def _known_or_conflict(
    arrival: _Arrival, told: Envelope, files: Sequence[tuple[str, SealedFile]] = ()
) -> Receipt:
    first = Submission.objects.values("pk", "sha256").get(instance_id=told.instance_id)
    if first["sha256"] != arrival.sha256:
        return _quarantine(arrival, Reason.CONFLICT, told)
    with transaction.atomic():
        added = _name_files(first["pk"], files, arrival.at)
    return Receipt(Outcome.KNOWN, told.instance_id, first["pk"], files=added)


def _add_files(submission_id: int, files: Sequence[FileIn], sender: Sender, at: datetime) -> int:
    sealed = [
        (rules.file_name(name), evidence.take_in(data, name=name, office=sender.office_code, at=at))
        for name, data in files
    ]
    with transaction.atomic():
        return _name_files(submission_id, sealed, at)


def _sealed(arrival: _Arrival) -> list[tuple[str, SealedFile]]:
    office = arrival.sender.office_code
    return [
        (
            rules.file_name(name),
            evidence.take_in(data, name=rules.file_name(name), office=office, at=arrival.at),
        )
        for name, data in arrival.files
    ]


def _name_files(submission_id: int, files: Sequence[tuple[str, SealedFile]], at: datetime) -> int:
    """Rows for those of ``files`` that are not here yet; bytes of the others are swept. Returns how many."""
    if not files:
        return 0
    known = set(Attachment.objects.filter(submission=submission_id).values_list("name", "sha256"))
    return _add_rows(
        submission_id, [(name, file) for name, file in files if (name, file.sha256) not in known], at
    )


def _add_rows(submission_id: int, files: Sequence[tuple[str, SealedFile]], at: datetime) -> int:
    """Rows for files none of which is here; the same bytes under the same name are one."""
    new = {(name, file.sha256): file for name, file in files}
    SealedFile.objects.bulk_create(new.values())
    Attachment.objects.bulk_create(
        Attachment(submission_id=submission_id, name=name, file=file, sha256=sha256, received_at=at)
        for (name, sha256), file in new.items()
    )
    return len(new)


def _quarantine(
    arrival: _Arrival,
    reason: str,
    told: Envelope | None = None,
    *,
    detail: str = "",
    is_whole_request: bool = False,
) -> Receipt:
    """Keep it apart. The same bytes for the same reason are one row that counts how often they came."""
    sender, office = arrival.sender, arrival.sender.office_code
    files = _sealed(arrival)
    raw = arrival.raw
    if len(raw) > RAW_IN_ROW:
        files.append((WHOLE_REQUEST, evidence.take_in(raw, name=WHOLE_REQUEST, office=office, at=arrival.at)))
        raw = b""
    with transaction.atomic():
        row, is_new = Quarantine.objects.get_or_create(
            sha256=arrival.sha256,
            reason=str(reason),
            office_code=office,
            defaults={
                "event_id": arrival.event if directory.event_exists(arrival.event) else None,
                "station_code": _place_of(sender, arrival.event),
                "sender_id": sender.account_id,
                "key_id": sender.key_id,
                "channel": arrival.channel,
                "detail": _plain(detail),
                "instance_id": told.instance_id if told else "",
                "form_id": _plain(told.form_id) if told else "",
                "form_version": _plain(told.version) if told else "",
                "raw": raw,
                "is_whole_request": is_whole_request,
                "size": len(arrival.raw),
                "received_at": arrival.at,
            },
        )
        if is_new:
            record(
                act="submission_quarantined", office=office, subject=("quarantine", str(row.pk)),
                actor=sender.account_code, at=arrival.at,
                facts={"reason": str(reason), "sha256": arrival.sha256, "channel": arrival.channel},
            )  # fmt: skip
        else:
            Quarantine.objects.filter(pk=row.pk).update(times=F("times") + 1)
        _name_quarantined(row, files)
    outcome = Outcome.CONFLICT if reason == Reason.CONFLICT else Outcome.QUARANTINED
    return Receipt(
        outcome, told.instance_id if told else "", quarantine_id=row.pk, reason=str(reason), files=len(files)
    )


def _name_quarantined(row: Quarantine, files: Iterable[tuple[str, SealedFile]]) -> None:
    known = set(QuarantinedFile.objects.filter(quarantine=row).values_list("name", "sha256"))
    new = {(name, file.sha256): file for name, file in files if (name, file.sha256) not in known}
    SealedFile.objects.bulk_create(new.values())
    QuarantinedFile.objects.bulk_create(
        QuarantinedFile(quarantine=row, name=name, file=file, sha256=sha256)
        for (name, sha256), file in new.items()
    )


def _place_of(sender: Sender, event: str) -> str:
    here = [posting.area_code for posting in sender.postings if posting.event == sender.event_of(event)]
    return here[-1] if here else ""


def _plain(text: str) -> str:
    """Without what a database refuses in a text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
