"""What is not a clock: requirements, reporters, classes and where they go, receipt hours, quorum, forms."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from saksama.law import NotInForce, RuleSet, UnknownRule, load, receipt, seeded_calendar
from saksama.law.tests.tables import rows

pytestmark = pytest.mark.rules

DAY = date(2024, 11, 9)
ZONE = "Asia/Makassar"
STAGES = [
    ("quiet_period", date(2024, 11, 24), date(2024, 11, 26)),
    ("voting", date(2024, 11, 27), date(2024, 11, 27)),
    ("recapitulation", date(2024, 11, 27), date(2024, 12, 16)),
]


def rules_on(day: date, regime: str = "pilkada") -> RuleSet:
    return load().on(day, regime)


def test_pilkada_asks_for_a_signature_that_matches_and_pemilu_does_not():
    pilkada = {item.code for item in rules_on(DAY).requirements("formal")}
    pemilu = {item.code for item in rules_on(DAY, "pemilu").requirements("formal")}

    assert pilkada - pemilu == {"signature_and_id"}


def test_the_material_requirements_are_the_same_three():
    for regime in ("pilkada", "pemilu"):
        codes = [item.code for item in rules_on(DAY, regime).requirements("material")]
        assert codes == ["time_and_place", "event_description", "evidence"]


def test_each_requirement_has_a_sentence_for_the_notice():
    for item in rules_on(DAY).requirements():
        assert item.missing.id.endswith(".")
        assert item.missing.en.endswith(".")


@pytest.mark.parametrize(("day", "allowed"), [(date(2024, 9, 29), False), (date(2024, 9, 30), True)])
def test_a_representative_is_allowed_from_the_day_of_pb_9_2024(day, allowed):
    assert rules_on(day).allows_representative == allowed


@pytest.mark.parametrize(
    ("day", "destination"), [(date(2024, 8, 23), "kasn"), (date(2024, 8, 24), "bkn_sbt")]
)
def test_neutrality_cases_change_their_destination_with_the_end_of_kasn(day, destination):
    for regime in ("pilkada", "pemilu"):
        found = rules_on(day, regime).violation_class("asn_neutrality")
        assert found.destination.code == destination
        assert [copy.code for copy in found.copy_to] == ["agency_head"]


@pytest.mark.parametrize(
    ("day", "outcome"), [(date(2025, 7, 29), "recommendation"), (date(2025, 7, 30), "decision")]
)
def test_a_recommendation_becomes_a_decision_with_the_court_ruling(day, outcome):
    assert rules_on(day).violation_class("administrative").outcome.code == outcome


def test_pemilu_hears_administrative_cases_itself():
    assert rules_on(DAY, "pemilu").violation_class("administrative").outcome.code == "hearing"


def test_codes_fit_the_columns_that_keep_them():
    for regime in ("pilkada", "pemilu"):
        for found in rules_on(DAY, regime).classes():
            assert len(found.code) <= 24
            assert len(found.destination.code) <= 32


def test_an_unknown_class_and_one_not_yet_in_force_are_different_refusals():
    with pytest.raises(UnknownRule):
        rules_on(DAY).violation_class("sengketa")
    with pytest.raises(NotInForce):
        rules_on(date(2015, 1, 1)).violation_class("criminal")


def test_an_unknown_regime_is_refused():
    with pytest.raises(UnknownRule):
        load().on(DAY, "pilpres")


@pytest.mark.parametrize(("members", "needed"), [(3, 2), (4, 3), (5, 3), (7, 4)])
def test_a_plenary_needs_more_than_half_and_says_that_this_is_an_assumption(members, needed):
    quorum = rules_on(DAY).quorum

    assert quorum.needed(members) == needed
    assert quorum.source.confidence == "check"
    assert "Anggapan" in quorum.note.id


def test_a_form_known_only_by_its_group_names_the_group_and_is_marked():
    assert rules_on(DAY).form("ethics_outcome").code == "A.13"
    group = rules_on(DAY, "pemilu").form("ethics_outcome")
    assert (group.code, group.source.is_confirmed) == ("B.14-B.17", False)


def test_a_form_whose_code_was_not_read_has_none():
    assert rules_on(DAY).form("plenary_minutes") is None


def test_the_changes_of_law_are_told_in_order():
    days = [change.effective for change in load().changes]

    assert days == sorted(days)
    assert date(2024, 9, 30) in days


def judged(received: str, **more):
    at = datetime.fromisoformat(received).replace(tzinfo=ZoneInfo(ZONE))
    hours = rules_on(at.date()).receipt_hours
    return receipt(at, ZONE, hours=hours, calendar=seeded_calendar("64.02"), **more)


@pytest.mark.parametrize("row", rows("receipts.csv"), ids=lambda row: f"{row['received']} {row['remark']}")
def test_receipt_hours(row):
    stages = STAGES if row["stage"] else []
    found = judged(row["received"], stages=stages)

    assert found.in_hours == (row["in_hours"] == "yes")
    assert found.reason == row["reason"]
    assert found.clock_from == date.fromisoformat(row["received"][:10])
    assert found.other_from == (date.fromisoformat(row["other_from"]) if row["other_from"] else None)
    assert found.text("id")
    assert found.text("en")


def test_an_instant_is_judged_in_the_zone_of_the_place():
    at = datetime.fromisoformat("2024-11-07T23:30:00+00:00")  # 07:30 on the 8th in WITA, 08:30 in WIT
    hours, calendar = rules_on(DAY).receipt_hours, seeded_calendar()

    assert receipt(at, ZONE, hours=hours, calendar=calendar).reason == "before_opening"
    assert receipt(at, "Asia/Jayapura", hours=hours, calendar=calendar).reason == "office_hours"


def test_an_office_with_hours_of_its_own_is_judged_by_them():
    own = {3: (time(9), time(12)), 4: None}

    assert judged("2024-11-07 08:30", office_hours=own).reason == "before_opening"
    assert judged("2024-11-07 12:01", office_hours=own).reason == "after_closing"
    assert judged("2024-11-08 10:00", office_hours=own).reason == "closed_weekday"
    assert judged("2024-11-06 08:30", office_hours=own).reason == "office_hours"
