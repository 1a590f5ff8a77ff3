"""Exact tails, limits and intervals agree with scipy and with the published interval."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from saksama.situation.rules import counts

pytestmark = pytest.mark.rules

MEANS = [0.01, 0.3, 1, 4.6, 11, 52.5, 1000, 250_000]


def law(mean, phi):
    return stats.poisson(mean) if phi == 1 else stats.nbinom(mean / (phi - 1), 1 / phi)


@pytest.mark.parametrize("phi", [1.0, 1.7, 4.0])
@pytest.mark.parametrize("mean", MEANS)
def test_tails_and_quantiles_are_those_of_scipy(mean, phi):
    known = law(mean, phi)
    for share in (0.001, 0.025, 0.5, 0.975, 0.999):
        count = int(known.ppf(share))
        assert counts.quantile(share, mean, phi) == count
        assert counts.at_most(count, mean, phi) == pytest.approx(known.cdf(count), rel=1e-8)
        assert counts.at_least(count, mean, phi) == pytest.approx(known.sf(count - 1), rel=1e-8)


def test_the_far_tail_keeps_its_figures():
    assert counts.at_least(40, 4.6) == pytest.approx(stats.poisson(4.6).sf(39), rel=1e-9)
    assert counts.at_most(2, 90.0) == pytest.approx(stats.poisson(90).cdf(2), rel=1e-9)


def test_eleven_recorded_lies_between_5_49_and_19_68():
    low, high = counts.interval(11)
    assert (round(low, 2), round(high, 2)) == (5.49, 19.68)


@pytest.mark.parametrize("count", [0, 1, 11, 48, 1447])
def test_the_interval_is_the_one_of_garwood(count):
    low, high = counts.interval(count)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0, rel=1e-9)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-9)


def test_from_4_6_expected_1_to_9_are_usual():
    assert counts.usual(4.6, 0.95) == (1, 9)
    assert counts.at_least(11, 4.6) == pytest.approx(0.008, abs=0.0005)


def test_drawn_limits_pass_the_stated_tail():
    """The limit between two counts interpolates their tails (Spiegelhalter, appendix A.1)."""
    for mean in (1.0, 4.6, 40.0):
        limit, count = counts.smooth_quantile(0.975, mean), counts.quantile(0.975, mean)
        assert count - 1 < limit <= count


@settings(max_examples=60)
@given(some.floats(0.05, 300), some.sampled_from([0.95, 0.998]), some.sampled_from([1.0, 2.5]))
def test_never_more_than_stated_lies_outside(mean, level, phi):
    low, high = counts.usual(mean, level, phi)
    outside = counts.at_most(low - 1, mean, phi) + counts.at_least(high + 1, mean, phi)
    assert outside <= 1 - level + 1e-12


def test_simulation_shows_the_stated_false_alarm_rate():
    """Of 20,000 counts that differ by chance alone at most one in twenty lies outside 95 %, and not far fewer."""
    chance = random.Random(64_02)
    mean, outside = 40.0, 0
    low, high = counts.usual(mean, 0.95)
    for _ in range(20_000):
        drawn = _poisson(chance, mean)
        outside += not low <= drawn <= high
    assert 0.03 < outside / 20_000 <= 0.053


def _poisson(chance, mean):
    """Events until the waiting times pass one unit of time."""
    elapsed, count = chance.expovariate(mean), 0
    while elapsed < 1:
        elapsed += chance.expovariate(mean)
        count += 1
    return count
