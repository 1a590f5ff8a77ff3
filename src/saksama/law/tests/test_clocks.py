"""Every clock of the sheet against tables a lawyer can read: day before, day after, holidays, zones, law."""

from datetime import date, datetime, timedelta

import pytest

from saksama.law import Due, LawError, due, load, local_day, seeded_calendar
from saksama.law.model import REGIMES, Rule
from saksama.law.tests.tables import rows, toml_cases

pytestmark = pytest.mark.rules

CALENDAR = seeded_calendar("64.02")

# the sheet's rows, with those that hold several clocks split; written here a second time on purpose
SHEET = {
    "pilkada": [f"PK-{n:02}" for n in range(1, 13)] + ["PK-13a", "PK-13b", "PK-14"],
    "pemilu": [f"PM-{n:02}" for n in range(1, 11)] + ["PM-11a", "PM-11b", "PM-12a", "PM-12b", "PM-12c"],
}
GAKKUMDU = [f"GK-{n:02}" for n in range(1, 16)] + ["GK-16a", "GK-16b", "GK-17"]
# office habits and the road of neutrality cases: sheet 5.3 and docs/law/README.md
BESIDE = ["AG-01", "AG-02", "AS-01", "AS-02", "AS-03"]
WINDOWS = {"PM-07", "GK-02", "GK-03", "GK-05", "GK-07", "GK-11"}
HOURS = {"GK-01", "GK-04"}


def rule_on(rule_id: str, day: date, regime: str = "pilkada") -> Rule:
    return load().on(day, regime)[rule_id]


def stands(day: date, result: Due) -> str:
    """Where a day stands against the earlier reading; the limit itself is inclusive."""
    assert result.due_on is not None
    return "in time" if day <= result.due_on else "late"


@pytest.mark.parametrize("regime", REGIMES)
def test_the_data_holds_exactly_the_clocks_of_the_sheet(regime):
    found = load().on(date(2024, 11, 10), regime).clocks()

    assert {rule.id for rule in found} == {*SHEET[regime], *GAKKUMDU, *BESIDE}
    assert {rule.id for rule in found if rule.kind == "window"} == WINDOWS & {
        *SHEET[regime],
        *GAKKUMDU,
        *BESIDE,
    }
    assert {rule.id for rule in found if rule.unit == "hour"} == HOURS


@pytest.mark.parametrize("regime", REGIMES)
def test_every_counted_clock_has_its_rows_in_the_table(regime):
    counted = {*SHEET[regime], *GAKKUMDU, *BESIDE} - WINDOWS - HOURS

    assert {row["rule"] for row in rows("clocks.csv") if row["regime"] == regime} == counted


@pytest.mark.parametrize(
    "row", rows("clocks.csv"), ids=lambda row: f"{row['regime']}-{row['rule']}-{row['start']}"
)
def test_day_before_day_and_day_after(row):
    start = date.fromisoformat(row["start"])
    result = due(rule_on(row["rule"], start, row["regime"]), start, calendar=CALENDAR)

    assert result.due_on == date.fromisoformat(row["limit"])
    assert result.other_due_on == (date.fromisoformat(row["other_limit"]) if row["other_limit"] else None)
    assert stands(date.fromisoformat(row["day_before"]), result) == "in time"
    assert stands(date.fromisoformat(row["limit"]), result) == "in time"
    assert stands(date.fromisoformat(row["day_after"]), result) == "late"


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("rule_id", sorted(HOURS))
def test_hour_clocks_end_on_the_same_minute_of_the_next_day(rule_id, regime):
    at = datetime.fromisoformat("2024-11-10T14:30:00+08:00")
    limit = due(rule_on(rule_id, at.date(), regime), at, calendar=CALENDAR).due_at

    assert limit == at + timedelta(hours=24)
    assert at + timedelta(hours=23, minutes=59) < limit < at + timedelta(hours=24, minutes=1)


@pytest.mark.parametrize("case", toml_cases("boundaries.toml"), ids=lambda case: case["name"])
def test_boundary(case):
    start, zone = case["start"], case.get("zone", "Asia/Makassar")
    regime, expected = case.get("regime", "pilkada"), case["expect"]

    if "error" in expected:
        with pytest.raises(LawError) as refusal:
            _counted(regime, case["rule"], start, zone)
        assert refusal.value.code == expected["error"]
        assert all((refusal.value.message(lang), refusal.value.advice(lang)) for lang in ("id", "en"))
    else:
        assert _facts(_counted(regime, case["rule"], start, zone), expected) == expected


def _counted(regime: str, rule_id: str, start: date | datetime, zone: str) -> Due:
    day = local_day(start, zone) if isinstance(start, datetime) else start
    return due(rule_on(rule_id, day, regime), start, calendar=CALENDAR, zone=zone)


def _facts(result: Due, wanted: dict[str, object]) -> dict[str, object]:
    facts = {
        "start": result.start,
        "due_on": result.due_on,
        "due_at": result.due_at,
        "other_due_on": result.other_due_on,
        "version": result.version,
        "act": result.source.act,
        "last_reason": result.days[-1].reason,
    }
    return {name: facts[name] for name in wanted}


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="aware"):
        due(rule_on("PK-06", date(2024, 11, 10)), datetime(2024, 11, 10, 9), calendar=CALENDAR)


def test_the_extended_clock_says_what_it_extends_and_starts_with_it():
    for regime, base, longer in (("pilkada", "PK-06", "PK-07"), ("pemilu", "PM-05", "PM-06")):
        rules = load().on(date(2024, 11, 10), regime)
        assert rules[longer].extends == base
        assert rules[longer].starts == rules[base].starts


def test_a_second_start_gives_the_latest_reading_and_leaves_the_limit_alone():
    saturday, monday = date(2024, 11, 9), date(2024, 11, 11)
    result = due(rule_on("PK-03", saturday), saturday, calendar=CALENDAR, other_start=monday)

    assert result.due_on == date(2024, 11, 10)
    assert result.other_due_on == date(2024, 11, 13)
