"""From a complete report, or a proposed finding, to a number in the register, or to a refusal."""

from datetime import datetime

from django.db import transaction

from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case, Plenary
from saksama.cases.operations import acting, clocks, numbers, plenaries
from saksama.cases.operations.classes import held_classes
from saksama.cases.problems import Problem
from saksama.cases.rules import Limit, limit_on
from saksama.cases.tracks import hand_overs


@transaction.atomic
def accept_in_plenary(
    case: Case,
    plenary: plenaries.PlenaryRecord,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Plenary:
    """The members accept the report, or make the finding theirs; the registration clock starts (PK-05)."""
    case = acting.lawful(case, "accept_in_plenary", actor=actor, at=at, version=version)
    on = acting.day_of(case, plenary.held_at)
    acting.needs_reason_when_late(case, "finding", on=on, reason=reason)
    held = plenaries.hold(case, Plenary.Purpose.REGISTRATION, plenary, at=at)
    clocks.end(case, "accept_in_plenary", on=on)
    clocks.start(case, "registration", at=plenary.held_at)
    acting.done(case, "accept_in_plenary", actor=actor, at=at, reason=reason, facts=plenaries.as_facts(held))
    return held


@transaction.atomic
def register_case(
    case: Case,
    *,
    actor: Actor,
    at: datetime,
    number: int | None = None,
    reason: str = "",
    version: int | None = None,
) -> Case:
    """Enter the case in the register; the handling clock starts (PK-06 / PM-05).

    Args:  number: a number other than the next one; needs a reason, which stays with the number.
    """
    case = acting.lawful(case, "register_case", actor=actor, at=at, version=version)
    on = acting.day_of(case, at)
    acting.needs_reason_when_late(case, "registration", on=on, reason=reason)
    case.number_registered = numbers.registered(case, on=on, wanted=number, reason=reason)
    case.registered_on = on
    clocks.end(case, "register_case", on=on)
    clocks.start(case, "handling", at=at)
    classes = held_classes(case)
    hand_overs.registered(case, classes, actor=actor, at=at)
    facts = {"number_registered": case.number_registered, "classes": classes}
    acting.done(case, "register_case", actor=actor, at=at, reason=reason, facts=facts)
    return case


@transaction.atomic
def decline_registration(
    case: Case,
    plenary: plenaries.PlenaryRecord,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Plenary:
    """The members decide not to register. A reporter who may still complete keeps that door open
    until the later reading of the last day, unless a person says why not (decision 1)."""
    case = acting.lawful(case, "decline_registration", actor=actor, at=at, version=version)
    on = acting.day_of(case, at)
    completion = clocks.open_clock(case, "completion")
    if completion and completion.due_on and not reason.strip():
        limit = limit_on(on, due_on=completion.due_on, other_due_on=completion.other_due_on)
        if limit is not Limit.PASSED:
            raise Problem("limit_not_passed", due=completion.other_due_on or completion.due_on)
    held = plenaries.hold(case, Plenary.Purpose.DECLINE, plenary, at=at)
    clocks.end_all(case, on=on)
    clocks.start(case, "status_notice", at=plenary.held_at)
    acting.done(
        case,
        "decline_registration",
        actor=actor,
        at=at,
        to=t.NOT_REGISTERED,
        reason=reason or plenary.reasons,
        facts=plenaries.as_facts(held),
    )
    return held
