"""From a rule and a starting day to a due date that carries its own sum.

Sources: ``docs/rules/clocks.md`` (the algorithm in prose), the rule's own article (on every result).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from saksama.law.calendars import WorkCalendar
from saksama.law.errors import CalendarGap, NotFormalised
from saksama.law.model import Confidence, FirstDay, Rule, Source, Unit
from saksama.law.texts import Text

DEFAULT_ZONE = "Asia/Makassar"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the sum. ``number`` is its place among the counted days, None when skipped.

    ``reason`` is a code, ``detail`` what the code speaks of (a holiday's name, a number of hours) or "".
    """

    date: date
    counted: bool
    number: int | None
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with everything needed to explain it later, without asking the law again.

    Day clocks: ``start`` and ``due_on`` are dates (inclusive), ``due_at`` is None. Hour clocks: ``start`` and
    ``due_at`` are aware instants, ``due_on`` is None. ``other_due_on``: the latest date among the other
    readings (first day, receipt hours), None where there is one reading only.
    """

    rule_id: str
    version: str
    regime: str
    start: date | datetime
    due_on: date | None
    due_at: datetime | None
    other_due_on: date | None
    unit: Unit
    length: int
    first_day: FirstDay
    source: Source
    confidence: Confidence
    days: tuple[Day, ...]

    def as_json(self) -> dict[str, Any]:
        """The documented, stable shape (docs/rules/clocks.md): only strings, numbers, booleans, null."""
        limit = {"due_at": self.due_at.isoformat()} if self.due_at else {"due_on": _iso(self.due_on)}
        return {
            "rule": self.rule_id,
            "version": self.version,
            "regime": self.regime,
            "start": self.start.isoformat(),
            **limit,
            "other_due_on": _iso(self.other_due_on),
            "unit": self.unit,
            "length": self.length,
            "first_day": self.first_day,
            "source": self.source.as_json(),
            "confidence": self.confidence,
            "days": [
                {
                    "date": day.date.isoformat(),
                    "counted": day.counted,
                    "reason": f"{day.reason}:{day.detail}" if day.detail else day.reason,
                }
                for day in self.days
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Due:
        """Read back what ``as_json`` wrote; ``Due.from_json(due.as_json()) == due``."""
        is_hours = "due_at" in data
        return cls(
            rule_id=data["rule"],
            version=data["version"],
            regime=data["regime"],
            start=datetime.fromisoformat(data["start"]) if is_hours else date.fromisoformat(data["start"]),
            due_on=None if is_hours else date.fromisoformat(data["due_on"]),
            due_at=datetime.fromisoformat(data["due_at"]) if is_hours else None,
            other_due_on=date.fromisoformat(data["other_due_on"]) if data["other_due_on"] else None,
            unit=data["unit"],
            length=data["length"],
            first_day=data["first_day"],
            source=Source(**data["source"]),
            confidence=data["confidence"],
            days=_days_from_json(data["days"]),
        )


def due(
    rule: Rule,
    start: date | datetime,
    *,
    calendar: WorkCalendar,
    zone: str = DEFAULT_ZONE,
    other_start: date | None = None,
) -> Due:
    """Count a rule from its starting event.

    Args:    start: the day of the event, local at the place; or an aware instant, whose local day is taken.
             Hour clocks want an instant: a bare date is read as 00:00 local, the earlier reading.
             calendar: holidays of the place; calendar days use it only for the words beside them.
             zone: IANA name of the place's zone.
             other_start: a later day from which a second reading starts (``Receipt.other_from``); then
             ``other_due_on`` is the latest date among the readings.
    Raises:  NotFormalised for a window; CalendarGap when a year is missing; ValueError for a naive datetime.
    """
    if rule.kind == "window" or rule.length is None or rule.unit is None:
        raise _window_refusal(rule)
    if isinstance(start, datetime) and start.tzinfo is None:
        raise ValueError("start must be a date or an aware datetime")
    try:
        if rule.unit == "hour":
            return _due_in_hours(rule, start, ZoneInfo(zone))
        local_day = start.astimezone(ZoneInfo(zone)).date() if isinstance(start, datetime) else start
        return _due_in_days(rule, local_day, calendar, other_start)
    except OverflowError as error:
        raise CalendarGap(
            year=date.max.year, first_year=calendar.first_year, last_year=calendar.last_year
        ) from error


def _window_refusal(rule: Rule) -> NotFormalised:
    return NotFormalised(
        rule=rule.id,
        regime=rule.regime,
        why=Text("ini jendela waktu tanpa panjang sendiri", "it is a window without a length of its own"),
        within=", ".join(rule.within) or f"{rule.starts} - {rule.ends}",
    )


def _due_in_days(rule: Rule, start: date, calendar: WorkCalendar, other_start: date | None) -> Due:
    days = _count(rule, start, rule.first_day, calendar)
    due_on = days[-1].date
    return _result(
        rule, start=start, due_on=due_on, due_at=None, days=days,
        other_due_on=_other_due_on(rule, start, due_on, calendar, other_start),
    )  # fmt: skip


def _other_due_on(
    rule: Rule, start: date, due_on: date, calendar: WorkCalendar, other_start: date | None
) -> date | None:
    """The latest date among the other readings, if any is later: no door closes before it."""
    starts = {start, other_start or start}
    firsts = {rule.first_day, rule.other_first_day or rule.first_day}
    latest = max(_count(rule, day, first, calendar)[-1].date for day in starts for first in firsts)
    return latest if latest > due_on else None


def _count(rule: Rule, start: date, first_day: FirstDay, calendar: WorkCalendar) -> tuple[Day, ...]:
    assert rule.length is not None
    step = timedelta(days=-1 if rule.counts_back else 1)
    days: list[Day] = []
    number, day = 0, start
    while number < rule.length:
        reason, detail, counted = _judge(day, day == start, first_day, rule.unit, calendar)
        number += counted
        days.append(Day(day, counted, number if counted else None, reason, detail))
        if number < rule.length:
            day += step
    return tuple(days)


def _judge(
    day: date, is_start: bool, first_day: FirstDay, unit: Unit | None, calendar: WorkCalendar
) -> tuple[str, str, bool]:
    """Reason code, its detail, and whether the day counts."""
    if is_start and first_day == "next":
        return "start_not_counted", "", False
    why_closed, detail = _why_closed(day, unit, calendar)
    if unit == "working_day" and why_closed:
        return why_closed, detail, False
    if is_start:
        return "start_counted", "", True
    if why_closed:
        return f"counted_on_{why_closed}", detail, True
    return ("working_day" if unit == "working_day" else "calendar_day"), "", True


def _why_closed(day: date, unit: Unit | None, calendar: WorkCalendar) -> tuple[str, str]:
    """("", "") on an open day; else what closes it and the holiday's name. Working days need a known year."""
    if unit == "working_day" and not calendar.covers(day):
        calendar.is_working_day(day)  # raises CalendarGap
    holiday = calendar.holiday_on(day)
    if holiday is not None:
        kind = "office_holiday" if holiday.kind == "office" else holiday.kind
        return ("public_holiday" if kind == "public" else kind), holiday.name
    if day.weekday() >= 5:
        return ("saturday" if day.weekday() == 5 else "sunday"), ""
    return "", ""


def _due_in_hours(rule: Rule, start: date | datetime, zone: ZoneInfo) -> Due:
    assert rule.length is not None
    instant = start if isinstance(start, datetime) else datetime.combine(start, time(), zone)
    begins = instant.astimezone(UTC)
    ends = begins + timedelta(hours=-rule.length if rule.counts_back else rule.length)
    local_begin, local_end = begins.astimezone(zone), ends.astimezone(zone)
    return _result(
        rule, start=local_begin, due_on=None, due_at=local_end, other_due_on=None,
        days=_hours_by_day(min(local_begin, local_end), max(local_begin, local_end), zone),
    )  # fmt: skip


def _hours_by_day(begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[Day, ...]:
    """Each local day the hours touch, with the stretch that falls on it: ``14:00-24:00``."""
    days: list[Day] = []
    day = begin.date()
    while day <= end.date():
        first = begin.strftime("%H:%M") if day == begin.date() else "00:00"
        last = end.strftime("%H:%M") if day == end.date() else "24:00"
        if first != last or day == begin.date():
            days.append(Day(day, True, len(days) + 1, "hours_run", f"{first}-{last}"))
        day += timedelta(days=1)
    return tuple(days)


def _result(
    rule: Rule, *, start: date | datetime, due_on: date | None, due_at: datetime | None,
    other_due_on: date | None, days: tuple[Day, ...],
) -> Due:  # fmt: skip
    assert rule.length is not None
    assert rule.unit is not None
    return Due(
        rule_id=rule.id, version=rule.version, regime=rule.regime, start=start, due_on=due_on, due_at=due_at,
        other_due_on=other_due_on, unit=rule.unit, length=rule.length, first_day=rule.first_day,
        source=rule.source, confidence=rule.confidence, days=days,
    )  # fmt: skip


def _days_from_json(items: list[dict[str, Any]]) -> tuple[Day, ...]:
    days: list[Day] = []
    number = 0
    for item in items:
        number += item["counted"]
        reason, _, detail = item["reason"].partition(":")
        days.append(
            Day(
                date.fromisoformat(item["date"]),
                item["counted"],
                number if item["counted"] else None,
                reason,
                detail,
            )
        )
    return tuple(days)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
