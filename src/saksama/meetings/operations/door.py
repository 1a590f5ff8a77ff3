"""The door: who came, for whom; online, from a device that was cut off, or from a signed sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from saksama.meetings import rules
from saksama.meetings.models import Attendee, Invitation, Meeting, Presence
from saksama.meetings.operations.common import journal, locked, may, name_of
from saksama.meetings.problems import Problem
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account

CHECK_IN = "check_in_guests"

Result = Literal["new", "also", "already", "known"]
"""new: a person came. also: somebody already here stands for this institution too. already: the seat is
taken, nothing was written. known: this very check-in was received before, nothing was written."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One check-in as a device or a form tells it."""

    id: UUID
    """Given where it was made, so that sending it twice is one."""
    guest: UUID
    """The invitation."""
    is_holder: bool
    """The invited holder came; otherwise ``name`` represents the institution."""
    name: str = ""
    post: str = ""
    arrived_at: datetime | None = None
    way: str = Attendee.Way.LIST
    is_offline: bool = False
    is_extra: bool = False
    """A further person of an institution whose seat is taken."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    result: Result
    attendee: Attendee
    invitation: Invitation


@transaction.atomic
def check_in(meeting: Meeting, arrival: Arrival, *, actor: Account | None, at: datetime) -> CheckedIn:
    """Note that somebody came.

    One person who stands for two institutions is one attendee: who gives the same name again, with the same
    post or none, is taken as the same person. A second check-in of a seat is no second person, except for
    another name told by a device that was cut off: both came, and neither is lost.

    Raises: Problem not_invited | name_missing | check_in_early | meeting_over; scope.NotAllowed.
    """
    meeting = locked(meeting)
    may(actor, CHECK_IN, meeting.office_id, at)
    return _checked_in(meeting, arrival, actor=actor, at=at)


def merge_arrivals(
    meeting: Meeting, arrivals: Sequence[Arrival], *, actor: Account | None, at: datetime
) -> list[CheckedIn | Problem]:
    """Check-ins of a device, in its order, each in a short transaction of its own (one writer on SQLite).

    One that is refused stops none of the others: its ``Problem`` stands at its place. Where the sending breaks
    off in between, the device sends all of them again, and those received before are known.

    Raises: scope.NotAllowed.
    """
    answers: list[CheckedIn | Problem] = []
    for arrival in arrivals:
        try:
            answers.append(check_in(meeting, arrival, actor=actor, at=at))
        except Problem as problem:
            answers.append(problem)
    return answers


@transaction.atomic
def withdraw_check_in(attendee: Attendee, *, actor: Account | None, at: datetime) -> Attendee:
    """Take a check-in back that was a mistake: it stays on record and takes no seat."""
    meeting = locked(attendee.meeting)
    may(actor, CHECK_IN, meeting.office_id, at)
    attendee.withdrawn_at = at
    attendee.save(update_fields=["withdrawn_at"])
    journal(meeting, "check_in_withdrawn", by=name_of(actor), at=at, facts={"attendee": str(attendee.pk)})
    return attendee


def _checked_in(meeting: Meeting, arrival: Arrival, *, actor: Account | None, at: datetime) -> CheckedIn:
    if meeting.state == Meeting.State.CANCELLED:
        raise Problem("meeting_over")
    if scope.local_day(at, meeting.office_id) < meeting.on:
        raise Problem("check_in_early", day=formats.long_date(meeting.on))
    invitation = (
        meeting.invitations.select_related("institution").filter(pk=arrival.guest, withdrawn_at=None).first()
    )
    if invitation is None:
        raise Problem("not_invited")
    known = Attendee.objects.filter(pk=arrival.id).first()
    if known is not None and known.meeting_id != meeting.pk:
        raise Problem("not_invited")
    if known is not None:
        return CheckedIn("known", known, invitation)
    name, post, is_named = _who(arrival, invitation)
    seated = list(
        Presence.objects.filter(invitation=invitation, attendee__withdrawn_at=None).select_related("attendee")
    )
    taken = _same_seat(seated, arrival, name)
    if taken is not None:
        return CheckedIn("already", taken, invitation)
    known_person = _same_person(meeting, name, post) if is_named else None
    person = known_person or _new_person(meeting, arrival, name, post, actor=actor, at=at)
    result: Result = "also" if known_person else "new"
    Presence.objects.create(attendee=person, invitation=invitation, is_holder=arrival.is_holder)
    journal(
        meeting, "guest_checked_in", by=name_of(actor), at=at,
        facts={
            "institution": invitation.institution_id, "attendee": str(person.pk), "way": arrival.way,
            "holder": arrival.is_holder, "offline": arrival.is_offline,
        },
    )  # fmt: skip
    return CheckedIn(result, person, invitation)


def _who(arrival: Arrival, invitation: Invitation) -> tuple[str, str, bool]:
    """Name and post: of the holder as invited, or of the delegate as told or as answered before.

    False: the directory knows no name, so that the post stands for it; two posts called alike are two persons.
    """
    told = " ".join(arrival.name.split())
    if arrival.is_holder:
        if name := told or invitation.holder_name:
            return name, invitation.holder_post, True
        return invitation.holder_post or invitation.institution.name, "", False
    name = told or invitation.delegate_name
    if not name:
        raise Problem("name_missing")
    is_announced = rules.same_name(name, invitation.delegate_name)
    return name, arrival.post.strip() or (invitation.delegate_post if is_announced else ""), True


def _same_seat(seated: list[Presence], arrival: Arrival, name: str) -> Attendee | None:
    """Who holds the seat already, when this check-in is no further person."""
    for presence in seated:
        both_holder = presence.is_holder and arrival.is_holder
        if both_holder or rules.same_name(presence.attendee.name, name):
            return presence.attendee
    if seated and not arrival.is_offline and not arrival.is_extra:
        return seated[0].attendee
    return None


def _same_person(meeting: Meeting, name: str, post: str) -> Attendee | None:
    """Somebody of this name who is here already."""
    alike = meeting.attendees.filter(withdrawn_at=None, name__iexact=name)
    return next((attendee for attendee in alike if _same_post(attendee.post, post)), None)


def _new_person(
    meeting: Meeting, arrival: Arrival, name: str, post: str, *, actor: Account | None, at: datetime
) -> Attendee:
    told = arrival.arrived_at or at
    return Attendee.objects.create(
        id=arrival.id,
        meeting=meeting,
        name=name,
        post=post,
        arrived_at=rules.arrival(
            told, recorded=at, meeting_on=meeting.on, begins=meeting.starts_at, zone=meeting.zone
        ),
        way=Attendee.Way(arrival.way),
        is_offline=arrival.is_offline,
        recorded_at=at,
        recorded_by=name_of(actor),
    )


def _same_post(one: str, other: str) -> bool:
    return not one or not other or rules.same_name(one, other)
