"""Codes, scope, zones and the spread: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama import law
from saksama.places import rules

pytestmark = pytest.mark.rules

two = st.integers(0, 99).map("{:02d}".format)
four = st.integers(0, 9999).map("{:04d}".format)
three = st.integers(1, 999).map("{:03d}".format)
codes = st.tuples(two, two, two, four, three, st.integers(1, 5)).map(
    lambda parts: ".".join(parts[: parts[5]][:4]) + (f"-{parts[4]}" if parts[5] == 5 else "")
)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("00", "nation", None),
        ("64", "province", "00"),
        ("64.02", "regency", "64"),
        ("64.02.06", "district", "64.02"),
        ("64.02.06.1001", "village", "64.02.06"),
        ("64.02.06.1001-003", "station", "64.02.06.1001"),
    ],
)
def test_level_and_parent_follow_from_the_code(code: str, level: str, parent: str | None) -> None:
    assert (rules.level_of(code), rules.parent_of(code)) == (level, parent)


@pytest.mark.parametrize(
    "text", ["", "6", "64.2", "64.021", "64.02.", "64.02.06.101", "64-02", "64.02/", "６４"]
)
def test_other_text_is_no_code(text: str) -> None:
    assert not rules.is_code(text)
    with pytest.raises(rules.NotAnAreaCode):
        rules.level_of(text)


@pytest.mark.parametrize(
    ("code", "ancestor"),
    [
        ("64.02", "64.0"),
        ("64.021", "64.02"),
        ("64", "64.02"),
        ("64.02.06", "64.01"),
        ("65", "64"),
        ("64.02", "6"),
    ],
)
def test_a_part_of_a_code_is_no_ancestor(code: str, ancestor: str) -> None:
    low, high = rules.code_range(ancestor)
    assert not rules.is_within(code, ancestor)
    assert not low <= code < high


@given(codes, codes)
def test_the_range_of_a_code_holds_exactly_what_lies_within(code: str, ancestor: str) -> None:
    low, high = rules.code_range(ancestor)
    assert (low <= code < high) == rules.is_within(code, ancestor) == (ancestor in rules.lineage(code))


@given(codes)
def test_everything_lies_within_all_of_its_lineage_and_the_nation(code: str) -> None:
    for ancestor in rules.lineage(code):
        low, high = rules.code_range(ancestor)
        assert rules.is_within(code, ancestor)
        assert low <= code < high
    assert rules.lineage(code)[-1] == rules.NATION


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("64.02.06.1001", "Asia/Makassar"),  # Tenggarong
        ("64.02", "Asia/Makassar"),
        ("31.71", "Asia/Jakarta"),
        ("91.71", "Asia/Jayapura"),  # Kota Jayapura
        ("61", "Asia/Jakarta"),  # Kalimantan Barat
        ("62", "Asia/Jakarta"),  # Kalimantan Tengah
        ("63", "Asia/Makassar"),
        ("65", "Asia/Makassar"),
        ("51", "Asia/Makassar"),
        ("81", "Asia/Jayapura"),
        ("96", "Asia/Jayapura"),
        ("00", "Asia/Jakarta"),
    ],
)
def test_a_place_counts_its_days_in_its_own_zone(code: str, zone: str) -> None:
    assert rules.zone_of(code) == zone


def test_zone_labels_are_the_usual_ones() -> None:
    assert [rules.zone_label(code) for code in ("31", "64", "91")] == ["WIB", "WITA", "WIT"]


def test_a_province_that_is_unknown_has_no_zone() -> None:
    with pytest.raises(law.UnknownArea):
        rules.zone_of("99.01")


weights = st.dictionaries(codes, st.integers(0, 60), min_size=1, max_size=30).filter(
    lambda w: any(w.values())
)


@given(weights, st.integers(0, 500))
def test_a_spread_gives_each_at_least_one_and_loses_none(weight: dict[str, int], more: int) -> None:
    total = len(weight) + more
    shares = rules.spread(total, weight)
    assert sum(shares.values()) == total
    assert min(shares.values()) >= 1
    assert shares.keys() == weight.keys()


@given(weights, st.integers(0, 500))
def test_a_spread_does_not_depend_on_order_and_follows_weight(weight: dict[str, int], more: int) -> None:
    shares = rules.spread(len(weight) + more, weight)
    assert shares == rules.spread(len(weight) + more, dict(reversed(weight.items())))
    assert all(shares[a] >= shares[b] - 1 for a in weight for b in weight if weight[a] >= weight[b])


def test_a_spread_in_which_all_owe_more_than_one_is_the_largest_remainder() -> None:
    assert rules.spread(10, {"a": 41, "b": 33, "c": 26}) == {"a": 4, "b": 3, "c": 3}


def test_fewer_than_one_each_cannot_be_spread() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rules.spread(1, {"a": 1, "b": 1})


@pytest.mark.parametrize(
    ("template", "sound"),
    [
        ("{number}/Reg/{type}/{election}/{level}/{region}/{month}/{year}", True),
        ("{number}/REG/{type}/{election}/K.KH-06/{month}/{year}", True),
        ("{number}/{registered}{TYPE}/{province}", True),
        ("{type}/{year}", False),
        ("{number}/{number}", False),
        ("{number}/{year}/{name}", False),
        ("{number}/{year}/{", False),
        ("{number.__class__}/{year}", False),
    ],
)
def test_a_number_pattern_names_known_segments_only(template: str, sound: bool) -> None:
    assert rules.number_template_is_sound(template) is sound
