"""The same place on the same day before an earlier vote: two counts, compared given their sum.

Given the sum of two Poisson counts, each is binomial with its share of the exposure (Przyborowski and Wilenski
1940, Biometrika 31:313-323): exact, whatever the rate.
"""

from math import comb


def differs(now: int, before: int, exposure_now: float, exposure_before: float) -> float:
    """Exact two-sided p-value that the rates are equal; 1 when nothing was recorded either time."""
    total, share = now + before, exposure_now / (exposure_now + exposure_before)
    chances = [
        comb(total, count) * share**count * (1 - share) ** (total - count) for count in range(total + 1)
    ]
    return min(1.0, 2 * min(sum(chances[: now + 1]), sum(chances[now:])))
