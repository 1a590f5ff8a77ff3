"""Holidays: the files against the package, the area of a holiday, what an office adds or takes away."""

import tomllib
from datetime import date
from pathlib import Path

import holidays
import pytest

import saksama.law
from saksama.law import CalendarGap, Holiday, WorkCalendar, due, load, seeded_calendar

pytestmark = pytest.mark.rules

FILES = Path(saksama.law.__file__).parent / "data" / "holidays"
LAUNCH = date(2025, 8, 18)  # joint leave announced eleven days before


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_file_of_a_year_agrees_with_the_package(year):
    content = tomllib.loads((FILES / f"{year}.toml").read_text(encoding="utf-8"))
    national = {item["day"] for item in content["days"] if "area" not in item}
    packaged = set(holidays.country_holidays("ID", years=year, categories=("public", "government")))

    assert national == packaged


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_holiday_of_a_filed_year_names_its_decree(year):
    named = [holiday for holiday in seeded_calendar("64.02").holidays() if holiday.day.year == year]

    assert named
    assert all(holiday.decree and not holiday.estimated for holiday in named)


def test_voting_days_are_holidays_of_their_own_kind():
    calendar = seeded_calendar()

    for day in (date(2020, 12, 9), date(2024, 2, 14), date(2024, 11, 27)):
        assert calendar.holiday_on(day).kind == "voting_day"
        assert calendar.holiday_on(day).decree.startswith("Keppres")


def test_joint_leave_is_no_working_day():
    assert seeded_calendar().holiday_on(date(2024, 12, 26)).kind == "joint_leave"
    assert not seeded_calendar().is_working_day(date(2024, 12, 26))


@pytest.mark.parametrize(
    ("area", "holds"), [("64.02", True), ("64.02.06", True), ("64.03", False), ("64", False), (None, False)]
)
def test_the_re_vote_is_a_holiday_in_kukar_only(area, holds):
    assert (seeded_calendar(area).holiday_on(date(2025, 4, 19)) is not None) == holds


def test_a_similar_code_is_another_area():
    extra = [Holiday(date(2024, 11, 11), "Hari jadi", "office", "SK", area="64.0")]

    assert seeded_calendar("64.02", extra=extra).holiday_on(date(2024, 11, 11)) is None


def test_dates_that_await_their_decree_are_marked():
    estimated = [holiday for holiday in seeded_calendar().holidays() if holiday.estimated]

    assert {holiday.day.year for holiday in estimated} == {2027}
    assert all("perkiraan" not in holiday.name for holiday in estimated)


def test_a_holiday_the_office_adds_moves_the_date_and_is_named():
    rule = load().on(date(2024, 11, 11), "pemilu")["PM-03"]
    extra = [Holiday(date(2024, 11, 12), "Hari jadi kabupaten", "office", "SK Bupati")]

    before = due(rule, date(2024, 11, 11), calendar=seeded_calendar("64.02"))
    after = due(rule, date(2024, 11, 11), calendar=seeded_calendar("64.02", extra=extra))

    assert (before.due_on, after.due_on) == (date(2024, 11, 13), date(2024, 11, 14))
    assert ("office_holiday", "Hari jadi kabupaten") in [(day.reason, day.detail) for day in after.days]


def test_joint_leave_the_office_strikes_out_is_a_working_day_again():
    assert not seeded_calendar("64.02").is_working_day(LAUNCH)
    assert seeded_calendar("64.02", removed=[LAUNCH]).is_working_day(LAUNCH)


def test_one_calendar_is_not_changed_by_another():
    seeded_calendar("64.02", removed=[LAUNCH])

    assert not seeded_calendar("64.02").is_working_day(LAUNCH)


def test_a_year_outside_the_span_is_refused_with_what_to_do():
    calendar = WorkCalendar({}, 2024, 2024)

    with pytest.raises(CalendarGap) as refusal:
        calendar.is_working_day(date(2025, 1, 2))
    assert "2025" in refusal.value.message("id")
    assert "SKB" in refusal.value.advice("id")


def test_the_next_working_day_jumps_a_long_weekend():
    assert seeded_calendar().next_working_day(date(2024, 12, 24)) == date(2024, 12, 27)
