"""GK-17: a ruling that affects votes must exist before results are fixed. Counted back from the event's calendar.

No clock runs and nobody is alerted: the day on which results are in fact fixed is KPU's. Shown is the latest that the
calendar allows, so that a court's day can be held against it.
"""

from datetime import date, timedelta

from django.db.models import Max

from saksama.law import Due, LawError, Text, due, load
from saksama.places.models import ElectionEvent, Stage
from saksama.places.queries import calendar_for

RULE, STAGE = "GK-17", "recapitulation"


def label(event: ElectionEvent) -> Text:
    """What the clock is for."""
    return load().on(event.vote_on, event.election.regime)[RULE].label


def latest_ruling(event: ElectionEvent, office_code: str, *, zone: str) -> tuple[Due, date] | None:
    """``(limit, last day of the recapitulation)``; None where calendar or law cannot say."""
    last = Stage.objects.filter(event=event, key=STAGE).aggregate(last=Max("ends_on"))["last"]
    if last is None:
        return None
    try:
        rule = load().on(last - timedelta(days=1), event.election.regime)[RULE]
        return due(rule, last, calendar=calendar_for(office_code), zone=zone), last
    except LawError:
        return None
