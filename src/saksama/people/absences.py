"""The only writers of absences, each with its journal line."""

from datetime import date, datetime

from django.db import transaction

from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Absence, Account
from saksama.people.problems import Problem

MANAGE = "manage_absence"


@transaction.atomic
def record_absence(
    account: Account,
    *,
    office_code: str,
    starts_on: date,
    ends_on: date,
    stand_in: Account | None,
    actor: Account,
    at: datetime,
) -> Absence:
    """``account`` is away on these days, both included; ``stand_in`` takes the work over, else nobody does.

    Raises: Problem ends_before_start | ends_in_the_past | absent_already | stand_in_unfit; scope.NotAllowed.
    """
    today = scope.local_day(at, office_code)
    scope.allow(actor, MANAGE, office_code, today=today)
    if ends_on < starts_on:
        raise Problem("ends_before_start")
    if ends_on < today:
        raise Problem("ends_in_the_past", day=ends_on.isoformat())
    standing = Absence.objects.filter(office=office_code, cancelled_at=None)
    overlapping = standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if overlapping.filter(account=account).exists():
        raise Problem("absent_already", name=account.name)
    if stand_in is not None and (stand_in.pk == account.pk or overlapping.filter(account=stand_in).exists()):
        raise Problem("stand_in_away", name=stand_in.name)
    absence = Absence.objects.create(
        account=account,
        office_id=office_code,
        starts_on=starts_on,
        ends_on=ends_on,
        stand_in=stand_in,
        recorded_by=actor,
    )
    _record("absence_recorded", absence, actor=actor, at=at)
    return absence


@transaction.atomic
def cancel_absence(absence: Absence, *, actor: Account, at: datetime) -> Absence:
    """The person is back, or never went. Cases that passed on stay where they are until they are assigned.

    Raises: scope.NotAllowed.
    """
    scope.allow(actor, MANAGE, absence.office_id, today=scope.local_day(at, absence.office_id))
    held = Absence.objects.select_for_update().get(pk=absence.pk)
    if held.cancelled_at is None:
        held.cancelled_at = at
        held.save(update_fields=["cancelled_at"])
        _record("absence_cancelled", held, actor=actor, at=at)
    return held


def _record(act: str, absence: Absence, *, actor: Account, at: datetime) -> None:
    record(
        act=act,
        office=absence.office_id,
        subject=("account", str(absence.account_id)),
        actor=actor.code,
        at=at,
        facts={
            "absence": absence.pk,
            "starts_on": absence.starts_on.isoformat(),
            "ends_on": absence.ends_on.isoformat(),
            "stand_in": absence.stand_in.code if absence.stand_in else "",
        },
    )
