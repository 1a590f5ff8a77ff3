"""Limits that run, and whether there is an example: what a picture of the day asks besides the counts of cases.

The counts themselves: :mod:`saksama.cases.counting`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from saksama.cases import transitions as t
from saksama.cases.models import Case, Clock
from saksama.places.models import ElectionEvent, within


@dataclass(frozen=True, slots=True)
class Clocks:
    """Running limits of an office at the end of a day. ``soon``: they end within ``SOON`` days after it."""

    overdue: int
    today: int
    soon: int
    waiting: int


SOON = 3


def clocks(office_code: str, *, on: date) -> Clocks:
    """Limits that ran at the end of ``on``: past, ending that day, ending soon; and those that run for others.

    Limits of published matters are never shown as passed (decision 12).
    """
    ran = Clock.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), within(office_code, "case__office"), start_on__lte=on,
        due_on__isnull=False,
    ).exclude(case__event__kind=ElectionEvent.Kind.DRILL)  # fmt: skip
    waits = Q(step__in=t.WAITING_STEPS)
    counts = ran.aggregate(
        overdue=Count("pk", filter=~waits & Q(due_on__lt=on, case__is_published=False)),
        today=Count("pk", filter=~waits & Q(due_on=on)),
        soon=Count("pk", filter=~waits & Q(due_on__gt=on, due_on__lte=on + timedelta(days=SOON))),
        waiting=Count("pk", filter=waits),
    )
    return Clocks(**counts)


def holds_samples(office_code: str) -> bool:
    """Does a case of the office belong to the example?"""
    return Case.objects.filter(within(office_code, "office"), is_sample=True).exists()
