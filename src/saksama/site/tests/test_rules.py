"""The order of the questions."""

import pytest

from saksama.site import rules

pytestmark = pytest.mark.rules

WHOLE = {
    "office": "64.02",
    "known_on": "2024-11-07",
    "event": {"where_text": "Balai desa"},
    "story": {"title": "Amplop", "what": "Uang dibagikan."},
    "respondents": [{"name": "Fulan"}],
    "witnesses_done": True,
    "files_done": True,
    "reporter": {"name": "Ani"},
}


def test_knowing_is_asked_first_and_sending_comes_last():
    order = rules.steps({}, asks_area=False)
    assert order[0] == "known"
    assert order[-1] == "check"


def test_the_area_is_asked_only_where_several_offices_are_served():
    assert rules.steps({}, asks_area=True)[0] == "area"
    assert "area" not in rules.steps({}, asks_area=False)


def test_a_message_without_a_name_is_asked_about_nobody():
    order = rules.steps({"anonymous": True}, asks_area=False)
    assert not {"witnesses", "reporter", "representative"} & set(order)


def test_an_attorney_is_asked_only_when_one_sends_the_report():
    assert "representative" not in rules.steps(WHOLE, asks_area=False)
    data = {**WHOLE, "reporter": {"name": "Ani", "through_representative": True}}
    assert rules.steps(data, asks_area=False)[-2:] == ("representative", "check")


@pytest.mark.parametrize("missing", ["known_on", "event", "story", "respondents", "files_done", "reporter"])
def test_nothing_opens_the_last_question_before_every_other_is_answered(missing):
    data = {key: value for key, value in WHOLE.items() if key != missing}
    order = rules.steps(data, asks_area=False)
    assert not rules.may_open("check", data, order)
    assert rules.may_open("check", WHOLE, order)


def test_going_on_means_the_first_unanswered_question():
    data = {key: WHOLE[key] for key in ("office", "known_on", "event")}
    assert rules.first_undone(data, rules.steps(data, asks_area=False)) == "story"
    assert rules.first_undone(WHOLE, rules.steps(WHOLE, asks_area=False)) == "check"


def test_the_first_question_has_none_before_it_and_the_last_none_after():
    order = rules.steps(WHOLE, asks_area=False)
    assert rules.step_before("known", order) == ""
    assert rules.step_before("story", order) == "event"
    assert rules.step_after("check", order) == "check"


def test_the_text_that_is_read_holds_no_identity():
    assert "Ani" not in rules.told_text(WHOLE)
    assert "Fulan" in rules.told_text(WHOLE)
    assert rules.identities(WHOLE) == [{"name": "Ani"}]
