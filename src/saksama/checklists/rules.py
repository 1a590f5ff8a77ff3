"""Pure rules of receiving: whose station, how late, which clock, what a name of a file may be.

No law here: these thresholds are the product's own and mark, they never refuse.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from saksama.places.rules import is_within

LATE_AFTER: Final = timedelta(hours=1)
"""Received longer after it was filled than this: marked late, with its original time."""
CLOCK_AHEAD: Final = timedelta(minutes=10)
CLOCK_BEHIND: Final = timedelta(days=90)
"""A device's clock outside these bounds is doubted; the receipt's time is then used beside it."""

FLAGS: Final = ("late", "clock", "no_time", "other_station", "withdrawn", "outside_dates")

_PATH_LIKE: Final = re.compile(r"[/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Posting:
    """Where somebody stands, first and last day inclusive; ``area_code`` a station or what holds stations."""

    event: str
    area_code: str
    starts_on: date
    ends_on: date
    ended_at: datetime | None = None

    def holds(self, day: date, at: datetime) -> bool:
        """Whether it holds on ``day`` (of filling) and had not been ended before ``at``."""
        return self.starts_on <= day <= self.ends_on and (self.ended_at is None or at < self.ended_at)

    @property
    def is_station(self) -> bool:
        return "-" in self.area_code


def posting_at(postings: Iterable[Posting], event: str, day: date, at: datetime) -> Posting | None:
    """The posting under which a form filled at ``at`` was filled: one that held, else the nearest in time.

    A form filled at the old station and sent after a change of station belongs to the old one.
    """
    here = [posting for posting in postings if posting.event == event]
    holding = [posting for posting in here if posting.holds(day, at)]
    if holding:
        return next((posting for posting in holding if posting.ended_at), holding[-1])
    return min(here, key=lambda posting: _days_off(posting, day), default=None)


def _days_off(posting: Posting, day: date) -> int:
    if day < posting.starts_on:
        return (posting.starts_on - day).days
    return max((day - posting.ends_on).days, 0)


def clock_flags(recorded_at: datetime | None, received_at: datetime) -> list[str]:
    """``late``, ``clock`` or ``no_time``, from the device's time and ours.

    >>> from datetime import UTC
    >>> noon = datetime(2024, 11, 27, 4, tzinfo=UTC)
    >>> clock_flags(noon - timedelta(hours=3), noon), clock_flags(noon.replace(year=2023), noon)
    (['late'], ['clock'])
    """
    if recorded_at is None:
        return ["no_time"]
    if recorded_at > received_at + CLOCK_AHEAD or recorded_at < received_at - CLOCK_BEHIND:
        return ["clock"]
    return ["late"] if received_at - recorded_at > LATE_AFTER else []


def station_fits(station: str, posting: Posting | None) -> bool:
    """Whether a named station lies where the sender stands."""
    return posting is not None and is_within(station, posting.area_code)


def file_name(name: str) -> str:
    """The last part of a name that a client gave, without paths and control letters; at most 160 letters.

    >>> file_name("../../etc/passwd"), file_name("C:\\\\foto\\\\a.jpg"), file_name("")
    ('passwd', 'a.jpg', 'file')
    """
    plain = _PATH_LIKE.split(name)[-1].strip(". ")
    return plain[-160:] or "file"
