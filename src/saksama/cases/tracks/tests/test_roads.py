"""Every road is whole: its moves lead somewhere, its words are said, docs/rules/tracks.md tells the same."""

import re
from datetime import date
from pathlib import Path

import pytest

from saksama.cases.tracks.moves import ALL, ANSWER, Road
from saksama.cases.tracks.roads import ROADS
from saksama.law import load

pytestmark = pytest.mark.rules

PAGE = Path(__file__).parents[5] / "docs" / "rules" / "tracks.md"
EVERY = pytest.mark.parametrize("road", ROADS.values(), ids=list(ROADS))


@EVERY
def test_every_move_joins_known_states_by_a_known_act(road: Road):
    for move in road.moves:
        assert move.act in road.acts
        assert {move.source, move.to} - {None} <= set(road.states)


@EVERY
def test_every_state_is_reached_and_every_open_one_can_be_left(road: Road):
    reached = {move.to for move in road.moves}
    assert set(road.states) <= reached
    for code, state in road.states.items():
        leads_on = [move for move in road.moves if move.source == code and move.to not in {None, code}]
        assert bool(leads_on) != state.is_end, code


@EVERY
def test_every_act_is_used_and_offers_one_main_way_at_most(road: Road):
    assert {move.act for move in road.moves} == set(road.acts)
    for code in road.states:
        for mark in {mark for move in road.moves for mark in move.when} | {""}:
            moves = road.moves_from(code, mark)
            assert sum(move.main for move in moves) <= 1, code
            assert len({move.act for move in moves}) == len(moves), f"{code}: an act with two ways"


@EVERY
def test_every_clock_that_a_road_starts_is_in_the_law_of_both_regimes(road: Road):
    for regime in ("pilkada", "pemilu"):
        clocks = {rule.id: rule for rule in load().on(date(2024, 11, 10), regime).clocks()}
        for move in road.moves:
            for name in {*move.starts, *move.ends} - {ALL, ANSWER}:
                assert clocks[name].kind == "clock", f"{name} is a window and cannot run"


@EVERY
def test_every_clock_that_is_started_is_ended_somewhere(road: Road):
    ended = {name for move in road.moves for name in move.ends}
    for move in road.moves:
        assert set(move.starts) <= ended or ALL in ended


def test_the_docs_list_the_moves_of_the_code():
    text = PAGE.read_text(encoding="utf-8")
    for road in ROADS.values():
        section = text.split(f"\n## {road.code}\n")[1].split("\n## ")[0]
        told = set()
        for line in section.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("| `") and len(cells) == 5:
                for source in re.findall(r"`(\w+)`", cells[1]) or [None]:
                    told.add((source, cells[0].strip("`"), (re.findall(r"`(\w+)`", cells[2]) or [None])[0]))
        assert told == {(move.source, move.act, move.to) for move in road.moves}, road.code


def test_the_docs_tell_every_state_with_its_sentence():
    text = PAGE.read_text(encoding="utf-8")
    for road in ROADS.values():
        section = text.split(f"\n## {road.code}\n")[1].split("\n## ")[0]
        assert set(road.states) <= set(re.findall(r"^- `(\w+)`", section, re.M)), road.code
