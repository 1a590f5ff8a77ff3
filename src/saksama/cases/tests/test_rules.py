"""Pure rules of the casework."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama.cases import rules
from saksama.cases import transitions as t

pytestmark = pytest.mark.rules

DUE, OTHER = date(2024, 11, 12), date(2024, 11, 13)


@pytest.mark.parametrize(
    ("day", "other", "limit"),
    [
        (date(2024, 11, 11), OTHER, rules.Limit.OPEN),
        (date(2024, 11, 12), OTHER, rules.Limit.TODAY),
        (date(2024, 11, 13), OTHER, rules.Limit.BETWEEN),
        (date(2024, 11, 14), OTHER, rules.Limit.PASSED),
        (date(2024, 11, 13), None, rules.Limit.PASSED),
    ],
)
def test_no_door_closes_before_the_later_reading(day, other, limit):
    assert rules.limit_on(day, due_on=DUE, other_due_on=other) is limit
    assert rules.in_time(day, due_on=DUE, other_due_on=other) == (limit is not rules.Limit.PASSED)


def test_half_past_five_in_the_evening_utc_is_the_next_day_in_kutai_kartanegara():
    assert rules.local_day(datetime(2024, 11, 9, 17, 30, tzinfo=UTC), "Asia/Makassar") == date(2024, 11, 10)


@given(st.text(alphabet=rules.TRACKING_ALPHABET, min_size=12, max_size=12))
def test_a_tracking_code_survives_being_shown_and_typed(code):
    assert rules.normalise_tracking_code(rules.shown_tracking_code(code).lower() + " ") == code


@pytest.mark.parametrize("typed", ["", "QF48", "QF48-TN62-MWP!", "ÆF48TN62MWP0", "x" * 400])
def test_what_cannot_be_a_tracking_code_is_none(typed):
    assert rules.normalise_tracking_code(typed) == ""


def test_a_majority_is_more_for_than_against():
    def vote(agrees):
        return rules.Vote("a", agrees)

    assert rules.majority_agrees([vote(True), vote(True), vote(False)])
    assert not rules.majority_agrees([vote(True), vote(False)])


@dataclass
class Told:
    act: str
    to_state: str
    effective_on: date
    office_code: str = "64.02"
    facts: dict = field(default_factory=dict)


def test_folding_until_a_day_knows_nothing_of_later_acts():
    day = date(2024, 11, 4)
    acts = [
        Told("receive_report", t.RECEIVED, day, facts={"number_received": "901"}),
        Told("find_complete", t.COMPLETE, day + timedelta(1), facts={"classes": ["criminal"]}),
        Told("register_case", t.REGISTERED, day + timedelta(2), facts={"number_registered": "900"}),
    ]
    first = rules.fold(acts, until=day)
    assert (first.state, first.is_handled, first.classes) == (t.RECEIVED, False, ())
    last = rules.fold(acts)
    assert (last.state, last.is_handled, last.classes) == (t.REGISTERED, True, ("criminal",))
    assert (last.number_registered, last.registered_on) == ("900", day + timedelta(2))


def test_every_state_can_be_reached_and_every_open_state_left():
    reached = {move.to for move in t.MOVES if move.to}
    left = {move.source for move in t.MOVES if move.to}
    assert set(t.STATES) <= reached
    assert set(t.OPEN) <= left


def test_no_two_moves_of_one_act_lead_to_the_same_state():
    seen = [(move.source, move.act, move.to, kind) for move in t.MOVES for kind in move.kinds]
    assert len(seen) == len(set(seen))


def test_every_clock_of_a_step_is_ended_by_an_act_that_exists():
    assert set(t.ENDS) <= {move.act for move in t.MOVES}
    assert {step for steps in t.ENDS.values() for step in steps} == set(t.STEP_CLOCKS)
