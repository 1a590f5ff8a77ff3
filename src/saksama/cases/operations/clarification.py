"""Summoning parties to clarify, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from saksama.cases.actors import Actor
from saksama.cases.models import Case, Clarification, Party
from saksama.cases.operations import acting
from saksama.cases.problems import Problem

LAST_SUMMONS = 2  # handling-rules 1.5 "No-show": summoned again; if still absent the process goes on


@transaction.atomic
def invite_to_clarify(
    case: Case,
    *,
    party: Party,
    scheduled_at: datetime,
    place: str,
    number: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Clarification:
    """Summon a party; a second summons only follows an absence, and there is no third.

    Raises: Problem second_summons_only_after_absence | summoned_twice | in_the_future ...
    """
    case = acting.lawful(case, "invite_to_clarify", actor=actor, at=at, version=version)
    earlier = list(case.clarifications.filter(party=party).order_by("summons"))
    if len(earlier) >= LAST_SUMMONS:
        raise Problem("summoned_twice")
    if earlier and earlier[-1].attendance != Clarification.Attendance.ABSENT:
        raise Problem("second_summons_only_after_absence")
    invitation = Clarification.objects.create(
        case=case,
        party=party,
        summons=len(earlier) + 1,
        number=number,
        invited_at=at,
        scheduled_at=scheduled_at,
        place=place,
    )
    acting.done(
        case,
        "invite_to_clarify",
        actor=actor,
        at=at,
        facts={"party": party.label, "summons": invitation.summons, "scheduled_at": scheduled_at.isoformat()},
    )
    return invitation


@dataclass(frozen=True, slots=True)
class Interview:
    """A clarification step by step (PB 7/2022 art. 30; Pilkada alike, handling-rules 1.5).

    answers: question and answer in their order.   identity, read_back, signed: codes of ``Clarification``'s choices.
    """

    answers: Sequence[tuple[str, str]]
    identity: str
    read_back: str
    signed: str
    belief: str = ""
    oath_note: str = ""
    is_online: bool = False
    online_note: str = ""
    read_back_note: str = ""
    signed_note: str = ""

    @property
    def text(self) -> str:
        """The questions and answers as one text, for those who read minutes as such."""
        return "\n\n".join(f"{question}\n{answer}" for question, answer in self.answers)


@transaction.atomic
def record_clarification(
    invitation: Clarification,
    *,
    came: bool,
    took_oath: bool | None = None,
    minutes: str = "",
    interview: Interview | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Clarification:
    """Record attendance and minutes. Refusing the oath does not stop the hearing (handling-rules 1.5).

    ``minutes`` as one text, from paper, or ``interview`` step by step. Refusing to confirm or to sign is recorded with
    its reason and does not undo what was said.
    Raises: Problem not_yet_held | reason_missing | steps_missing | refusal_unexplained ...
    """
    case = acting.lawful(invitation.case, "record_clarification", actor=actor, at=at, version=version)
    if at < invitation.scheduled_at:
        local = timezone.localtime(invitation.scheduled_at, acting.zone_of(case))
        raise Problem("not_yet_held", when=local.strftime("%d-%m-%Y %H.%M"))
    if came and interview is not None:
        _check_steps(interview)
        minutes = interview.text
    if came and not minutes.strip():
        raise Problem("reason_missing")
    invitation.attendance = Clarification.Attendance.CAME if came else Clarification.Attendance.ABSENT
    invitation.took_oath = took_oath if came else None
    invitation.minutes = minutes
    invitation.held_at = at
    if came and interview is not None:
        _write_steps(invitation, interview)
    invitation.save()
    acting.done(
        case,
        "record_clarification",
        actor=actor,
        at=at,
        facts=_told(invitation, came=came),
    )
    return invitation


def _check_steps(interview: Interview) -> None:
    """Every step is on record, and what was refused is explained."""
    if not interview.identity or not interview.read_back or not interview.signed:
        raise Problem("steps_missing")
    refused = (
        (interview.read_back != Clarification.ReadBack.CONFIRMED, interview.read_back_note),
        (interview.signed == Clarification.Signed.REFUSED, interview.signed_note),
    )
    if any(is_refused and not note.strip() for is_refused, note in refused):
        raise Problem("refusal_unexplained")


def _write_steps(invitation: Clarification, interview: Interview) -> None:
    names = (
        "identity",
        "belief",
        "oath_note",
        "is_online",
        "online_note",
        "read_back",
        "read_back_note",
        "signed",
    )
    for name in (*names, "signed_note"):
        setattr(invitation, name, getattr(interview, name))
    invitation.answers = [list(pair) for pair in interview.answers]


def _told(invitation: Clarification, *, came: bool) -> dict[str, object]:
    """What act and journal say of it: how it went, never what was said."""
    facts: dict[str, object] = {
        "party": invitation.party.label,
        "summons": invitation.summons,
        "came": came,
    }
    if came and invitation.answers:
        facts |= {
            "questions": len(invitation.answers),
            "identity": invitation.identity,
            "took_oath": invitation.took_oath,
            "read_back": invitation.read_back,
            "signed": invitation.signed,
            "online": invitation.is_online,
        }
    return facts
