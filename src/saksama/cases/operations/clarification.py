"""Summoning parties to clarify, and what came of it."""

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


@transaction.atomic
def record_clarification(
    invitation: Clarification,
    *,
    came: bool,
    took_oath: bool | None = None,
    minutes: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Clarification:
    """Record attendance and minutes. Refusing the oath does not stop the hearing (handling-rules 1.5)."""
    case = acting.lawful(invitation.case, "record_clarification", actor=actor, at=at, version=version)
    if at < invitation.scheduled_at:
        local = timezone.localtime(invitation.scheduled_at, acting.zone_of(case))
        raise Problem("not_yet_held", when=local.strftime("%d-%m-%Y %H.%M"))
    if came and not minutes.strip():
        raise Problem("reason_missing")
    invitation.attendance = Clarification.Attendance.CAME if came else Clarification.Attendance.ABSENT
    invitation.took_oath = took_oath if came else None
    invitation.minutes = minutes
    invitation.held_at = at
    invitation.save()
    acting.done(
        case,
        "record_clarification",
        actor=actor,
        at=at,
        facts={"party": invitation.party.label, "summons": invitation.summons, "came": came},
    )
    return invitation
