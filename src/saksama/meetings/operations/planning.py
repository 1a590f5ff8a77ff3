"""Planning: plan, change, move, number the invitation, open, close, cancel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saksama.documents import numbering
from saksama.documents.models import NumberKind
from saksama.documents.rules import format_number, level_code
from saksama.meetings.models import AgendaItem, Meeting
from saksama.meetings.operations.common import history, journal, locked, may, name_of, not_over, saved
from saksama.meetings.problems import Problem
from saksama.meetings.rules import Line
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Office

HOLD = "hold_meetings"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned besides time and place."""

    theme: str
    kind: str = Meeting.Kind.COORDINATION
    aim: str = ""
    host: str = ""
    contact: str = ""
    quorum: int = 0
    agenda: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    address: str = ""


@transaction.atomic
def plan_meeting(
    *,
    office: Office,
    event: ElectionEvent | None,
    plan: Plan,
    slot: Slot,
    actor: Account | None,
    at: datetime,
    is_sample: bool = False,
) -> Meeting:
    """Plan a meeting. Nobody is invited yet.

    Raises: Problem theme_missing | ends_before_start; scope.NotAllowed.
    """
    may(actor, HOLD, office.code, at)
    _check(plan, slot)
    meeting = Meeting.objects.create(
        office=office,
        event=event,
        kind=plan.kind,
        theme=plan.theme.strip(),
        aim=plan.aim.strip(),
        host=plan.host.strip() or office.name,
        contact=plan.contact.strip(),
        quorum=plan.quorum,
        venue=slot.venue.strip(),
        address=slot.address.strip(),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        is_sample=is_sample,
        created_at=at,
    )
    _write_agenda(meeting, plan.agenda, at)
    history(meeting, "planned", by=name_of(actor), at=at)
    journal(meeting, "meeting_planned", by=name_of(actor), at=at, facts=_when(meeting))
    return meeting


@transaction.atomic
def change_plan(
    meeting: Meeting, plan: Plan, *, actor: Account | None, at: datetime, version: int | None = None
) -> Meeting:
    """Change what is planned, but neither time nor place: that is ``move_meeting``, which guests are told."""
    meeting = locked(meeting, version=version)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    if not plan.theme.strip():
        raise Problem("theme_missing")
    meeting.theme, meeting.kind, meeting.aim = plan.theme.strip(), plan.kind, plan.aim.strip()
    meeting.host, meeting.contact = plan.host.strip() or meeting.office.name, plan.contact.strip()
    meeting.quorum = plan.quorum
    saved(meeting, "theme", "kind", "aim", "host", "contact", "quorum")
    _write_agenda(meeting, plan.agenda, at)
    journal(meeting, "meeting_changed", by=name_of(actor), at=at)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    slot: Slot,
    *,
    reason: str,
    actor: Account | None,
    at: datetime,
    version: int | None = None,
) -> Meeting:
    """Move a meeting in time or place, as often as needed.

    Each move raises ``sequence``, so that calendars follow (RFC 5545), asks for a new number of the letter,
    and asks every invited guest anew: answers given to the earlier time are taken back, because they were
    given to another day.

    Raises: Problem nothing_moved | reason_missing | ends_before_start | meeting_over; scope.NotAllowed.
    """
    meeting = locked(meeting, version=version)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    if slot.ends_at <= slot.starts_at:
        raise Problem("ends_before_start")
    new = (slot.starts_at, slot.ends_at, slot.venue.strip(), slot.address.strip())
    if new == (meeting.starts_at, meeting.ends_at, meeting.venue, meeting.address):
        raise Problem("nothing_moved")
    if not reason.strip():
        raise Problem("reason_missing")
    meeting.starts_at, meeting.ends_at, meeting.venue, meeting.address = new
    meeting.sequence += 1
    meeting.letter_number = ""
    saved(meeting, "starts_at", "ends_at", "venue", "address", "sequence", "letter_number")
    for invitation in meeting.invitations.select_for_update().exclude(reply=""):
        invitation.reply, invitation.replied_at = "", None
        invitation.reply_version += 1
        invitation.save(update_fields=["reply", "replied_at", "reply_version"])
    history(meeting, "moved", by=name_of(actor), at=at, reason=reason.strip())
    facts = _when(meeting) | {"sequence": meeting.sequence}
    journal(meeting, "meeting_moved", by=name_of(actor), at=at, facts=facts)
    return meeting


@transaction.atomic
def number_invitation(meeting: Meeting, *, actor: Account | None, at: datetime) -> str:
    """Take the number that all letters of this edition carry; a second call gives the same one."""
    meeting = locked(meeting)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    if meeting.letter_number:
        return str(meeting.letter_number)
    office, on = meeting.office, meeting.local(at).date()
    number = numbering.take(office.code, NumberKind.LETTER, meeting.event_id or "", on=on)
    meeting.letter_number = format_number(
        "{number}/UND/{level}/{region}/{month}/{year}",
        number=number,
        registered=False,
        kind_code="UND",
        election=meeting.event.election.kind if meeting.event else "PB",
        level=level_code(office.level, office.area.kind),
        region=office.bawaslu_region_code or office.code,
        on=on,
    )
    saved(meeting, "letter_number")
    history(meeting, "numbered", by=name_of(actor), at=at)
    facts = {"number": meeting.letter_number, "sequence": meeting.sequence}
    journal(meeting, "invitation_numbered", by=name_of(actor), at=at, facts=facts)
    return str(meeting.letter_number)


@transaction.atomic
def open_meeting(meeting: Meeting, *, actor: Account | None, at: datetime) -> Meeting:
    """Open it: from now on the page shows what is under way. Raises: Problem meeting_over."""
    return _enter(meeting, Meeting.State.OPEN, "opened", actor=actor, at=at)


@transaction.atomic
def close_meeting(meeting: Meeting, *, actor: Account | None, at: datetime) -> Meeting:
    """Close it. Commitments go on; guests' links still open until the end of the day."""
    return _enter(meeting, Meeting.State.CLOSED, "closed", actor=actor, at=at)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, actor: Account | None, at: datetime) -> Meeting:
    """Cancel it; guests read the reason on their page, calendars get a cancellation."""
    if not reason.strip():
        raise Problem("reason_missing")
    meeting = _enter(meeting, Meeting.State.CANCELLED, "cancelled", actor=actor, at=at, reason=reason.strip())
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    return meeting


@transaction.atomic
def begin_item(item: AgendaItem, *, actor: Account | None, at: datetime) -> AgendaItem:
    """Note that an item of the agenda has begun; the page of the meeting shows it as the present one."""
    meeting = locked(item.meeting)
    may(actor, HOLD, meeting.office_id, at)
    if meeting.state != Meeting.State.OPEN:
        raise Problem("meeting_not_open")
    item.started_at = at
    item.save(update_fields=["started_at"])
    saved(meeting)
    journal(meeting, "agenda_item_begun", by=name_of(actor), at=at, facts={"item": item.pk})
    return item


def _enter(
    meeting: Meeting, state: str, act: str, *, actor: Account | None, at: datetime, reason: str = ""
) -> Meeting:
    meeting = locked(meeting)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    meeting.state = state
    saved(meeting, "state")
    history(meeting, act, by=name_of(actor), at=at, reason=reason)
    journal(meeting, f"meeting_{act}", by=name_of(actor), at=at)
    return meeting


def _check(plan: Plan, slot: Slot) -> None:
    if not plan.theme.strip():
        raise Problem("theme_missing")
    if slot.ends_at <= slot.starts_at:
        raise Problem("ends_before_start")


def _when(meeting: Meeting) -> dict[str, str]:
    return {"starts_at": meeting.starts_at.isoformat()}


def _write_agenda(meeting: Meeting, lines: Sequence[Line], at: datetime) -> None:
    """What has begun stays with its time; the rest is written anew in the given order."""
    begun = list(meeting.agenda.exclude(started_at=None).filter(dropped_at=None))
    meeting.agenda.filter(started_at=None).delete()
    kept = {item.title.lower(): item for item in begun}
    for place, line in enumerate(lines):
        item = kept.pop(line.title.lower(), None) or AgendaItem(meeting=meeting)
        item.place, item.planned, item.title, item.speaker = place, line.planned, line.title, line.speaker
        item.save()
    for item in kept.values():
        item.dropped_at = at
        item.save(update_fields=["dropped_at"])
