"""The NIP, the stage, and the list of conduct, against tables a lawyer can read."""

import csv
from datetime import date
from pathlib import Path

import pytest

from saksama.cases.neutrality import rules, wording
from saksama.law import NotInForce, UnknownRule, load

pytestmark = pytest.mark.rules

HERE = Path(__file__).parent
TODAY = date(2024, 11, 9)
LAW = load().neutrality

# code, before candidates are fixed, after, surely? (sheet 5.2, written here a second time on purpose)
LIST = """
N01 moral severe likely
N02 moral severe likely
N03 moral severe likely
N04 moral severe likely
N05 moral severe likely
N06 moral severe likely
N07 moral severe likely
N08 moderate - sure
N09 severe severe sure
N10 moderate moderate likely
N11 severe - check
N12 severe severe likely
N13 severe severe likely
N14 dismissal dismissal sure
"""


def nips() -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / "nip.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", nips(), ids=lambda row: row["remark"])
def test_a_nip_is_checked_and_every_fault_named(row):
    _parts, faults = rules.read_nip(row["typed"], today=TODAY)
    assert " ".join(faults) == row["faults"]
    assert set(faults) <= set(wording.NIP_FAULTS)


def test_a_nip_tells_birth_appointment_sex_and_sequence():
    parts, _ = rules.read_nip("198005122005011003", today=TODAY)
    assert (parts.born_on, parts.appointed, parts.sex, parts.sequence) == (
        date(1980, 5, 12),
        (2005, 1),
        "1",
        "003",
    )
    contract, _ = rules.read_nip("199001012022211001", today=TODAY)
    assert contract.appointed == (2022, None)


@pytest.mark.parametrize("line", LIST.split("\n")[1:-1])
def test_the_list_of_conduct_is_that_of_the_sheet(line):
    code, before, after, confidence = line.split()
    item = LAW.conduct(code, TODAY)
    assert (item.before or "-", item.after or "-", item.source.confidence) == (before, after, confidence)
    assert item.level_at("before") == item.before


def test_the_list_holds_fourteen_and_begins_with_its_decree():
    assert [item.code for item in LAW.conducts(TODAY)] == [f"N{number:02}" for number in range(1, 15)]
    assert LAW.conducts(date(2022, 9, 21)) == ()
    with pytest.raises(NotInForce):
        LAW.conduct("N01", date(2022, 9, 21))
    with pytest.raises(UnknownRule):
        LAW.conduct("N99", TODAY)


@pytest.mark.parametrize(
    ("day", "stage"),
    [(21, "before"), (22, "after"), (23, "after")],
    ids=["day before", "the day", "day after"],
)
def test_the_day_of_fixing_counts_as_after(day, stage):
    assert rules.stage_on(date(2024, 9, day), date(2024, 9, 22)) == stage
    assert rules.stage_on(date(2024, 9, day), None) is None


def others() -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / "others.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", others(), ids=lambda row: f"{row['subject']} {row['day']}")
def test_whoever_is_no_civil_servant_goes_its_own_way(row):
    """Class, agency, article of the crime, who decides, and how sure: sheet 5.4, written here a second time."""
    day = date.fromisoformat(row["day"])
    subject = LAW.subject(row["subject"], day)
    known = load().on(day, "pilkada").violation_class(subject.violation_class)
    assert (subject.violation_class, known.destination.code) == (row["class"], row["goes to"])
    assert (subject.criminal or "-", subject.decides.of("id")) == (row["crime"], row["decides"])
    assert subject.source.confidence == row["sure?"]
    assert not rules.has_levels(subject.violation_class)


def test_every_subject_is_handled_under_a_class_of_the_law():
    """Honorary staff are known from one Pilkada case only (sheet 1.6): Pemilu has no class for them."""
    for regime, apart in (("pilkada", set()), ("pemilu", {"honorary_staff"})):
        known = {item.code for item in load().on(TODAY, regime).classes()}
        assert {item.violation_class for item in LAW.subjects(TODAY)} - known == apart


def test_the_heaviest_level_is_named():
    assert rules.heaviest(["moral", "severe", "moderate"], LAW.levels) == "severe"
    assert rules.heaviest(["", "unknown"], LAW.levels) == ""
