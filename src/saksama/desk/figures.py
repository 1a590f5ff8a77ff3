"""Counts of a day for the page's margin, the recap and the documents, remembered as long as nothing has changed.

Counted by ``cases.counting``; whether anything has changed, the stamps know (``stamps``).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from saksama.cases.counting import Course, Figures, count
from saksama.desk.stamps import Version, version_of


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of an office at the end of a day, with their course."""

    figures: Figures
    course: Course


def figures_of(office_code: str, *, on: date) -> DayFigures:
    """Count the office's matters (its own and those of offices inside it) at the end of ``on``."""
    return _remembered(office_code, on, version_of(office_code))


@lru_cache(maxsize=512)
def _remembered(office_code: str, on: date, _version: Version) -> DayFigures:
    """``_version`` is part of the key: after any change the figures are counted anew."""
    told = count(office_code, on=on)
    return DayFigures(told.figures, told.course)
