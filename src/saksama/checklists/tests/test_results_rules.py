"""The arithmetic of the results sheet, for any figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama.checklists.results import rules, wording
from saksama.checklists.results.rules import Layout

pytestmark = pytest.mark.rules

PAPER = rules.layout("PB", 3)
assert PAPER is not None


def sheet_that_holds(
    paper: Layout,
    *,
    roll: int,
    absent: int,
    moved: int,
    added: int,
    invalid: int,
    spoilt: int = 2,
    left: int = 30,
) -> dict[str, int]:
    """A sheet whose sums all hold."""
    present_roll = max(roll - absent, 0)
    present = present_roll + moved + added
    invalid = min(invalid, present)
    valid = present - invalid
    share = valid // len(paper.pairs)
    votes = dict.fromkeys(paper.pairs, share)
    votes[paper.pairs[0]] += valid - share * len(paper.pairs)
    held = {
        "roll": roll, "present_roll": present_roll, "present_moved": moved, "present_added": added, "present": present,
        "received": present + spoilt + left, "used": present, "spoilt": spoilt, "left": left,
        "present_disabled": min(1, present), **votes, "valid": valid, "invalid": invalid, "all": present,
    }  # fmt: skip
    return {key: held[key] for key in paper.keys}


figure = st.integers(0, 600)
sheets = st.builds(
    sheet_that_holds, st.just(PAPER), roll=figure, absent=figure, moved=figure, added=figure, invalid=figure,
    spoilt=figure, left=figure,
)  # fmt: skip
IN_A_SUM = {key for check in PAPER.checks if check.kind == "sum" for key in (check.whole, *check.parts)}


@given(sheets)
def test_a_sheet_that_adds_up_has_no_remark(sheet: dict[str, int]) -> None:
    assert rules.broken(PAPER, sheet) == []
    assert rules.unchecked(PAPER, sheet) == []


@given(sheets, st.sampled_from(sorted(IN_A_SUM)), st.integers(1, 99))
def test_one_wrong_figure_of_a_sum_is_always_found(sheet: dict[str, int], cell: str, by: int) -> None:
    found = rules.broken(PAPER, {**sheet, cell: sheet[cell] + by})
    assert any(cell in (one.check.whole, *one.check.parts) for one in found)
    assert all(wording.told(PAPER, one) for one in found)


@given(sheets, st.sets(st.sampled_from(PAPER.keys)))
def test_what_cannot_be_read_is_never_called_wrong(sheet: dict[str, int], blind: set[str]) -> None:
    told = {key: None if key in blind else value for key, value in sheet.items()}
    assert rules.broken(PAPER, told) == []
    checks = {check.key for check in rules.unchecked(PAPER, told)}
    assert checks == {check.key for check in PAPER.checks if blind & {check.whole, *check.parts}}


@given(sheets, sheets, sheets)
def test_a_third_decides_disputed_cells_alone(
    first: dict[str, int], second: dict[str, int], third: dict[str, int]
) -> None:
    disputed = rules.differing(PAPER, first, second)
    assert disputed == rules.differing(PAPER, second, first)
    held = rules.merged(PAPER, first, second, third)
    assert all(held[key] == (third if key in disputed else first)[key] for key in PAPER.keys)


@pytest.mark.parametrize(
    ("cell", "by", "broken"),
    [
        ("roll", -1000, ["roll"]),
        ("present_added", 1, ["present"]),
        ("present_disabled", 1000, ["disabled"]),
        ("received", 1, ["ballots"]),
        ("used", 1, ["ballots", "present_used", "used_all"]),
        ("pair_2", 1, ["pairs"]),
        ("valid", 1, ["pairs", "all"]),
        ("all", -1, ["all", "used_all"]),
    ],
)
def test_each_rule_of_the_paper_is_named(cell: str, by: int, broken: list[str]) -> None:
    sheet = sheet_that_holds(PAPER, roll=300, absent=60, moved=4, added=6, invalid=9)
    found = rules.broken(PAPER, {**sheet, cell: sheet[cell] + by})
    assert [one.check.key for one in found] == broken


@pytest.mark.parametrize(
    "text", ["", "x", "-5", "1.2", "1.20", "12.34.567", "1,5", "١٢", "1e3", "123456", "0x1", "½"]
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        rules.figure(text)


@given(st.integers(0, rules.MOST))
def test_a_figure_is_read_with_and_without_points(number: int) -> None:
    assert rules.figure(str(number)) == number
    assert rules.figure(f"{number:,}".replace(",", ".")) == number


def test_a_paper_without_pairs_or_of_a_legislative_race_is_not_guessed() -> None:
    assert rules.layout("PB", 0) is None
    assert rules.layout("PL", 3) is None
