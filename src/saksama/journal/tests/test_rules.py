from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama.journal import rules

pytestmark = pytest.mark.rules

AT = datetime(2024, 11, 9, 3, 15, tzinfo=UTC)
KEY = b"k" * 32


def content(**changes):
    plain = {
        "office": "64.02",
        "seq": 1,
        "act": "report_received",
        "subject_kind": "case",
        "subject_id": "17",
        "actor": "public",
        "effective_at": AT,
        "recorded_at": AT,
        "facts": {"number": "05"},
        "previous": rules.START,
    }
    return rules.Content(**{**plain, **changes})


@pytest.mark.parametrize(
    "change",
    [
        {"office": "64.03"},
        {"seq": 2},
        {"act": "report_received_"},
        {"subject_kind": "file"},
        {"subject_id": "18"},
        {"actor": "system"},
        {"effective_at": AT + timedelta(microseconds=1)},
        {"recorded_at": AT + timedelta(microseconds=1)},
        {"facts": {"number": "06"}},
        {"facts": {}},
        {"previous": "1" + rules.START[1:]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_of_a_line_is_under_the_seal(change):
    assert rules.mac(content(**change), KEY) != rules.mac(content(), KEY)


def test_another_key_gives_another_seal():
    assert rules.mac(content(), b"x" * 32) != rules.mac(content(), KEY)


def test_order_of_facts_and_zone_of_instants_do_not_matter():
    wita = timezone(timedelta(hours=8))
    same = content(facts={"b": 1, "a": 2}, effective_at=AT.astimezone(wita))
    assert rules.mac(same, KEY) == rules.mac(content(facts={"a": 2, "b": 1}), KEY)


def test_a_value_cannot_slide_from_one_field_into_the_next():
    assert rules.mac(content(act="ab", actor="c"), KEY) != rules.mac(content(act="a", actor="bc"), KEY)


@pytest.mark.parametrize(
    "unsuitable", [1.5, date(2024, 11, 9), b"x", {1: 2}, "a\0b", "\ud800", {"a": {"b": 0.1}}]
)
def test_facts_that_two_databases_would_write_differently_are_refused(unsuitable):
    with pytest.raises(rules.UnsuitableFacts):
        rules.checked_facts({"fact": unsuitable})


SUITABLE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc"), SUITABLE))
def test_suitable_facts_pass_unchanged(facts):
    assert rules.checked_facts(facts) == facts
