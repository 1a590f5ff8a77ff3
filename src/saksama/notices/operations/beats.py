"""The heartbeat of the sweep: that it stood still is itself an alert."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from saksama.notices import rules
from saksama.notices.models import Beat, Deadline
from saksama.notices.operations import giving
from saksama.people import scope
from saksama.people.models import Duty, Role
from saksama.places.rules import NATION, lineage

SWEEP: Final = "sweep"
TICK: Final = "tick"
"""Kind of subject: a time in which no sweep ran."""


@transaction.atomic
def beat(*, real: datetime, at: datetime, late_after: timedelta | None) -> int:
    """Note that the sweep has just run; tell the administrators when it had stood still before.

    Args:    real: the real instant. at: the office's. late_after: None where nobody is to be told (the example,
             whose clock stands).
    Returns: alerts given.
    """
    before = Beat.objects.select_for_update().filter(pk=SWEEP).first()
    if before is None:
        Beat.objects.bulk_create([Beat(name=SWEEP, last_at=real)], ignore_conflicts=True)
        return 0
    stood_still = late_after is not None and real - before.last_at > late_after
    since, before.last_at = before.last_at, max(real, before.last_at)
    before.save(update_fields=["last_at"])
    return _tell(since, real, at=at) if stood_still else 0


def _tell(since: datetime, until: datetime, *, at: datetime) -> int:
    keepers = _keepers(at)
    if not keepers:
        return 0
    office = keepers[0].office_id
    today = scope.local_day(at, office)
    standstill = Deadline.objects.create(
        subject_kind=TICK,
        subject_id=f"{since:%Y%m%d%H%M%S}",
        mark=f"{since:%Y%m%d%H%M%S}",
        step=TICK,
        reference=f"{since:%Y-%m-%d %H:%M} - {until:%Y-%m-%d %H:%M} UTC",
        office_code=office,
        due_on=today,
        last_on=today,
        opened_at=at,
    )
    accounts = tuple(dict.fromkeys(duty.account_id for duty in keepers))
    step = rules.Step(rules.KEEPER, 0)
    return len(giving.give([giving.Rung(standstill, 0, step, accounts, is_fallback=False)], at=at))


def _keepers(at: datetime) -> list[Duty]:
    """Administrators of the widest area that has one: whoever keeps the installation."""
    today = scope.local_day(at, None)
    duties = Duty.objects.on(today).filter(role=Role.ADMINISTRATOR, account__is_active=True)
    held = list(duties.order_by("starts_on", "pk"))
    widest = min((_depth(duty.area_code) for duty in held), default=0)
    return [duty for duty in held if _depth(duty.area_code) == widest]


def _depth(area_code: str) -> int:
    return 0 if area_code == NATION else len(lineage(area_code))
