"""Funnel, overdispersion, false alarms, smoothing, course and earlier votes; each answer reached from data."""

import random
from itertools import pairwise, product
from statistics import mean as average

import pytest
from scipy import stats

from saksama.situation.rules import counts
from saksama.situation.rules.earlier import differs
from saksama.situation.rules.funnel import Unit, discoveries, dispersion, funnel
from saksama.situation.rules.judging import Answer, Why, judge, nothing_to_compare
from saksama.situation.rules.smoothing import smooth
from saksama.situation.rules.trend import trend

pytestmark = pytest.mark.rules

SIZES = [1443, 1201, 998, 701, 484, 469, 321, 293, 277, 77]


def units(observed, sizes=SIZES):
    return [
        Unit(f"64.{place:02}", count, size)
        for place, (count, size) in enumerate(zip(observed, sizes, strict=True), 1)
    ]


CALM = [12, 10, 8, 6, 4, 4, 3, 2, 2, 1]


# The three answers


def test_a_count_in_line_with_its_size_is_usual():
    found = judge("64.01", 12, units(CALM))
    assert (found.answer, found.why) == (Answer.USUAL, ())
    assert found.expected == pytest.approx(52 * 1443 / sum(SIZES))


def test_a_count_far_above_its_size_is_unusual_and_so_is_one_far_below():
    high, low = [40, *CALM[1:]], [0, 25, 22, 15, 10, 10, 7, 6, 6, 2]
    assert judge("64.01", 40, units(high)).answer == Answer.UNUSUAL
    assert judge("64.01", 0, units(low)).answer == Answer.UNUSUAL


def test_another_day_or_another_measure_cannot_be_judged_but_the_sum_is_shown():
    found = judge("64.01", 11, units([None] * 10), same_day=False, same_measure=False, total=20)
    assert found.answer == Answer.CANNOT
    assert found.why == (Why.OTHER_DAY, Why.OTHER_MEASURE, Why.TOTAL_ONLY)
    assert round(found.expected, 1) == 4.6
    assert found.usual == (1, 9)
    assert found.is_outside


def test_one_comparable_area_only_cannot_be_judged():
    found = judge("64.01", 12, units(CALM[:2], SIZES[:2]))
    assert (found.answer, found.why, found.areas) == (Answer.CANNOT, (Why.FEW_AREAS,), 2)


def test_an_area_without_exposure_cannot_be_judged():
    without = [Unit("64.01", 12, None), *units(CALM)[1:]]
    assert judge("64.01", 12, without).why == (Why.NO_EXPOSURE,)
    assert judge("64.99", 12, units(CALM)).why == (Why.NO_EXPOSURE,)


def test_others_without_exposure_are_left_out_and_named():
    found = funnel([*units(CALM), Unit("64.98", 4, None), Unit("64.99", None, 50)])
    assert found.left_out == ["64.98", "64.99"]
    assert len(found.points) == 10


def test_nothing_recorded_anywhere_and_nothing_published_cannot_be_judged():
    assert judge("64.01", 0, units([0] * 10)).why == (Why.NOTHING_RECORDED,)
    assert nothing_to_compare(11).why == (Why.NO_COMPARISON,)


# Limits, dispersion, false alarms


def test_limits_of_every_point_are_exact_poisson_tails():
    found = funnel(units(CALM))
    assert found.phi == 1
    for point in found.points:
        law = stats.poisson(point.expected)
        assert point.usual == (law.ppf(0.025), law.ppf(0.975))
        assert point.outer == (law.ppf(0.001), law.ppf(0.999))


def test_places_that_vary_more_than_chance_widen_the_limits():
    observed = [30, 4, 19, 2, 11, 1, 9, 1, 7, 0]
    found = funnel(units(observed))
    assert found.phi > 1.5
    plain = counts.usual(found.points[0].expected, 0.95)
    assert found.points[0].usual[0] < plain[0]
    assert found.points[0].usual[1] > plain[1]


def test_one_far_place_does_not_hide_itself_in_the_dispersion():
    calm, far = dispersion([(5, 5.0)] * 9), dispersion([(5, 5.0)] * 9 + [(60, 5.0)])
    assert (calm, far) == (1.0, 1.0)


def test_benjamini_and_hochberg_as_in_their_paper():
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1,
    ]
    found = discoveries({str(place): value for place, value in enumerate(p)})
    assert found == {"0", "1", "2", "3"}


def test_among_places_that_differ_by_chance_alone_few_are_called_unusual():
    """400 draws of ten places each: an answer *unusual* for the first, and any flag at all, keep the stated rate."""
    chance, own, any_flag = random.Random(9_11), 0, 0
    for _ in range(400):
        drawn = [_poisson(chance, 60 * size / sum(SIZES)) for size in SIZES]
        found = judge("64.01", drawn[0], units(drawn))
        own += found.answer == Answer.UNUSUAL
        any_flag += any(point.is_flagged for point in found.funnel.points)
    assert own / 400 <= 0.05
    assert any_flag / 400 <= 0.05


def _poisson(chance, mean):
    elapsed, count = chance.expovariate(1), 0
    while elapsed < mean:
        elapsed += chance.expovariate(1)
        count += 1
    return count


# Small places


def test_smoothing_pulls_a_village_of_300_voters_and_leaves_a_city():
    chance = random.Random(300)
    rates = [chance.gammavariate(4, 1 / 4) for _ in range(38)]
    others = [Unit(f"v{place}", _poisson(chance, 8 * rate), 4_000) for place, rate in enumerate(rates)]
    found = {
        item.code: item for item in smooth([Unit("village", 3, 300), Unit("city", 3_000, 600_000), *others])
    }
    village, city = found["village"], found["city"]
    assert village.raw > 2
    assert abs(village.ratio - 1) < 0.4 * abs(village.raw - 1)
    assert abs(city.ratio - city.raw) < 0.02


def test_without_variety_between_places_all_are_drawn_to_the_mean():
    assert {item.ratio for item in smooth(units([14, 12, 10, 7, 5, 5, 3, 3, 3, 1]))} == {1.0}
    assert smooth(units([0] * 10)) == []


# The own course, and earlier votes


def test_a_rise_of_the_last_weeks_stands_out_and_a_calm_course_does_not():
    assert trend([1, 2, 1, 1, 2, 1]).is_rising is False
    assert trend([0, 1, 0, 1, 6, 8]).is_rising is True
    assert trend([1, 0, 1]).is_rising is None
    assert trend([0, 1, 0, 1, 1]).is_rising is None


def test_the_chance_of_a_climb_is_exact():
    """Compared with every way in which six records can fall into four weeks."""
    weeks, records = 4, 6
    for course in ([0, 0, 2, 4], [3, 1, 1, 1], [1, 1, 1, 3]):
        top = max(trend(course).sums)
        reached = 0
        for fall in product(range(weeks), repeat=records):
            drawn = [fall.count(week) for week in range(weeks)]
            reached += max(trend(drawn).sums) >= top
        assert trend(course).chance == pytest.approx(reached / weeks**records)


def test_a_course_without_change_alarms_no_more_often_than_stated():
    chance, alarms = random.Random(5), 0
    for _ in range(300):
        fall = [chance.randrange(6) for _ in range(18)]
        alarms += trend([fall.count(week) for week in range(6)]).is_rising
    assert alarms / 300 <= 0.05


def test_many_records_are_judged_in_the_same_way():
    assert trend([20, 22, 19, 21, 20, 18]).is_rising is False
    assert trend([20, 22, 19, 21, 55, 60]).is_rising is True
    assert (
        trend([90_000, 100_000, 95_000, 100_000, 300_000, 310_000]).is_rising is True
    )  # of a whole nation, at once
    falling = [trend([10, 10, 10, 10, 10 + more]).chance for more in (0, 5, 10, 20)]
    assert all(later <= earlier for earlier, later in pairwise(falling))
    assert average(falling) < 1


def test_two_votes_are_compared_as_the_exact_binomial_test_does():
    assert differs(11, 3, 1447, 2269) == pytest.approx(
        min(1, 2 * stats.binom(14, 1447 / (1447 + 2269)).sf(10)), rel=1e-9
    )
    assert differs(0, 0, 10, 10) == 1
    for now, before, sizes in (
        (0, 9, (3, 7)),
        (9, 0, (3, 7)),
        (501_000, 499_000, (5, 5)),
        (700_000, 9, (5, 5)),
    ):
        chance = stats.binom(now + before, sizes[0] / sum(sizes))
        exact = min(1, 2 * min(chance.cdf(now), chance.sf(now - 1)))
        assert differs(now, before, *sizes) == pytest.approx(exact, rel=1e-6, abs=1e-300)
