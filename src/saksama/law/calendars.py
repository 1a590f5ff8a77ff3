"""Which days are working days, and why not.

Years 2024-2026 are read from ``data/holidays/<year>.toml`` with their decree; other years of the span in
``seed.toml`` come from the ``holidays`` package (categories public and government). What an office adds or
takes away is handed in by the caller. A year outside the span is unknown: no working day is counted in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from holidays import country_holidays

from saksama.law.errors import CalendarGap

HolidayKind = Literal["public", "joint_leave", "voting_day", "office"]

SEED_DECREE = "holidays (PyPI)"
_FILES = Path(__file__).parent / "data" / "holidays"
_ESTIMATED = "(perkiraan)"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the office does not work.

    ``decree`` names the decree, or the package it was seeded from. ``estimated``: the date awaits its decree.
    ``area``: None = whole country, else the dotted code of the one area (and all inside it) where it holds.
    """

    day: date
    name: str
    kind: HolidayKind
    decree: str = ""
    estimated: bool = False
    area: str | None = None


class WorkCalendar:
    """The holidays of the years ``first_year`` to ``last_year``, both included."""

    def __init__(self, holidays: Mapping[date, Holiday], first_year: int, last_year: int) -> None:
        self._holidays = dict(holidays)
        self.first_year = first_year
        self.last_year = last_year

    def covers(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def holiday_on(self, day: date) -> Holiday | None:
        """The holiday on ``day``; None on other days, weekends included, and outside the span."""
        return self._holidays.get(day)

    def holidays(self) -> tuple[Holiday, ...]:
        return tuple(self._holidays[day] for day in sorted(self._holidays))

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no holiday. Raises CalendarGap outside the span."""
        if not self.covers(day):
            raise CalendarGap(year=day.year, first_year=self.first_year, last_year=self.last_year)
        return day.weekday() < _SATURDAY and day not in self._holidays

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        candidate = day + timedelta(days=1)
        while not self.is_working_day(candidate):
            candidate += timedelta(days=1)
        return candidate


def seeded_calendar(
    area: str | None = None, extra: Iterable[Holiday] = (), removed: Iterable[date] = ()
) -> WorkCalendar:
    """The calendar of an office.

    Args:    area: dotted code of the office's place ("64.02"); None = only what holds in the whole country.
             extra: the office's own days; they replace the seed's on the same date, and those of another area
             are left out. removed: dates the office has struck out; added and removed = removed.
    """
    own, struck = tuple(extra), frozenset(removed)
    plain = _plain_calendar(area)
    if not own and not struck:
        return plain
    chosen = {holiday.day: holiday for holiday in plain.holidays()}
    chosen |= {holiday.day: holiday for holiday in own if _holds_in(holiday.area, area)}
    kept = {day: holiday for day, holiday in chosen.items() if day not in struck}
    return WorkCalendar(kept, plain.first_year, plain.last_year)


@lru_cache(maxsize=1024)
def _plain_calendar(area: str | None) -> WorkCalendar:
    """The seeded calendar of an area nobody has changed; shared, since calendars do not change."""
    days, first_year, last_year = _seed()
    holding = {holiday.day: holiday for holiday in days if _holds_in(holiday.area, area)}
    return WorkCalendar(holding, first_year, last_year)


def _holds_in(holiday_area: str | None, office_area: str | None) -> bool:
    if holiday_area is None:
        return True
    return office_area is not None and f"{office_area}.".startswith(f"{holiday_area}.")


@lru_cache(maxsize=1)
def _seed() -> tuple[tuple[Holiday, ...], int, int]:
    """All seeded holidays, whole-country ones first on a shared date, and the span of years."""
    settings = _read("seed.toml")
    first_year, last_year = int(settings["first_year"]), int(settings["last_year"])
    days: list[Holiday] = []
    for year in range(first_year, last_year + 1):
        days += _from_file(year) if (_FILES / f"{year}.toml").exists() else _from_package(year)
    voting_days = {item["day"]: item["decree"] for item in settings["voting_days"]}
    return tuple(_as_voting_day(day, voting_days) for day in days), first_year, last_year


def _as_voting_day(holiday: Holiday, decrees: dict[date, str]) -> Holiday:
    if holiday.day not in decrees:
        return holiday
    return Holiday(holiday.day, holiday.name, "voting_day", decrees[holiday.day], area=holiday.area)


def _read(name: str) -> dict[str, Any]:
    with (_FILES / name).open("rb") as file:
        return tomllib.load(file)


def _from_file(year: int) -> list[Holiday]:
    content = _read(f"{year}.toml")
    decrees: dict[str, str] = {kind: entry["name"] for kind, entry in content["decrees"].items()}
    return [
        Holiday(
            item["day"], item["name"], item["kind"], item.get("decree", decrees.get(item["kind"], "")),
            area=item.get("area"),
        )
        for item in content["days"]
    ]  # fmt: skip


def _from_package(year: int) -> list[Holiday]:
    found: dict[date, Holiday] = {}
    for category, kind in (("government", "joint_leave"), ("public", "public")):
        for day, name in country_holidays("ID", years=year, categories=(category,), language="id").items():
            estimated = _ESTIMATED in name
            plain = name.replace(_ESTIMATED, "").replace("  ", " ").strip()
            found[day] = Holiday(day, plain, kind, SEED_DECREE, estimated)  # type: ignore[arg-type]
    return [found[day] for day in sorted(found)]
