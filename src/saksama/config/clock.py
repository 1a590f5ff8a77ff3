"""The one place that asks what time it is.

Views read ``request.at``; commands call :func:`now`. In the example (demo mode) the clock stands on
a chosen day: the instant is that day with the real time of day, so that "today" is 9 November 2024
for as long as somebody looks at it. Real instants are written to the journal all the same.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

DEFAULT_DEMO_DAY = date(2024, 11, 9)


class NotADemo(Exception):
    """The clock of a real office cannot be moved."""


def now() -> datetime:
    """This instant, aware, in UTC; on the example's day in demo mode."""
    real = timezone.now()
    return at_demo_day(real, demo_day()) if settings.DEMO else real


def at_demo_day(real: datetime, day: date, zone: str = "Asia/Makassar") -> datetime:
    """``real``'s local time of day, on ``day``: the example lives in one zone (WITA)."""
    local = real.astimezone(ZoneInfo(zone))
    return datetime.combine(day, local.timetz()).astimezone(ZoneInfo("UTC"))


def demo_day() -> date:
    """The day on which the example stands."""
    path = _file()
    return date.fromisoformat(path.read_text().strip()) if path.exists() else DEFAULT_DEMO_DAY


def set_demo_day(day: date) -> None:
    """Move the example to ``day``. Refused outside demo mode."""
    if not settings.DEMO:
        raise NotADemo
    _file().write_text(day.isoformat())


def _file() -> Path:
    return Path(settings.VAR) / "demo-day"
