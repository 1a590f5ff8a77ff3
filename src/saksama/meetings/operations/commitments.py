"""Commitments: made, dated, reminded of, reported by link, accepted, given back, measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from saksama.evidence.models import SealedFile
from saksama.journal.operations import record
from saksama.meetings import rules
from saksama.meetings.models import Commitment, CommitmentAct, CommitmentLink, Decision
from saksama.meetings.operations.common import GUEST, may, name_of
from saksama.meetings.operations.planning import HOLD
from saksama.meetings.problems import Problem
from saksama.people import scope
from saksama.people.models import Account, Institution
from saksama.places.models import Office

ACT = CommitmentAct.Act


@dataclass(frozen=True, slots=True)
class Promise:
    """What an institution promises."""

    institution: Institution
    text: str
    kind: str = Commitment.Kind.TASK
    evidence_wanted: str = ""
    area_code: str = ""
    target: Decimal | None = None
    due_on: date | None = None


@transaction.atomic
def make_commitment(
    promise: Promise,
    *,
    office: Office,
    decision: Decision | None = None,
    actor: Account | None,
    at: datetime,
    is_sample: bool = False,
) -> Commitment:
    """Write down a promise; a decision may give rise to several.

    Raises: Problem text_missing | value_missing (a campaign without a target) | day_before_promise.
    """
    may(actor, HOLD, office.code, at)
    today = scope.local_day(at, office.code)
    if not promise.text.strip():
        raise Problem("text_missing")
    if promise.kind == Commitment.Kind.CAMPAIGN and promise.target is None:
        raise Problem("value_missing")
    _not_before(promise.due_on, today)
    commitment = Commitment.objects.create(
        office=office,
        decision=decision,
        institution=promise.institution,
        kind=Commitment.Kind(promise.kind),
        text=promise.text.strip(),
        evidence_wanted=promise.evidence_wanted.strip(),
        area_code=promise.area_code,
        target=promise.target,
        made_on=today,
        due_on=promise.due_on,
        is_sample=is_sample,
    )
    _write(commitment, ACT.MADE, by=name_of(actor), at=at, due_on=promise.due_on)
    return commitment


@transaction.atomic
def agree_day(
    commitment: Commitment, due_on: date | None, *, note: str = "", actor: Account | None, at: datetime
) -> Commitment:
    """Agree on a day, the first or another one; earlier days stay in the history."""
    commitment = _staff(commitment, "dated", actor, at)
    if due_on is None:
        raise Problem("day_missing")
    _not_before(due_on, commitment.made_on)
    commitment.due_on = due_on
    commitment.save(update_fields=["due_on"])
    _write(commitment, ACT.DATED, by=name_of(actor), at=at, due_on=due_on, note=note)
    return commitment


@transaction.atomic
def remind(commitment: Commitment, *, note: str = "", actor: Account | None, at: datetime) -> str:
    """Note a reminder and make the link that goes with it; returns the token, which is kept nowhere.

    Links given with earlier reminders end: whoever found an old message opens nothing.
    """
    commitment = _staff(commitment, "reminded", actor, at)
    today = scope.local_day(at, commitment.office_id)
    commitment.links.filter(ended_at=None).update(ended_at=at)
    token = rules.new_token()
    CommitmentLink.objects.create(
        commitment=commitment,
        digest=rules.digest(token),
        made_at=at,
        last_day=rules.link_last_day(today, commitment.due_on),
    )
    _write(commitment, ACT.REMINDED, by=name_of(actor), at=at, note=note)
    return token


@transaction.atomic
def report_done(
    commitment: Commitment,
    *,
    note: str,
    file: SealedFile | None = None,
    actor: Account | None,
    at: datetime,
    is_guest: bool = False,
) -> Commitment:
    """The institution says it has done it, with words or a file; we look at it before it counts.

    Args: is_guest: through a reminder's link, which is the permission.
    """
    commitment = _locked(commitment, "reported") if is_guest else _staff(commitment, "reported", actor, at)
    if not note.strip() and file is None:
        raise Problem("text_missing")
    by = GUEST if is_guest else name_of(actor)
    _enter(commitment, Commitment.State.REPORTED)
    _write(commitment, ACT.REPORTED, by=by, at=at, note=note, file=file)
    return commitment


@transaction.atomic
def accept_done(commitment: Commitment, *, note: str = "", actor: Account | None, at: datetime) -> Commitment:
    """The office takes it as done; all links end."""
    commitment = _staff(commitment, "accepted", actor, at)
    _enter(commitment, Commitment.State.DONE)
    commitment.links.filter(ended_at=None).update(ended_at=at)
    _write(commitment, ACT.ACCEPTED, by=name_of(actor), at=at, note=note)
    return commitment


@transaction.atomic
def give_back(commitment: Commitment, *, note: str, actor: Account | None, at: datetime) -> Commitment:
    """What came in is not enough, or it was not done after all. The institution reads the note."""
    commitment = _staff(commitment, "returned", actor, at)
    if not note.strip():
        raise Problem("reason_missing")
    _enter(commitment, Commitment.State.OPEN)
    _write(commitment, ACT.RETURNED, by=name_of(actor), at=at, note=note)
    return commitment


@transaction.atomic
def measure(
    commitment: Commitment,
    *,
    value: Decimal | None,
    source: str,
    measured_on: date | None = None,
    actor: Account | None,
    at: datetime,
) -> Commitment:
    """Write a result down against the target: turnout of the day, signatures of a pledge; never without source.

    Args: measured_on: the day the figure was known; None = today.
    """
    commitment = _staff(commitment, "measured", actor, at)
    if value is None or not source.strip():
        raise Problem("value_missing")
    today = scope.local_day(at, commitment.office_id)
    if measured_on is not None and measured_on > today:
        raise Problem("in_the_future")
    _write(
        commitment, ACT.MEASURED, by=name_of(actor), at=at, value=value, source=source.strip(), on=measured_on
    )
    return commitment


@transaction.atomic
def withdraw_commitment(
    commitment: Commitment, *, note: str, actor: Account | None, at: datetime
) -> Commitment:
    """It is no longer asked for; it stays on record with the reason."""
    commitment = _staff(commitment, "withdrawn", actor, at)
    if not note.strip():
        raise Problem("reason_missing")
    _enter(commitment, Commitment.State.WITHDRAWN)
    commitment.links.filter(ended_at=None).update(ended_at=at)
    _write(commitment, ACT.WITHDRAWN, by=name_of(actor), at=at, note=note)
    return commitment


def _staff(commitment: Commitment, act: str, actor: Account | None, at: datetime) -> Commitment:
    may(actor, HOLD, commitment.office_id, at)
    return _locked(commitment, act)


def _locked(commitment: Commitment, act: str) -> Commitment:
    """The commitment, ours until the transaction ends. Raises: Problem act_not_possible."""
    standing = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if standing.state not in rules.LAWFUL[act]:
        raise Problem("act_not_possible", state=standing.get_state_display())
    return standing


def _enter(commitment: Commitment, state: str) -> None:
    commitment.state = state
    commitment.save(update_fields=["state"])


def _write(
    commitment: Commitment,
    act: str,
    *,
    by: str,
    at: datetime,
    on: date | None = None,
    note: str = "",
    due_on: date | None = None,
    value: Decimal | None = None,
    source: str = "",
    file: SealedFile | None = None,
) -> None:
    CommitmentAct.objects.create(
        commitment=commitment,
        act=act,
        on=on or scope.local_day(at, commitment.office_id),
        at=at,
        by=by,
        note=note.strip(),
        due_on=due_on,
        value=value,
        source=source,
        file=file,
    )
    facts: Mapping[str, Any] = {
        "institution": commitment.institution_id,
        "due_on": due_on.isoformat() if due_on else None,
        "value": str(value) if value is not None else None,
        "file": str(file.pk) if file else None,
    }
    record(
        act=f"commitment_{act}",
        office=commitment.office_id,
        subject=("commitment", str(commitment.pk)),
        actor=by,
        at=at,
        facts={key: told for key, told in facts.items() if told is not None},
    )


def _not_before(due_on: date | None, made_on: date) -> None:
    if due_on is not None and due_on < made_on:
        raise Problem("day_before_promise")
