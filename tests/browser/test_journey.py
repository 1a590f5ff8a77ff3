"""One report, from a phone without JavaScript to the end of its handling, played by all who have a part in it."""

from typing import Any

import pytest
from tests.browser.hours import Clock
from tests.browser.story import Office, Reporter

from saksama.cases import transitions as t
from saksama.cases.testing import Scene
from saksama.journal.queries import verify

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_a_report_goes_from_a_phone_to_a_decision(sit_down: Any, stage: Scene, hour: Clock) -> None:
    """Monday 4 to Sunday 10 November 2024, in Kutai Kartanegara."""
    hour.move_to(4, 20, 10)
    reporter = Reporter(sit_down)
    reporter.begins_a_report()
    reporter.goes_on_with_another_phone()
    reporter.comes_to_the_last_look()
    case = reporter.sends()
    reporter.tracks(due="5 November 2024")

    hour.move_to(5, 8)
    office = Office(sit_down, stage, case)
    office.finds_one_item_missing()
    reporter.tracks(due="6 November 2024")
    hour.move_to(6, 7, 30)
    reporter.completes()
    assert office.state == t.COMPLETED

    hour.move_to(7, 9)
    office.finds_it_complete_and_registers()
    reporter.tracks(due="9 November 2024")
    office.summons_the_witness(day=8)
    hour.move_to(8, 10)
    office.notes_that_nobody_came()
    office.summons_the_witness(day=9)
    hour.move_to(9, 11)
    office.hears_the_witness()
    office.extends_the_handling()
    reporter.tracks(due="11 November 2024")
    hour.move_to(10, 13)
    office.decides_on_both()
    office.forwards_tells_and_closes()

    reporter.reads_the_end(case)
    assert verify().is_whole
