"""The pages about the law say what the data says."""

from datetime import date
from pathlib import Path

import pytest

import saksama.law
from saksama.law import length_text, load
from saksama.law.explain import REASONS
from saksama.law.model import REGIMES

pytestmark = pytest.mark.rules

DOCS = Path(saksama.law.__file__).parents[3] / "docs"
DAY = date(2025, 8, 1)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_instrument_is_in_the_table():
    table = page("law/README.md")
    acts = {
        value.table["source"]["act"]
        for regime in REGIMES
        for subject in (
            "clocks",
            "requirements",
            "reporters",
            "classes",
            "receipt_hours",
            "plenary",
            "forms",
            "forwarding",
            "offences",
        )
        for entry in load().subject(regime, subject).values()
        for value in entry.values
    }

    missing = {
        act for act in acts if not any(act in line for line in table.splitlines() if line.startswith("|"))
    }
    assert not missing


@pytest.mark.parametrize("regime", REGIMES)
def test_every_clock_has_its_row_with_length_and_confidence(regime):
    section = page("rules/clocks.md").split(f"### {regime.capitalize()}")[1].split("###")[0]
    for rule in load().on(DAY, regime).clocks():
        length = "window" if rule.length is None else length_text(rule.length, rule.unit, "en")
        row = next(line for line in section.splitlines() if line.startswith(f"| {rule.id} |"))
        assert f"| {length} |" in row
        assert row.endswith(f"| {rule.source.confidence} |")


def test_every_reason_code_is_described():
    described = page("rules/clocks.md")

    assert [code for code in REASONS if f"`{code}" not in described] == []


def test_every_dated_change_is_listed():
    listed = page("law/README.md")

    assert all(f"| {change.effective} |" in listed for change in load().changes)
