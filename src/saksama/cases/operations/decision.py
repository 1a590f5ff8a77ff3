"""Extension, decision per respondent and class, forwarding, status notice, closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saksama.cases import sentences
from saksama.cases.actors import Actor
from saksama.cases.models import Case, Forwarding, Outcome, Party, Plenary, StatusNotice
from saksama.cases.operations import acting, clocks, links, plenaries
from saksama.cases.operations.classes import held_classes
from saksama.cases.operations.intake import FileIn
from saksama.cases.operations.study import attach_proof
from saksama.cases.problems import Problem
from saksama.cases.tracks import hand_overs
from saksama.law import load
from saksama.people.models import Institution


@dataclass(frozen=True, slots=True)
class OutcomeIn:
    """What the members decided on one respondent in one class."""

    respondent: Party
    violation_class: str
    result: str
    reason: str
    articles: str = ""


@transaction.atomic
def extend_handling(
    case: Case, plenary: plenaries.PlenaryRecord, *, actor: Actor, at: datetime, version: int | None = None
) -> Plenary:
    """Extend handling because more information is needed (PK-07 / PM-06, counted from registration)."""
    case = acting.lawful(case, "extend_handling", actor=actor, at=at, version=version)
    if clocks.open_clock(case, "extended_handling"):  # a published matter has it from its registration
        raise Problem("wrong_state", state=sentences.state_name(case.state))
    on = acting.day_of(case, at)
    acting.needs_reason_when_late(case, "handling", on=on, reason=plenary.reasons)
    held = plenaries.hold(case, Plenary.Purpose.EXTENSION, plenary, at=at)
    clocks.end(case, "extend_handling", on=on, void=True)
    clocks.start(case, "extended_handling", at=at, from_day=case.registered_on)
    facts = plenaries.as_facts(held)
    acting.done(case, "extend_handling", actor=actor, at=at, reason=plenary.reasons, facts=facts)
    return held


@transaction.atomic
def decide(
    case: Case,
    plenary: plenaries.PlenaryRecord,
    outcomes: Sequence[OutcomeIn],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Plenary:
    """The plenary decides: one outcome for each respondent in each class of the case.

    Raises: Problem study_missing | respondent_missing | outcome_missing | unknown_class | limit_passed ...
    """
    case = acting.lawful(case, "decide", actor=actor, at=at, version=version)
    on = acting.day_of(case, plenary.held_at)
    _check_outcomes(case, outcomes)
    step = "extended_handling" if clocks.open_clock(case, "extended_handling") else "handling"
    acting.needs_reason_when_late(case, step, on=on, reason=reason)
    held = plenaries.hold(case, Plenary.Purpose.DECISION, plenary, at=at)
    law = load().on(on, case.regime)
    made = []
    for item in outcomes:
        goes_on = item.result == Outcome.Result.VIOLATION
        outcome = Outcome.objects.create(
            case=case,
            plenary=held,
            respondent=item.respondent,
            violation_class=item.violation_class,
            result=item.result,
            reason=item.reason,
            articles=item.articles,
            destination=law.violation_class(item.violation_class).destination.code if goes_on else "",
        )
        made.append(outcome)
    hand_overs.decided(case, made, number=held.number, reason=plenary.reasons, at=plenary.held_at)
    clocks.end(case, "decide", on=on)
    clocks.start(case, "status_notice", at=plenary.held_at)
    told = [[item.respondent.label, item.violation_class, item.result] for item in outcomes]
    facts = {**plenaries.as_facts(held), "outcomes": told}
    acting.done(case, "decide", actor=actor, at=at, reason=reason, facts=facts)
    return held


@transaction.atomic
def forward_outcome(
    outcome: Outcome,
    *,
    agency: str,
    number: str,
    institution: Institution | None = None,
    note: str = "",
    proof: FileIn | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Forwarding:
    """Send an outcome to the agency that must act; its road outside the office begins (docs/rules/tracks.md).

    Args:  agency: name as the letter has it. institution: the same in the directory, where it is known there.
           note: why the letter left after its limit (GK-04).
    """
    case = acting.lawful(outcome.case, "forward_outcome", actor=actor, at=at, version=version)
    if not outcome.destination:
        raise Problem("nothing_to_forward")
    kept = attach_proof(case, proof, on=acting.day_of(case, at))
    sent = Forwarding.objects.create(
        outcome=outcome, destination=outcome.destination, agency=agency, number=number, sent_at=at, proof=kept
    )
    hand_overs.forwarded(
        outcome,
        agency=agency,
        institution=institution,
        number=number,
        note=note,
        proof=kept,
        actor=actor,
        at=at,
    )
    acting.done(
        case,
        "forward_outcome",
        actor=actor,
        at=at,
        facts={"outcome": outcome.pk, "destination": outcome.destination, "number": number},
    )
    return sent


@transaction.atomic
def notify_status(
    case: Case,
    *,
    channel: str,
    text: str,
    number: str = "",
    proof: FileIn | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> StatusNotice:
    """Tell the reporter the status, with proof (channel, number, time, picture)."""
    case = acting.lawful(case, "notify_status", actor=actor, at=at, version=version)
    on = acting.day_of(case, at)
    notice = StatusNotice.objects.create(
        case=case,
        channel=channel,
        number=number,
        given_at=at,
        text=text,
        proof=attach_proof(case, proof, on=on),
    )
    clocks.end(case, "notify_status", on=on)
    acting.done(case, "notify_status", actor=actor, at=at, facts={"channel": channel, "number": number})
    return notice


@transaction.atomic
def close_case(case: Case, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Close a case when all is forwarded and told. Raises Problem not_forwarded | not_notified."""
    case = acting.lawful(case, "close_case", actor=actor, at=at, version=version)
    waiting = case.outcomes.exclude(destination="").filter(forwarding=None)
    if labels := [f"{item.respondent.label} {item.violation_class}" for item in waiting]:
        raise Problem("not_forwarded", missing=", ".join(labels))
    if not case.status_notices.exists():
        raise Problem("not_notified")
    clocks.end_all(case, on=acting.day_of(case, at))
    acting.done(case, "close_case", actor=actor, at=at)
    return case


def _check_outcomes(case: Case, outcomes: Sequence[OutcomeIn]) -> None:
    if not links.study_counts(case):
        raise Problem("study_missing")
    respondents = list(case.parties.filter(role=Party.Role.RESPONDENT))
    if not respondents:
        raise Problem("respondent_missing")
    classes = held_classes(case)
    given = {(item.respondent.pk, item.violation_class) for item in outcomes}
    missing = [
        f"{party.label} {code}" for party in respondents for code in classes if (party.pk, code) not in given
    ]
    if missing:
        raise Problem("outcome_missing", missing=", ".join(missing))
    for item in outcomes:
        if item.violation_class not in classes:
            raise Problem("unknown_class", value=item.violation_class)
        if not item.reason.strip():
            raise Problem("reason_missing")
