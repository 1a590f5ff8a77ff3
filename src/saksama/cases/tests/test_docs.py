"""docs/rules/cases.md tells the states, moves and clocks that the code has, no more and no fewer."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from saksama.cases import sentences
from saksama.cases import transitions as t
from saksama.cases.acts import ENTRIES
from saksama.cases.wording import WORDS

pytestmark = pytest.mark.rules
PAGE = Path(__file__).parents[4] / "docs" / "rules" / "cases.md"
GROUPS = {
    "*before registration*": t.BEFORE_REGISTRATION,
    "*in handling*": t.IN_HANDLING,
    "*open*": t.OPEN,
    "*any*": t.STATES,
}


def rows(heading: str) -> list[list[str]]:
    """Cells of the first table under a heading, its head left out."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def codes(cell: str) -> set[str | None]:
    found: set[str | None] = set(re.findall(r"`(\w+)`", cell))
    for group, states in GROUPS.items():
        found |= set(states) if group in cell else set()
    return found | ({None} if "nothing" in cell else set())


def test_every_state_stands_in_the_docs_with_its_sentences():
    with translation.override("en"):
        told = {
            f"`{state}`": (f"**{words.bold}** {words.follows}", str(words.public))
            for state, words in sentences.SENTENCES.items()
        }
    found = {row[0]: (row[1], row[2]) for row in rows("States, each in one sentence")}
    assert found == {
        state: tuple(text.replace("%(due)s", "*day*") for text in texts) for state, texts in told.items()
    }


def test_the_moves_in_the_docs_are_the_moves_of_the_code():
    found = set()
    for act, sources, target, permission, kinds in rows("Moves"):
        to = None if target == "unchanged" else target.strip("`")
        for source in codes(sources):
            found.add((source, act.strip("`"), to, permission.strip("`"), tuple(kinds.split(", "))))
    assert found == {(move.source, move.act, move.to, move.permission, move.kinds) for move in t.MOVES}


def test_the_clocks_in_the_docs_are_the_clocks_of_the_code():
    found = {row[0].strip("`"): {"pilkada": row[1], "pemilu": row[2]} for row in rows("Clocks of a case")}
    told = {step: {"pilkada": "–", "pemilu": "–"} | clocks for step, clocks in t.STEP_CLOCKS.items()}
    assert found == told


def test_the_acts_that_count_as_handling_are_named():
    section = PAGE.read_text(encoding="utf-8").split("## When a case counts as handled")[1].split("\n## ")[0]
    assert codes(section) == t.HANDLING_ACTS


def test_every_act_has_its_words_and_every_act_of_an_open_case_its_form():
    known = {move.act for move in t.MOVES}
    assert set(WORDS) == known
    assert set(ENTRIES) == {move.act for move in t.MOVES if move.source is not None}
