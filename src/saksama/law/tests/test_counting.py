"""Properties of counting, and ten thousand random starts against a counter that shares no code."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama.law import Due, Rule, due, load, seeded_calendar
from saksama.law.tests.counter import closed_days, nth_day

pytestmark = pytest.mark.rules

CALENDAR = seeded_calendar("64.02")
CLOSED = closed_days(2015, 2027, "64.02")
FIRST, LAST = date(2020, 1, 1), date(2027, 10, 31)
RULES: list[Rule] = [
    rule
    for regime in ("pilkada", "pemilu")
    for rule in load().on(date(2024, 11, 10), regime).clocks()
    if rule.kind == "clock" and rule.unit != "hour"
]

starts = st.dates(min_value=FIRST, max_value=LAST)
rules = st.sampled_from(RULES)


def plainly(rule: Rule, start: date, *, start_counts: bool) -> date:
    assert rule.length is not None
    closed = CLOSED if rule.unit == "working_day" else None
    return nth_day(start, rule.length, start_counts=start_counts, closed=closed, back=rule.counts_back)


def test_ten_thousand_random_starts_agree_with_the_plain_counter():
    random = Random(6402)
    span = (LAST - FIRST).days
    for _ in range(10_000):
        rule, start = random.choice(RULES), FIRST + timedelta(days=random.randint(0, span))
        result = due(rule, start, calendar=CALENDAR)
        assert result.due_on == plainly(rule, start, start_counts=rule.first_day == "counted"), (
            rule.id,
            start,
        )
        if rule.other_first_day:
            assert result.other_due_on == plainly(rule, start, start_counts=False), (rule.id, start)


@given(rules, starts)
def test_the_listed_days_are_the_sum(rule, start):
    result = due(rule, start, calendar=CALENDAR)
    step = timedelta(days=-1 if rule.counts_back else 1)

    assert result.days[0].date == start
    assert result.days[-1].date == result.due_on
    assert result.days[-1].counted
    assert [day.date for day in result.days] == [start + step * n for n in range(len(result.days))]
    assert [day.number for day in result.days if day.counted] == list(range(1, rule.length + 1))
    assert all(day.number is None for day in result.days if not day.counted)


@given(rules, starts)
def test_a_later_start_never_has_an_earlier_limit(rule, start):
    today = due(rule, start, calendar=CALENDAR)
    tomorrow = due(rule, start + timedelta(days=1), calendar=CALENDAR)

    assert today.due_on <= tomorrow.due_on


@given(rules, starts)
def test_the_other_reading_is_later_or_absent(rule, start):
    result = due(rule, start, calendar=CALENDAR)

    assert result.other_due_on is None or result.other_due_on > result.due_on
    assert (result.other_due_on is None) == (rule.other_first_day is None)


@given(rules, starts)
def test_a_due_date_survives_its_json(rule, start):
    result = due(rule, start, calendar=CALENDAR)

    assert Due.from_json(result.as_json()) == result


@given(
    st.sampled_from(["GK-01", "GK-04"]),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.timezones()),
)
def test_hours_pass_as_hours_whatever_the_zone_they_are_written_in(rule_id, at):
    rule = load().on(date(2024, 11, 10), "pilkada")[rule_id]
    result = due(rule, at, calendar=CALENDAR)

    assert result.due_at - result.start == timedelta(hours=24)
    assert Due.from_json(result.as_json()).due_at == result.due_at


@given(starts)
def test_a_working_day_limit_is_a_working_day(start):
    rule = load().on(date(2024, 11, 10), "pemilu")["PM-01"]

    assert CALENDAR.is_working_day(due(rule, start, calendar=CALENDAR).due_on)
