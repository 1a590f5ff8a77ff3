"""The same place on the same day before an earlier vote: two counts, compared given their sum.

Given the sum of two Poisson counts, each is binomial with its share of the exposure (Przyborowski and Wilenski
1940, Biometrika 31:313-323): exact, whatever the rate. In logarithms and by ratios of neighbouring terms, so that
counts of a nation are as well as those of a district.
"""

from math import exp, lgamma, log, log1p
from typing import Final

NEGLIGIBLE: Final = 1e-17
"""Of the sum so far: later terms are smaller still."""


def differs(now: int, before: int, exposure_now: float, exposure_before: float) -> float:
    """Exact two-sided p-value that the rates are equal; 1 when nothing was recorded either time."""
    total, share = now + before, exposure_now / (exposure_now + exposure_before)
    here = exp(
        lgamma(total + 1) - lgamma(now + 1) - lgamma(before + 1) + now * log(share) + before * log1p(-share)
    )
    odds = share / (1 - share)
    return min(1.0, 2 * min(_tail(here, now, before, 1 / odds), _tail(here, before, now, odds)))


def _tail(here: float, falling: int, rising: int, odds: float) -> float:
    """The chance of the count ``falling`` and of all below it. ``odds``: of the other count, per exposure."""
    whole = term = here
    while falling and term:
        rising += 1
        ratio = falling / rising * odds
        term *= ratio
        falling -= 1
        whole += term
        if ratio < 1 and term < whole * NEGLIGIBLE:
            break
    return whole
