"""The writers of sittings: planning, agenda, opening, closing, minutes, signatures. Each with its journal line.

What is decided on a case is an act of that case (``accept_in_plenary``, ``decide`` ...) that names the sitting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation

from saksama.cases import queries as cases
from saksama.cases import recusals, rules
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations import acting, numbers
from saksama.cases.papers import LANGUAGE
from saksama.cases.problems import Problem
from saksama.cases.sittings import minutes
from saksama.cases.sittings.models import AgendaItem, Seat, Signature, Sitting
from saksama.cases.sittings.rules import purposes_of
from saksama.documents import operations as documents
from saksama.documents import queries as papers
from saksama.documents.models import IssuedDocument
from saksama.journal.operations import record
from saksama.law import load
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Office

HOLD = "hold_plenary"
SUBJECT = "sitting"


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where the members meet, and who leads."""

    starts_at: datetime
    place: str
    chair: Account


@dataclass(frozen=True, slots=True)
class Presence:
    """One member at the opening."""

    presence: str
    note: str = ""


@transaction.atomic
def plan_sitting(
    office: Office,
    event: ElectionEvent,
    plan: Plan,
    matters: Sequence[tuple[Case, str]] = (),
    *,
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Sitting:
    """Plan a sitting with its agenda: cases and what is proposed for each.

    Raises: Problem not_a_member | on_agenda_already | needs_no_plenary; scope.NotAllowed.
    """
    acting.may(actor, HOLD, office.code, at=at)
    on = rules.local_day(plan.starts_at, office.zone)
    _may_lead(plan.chair, office, at=plan.starts_at)
    sitting = Sitting.objects.create(
        office=office, event=event, starts_at=plan.starts_at, on=on, place=plan.place.strip(), chair=plan.chair,
        planned_by=actor.code, is_sample=is_sample,
    )  # fmt: skip
    _note("sitting_planned", sitting, actor=actor, at=at, starts_at=plan.starts_at.isoformat())
    for case, purpose in matters:
        put_on_agenda(sitting, case, purpose, actor=actor, at=at)
    return sitting


@transaction.atomic
def move_sitting(sitting: Sitting, plan: Plan, *, actor: Actor, at: datetime) -> Sitting:
    """Change day, hour, place or chair of a sitting that has not been opened. Raises: Problem sitting_over."""
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.PLANNED,), problem="sitting_over")
    _may_lead(plan.chair, locked.office, at=plan.starts_at)
    locked.starts_at, locked.place, locked.chair = plan.starts_at, plan.place.strip(), plan.chair
    locked.on = rules.local_day(plan.starts_at, locked.office.zone)
    locked.save()
    _note("sitting_moved", locked, actor=actor, at=at, starts_at=plan.starts_at.isoformat())
    return locked


@transaction.atomic
def put_on_agenda(sitting: Sitting, case: Case, purpose: str, *, actor: Actor, at: datetime) -> AgendaItem:
    """Put a case on the agenda, also while the members sit.

    Raises: Problem sitting_over | on_agenda_already | needs_no_plenary; scope.OutOfSight for a case that the actor is
            kept from.
    """
    locked = _locked(sitting, actor, at=at, states=_RUNNING, problem="sitting_over")
    acting.may_on(case, actor, HOLD, at=at)
    if case.office_id != locked.office_id or purpose not in purposes_of(case.state, case.kind):
        raise Problem("needs_no_plenary", number=case.number)
    waiting = AgendaItem.objects.filter(case=case, plenary=None, put_off="", sitting__state__in=_RUNNING)
    if waiting.exists() or locked.items.filter(case=case).exists():
        raise Problem("on_agenda_already", number=case.number)
    item = AgendaItem.objects.create(sitting=locked, case=case, purpose=purpose, added_by=actor.code)
    _note("agenda_added", locked, actor=actor, at=at, case=str(case.pk), purpose=purpose)
    return item


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, reason: str, actor: Actor, at: datetime) -> None:
    """Before the opening an item simply leaves the agenda; afterwards it is put off, and the minutes say why.

    Raises: Problem sitting_over | not_on_agenda | reason_missing.
    """
    locked = _locked(item.sitting, actor, at=at, states=_RUNNING, problem="sitting_over")
    row: AgendaItem | None = locked.items.filter(pk=item.pk, plenary=None, put_off="").first()
    if row is None:
        raise Problem("not_on_agenda")
    acting.may_on(row.case, actor, HOLD, at=at)
    if locked.state == Sitting.State.PLANNED:
        row.delete()
        _note("agenda_removed", locked, actor=actor, at=at, case=str(row.case_id))
        return
    if not reason.strip():
        raise Problem("reason_missing")
    row.put_off = reason.strip()
    row.save(update_fields=["put_off"])
    _note("agenda_put_off", locked, actor=actor, at=at, case=str(row.case_id))


@transaction.atomic
def open_sitting(
    sitting: Sitting,
    present: Mapping[Account, Presence],
    *,
    opened_at: datetime,
    actor: Actor,
    at: datetime,
) -> Sitting:
    """Open a sitting with enough members; its minutes take the next number.

    Law:    quorum as law/data says for the day (an office assumption, confidence ``check``); asked again for each case,
            because recusals differ.
    Args:   opened_at: when it was opened; may lie before ``at``, where the office types it in later.
    Raises: Problem sitting_over | agenda_empty | in_the_future | members_unknown | not_a_member | no_quorum.
    """
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.PLANNED,), problem="sitting_over")
    on = rules.local_day(opened_at, locked.office.zone)
    if opened_at > at:
        raise Problem("in_the_future", day=on)
    if not locked.items.exists():
        raise Problem("agenda_empty")
    total = locked.office.members_count
    if not total:
        raise Problem("members_unknown")
    for member in present:
        if not scope.allows(member, "vote_plenary", locked.office_id, today=on):
            raise Problem("not_a_member", name=member.name)
    there = sum(row.presence == Seat.Presence.PRESENT for row in present.values())
    needed = load().on(on, locked.event.election.regime).quorum.needed(total)
    if there < needed:
        raise Problem("no_quorum", present=there, total=total, needed=needed)
    locked.state, locked.opened_at, locked.on = Sitting.State.OPEN, opened_at, on
    locked.members_total = total
    locked.number = numbers.plenary(locked.office, locked.event, on=on)
    locked.save()
    _seat(locked, present)
    _note("sitting_opened", locked, actor=actor, at=at, number=locked.number, present=there, total=total)
    return locked


@transaction.atomic
def change_presence(
    sitting: Sitting, present: Mapping[Account, Presence], *, actor: Actor, at: datetime
) -> None:
    """Correct who is there: somebody came later. Who has voted in this sitting stays present.

    Raises: Problem sitting_not_open | not_a_member.
    """
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.OPEN,), problem="sitting_not_open")
    voted = set(locked.items.exclude(plenary=None).values_list("plenary__votes__member", flat=True))
    for member, row in present.items():
        if not scope.allows(member, "vote_plenary", locked.office_id, today=locked.on):
            raise Problem("not_a_member", name=member.name)
        if member.pk in voted and row.presence != Seat.Presence.PRESENT:
            raise Problem("voted_already", name=member.name)
    locked.seats.all().delete()
    _seat(locked, present)
    there = sum(row.presence == Seat.Presence.PRESENT for row in present.values())
    _note("presence_changed", locked, actor=actor, at=at, present=there)


@transaction.atomic
def close_sitting(sitting: Sitting, *, closed_at: datetime, actor: Actor, at: datetime) -> Sitting:
    """Close a sitting when each item is decided or put off.

    Raises: Problem sitting_not_open | items_waiting | in_the_future | before_the_sitting.
    """
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.OPEN,), problem="sitting_not_open")
    if closed_at > at:
        raise Problem("in_the_future", day=rules.local_day(closed_at, locked.office.zone))
    assert locked.opened_at is not None, "an open sitting was opened"
    if closed_at < locked.opened_at:
        raise Problem("before_the_sitting")
    waiting = locked.items.filter(plenary=None, put_off="").select_related("case")
    if waiting:
        hidden = recusals.hidden_from(actor.account.pk if actor.account else None).values_list(
            "case", flat=True
        )
        named = [item.case.number if item.case_id not in set(hidden) else "…" for item in waiting]
        raise Problem("items_waiting", waiting=", ".join(named))
    locked.state, locked.closed_at = Sitting.State.CLOSED, closed_at
    locked.save()
    _note("sitting_closed", locked, actor=actor, at=at, number=locked.number)
    return locked


@transaction.atomic
def cancel_sitting(sitting: Sitting, *, reason: str, actor: Actor, at: datetime) -> Sitting:
    """Call a planned sitting off; its cases wait for another. Raises: Problem sitting_over | reason_missing."""
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.PLANNED,), problem="sitting_over")
    if not reason.strip():
        raise Problem("reason_missing")
    locked.state, locked.reason = Sitting.State.CANCELLED, reason.strip()
    locked.save()
    _note("sitting_cancelled", locked, actor=actor, at=at)
    return locked


@transaction.atomic
def issue_minutes(
    sitting: Sitting,
    *,
    verify_base: str,
    file: str = documents.PDF,
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """Issue the minutes of a closed sitting, sealed, under its number; anew with a reason, the old copy kept.

    Raises: Problem sitting_not_closed | reason_missing; scope.OutOfSight where the actor is kept from one of its cases;
            DocumentProblem.
    """
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.CLOSED,), problem="sitting_not_closed")
    for item in locked.items.select_related("case"):
        acting.may_on(item.case, actor, HOLD, at=at)
    earlier = latest_minutes(locked)
    if earlier is not None and not reason.strip():
        raise Problem("reason_missing")
    with translation.override(LANGUAGE):
        data = minutes.data_of(locked, at=at)
    return documents.issue(
        minutes.KIND,
        data,
        documents.Issue(
            office=locked.office_id, actor=actor.code, at=at, subject=(SUBJECT, str(locked.pk)),
            verify_base=verify_base, number=locked.number, replaces=earlier,
            reason=reason.strip() if earlier else "", file=file,
        ),
    )  # fmt: skip


@transaction.atomic
def record_signature(
    sitting: Sitting,
    member: Account,
    *,
    way: str,
    signed_at: datetime,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Signature:
    """Note that a member who was present signed the latest copy of the minutes by hand, or refused and why.

    Raises: Problem minutes_not_issued | not_in_the_sitting | signed_already | reason_missing | in_the_future |
            signed_before_issue.
    """
    locked = _locked(sitting, actor, at=at, states=(Sitting.State.CLOSED,), problem="minutes_not_issued")
    document = latest_minutes(locked)
    if document is None:
        raise Problem("minutes_not_issued")
    if not any(seat.member_id == member.pk and seat.is_present for seat in locked.seats.all()):
        raise Problem("not_in_the_sitting", name=member.name)
    if way == Signature.Way.REFUSED and not note.strip():
        raise Problem("reason_missing")
    if signed_at > at:
        raise Problem("in_the_future", day=rules.local_day(signed_at, locked.office.zone))
    if signed_at < document.issued_at.replace(second=0, microsecond=0):
        raise Problem("signed_before_issue")
    if Signature.objects.filter(document=document, member=member).exists():
        raise Problem("signed_already", name=member.name)
    signature = Signature.objects.create(
        sitting=locked, document=document, member=member, way=way, note=note.strip(), signed_at=signed_at,
        recorded_by=actor.code, recorded_at=at,
    )  # fmt: skip
    _note(
        "minutes_signed", locked, actor=actor, at=at, member=member.code, way=way, document=str(document.pk),
        signed_at=signed_at.isoformat(),
    )  # fmt: skip
    return signature


def latest_minutes(sitting: Sitting) -> IssuedDocument | None:
    """The copy of the minutes that stands now."""
    return papers.about(SUBJECT, str(sitting.pk)).order_by("-issued_at", "-pk").first()


def unsigned(sitting: Sitting) -> list[Account]:
    """Members who were there and have not signed the copy that stands."""
    document = latest_minutes(sitting)
    given = Signature.objects.filter(document=document) if document else Signature.objects.none()
    rows = (
        sitting.seats.filter(presence=Seat.Presence.PRESENT)
        .exclude(member__in=given.values("member"))
        .select_related("member")
    )
    return [seat.member for seat in rows]


_RUNNING = (Sitting.State.PLANNED, Sitting.State.OPEN)


def _locked(sitting: Sitting, actor: Actor, *, at: datetime, states: Sequence[str], problem: str) -> Sitting:
    """The sitting, locked, when the actor may act on it and it is in one of ``states``."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("office__area", "event__election")
    locked = rows.get(pk=sitting.pk)
    acting.may(actor, HOLD, locked.office_id, at=at)
    if locked.state not in states:
        raise Problem(problem)
    return locked


def _may_lead(chair: Account, office: Office, *, at: datetime) -> None:
    if not scope.allows(chair, "vote_plenary", office.code, today=rules.local_day(at, office.zone)):
        raise Problem("not_a_member", name=chair.name)


def _seat(sitting: Sitting, present: Mapping[Account, Presence]) -> None:
    """Every member gets a seat, whoever leads first; who is not named was absent."""
    members = cases.members_of(sitting.office_id, on=sitting.on)
    members.sort(key=lambda member: member.pk != sitting.chair_id)
    rows = {member.pk: present.get(member, Presence(Seat.Presence.ABSENT)) for member in members}
    Seat.objects.bulk_create(
        Seat(sitting=sitting, member_id=pk, presence=row.presence, note=row.note.strip())
        for pk, row in rows.items()
    )


def _note(act: str, sitting: Sitting, *, actor: Actor, at: datetime, **facts: object) -> None:
    record(
        act=act, office=sitting.office_id, subject=(SUBJECT, str(sitting.pk)), actor=actor.code, at=at, facts=facts
    )  # fmt: skip
