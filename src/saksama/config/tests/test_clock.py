"""The clock at the edge, and the example's clock."""

from datetime import UTC, date, datetime

import pytest

from saksama.config import clock

pytestmark = pytest.mark.rules


def test_the_example_stands_on_its_day_with_the_real_time_of_day():
    real = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)  # 10.30 in Tenggarong
    assert clock.at_demo_day(real, date(2024, 11, 9)) == datetime(2024, 11, 9, 2, 30, tzinfo=UTC)


def test_an_evening_in_utc_is_already_the_examples_morning():
    real = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)  # 02.30 of the next day in Tenggarong
    assert clock.at_demo_day(real, date(2024, 11, 9)) == datetime(2024, 11, 8, 18, 30, tzinfo=UTC)


def test_the_clock_of_a_real_office_cannot_be_moved(settings):
    settings.DEMO = False
    with pytest.raises(clock.NotADemo):
        clock.set_demo_day(date(2024, 11, 10))


def test_the_clock_moves_in_the_example_only(settings, tmp_path):
    settings.DEMO, settings.VAR = True, tmp_path
    assert clock.demo_day() == date(2024, 11, 9)
    clock.set_demo_day(date(2024, 11, 10))
    assert clock.now().astimezone(UTC).date() in {date(2024, 11, 9), date(2024, 11, 10)}
    assert clock.demo_day() == date(2024, 11, 10)
