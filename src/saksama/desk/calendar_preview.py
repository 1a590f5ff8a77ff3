"""Which running clocks a change of holidays or hours would move. Reads and counts; nothing is written.

Only two kinds of clock can move: those in working days, and the initial study, whose later reading begins on
the next office day where a report came outside receipt hours (decision 6). A case keeps the dates it was
given; the preview says what they would be if they were counted again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from django.db.models import Q
from django.utils.translation import gettext as _

from saksama import law
from saksama.cases.models import Clock
from saksama.cases.operations.receipt_hours import when_received
from saksama.law import Due, Holiday, LawError, OwnHours, WorkCalendar
from saksama.pages.formats import long_date
from saksama.pages.strips import closed_reason
from saksama.places.models import OfficeHoliday, OfficeHours, within
from saksama.places.queries import CalendarChange, calendar_for, office_hours
from saksama.places.rules import is_within, lineage

MOST = 1000
"""Clocks that are counted again for one preview; beyond it the page says so."""

Calendars = Callable[[str], WorkCalendar]
Hours = Callable[[str, date], OwnHours]


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Hours of one weekday from a day on; both None = closed."""

    weekday: int
    opens: time | None
    closes: time | None
    from_day: date


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that would move. ``kept`` and ``kept_other`` stand on the case and stay there."""

    clock: Clock
    kept: date
    kept_other: date | None
    new: date
    new_other: date | None
    why: str

    @property
    def moves_the_limit(self) -> bool:
        """Does the limit itself move, not only its later reading?"""
        return self.new != self.kept


@dataclass(frozen=True, slots=True)
class Preview:
    """``counted`` clocks were counted again; ``is_cut`` when there are more than ``MOST``."""

    moved: Sequence[Moved]
    counted: int
    is_cut: bool


def of_holiday(office_code: str, change: CalendarChange) -> Preview:
    """What ``change`` would move at the office and those inside it."""
    spoken = _own_words(office_code, change.day)

    @cache
    def then(code: str) -> WorkCalendar:
        is_own = any(is_within(code, nearer) for nearer in spoken)  # a nearer office's word goes first
        return calendar_for(code) if is_own else calendar_for(code, changes=[change])

    return _compare(_clocks(office_code), cache(calendar_for), then, _present_hours, _present_hours)


def of_hours(office_code: str, change: HoursChange) -> Preview:
    """What other receipt hours would move: later readings of reports that came on that weekday."""
    own = (change.opens, change.closes) if change.opens and change.closes else None
    nearer = OfficeHours.objects.filter(within(office_code, "office"), weekday=change.weekday)
    spoken = frozenset(nearer.exclude(office=office_code).values_list("office", flat=True))

    @cache
    def then(code: str, day: date) -> OwnHours:
        hours = dict(office_hours(code, on=day))
        if day >= change.from_day and code not in spoken:
            hours[change.weekday] = own
        return hours

    studies = Q(step="initial_study", case__received_on__gte=change.from_day)
    return _compare(
        _clocks(office_code, studies), cache(calendar_for), cache(calendar_for), _present_hours, then
    )


def after_withdrawal(holiday: OfficeHoliday) -> CalendarChange:
    """The day as it would be without this word: what a wider office says, else the seed."""
    wider = OfficeHoliday.objects.filter(
        office__in=lineage(holiday.office_id)[1:], day=holiday.day, withdrawn_at__isnull=True
    )
    for word in sorted(wider, key=lambda word: -len(lineage(word.office_id))):
        is_holiday = word.effect == OfficeHoliday.Effect.ADD
        return CalendarChange(
            holiday.day,
            Holiday(day=word.day, name=word.name, kind=word.kind, decree=word.decree) if is_holiday else None,
        )
    return CalendarChange(holiday.day, law.seeded_calendar(holiday.office_id).holiday_on(holiday.day))


def _own_words(office_code: str, day: date) -> list[str]:
    words = OfficeHoliday.objects.filter(within(office_code, "office"), day=day, withdrawn_at__isnull=True)
    return list(words.exclude(office=office_code).values_list("office", flat=True))


def _present_hours(code: str, day: date) -> OwnHours:
    return office_hours(code, on=day)


def _clocks(office_code: str, which: Q | None = None) -> list[Clock]:
    movable = which or (Q(explanation__unit="working_day") | Q(step="initial_study"))
    clocks = Clock.objects.filter(
        within(office_code, "case__office"), movable, ended_on=None, due_on__isnull=False
    )
    return list(
        clocks.select_related("case", "case__office", "case__event").order_by("due_on", "id")[: MOST + 1]
    )


def _compare(
    clocks: Sequence[Clock], calendar: Calendars, calendar_then: Calendars, hours: Hours, hours_then: Hours
) -> Preview:
    found = []
    for clock in clocks[:MOST]:
        now, then = _count(clock, calendar, hours), _count(clock, calendar_then, hours_then)
        if now and then and (now.due_on, now.other_due_on) != (then.due_on, then.other_due_on):
            found.append(_moved(clock, now, then))
    return Preview(found, min(len(clocks), MOST), len(clocks) > MOST)


def _count(clock: Clock, calendar: Calendars, hours: Hours) -> Due | None:
    """The clock counted from its start with the law of its day; None where the law cannot answer."""
    case = clock.case
    try:
        rule = law.load().on(clock.start_on, case.regime)[clock.rule]
        return law.due(
            rule,
            clock.start_on,
            calendar=calendar(case.office_id),
            zone=case.office.zone,
            other_start=_other_start(clock, calendar, hours),
        )
    except LawError:
        return None


def _other_start(clock: Clock, calendar: Calendars, hours: Hours) -> date | None:
    case = clock.case
    if clock.step != "initial_study" or clock.start_on != case.received_on:
        return None
    arrival = when_received(
        case,
        case.received_at,
        calendar=calendar(case.office_id),
        hours=hours(case.office_id, case.received_on),
    )
    return arrival.other_day


def _moved(clock: Clock, now: Due, then: Due) -> Moved:
    assert clock.due_on is not None
    assert then.due_on is not None
    return Moved(
        clock=clock,
        kept=clock.due_on,
        kept_other=clock.other_due_on,
        new=then.due_on,
        new_other=then.other_due_on,
        why=_why(now, then),
    )


def _why(now: Due, then: Due) -> str:
    """The first day that is counted in one of the two sums and not in the other."""
    before = {day.date: day for day in now.days}
    for day in then.days:
        old = before.get(day.date)
        if old and old.counted and not day.counted:
            return _("%(day)s no longer counts: %(reason)s.") % {
                "day": long_date(day.date), "reason": closed_reason(f"{day.reason}:{day.detail}".rstrip(":"))
            }  # fmt: skip
        if old and day.counted and not old.counted:
            return _("%(day)s counts.") % {"day": long_date(day.date)}
    return _("The next office day after the receipt is another one.")
