"""Was a report received inside receipt hours, and from which day does its clock run?

Sources: decision 6 and section 1.1 of the sheet; hours in ``data/<regime>/receipt_hours.toml``. Nothing is
ever refused here: a report is received at its instant, and outside the hours it is only marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saksama.law.calendars import WorkCalendar
from saksama.law.model import Confidence, ReceiptHours, Source, strongest
from saksama.law.texts import Text

#: (key of the stage, first day, last day), both days inclusive and local
StageSpan = tuple[str, date, date]
#: an office's own hours by weekday (0 = Monday); None = closed on that weekday
OwnHours = Mapping[int, tuple[time, time] | None]

RECEIPT_REASONS: dict[str, Text] = {
    "office_hours": Text("diterima pada jam penerimaan", "received in receipt hours"),
    "round_the_clock": Text("penerimaan 24 jam pada tahapan ini", "received round the clock in this stage"),
    "before_opening": Text("diterima sebelum jam buka", "received before opening"),
    "after_closing": Text("diterima setelah jam tutup", "received after closing"),
    "closed_weekday": Text(
        "diterima pada hari tanpa jam penerimaan", "received on a day without receipt hours"
    ),
    "holiday": Text("diterima pada hari libur", "received on a holiday"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a receipt stands to the hours.

    ``clock_from``: the local day of the receipt; the clock runs from it in every case.
    ``other_from``: the next office day, where a second reading starts; None inside hours that are sure.
    """

    in_hours: bool
    reason: str
    clock_from: date
    other_from: date | None
    confidence: Confidence
    source: Source

    def text(self, lang: str = "id") -> str:
        return RECEIPT_REASONS[self.reason].of(lang)


def receipt(
    at: datetime,
    zone: str,
    *,
    hours: ReceiptHours,
    calendar: WorkCalendar,
    stages: Iterable[StageSpan] = (),
    office_hours: OwnHours | None = None,
) -> Receipt:
    """Judge the instant of a receipt; never refuses.

    Args:    at: aware instant. zone: IANA zone of the office. hours: ``ruleset.receipt_hours``.
             stages: the stages of the event, as plain values; in some of them receipt runs round the clock.
             office_hours: an office's own hours, which replace the data's on their weekdays.
    """
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    reason, confidence = _judge(local, hours, calendar, stages, office_hours or {})
    in_hours = reason in ("office_hours", "round_the_clock")
    is_settled = in_hours and confidence == "sure"
    return Receipt(
        in_hours=in_hours,
        reason=reason,
        clock_from=day,
        other_from=None if is_settled else _next_office_day(day, calendar),
        confidence=confidence,
        source=hours.source,
    )


def _judge(
    local: datetime,
    hours: ReceiptHours,
    calendar: WorkCalendar,
    stages: Iterable[StageSpan],
    office_hours: OwnHours,
) -> tuple[str, Confidence]:
    """Reason code and how sure it is. A 24-hour stage that is not sure gives way to sure office hours."""
    ordinary = _judge_hours(local, hours, calendar, office_hours)
    held = [
        hours.always[key]
        for key, first, last in stages
        if key in hours.always and first <= local.date() <= last
    ]
    if "sure" in held or (held and ordinary != ("office_hours", "sure")):
        return "round_the_clock", strongest(*held)
    return ordinary


def _judge_hours(
    local: datetime, hours: ReceiptHours, calendar: WorkCalendar, office_hours: OwnHours
) -> tuple[str, Confidence]:
    minute = local.time().replace(second=0, microsecond=0)
    if calendar.holiday_on(local.date()) is not None:
        return "holiday", "sure"
    stretches = _stretches(local.weekday(), hours, office_hours)
    if not stretches:
        return "closed_weekday", "sure"
    inside = [confidence for opens, closes, confidence in stretches if opens <= minute <= closes]
    if inside:
        return "office_hours", strongest(*inside)
    return ("before_opening" if minute < min(s[0] for s in stretches) else "after_closing"), "sure"


def _stretches(
    weekday: int, hours: ReceiptHours, office_hours: OwnHours
) -> list[tuple[time, time, Confidence]]:
    """Opening and closing minutes of a weekday; an office's own hours take the place of the data's."""
    if weekday in office_hours:
        own = office_hours[weekday]
        return [] if own is None else [(*own, "sure")]
    return [(item.opens, item.closes, item.confidence) for item in hours.hours if item.weekday == weekday]


def _next_office_day(day: date, calendar: WorkCalendar) -> date:
    """The first working day after ``day``; where the calendar ends, the next day from Monday to Friday."""
    candidate = day + timedelta(days=1)
    while candidate.weekday() >= 5 or calendar.holiday_on(candidate) is not None:
        candidate += timedelta(days=1)
    return candidate
