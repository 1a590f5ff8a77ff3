"""Many places of different size beside each other: expected counts, limits, flags under control of false alarms.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, for the funnel and for overdispersion;
Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289-300, for false alarms among many places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from saksama.situation.rules import counts

INNER, OUTER = 0.95, 0.998
"""The two bands that funnel plots customarily show."""
FALSE_ALARMS = 0.05
"""Of the places flagged, at most this share may be flagged by chance."""
TRIMMED = 0.10
"""Share of the extreme z-values on each side drawn in before dispersion is judged (winsorising)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place: how many were recorded there, and its size (voters or stations). None: not known."""

    code: str
    observed: int | None
    exposure: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the funnel. ``usual`` and ``outer``: smallest and largest count inside 95 and 99.8 %."""

    code: str
    observed: int
    exposure: float
    expected: float
    usual: tuple[int, int]
    outer: tuple[int, int]
    p: float
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """All places with a figure and a size.

    rate: recorded for each unit of exposure.   phi: how many times more they vary than chance alone (1: not more).
    left_out: codes of places whose figure or size is missing.
    """

    rate: float
    phi: float
    points: Sequence[Point]
    left_out: Sequence[str]

    def of(self, code: str) -> Point | None:
        """The point of a place, where it has one."""
        return next((point for point in self.points if point.code == code), None)


def funnel(units: Iterable[Unit]) -> Funnel:
    """Expected counts by size alone, with limits, p-values and flags."""
    every = list(units)
    known = [(u.code, u.observed, u.exposure) for u in every if u.observed is not None and u.exposure]
    size = sum(exposure for _, _, exposure in known)
    rate = sum(observed for _, observed, _ in known) / size if size else 0.0
    phi = dispersion([(observed, rate * exposure) for _, observed, exposure in known])
    p = {code: counts.two_sided(observed, rate * exposure, phi) for code, observed, exposure in known}
    flagged = discoveries(p)
    points = [
        Point(
            code=code,
            observed=observed,
            exposure=exposure,
            expected=rate * exposure,
            usual=counts.usual(rate * exposure, INNER, phi),
            outer=counts.usual(rate * exposure, OUTER, phi),
            p=p[code],
            is_flagged=code in flagged,
        )
        for code, observed, exposure in known
    ]
    seen = {code for code, _, _ in known}
    return Funnel(rate, phi, points, [unit.code for unit in every if unit.code not in seen])


def dispersion(pairs: Iterable[tuple[int, float]]) -> float:
    """phi from ``(observed, expected)``: mean of squared z-values, extremes drawn in; never below 1.

    Pearson's z is used, whose mean square is 1 under Poisson however small the expectation.
    """
    z = sorted((observed - expected) / sqrt(expected) for observed, expected in pairs if expected > 0)
    if len(z) < 3:
        return 1.0
    edge = min(ceil(TRIMMED * len(z)), (len(z) - 1) // 2)
    drawn_in = [min(max(value, z[edge]), z[-1 - edge]) for value in z]
    return max(1.0, sum(value * value for value in drawn_in) / len(drawn_in))


def discoveries(p: Mapping[str, float], rate: float = FALSE_ALARMS) -> frozenset[str]:
    """Those whose p-value stands out among all: at most ``rate`` of them by chance (Benjamini-Hochberg)."""
    ordered = sorted(p.items(), key=lambda item: item[1])
    last = max(
        (place for place, (_, value) in enumerate(ordered, 1) if value <= rate * place / len(ordered)),
        default=0,
    )
    return frozenset(code for code, _ in ordered[:last])
