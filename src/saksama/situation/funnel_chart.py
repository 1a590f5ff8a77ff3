"""The funnel as a drawing: counts against size, bands stepped as exact counts are. Numbers only; the template draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from saksama.situation.rules import counts
from saksama.situation.rules.funnel import INNER, OUTER

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 22, 66
_STEPS = 320
NAMED = 3
"""Besides one's own, so many of the places farthest outside are named."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to draw. ``is_outside``: beyond the 95 % band."""

    name: str
    exposure: float
    observed: int
    is_own: bool = False
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as drawn: where, and whether its name stands beside it."""

    place: Place
    x: float
    y: float
    is_named: bool
    anchor: str
    label_x: float


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Everything the template needs. Bands are closed paths; ticks are ``(position, value)``."""

    outer: str
    inner: str
    mean_y: float
    marks: Sequence[Mark]
    x_ticks: Sequence[tuple[float, float]]
    y_ticks: Sequence[tuple[float, float]]

    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = WIDTH - RIGHT
    top = TOP
    bottom = HEIGHT - BOTTOM
    label_y = HEIGHT - BOTTOM + 24
    axis_y = HEIGHT - 8
    middle = (LEFT + WIDTH - RIGHT) / 2


def draw(places: Sequence[Place], *, rate: float, phi: float = 1.0) -> FunnelChart:
    """Draw places around a common ``rate`` (cases for each unit of exposure)."""
    widest = max(place.exposure for place in places) * 1.08
    tallest = max(*(place.observed for place in places), counts.usual(rate * widest, OUTER, phi)[1], 4)
    x_step, y_step = tick_step(widest), tick_step(tallest)
    top = ceil(tallest / y_step) * y_step

    def x(value: float) -> float:
        return round(LEFT + value / widest * (WIDTH - RIGHT - LEFT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP), 1)

    outside = sorted(
        (place for place in places if place.is_outside and not place.is_own),
        key=lambda place: -abs(place.observed - rate * place.exposure),
    )[:NAMED]
    return FunnelChart(
        outer=_band(OUTER, rate, phi, widest, x, y),
        inner=_band(INNER, rate, phi, widest, x, y),
        mean_y=y(rate * widest),
        marks=[_mark(place, x, y, is_named=place.is_own or place in outside) for place in places],
        x_ticks=[(x(step * x_step), step * x_step) for step in range(floor(widest / x_step) + 1)],
        y_ticks=[(y(step * y_step), step * y_step) for step in range(round(top / y_step) + 1)],
    )


def tick_step(largest: float, most: int = 6) -> int:
    """A round whole step that gives at most ``most`` steps up to ``largest``.

    >>> [tick_step(value) for value in (4, 23, 1447)]
    [1, 5, 500]
    """
    rough = max(1.0, largest / most)
    power = 10 ** floor(log10(rough))
    return int(next(step * power for step in (1, 2, 5, 10) if step * power >= rough))


def _mark(place: Place, x: Callable[[float], float], y: Callable[[float], float], *, is_named: bool) -> Mark:
    at = x(place.exposure)
    is_right = at > WIDTH * 0.6
    return Mark(
        place,
        at,
        y(place.observed),
        is_named,
        "end" if is_right else "start",
        at - 12 if is_right else at + 12,
    )


def _band(
    level: float,
    rate: float,
    phi: float,
    widest: float,
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> str:
    """A closed path along the usual counts: upper edge from left to right, lower edge back."""
    limits = [
        (widest * step / _STEPS, *counts.usual(rate * widest * step / _STEPS, level, phi))
        for step in range(_STEPS + 1)
    ]
    upper = [(place, high) for place, _, high in limits]
    lower = [(place, low) for place, low, _ in limits]
    there = _stairs(upper, x, y)
    back = " ".join(f"L{a} {b}" for a, b in reversed(_corners(lower, x, y)))
    return f"M{there} {back} Z"


def _stairs(
    edge: Sequence[tuple[float, int]], x: Callable[[float], float], y: Callable[[float], float]
) -> str:
    return " L".join(f"{a} {b}" for a, b in _corners(edge, x, y))


def _corners(
    edge: Sequence[tuple[float, int]], x: Callable[[float], float], y: Callable[[float], float]
) -> list[tuple[float, float]]:
    """Only the corners of the stairs, not every step of the way."""
    corners, level = [(x(edge[0][0]), y(edge[0][1]))], edge[0][1]
    for place, count in edge[1:]:
        if count != level:
            corners += [(x(place), y(level)), (x(place), y(count))]
            level = count
    return [*corners, (x(edge[-1][0]), y(level))]
