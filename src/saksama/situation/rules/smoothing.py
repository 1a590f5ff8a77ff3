"""Small places lend little evidence: their rates are drawn towards the rate of all (gamma-Poisson).

Sources: Clayton and Kaldor (1987), Biometrics 43:671-681; the moments of Marshall (1991), Applied Statistics
40:283-294.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from saksama.situation.rules.funnel import Unit


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A place's ratio of recorded to expected, before and after. ``weight``: how much its own figure counts, 0..1."""

    code: str
    raw: float
    ratio: float
    weight: float


def smooth(units: Iterable[Unit]) -> list[Smoothed]:
    """Ratios drawn to 1 by as much as each place's size leaves open; empty where nothing was recorded at all.

    The prior is a gamma law with mean 1 and the variance between places that chance does not explain.
    """
    known = [(u.code, u.observed, u.exposure) for u in units if u.observed is not None and u.exposure]
    size, total = sum(exposure for _, _, exposure in known), sum(observed for _, observed, _ in known)
    if not total:
        return []
    expected = {code: exposure * total / size for code, _, exposure in known}
    spread = sum(expected[code] * (observed / expected[code] - 1) ** 2 for code, observed, _ in known)
    between = max(0.0, spread / total - len(known) / total)
    found = []
    for code, observed, _ in known:
        raw, weight = observed / expected[code], between / (between + 1 / expected[code])
        found.append(Smoothed(code, raw, 1 + weight * (raw - 1), weight))
    return found
