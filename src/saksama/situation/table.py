"""What the table of the day knows: who sat there, who spoke, and what was promised and is not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from saksama.meetings import commitment_queries as commitments
from saksama.meetings import queries as meetings
from saksama.meetings import rules
from saksama.meetings.commitment_queries import Held
from saksama.meetings.models import Commitment, Meeting
from saksama.people.models import Category


@dataclass(frozen=True, slots=True)
class Promise:
    """What an institution promised and has not yet been accepted as done. ``due_on`` None: no day was agreed."""

    pk: str
    institution: str
    text: str
    due_on: date | None
    is_late: bool
    kind: str
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of the day. ``attended``: who sat at the table, or is invited to it before it begins, in words."""

    meeting: Meeting
    attended: Sequence[str]
    greeted: Sequence[str]
    """Who opened, greeted or closed."""
    speakers: Sequence[str]
    represented: Sequence[tuple[str, str, str]]
    """Institution, who came for it, that person's post; those who spoke stand first."""


def promises(office_code: str, *, on: date) -> list[Promise]:
    """Open at the end of ``on``, late ones first. Commitments to offices inside are not counted."""
    held = commitments.as_of(commitments.of_office(office_code), on)
    return [_promise(row) for row in held if row.standing.state == "open" or row.standing.state == "reported"]


def _promise(row: Held) -> Promise:
    told = row.commitment
    return Promise(
        str(told.pk),
        told.institution.name,
        told.text,
        row.standing.due_on,
        row.state == "late",
        told.kind,
        told.target,
    )


def turnout_target(promised: Sequence[Promise]) -> Decimal | None:
    """The highest turnout somebody set out to reach, in per cent."""
    targets = [row.target for row in promised if row.kind == Commitment.Kind.CAMPAIGN and row.target]
    return max(targets, default=None)


def sitting(office_code: str, *, on: date) -> Sitting | None:
    """The office's first meeting of the day that was not called off."""
    held = meetings.held_on(office_code, on)
    if not held:
        return None
    meeting = held[0]
    spoken = [item for item in meeting.agenda.filter(dropped_at=None) if item.speaker]
    greeted = [item.speaker for item in spoken if rules.is_ceremony(item.title)]
    speakers = [item.speaker for item in spoken if not rules.is_ceremony(item.title)]
    return Sitting(
        meeting=meeting,
        attended=_attended(meeting),
        greeted=list(dict.fromkeys(greeted)),
        speakers=list(dict.fromkeys(speakers)),
        represented=_represented(meeting, [item.speaker for item in spoken]),
    )


_FIRST = (Category.CAMAT, Category.VILLAGE, Category.AGENCY, Category.PARTY)
"""Whom a release names after the Forkopimda, as offices write it; the others follow in the order of the table."""


def _attended(meeting: Meeting) -> list[str]:
    """The Forkopimda as one, then the other categories."""
    facts = ("institution__category", "institution__is_forkopimda")
    asked = meeting.invitations.filter(withdrawn_at=None).order_by()
    came = asked.filter(presences__attendee__withdrawn_at=None, presences__isnull=False)
    seated = set(came.values_list(*facts)) or set(asked.values_list(*facts))
    others = {category for category, is_forkopimda in seated if not is_forkopimda}
    order = [*_FIRST, *(category for category in Category if category not in _FIRST)]
    forkopimda = [_("the Forkopimda")] if any(is_forkopimda for _category, is_forkopimda in seated) else []
    return forkopimda + [str(category.label) for category in order if category.value in others]


def _represented(meeting: Meeting, speakers: Sequence[str]) -> list[tuple[str, str, str]]:
    """Of the regional government and council, whose head did not come; who spoke stands first."""
    found = []
    for attendee in meetings.attendees_of(meeting):
        for seat in attendee.seats:
            institution = seat.invitation.institution
            if not seat.is_holder and institution.category == Category.GOVERNMENT:
                found.append((institution.name, attendee.name, attendee.post))
    return sorted(found, key=lambda row: not any(said.startswith(row[1]) for said in speakers))
