"""Exact tails, quantiles and intervals of counts, in plain Python.

A count of rare events in a place of a given size follows the Poisson law; where places differ from each other
for reasons we do not see, its variance is ``phi`` times its mean, and the negative binomial law with that mean
and variance takes its place (``phi = 1`` is Poisson again). Tests compare with scipy.stats.

Sources: Garwood (1936), Biometrika 28:437-442; Spiegelhalter (2005), Statistics in Medicine 24:1185-1202.
"""

from collections.abc import Callable
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

_NOTHING = 1e-18
"""A term this small beside the sum so far, and all after it, change no figure."""


def at_most(count: int, mean: float, phi: float = 1.0) -> float:
    """P(X <= count)."""
    if count < 0:
        return 0.0
    return _downwards(count, mean, phi) if count <= mean else 1.0 - _upwards(count + 1, mean, phi)


def at_least(count: int, mean: float, phi: float = 1.0) -> float:
    """P(X >= count)."""
    if count <= 0:
        return 1.0
    return _upwards(count, mean, phi) if count > mean else 1.0 - _downwards(count - 1, mean, phi)


def quantile(share: float, mean: float, phi: float = 1.0) -> int:
    """The smallest count with P(X <= count) >= ``share``; 0 < share < 1."""
    if mean <= 0:
        return 0
    count = max(0, round(mean + NormalDist().inv_cdf(share) * sqrt(mean * phi)))
    reached = at_most(count, mean, phi)
    while reached < share:
        count += 1
        reached += _chance(count, mean, phi)
    while count and reached - _chance(count, mean, phi) >= share:
        reached -= _chance(count, mean, phi)
        count -= 1
    return count


def usual(mean: float, level: float, phi: float = 1.0) -> tuple[int, int]:
    """Smallest and largest usual count: outside lie at most ``(1 - level) / 2`` on each side.

    >>> usual(4.6, 0.95)
    (1, 9)
    """
    outside = (1 - level) / 2
    return quantile(outside, mean, phi), quantile(1 - outside, mean, phi)


def smooth_quantile(share: float, mean: float, phi: float = 1.0) -> float:
    """The quantile between counts, as funnel plots draw it: R - a with a from the two tails around it.

    Spiegelhalter (2005), appendix A.1. It may lie a little below zero where the mean is small.
    """
    count = quantile(share, mean, phi)
    reached, step = at_most(count, mean, phi), _chance(count, mean, phi)
    return count - (reached - share) / step


def two_sided(count: int, mean: float, phi: float = 1.0) -> float:
    """Exact p-value: twice the smaller tail, at most 1. It agrees with the limits and the interval."""
    return min(1.0, 2 * min(at_most(count, mean, phi), at_least(count, mean, phi)))


def interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of the mean behind a Poisson count (Garwood 1936).

    >>> [round(bound, 2) for bound in interval(11)]
    [5.49, 19.68]
    """
    outside = (1 - level) / 2
    low = 0.0 if count == 0 else _mean_where(lambda mean: at_least(count, mean) - outside, count)
    return low, _mean_where(lambda mean: outside - at_most(count, mean), count)


def _mean_where(rising: Callable[[float], float], count: int) -> float:
    """The mean at which a rising function passes zero, by halving."""
    low, high = 0.0, count + 12 * sqrt(count + 1) + 12
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _chance(count: int, mean: float, phi: float) -> float:
    """P(X = count)."""
    if mean <= 0:
        return float(count == 0)
    if phi <= 1:
        return exp(count * log(mean) - mean - lgamma(count + 1))
    size, share = mean / (phi - 1), (phi - 1) / phi
    return exp(lgamma(count + size) - lgamma(size) - lgamma(count + 1) - size * log(phi) + count * log(share))


def _grows(count: int, mean: float, phi: float) -> float:
    """P(X = count + 1) / P(X = count)."""
    if phi <= 1:
        return mean / (count + 1)
    return (count + mean / (phi - 1)) / (count + 1) * (phi - 1) / phi


def _downwards(count: int, mean: float, phi: float) -> float:
    total = term = _chance(count, mean, phi)
    while count and term > total * _NOTHING:
        count -= 1
        term /= _grows(count, mean, phi) or 1.0
        total += term
    return min(1.0, total)


def _upwards(count: int, mean: float, phi: float) -> float:
    total = term = _chance(count, mean, phi)
    while term > total * _NOTHING:
        term *= _grows(count, mean, phi)
        count += 1
        total += term
    return min(1.0, total)
