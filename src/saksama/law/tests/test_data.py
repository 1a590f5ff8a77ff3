"""One walk through every file: dates, units, sources, words; and a changed value changes what follows."""

import re
import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

import saksama.law
from saksama.law import BrokenLawData, UnknownArea, due, explain, load, seeded_calendar, zone_of
from saksama.law.listing import unconfirmed
from saksama.law.loading import Entry
from saksama.law.model import REGIMES

pytestmark = pytest.mark.rules

DATA = Path(saksama.law.__file__).parent / "data"
SUBJECTS = (
    "clocks", "requirements", "reporters", "classes", "receipt_hours", "plenary", "forms", "forwarding", "offences",
)  # fmt: skip
ENTRIES: list[tuple[str, str, Entry]] = [
    (regime, subject, entry)
    for regime in REGIMES
    for subject in SUBJECTS
    for entry in load().subject(regime, subject).values()
]
FIRST_DAY = {"pilkada": date(2015, 2, 2), "pemilu": date(2017, 8, 16)}


@pytest.mark.parametrize(
    ("regime", "subject", "entry"), ENTRIES, ids=[f"{r}-{s}-{e.code}" for r, s, e in ENTRIES]
)
def test_every_entry_is_whole(regime, subject, entry):
    assert entry.table["label"]["id"]
    assert entry.table["label"]["en"]
    for earlier, later in zip(entry.values, entry.values[1:], strict=False):
        assert later.from_ - earlier.until == timedelta(days=1), "gap or overlap"
    for value in entry.values:
        source = value.table["source"]
        assert value.from_ >= FIRST_DAY[regime]
        assert value.until is None or value.until >= value.from_
        assert source["act"]
        assert re.fullmatch("[RNGM](,[RNGM])*", source["basis"])
        assert source["confidence"] in {"sure", "likely", "check"}
        assert bool(source["checked_by"]) == bool(source["checked_on"])
        if source["basis"] == "M" and subject == "requirements":
            assert source["confidence"] != "sure"


def test_every_word_in_the_glossary_is_used_and_every_used_one_is_there():
    terms = load().terms
    clocks = [entry.table for _, subject, entry in ENTRIES if subject == "clocks"]
    classes = [value.table for _, subject, entry in ENTRIES if subject == "classes" for value in entry.values]

    assert {table[end] for table in clocks for end in ("starts", "ends")} == set(terms.events)
    assert {table["actor"] for table in clocks} <= set(terms.actors)
    assert {t["destination"] for t in classes} | {c for t in classes for c in t.get("copy_to", ())} == set(
        terms.destinations
    )
    assert {table["outcome"] for table in classes} == set(terms.outcomes)


def test_clocks_named_by_other_entries_exist():
    for regime in REGIMES:
        rules = load().on(date(2025, 8, 1), regime)
        known = {rule.id for rule in rules.clocks()}
        for rule in rules.clocks():
            assert set(rule.within) <= known
            assert not rule.extends or rule.extends in known
        assert {item.clock for item in (*rules.requirements(), *rules.classes())} <= known | {""}


def test_every_value_below_sure_or_unchecked_is_listed():
    lines = list(unconfirmed(load()))

    assert len(lines) == sum(len(entry.values) for _, _, entry in ENTRIES), "no lawyer has checked any yet"
    assert any(line.startswith("pilkada PK-05") and "length check" in line for line in lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def spoil(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_changed_value_changes_date_and_explanation(folder):
    spoil(folder, "pilkada/handling.toml", "value  = 3", "value  = 4")
    calendar, start = seeded_calendar("64.02"), date(2024, 11, 10)
    before = due(load().on(start, "pilkada")["PK-06"], start, calendar=calendar)
    after = due(load(folder).on(start, "pilkada")["PK-06"], start, calendar=calendar)

    assert (before.due_on, after.due_on) == (date(2024, 11, 12), date(2024, 11, 13))
    assert "3 hari kalender" in explain(before, "id")[0]
    assert "4 hari kalender" in explain(after, "id")[0]
    assert len(explain(after, "id")) == len(explain(before, "id")) + 1


def test_a_value_that_changes_on_a_day_holds_from_that_day(folder):
    spoil(
        folder,
        "pilkada/handling.toml",
        'from   = 2015-02-02\nvalue  = 3\nunit   = "calendar_day"',
        'from   = 2015-02-02\nuntil  = 2024-11-10\nvalue  = 3\nunit   = "calendar_day"\n'
        'source = { act = "UU", article = "134", paragraph = "5", basis = "R", confidence = "sure" }\n'
        '[[PK-06.values]]\nfrom   = 2024-11-11\nvalue  = 2\nunit   = "working_day"',
    )
    law, calendar = load(folder), seeded_calendar("64.02")
    old, new = (
        due(law.on(day, "pilkada")["PK-06"], day, calendar=calendar)
        for day in (date(2024, 11, 10), date(2024, 11, 11))
    )

    assert (old.length, old.unit) == (3, "calendar_day")
    assert (new.length, new.unit) == (2, "working_day")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("pilkada/handling.toml", "value  = 3", "value  = 0", "above zero"),
        ("pilkada/handling.toml", "value  = 3", 'value  = "3"', "whole number"),
        ("pilkada/handling.toml", 'unit   = "calendar_day"', 'unit   = "day"', "unit must be one of"),
        ("pilkada/handling.toml", 'first_day = "counted"', 'first_day = "maybe"', "first_day must be one of"),
        ("pilkada/handling.toml", "from   = 2015-02-02", 'from   = "2015"', "must be a date"),
        ("pilkada/handling.toml", "until  = 2025-07-29", "until  = 2025-07-28", "gap or overlap"),
        ("pilkada/handling.toml", 'confidence = "sure"', 'confidence = "quite"', "confidence must be one of"),
        ("pilkada/handling.toml", 'starts    = "registered"', 'starts    = "nowhere"', "lacks nowhere"),
        ("pilkada/handling.toml", "[PK-07]", "[PK-06]", "handling.toml"),
        ("pilkada/tsm.toml", "[PK-11]", "[PK-06]\nlabel = {id='',en=''}\n[PK-11]", "PK-06"),
        ("pilkada/classes.toml", 'destination = "dkpp"', 'destination = "dkp"', "lacks dkp"),
        ("pilkada/requirements.toml", 'kind    = "formal"', 'sort    = "formal"', "requirements"),
    ],
)
def test_a_spoilt_file_is_refused_at_loading_with_its_name(folder, name, old, new, said):
    spoil(folder, name, old, new)

    with pytest.raises(BrokenLawData) as refusal:
        load(folder)
    assert said in refusal.value.message("en")


def test_all_38_provinces_have_a_zone():
    content = tomllib.loads((DATA / "zones.toml").read_text(encoding="utf-8"))
    provinces = [code for table in content.values() if isinstance(table, dict) for code in table["areas"]]

    assert len(provinces) == len(set(provinces)) == 38
    assert {zone_of(code) for code in provinces} == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}


@pytest.mark.parametrize(
    ("area", "zone"),
    [("64.02", "Asia/Makassar"), ("31.71", "Asia/Jakarta"), ("91", "Asia/Jayapura"), ("00", "Asia/Jakarta")],
)
def test_the_zone_follows_the_province(area, zone):
    assert zone_of(area) == zone


@pytest.mark.parametrize("text", ["", "6402", "99.01", "64.2", "Kukar", "64.02;"])
def test_a_code_of_no_place_is_refused(text):
    with pytest.raises(UnknownArea):
        zone_of(text)
