"""The appointment to bring what is missing, as a calendar entry (RFC 5545) for the reporter's own phone.

A calendar is shown on screens that others see and is copied to strangers' machines. So the entry says the last day, the
office and its hours, and nothing of the report: no number, no code, no name, no subject, no word of what is missing.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import uuid5

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from saksama.cases.models import Case
from saksama.cases.transitions import AWAITING_COMPLETION
from saksama.site import queries

PRODUCT: Final = "-//Saksama//Janji//ID"
REMINDED: Final = (timedelta(hours=-16), timedelta(hours=8))
"""Eight in the morning of the day before and of the day itself: an entry of a whole day begins at midnight."""


def entry(case: Case, *, today: date, at: datetime) -> bytes | None:
    """The entry of the open clock of completion; None where nothing is waited for. Three queries."""
    clock = case.clocks.filter(step="completion", ended_on=None).exclude(due_on=None).first()
    if clock is None or case.state != AWAITING_COMPLETION:
        return None
    event = Event()
    event.add("uid", f"{uuid5(case.pk, str(clock.pk))}@saksama")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", clock.due_on)
    event.add("dtend", clock.due_on + timedelta(days=1))
    event.add("summary", ("CONTOH · " if case.is_sample else "") + _("Last day to bring what is missing"))
    event.add("location", ", ".join(part for part in (case.office.name, case.office.address) if part))
    event.add("description", "\n".join(_lines(case, today)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for before in REMINDED:
        event.add_component(_alarm(before))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _lines(case: Case, today: date) -> list[str]:
    hours = queries.opening_hours(case.office, queries.law_of(case.office, case.event, on=today), on=today)
    shown = [
        f"{row.days}: {row.times}" + ("" if row.is_sure else f" ({_('not yet confirmed')})") for row in hours
    ]
    return [
        _("Bring it to the office, or hand it in on the tracking page, by this day."),
        _("Reception hours:"),
        *shown,
    ]


def _alarm(before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Last day to bring what is missing"))
    alarm.add("trigger", before)
    return alarm
