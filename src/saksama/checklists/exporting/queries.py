"""Reads of exports: one's own, and what is to be made next."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from saksama.checklists.directory import is_spared
from saksama.checklists.models import Export
from saksama.people.models import Account

STALE: Final = timedelta(minutes=10)
"""One that gave no sign of life for so long belonged to a process that died; it is made anew, three times at most."""


def own(account: Account) -> QuerySet[Export]:
    """What ``account`` asked for, newest first."""
    return Export.objects.filter(account=account).select_related("version__instrument", "event")


def next_waiting(now: datetime) -> Export | None:
    """The next to be made: the earliest that waits, or whose maker died. None of an event whose line is spared.

    Args:  now: real time.
    """
    dead = Q(state=Export.State.MAKING, begun_at__lt=now - STALE)
    rows = Export.objects.filter(Q(state=Export.State.WAITING) | dead).order_by("asked_at", "pk")
    return next((row for row in rows if not is_spared(row.event_id, row.office_code)), None)
