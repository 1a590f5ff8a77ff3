"""What is said of the counts of one question: shares, least, middle, most, and groups of numbers. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MOST_GROUPS: Final = 12
"""Rows of a table of numbers; fewer different numbers than this stand one to a row."""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers from ``low`` up to and without ``high``; ``low`` alone where ``high`` is None."""

    low: float
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was told where a number was asked. ``unreadable``: answers that are no number."""

    count: int
    least: float
    middle: float
    most: float
    groups: tuple[Group, ...]
    unreadable: int = 0


def number(text: str) -> float | None:
    """The number a text tells, None for none.

    >>> number("12"), number("1e400"), number("dua")
    (12.0, None, None)
    """
    try:
        told = float(text)
    except ValueError:
        return None
    return told if math.isfinite(told) else None


def numbers(counts: Mapping[str, int]) -> Numbers | None:
    """Least, median, most and at most twelve groups; None where no answer is a number.

    The median of an even count is the mean of the two in the middle.

    >>> told = numbers({"1": 1, "2": 1, "10": 2, "?": 1})
    >>> told.least, told.middle, told.most, told.count, told.unreadable
    (1.0, 6.0, 10.0, 4, 1)
    """
    read: dict[float, int] = {}
    unreadable = 0
    for text, many in counts.items():
        told = number(text)
        if told is None:
            unreadable += many
        else:
            read[told] = read.get(told, 0) + many
    if not read:
        return None
    ordered = sorted(read.items())
    count = sum(read.values())
    middle = (_at(ordered, (count - 1) // 2) + _at(ordered, count // 2)) / 2
    return Numbers(count, ordered[0][0], middle, ordered[-1][0], groups(ordered), unreadable)


def _at(ordered: list[tuple[float, int]], place: int) -> float:
    for told, many in ordered:
        place -= many
        if place < 0:
            return told
    return ordered[-1][0]


def groups(ordered: list[tuple[float, int]]) -> tuple[Group, ...]:
    """One row for each number where there are few, else equal steps of 1, 2 or 5 times a power of ten.

    >>> [(g.low, g.high, g.count) for g in groups([(float(n), 1) for n in range(0, 100, 5)])][:2]
    [(0.0, 10.0, 2), (10.0, 20.0, 2)]
    """
    if len(ordered) <= MOST_GROUPS:
        return tuple(Group(told, None, many) for told, many in ordered)
    step = step_for(ordered[0][0], ordered[-1][0])
    first = math.floor(ordered[0][0] / step)
    found: dict[int, int] = {}
    for told, many in ordered:
        place = math.floor(told / step)
        found[place] = found.get(place, 0) + many
    last = max(found)
    return tuple(Group(at * step, (at + 1) * step, found.get(at, 0)) for at in range(first, last + 1))


def step_for(least: float, most: float) -> float:
    """The smallest step of 1, 2 or 5 times a power of ten with at most twelve groups from ``least`` to ``most``.

    >>> step_for(0, 95), step_for(3, 590)
    (10.0, 50.0)
    """
    size = math.floor(math.log10((most - least) / MOST_GROUPS))
    for power in range(size, size + 3):
        for times in (1, 2, 5):
            step = float(times * 10.0**power)
            if math.floor(most / step) - math.floor(least / step) < MOST_GROUPS:
                return step
    return most - least


def is_inside(text: str, low: float, high: float | None) -> bool:
    """Whether one of the numbers in ``text`` lies in the group."""
    told = [number(part) for part in text.split()]
    return any(one is not None and (one == low if high is None else low <= one < high) for one in told)


def share(count: int, whole: int) -> float:
    """A share from 0 to 1; 0 of nothing."""
    return count / whole if whole else 0.0
