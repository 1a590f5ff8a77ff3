"""Reads of advice: the list, and figures as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saksama.cases.advice.road import ROAD
from saksama.cases.tracks import queries as tracks
from saksama.cases.tracks.models import Track
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, within


def visible_to(account: Account | None, *, today: date) -> QuerySet[Track]:
    """Tracks of advice in the account's area, newest first."""
    rows = tracks.visible_to(account, ROAD, today=today).select_related("advice", "office", "institution")
    return rows.order_by("-opened_on", "-pk")


@dataclass(frozen=True, slots=True)
class Figures:
    """Advice of an office and all below it at the end of a day; drills left out."""

    on: date
    given: int
    waiting: int
    overdue: int
    by_state: Mapping[str, int]


def figures(office_code: str, *, on: date) -> Figures:
    """Count from dated acts."""
    rows = Track.objects.filter(within(office_code, "office"), road=ROAD.code, opened_on__lte=on)
    rows = rows.exclude(event__kind=ElectionEvent.Kind.DRILL).select_related("office")
    seen = [item for _, item in tracks.seen_on(rows, on=on)]
    by_state = {code: sum(item.standing.state == code for item in seen) for code in ROAD.states}
    return Figures(
        on=on,
        given=len(seen),
        waiting=sum(item.waits for item in seen),
        overdue=sum(item.is_late and item.waits for item in seen),
        by_state={code: count for code, count in by_state.items() if count},
    )
