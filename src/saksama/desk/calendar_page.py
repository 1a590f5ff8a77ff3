"""The year of an office: its holidays with their ground, and its receipt hours, as rows for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from saksama import law
from saksama.law import Holiday, WorkCalendar
from saksama.law.calendars import SEED_DECREE
from saksama.pages.formats import DAYS, language
from saksama.places.models import OfficeHoliday, OfficeHours
from saksama.places.queries import calendar_for, events, office_holidays, office_hours
from saksama.places.rules import lineage


@dataclass(frozen=True, slots=True)
class Line:
    """One day of the table. ``word``: the office's (or a wider one's) word on it, None where the seed speaks."""

    day: date
    name: str
    kind: str
    ground: str
    is_estimated: bool
    is_seeded: bool
    is_worked: bool
    word: OfficeHoliday | None
    may_withdraw: bool


def holidays_of(office_code: str, year: int, *, may_withdraw: Any) -> list[Line]:
    """Every holiday of the year, and every one taken away; ``may_withdraw(office)`` decides on the button."""
    words = {word.day: word for word in _nearest_last(office_code, year)}
    calendar = calendar_for(office_code)
    lines = {
        holiday.day: _line(holiday, words.get(holiday.day), may_withdraw) for holiday in _in(calendar, year)
    }
    for day, word in words.items():
        if word.effect == OfficeHoliday.Effect.REMOVE:
            lines[day] = _worked(word, may_withdraw)
    return [lines[day] for day in sorted(lines)]


def _nearest_last(office_code: str, year: int) -> list[OfficeHoliday]:
    words = office_holidays(office_code).filter(day__year=year)
    return sorted(words, key=lambda word: len(lineage(word.office_id)))


def _in(calendar: WorkCalendar, year: int) -> list[Holiday]:
    return [holiday for holiday in calendar.holidays() if holiday.day.year == year]


def _line(holiday: Holiday, word: OfficeHoliday | None, may_withdraw: Any) -> Line:
    return Line(
        day=holiday.day,
        name=holiday.name,
        kind=str(OfficeHoliday.Kind(holiday.kind).label),
        ground=holiday.decree,
        is_estimated=holiday.estimated,
        is_seeded=holiday.decree == SEED_DECREE,
        is_worked=False,
        word=word,
        may_withdraw=bool(word and may_withdraw(word.office_id)),
    )


def _worked(word: OfficeHoliday, may_withdraw: Any) -> Line:
    return Line(
        day=word.day,
        name=word.name,
        kind=_("the office works"),
        ground=word.decree,
        is_estimated=False,
        is_seeded=False,
        is_worked=True,
        word=word,
        may_withdraw=bool(may_withdraw(word.office_id)),
    )


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One weekday. ``stretches``: opening and closing hour, and whether the law's data are sure of them."""

    weekday: str
    stretches: Sequence[tuple[time, time, bool]]
    ground: str
    is_own: bool
    coming: Sequence[OfficeHours]


def hours_of(office_code: str, *, on: date) -> list[HoursLine]:
    """Receipt hours of the week as they stand on ``on``, with changes that are already decided."""
    legal = law.load().on(on, regime_of(office_code, on=on)).receipt_hours
    own = office_hours(office_code, on=on)
    written = list(OfficeHours.objects.filter(office__in=lineage(office_code)).order_by("from_day"))
    return [
        _hours_line(weekday, name, legal, own, [row for row in written if row.weekday == weekday], on)
        for weekday, name in enumerate(DAYS[language()])
    ]


def _hours_line(
    weekday: int, name: str, legal: law.ReceiptHours, own: law.OwnHours, written: list[OfficeHours], on: date
) -> HoursLine:
    coming = [row for row in written if row.from_day > on]
    if weekday in own:
        hours = own[weekday]
        past = [row for row in written if row.from_day <= on]
        return HoursLine(
            name, [(*hours, True)] if hours else [], past[-1].decree if past else "", True, coming
        )
    stretches = [
        (item.opens, item.closes, item.confidence == "sure")
        for item in legal.hours
        if item.weekday == weekday
    ]
    return HoursLine(name, stretches, legal.source.citation(language()), False, coming)


def regime_of(office_code: str, *, on: date) -> str:
    """The regime of the latest vote known here; Pilkada where none is."""
    latest = events(on=on, office_code=office_code).order_by("vote_on").last()
    return str(latest.election.regime) if latest else "pilkada"
