"""Delegation and take-over between offices, with a receipt on both sides (handling-rules 1.5)."""

from datetime import datetime

from django.db import transaction

from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case, Transfer
from saksama.cases.operations import acting, clocks, links
from saksama.cases.problems import Problem
from saksama.cases.tracks import hand_overs
from saksama.places.models import Office
from saksama.places.rules import is_within


@transaction.atomic
def delegate_case(
    case: Case,
    *,
    to_office: Office,
    number: str,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Transfer:
    """Send a case to an office above or below; it leaves this office's hands when the other confirms."""
    case = acting.lawful(case, "delegate_case", actor=actor, at=at, version=version)
    if to_office.code == case.office_id or not _one_line(to_office.code, case.office_id):
        raise Problem("wrong_office", office=to_office.name)
    return _send(
        case, "delegate_case", Transfer.Kind.DELEGATION, to_office, number, reason, actor=actor, at=at
    )


@transaction.atomic
def take_over_case(
    case: Case,
    *,
    to_office: Office,
    number: str,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Transfer:
    """A higher office takes a case from a lower one; the lower one confirms the hand-over of the papers."""
    case = acting.lawful(case, "take_over_case", actor=actor, at=at, version=version)
    acting.may(actor, "take_over_case", to_office.code, at=at)
    if to_office.code == case.office_id or not is_within(case.office_id, to_office.code):
        raise Problem("not_above")
    return _send(
        case, "take_over_case", Transfer.Kind.TAKE_OVER, to_office, number, reason, actor=actor, at=at
    )


@transaction.atomic
def hand_over_case(case: Case, *, actor: Actor, at: datetime, version: int | None = None) -> Transfer:
    """The office that gives the case away confirms that the papers have left."""
    case = acting.lawful(case, "hand_over_case", actor=actor, at=at, version=version)
    transfer = _open_transfer(case)
    transfer.handed_over_at, transfer.handed_over_by = at, actor.code
    transfer.save(update_fields=["handed_over_at", "handed_over_by"])
    acting.done(case, "hand_over_case", actor=actor, at=at, facts={"transfer": transfer.pk})
    return transfer


@transaction.atomic
def receive_delegation(case: Case, *, actor: Actor, at: datetime, version: int | None = None) -> Transfer:
    """The receiving office confirms receipt; the case is now its own.

    The initial study of a report not yet registered starts there; clocks of a later stage go on running.
    """
    transfer = _open_transfer(case)
    case = acting.lawful(
        case, "receive_delegation", actor=actor, at=at, version=version, at_office=transfer.to_office_id
    )
    transfer.received_at, transfer.received_by = at, actor.code
    transfer.save(update_fields=["received_at", "received_by"])
    case.office = transfer.to_office
    case.owner = None
    hand_overs.moved(case)
    on = acting.day_of(case, at)
    if transfer.resumes == t.RECEIVED:
        clocks.end_all(case, on=on)
        clocks.start(case, "initial_study", at=at)
    acting.done(
        case,
        "receive_delegation",
        actor=actor,
        at=at,
        to=transfer.resumes,
        facts={
            "transfer": transfer.pk,
            "office": transfer.to_office_id,
            "from_office": transfer.from_office_id,
        },
    )
    return transfer


def _send(
    case: Case,
    act: str,
    kind: str,
    to_office: Office,
    number: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
) -> Transfer:
    if not reason.strip():
        raise Problem("reason_missing")
    links.end_merges(case, reason=reason, actor=actor, at=at)
    transfer = Transfer.objects.create(
        case=case,
        kind=kind,
        from_office=case.office,
        to_office=to_office,
        number=number,
        reason=reason,
        resumes=_resumes(case),
        sent_at=at,
        sent_by=actor.code,
    )
    acting.done(
        case,
        act,
        actor=actor,
        at=at,
        reason=reason,
        facts={"transfer": transfer.pk, "to_office": to_office.code, "number": number},
    )
    return transfer


def _resumes(case: Case) -> str:
    """Where the receiving office takes the case up: a report before registration is studied anew there;
    a finding has no initial study, and everything else goes on where it stood."""
    if case.kind == t.REPORT and case.state in t.BEFORE_REGISTRATION:
        return t.RECEIVED
    return case.state


def _one_line(one: str, other: str) -> bool:
    return is_within(one, other) or is_within(other, one)


def _open_transfer(case: Case) -> Transfer:
    transfer = case.transfers.filter(received_at=None).select_related("to_office__area").first()
    if transfer is None:
        raise Problem("transfer_missing")
    return transfer
