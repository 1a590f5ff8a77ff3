"""How every act is done: lock, version, lawful move, permission; then the act row and its journal line."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from saksama.cases import recusals, rules, search, sentences
from saksama.cases import transitions as t
from saksama.cases.actors import PUBLIC, PUBLIC_ACTS, SYSTEM, Actor
from saksama.cases.models import Case, CaseAct
from saksama.cases.operations import clocks, deadlines
from saksama.cases.problems import Problem
from saksama.journal.operations import record
from saksama.people import scope
from saksama.places.rules import is_within

# Acts that change the words by which a case is found.
FINDABLE_ACTS = frozenset({
    "receive_report", "propose_finding", "record_information", "receive_completion", "register_case",
    "register_published", "add_party", "correct_facts",
})  # fmt: skip


def lawful(
    case: Case,
    act: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    at_office: str | None = None,
) -> Case:
    """The locked case, when ``act`` is allowed on it now. Must run inside a transaction.

    Args:     version: what the actor saw; None when no form was open.
              at_office: office whose permission counts, if not the case's own.
    Raises:   Problem moved_on | wrong_state | not_allowed; scope.OutOfSight where the case does not exist
              for the actor.
    """
    locked = _locked(case)
    may_on(locked, actor, _permission(act), at=at, act=act, at_office=at_office)
    if version is not None and version != locked.version:
        raise Problem("moved_on")
    if t.find_move(locked.state, act, locked.kind) is None:
        raise Problem("wrong_state", state=sentences.state_name(locked.state))
    return locked


def may_on(
    case: Case,
    actor: Actor,
    permission: str,
    *,
    at: datetime,
    act: str = "",
    at_office: str | None = None,
) -> None:
    """As :func:`may`, at the case's office; and to whoever is kept from the case it does not exist."""
    office = at_office or case.office_id
    if actor.account is not None and recusals.is_recused(actor.account, case):
        raise scope.OutOfSight(permission, office)
    may(actor, permission, office, at=at, act=act)


def may(actor: Actor, permission: str, office_code: str, *, at: datetime, act: str = "") -> None:
    """Refuse an actor without ``permission`` at the office."""
    if actor == SYSTEM or (actor == PUBLIC and act in PUBLIC_ACTS):
        return
    today = scope.local_day(at, office_code)
    scope.allow(actor.account, permission, office_code, today=today)


def may_inside(actor: Actor, permission: str, office_code: str, *, at: datetime) -> None:
    """As :func:`may`, but a duty for a part of the office's area is enough: a village, a station."""
    today = scope.local_day(at, office_code)
    held = scope.scope_of(actor.account, permission, today=today)
    if not any(is_within(code, office_code) for code in held.areas):
        may(actor, permission, office_code, at=at)


def done(
    case: Case,
    act: str,
    *,
    actor: Actor,
    at: datetime,
    to: str | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    office: str | None = None,
) -> CaseAct:
    """Write the act: row, state, version, next due day, journal line. Saves the whole case.

    ``to`` chooses among several moves of the same name; ``office`` is who acted, if not the case's office.
    """
    move = t.find_move(case.state, act, case.kind, to)
    assert move is not None, f"{act} was not checked by lawful()"
    before, case.state = case.state, move.to or case.state
    case.version += 1
    return _write(case, act, before, actor=actor, at=at, reason=reason, facts=facts or {}, office=office)


def open_case(case: Case, act: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> CaseAct:
    """The first act of a new case; ``case`` is saved already, in the state the act leads to."""
    return _write(case, act, "", actor=actor, at=at, reason="", facts=facts, office=None)


def _write(
    case: Case,
    act: str,
    before: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    facts: Mapping[str, Any],
    office: str | None,
) -> CaseAct:
    on = day_of(case, at)
    row = CaseAct.objects.create(
        case=case,
        seq=case.version,
        act=act,
        office_code=office or case.office_id,
        from_state=before,
        to_state=case.state,
        effective_at=at,
        effective_on=on,
        recorded_at=timezone.now(),  # the real instant: in the example ``at`` is the example's clock
        actor=actor.code,
        reason=reason,
        facts=dict(facts),
        handles=act in t.HANDLING_ACTS,
    )
    clocks.refresh(case)
    case.save()
    deadlines.hand(case, at=at)
    if act in FINDABLE_ACTS:
        search.index(case)
    told = {"from": before, "to": case.state, "version": case.version, "on": on.isoformat()}
    record(
        act=act,
        office=row.office_code,
        subject=("case", str(case.id)),
        actor=actor.code,
        at=at,
        facts=told | row.facts,
    )
    return row


def day_of(case: Case, at: datetime) -> date:
    """The local day of an act at the case's office."""
    return rules.local_day(at, case.office.zone)


def needs_reason_when_late(case: Case, step: str, *, on: date, reason: str) -> None:
    """No door closes before the later reading; after it a person must say why (decision 1)."""
    clock = clocks.open_clock(case, step)
    if clock is None or clock.due_on is None or reason.strip():
        return
    if not rules.in_time(on, due_on=clock.due_on, other_due_on=clock.other_due_on):
        raise Problem("limit_passed", due=clock.other_due_on or clock.due_on)


def _locked(case: Case) -> Case:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an act runs inside a transaction")
    rows = Case.objects.select_for_update(of=("self",)).select_related("office", "event", "event__election")
    return rows.get(pk=case.pk)


def _permission(act: str) -> str:
    return next(move.permission for move in t.MOVES if move.act == act)


def zone_of(case: Case) -> ZoneInfo:
    """The zone in which the case's office counts its days."""
    return ZoneInfo(case.office.zone)
