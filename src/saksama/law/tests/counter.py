"""A second, plainer way to count, for comparison: list the open days, take the n-th. Shares no code."""

from datetime import date, timedelta

import holidays

VOTED_ON_AGAIN = {"64.02": {date(2025, 4, 19)}}


def closed_days(first_year: int, last_year: int, area: str) -> set[date]:
    """Public holidays, joint leave and local voting days, straight from the package."""
    years = range(first_year, last_year + 1)
    found: set[date] = set(VOTED_ON_AGAIN.get(area, set()))
    for category in ("public", "government"):
        found |= set(holidays.country_holidays("ID", years=years, categories=(category,)))
    return found


def nth_day(
    start: date, length: int, *, start_counts: bool, closed: set[date] | None, back: bool = False
) -> date:
    """The ``length``-th day. ``closed`` None: every day is open; else weekends and these are skipped."""
    direction = -1 if back else 1
    ahead = [
        start + timedelta(days=direction * step) for step in range(0 if start_counts else 1, 60 + 3 * length)
    ]
    if closed is not None:
        ahead = [day for day in ahead if day.isoweekday() <= 5 and day not in closed]
    return ahead[length - 1]
