"""The example's results sheets: drawn photos sent with the form of the count, entered twice. May be repeated."""

import random
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from saksama.checklists import directory, filling, operations, shipped
from saksama.checklists.models import Assignment, Channel, ResultSheet, Submission
from saksama.checklists.results import operations as results
from saksama.checklists.results import rules
from saksama.checklists.results.queries import paper_of
from saksama.config.example import pictures
from saksama.config.example.script import ZONE
from saksama.people.models import Account
from saksama.places.models import ElectionEvent

FILE = Path(__file__).with_name("results.toml")
IDS = uuid.UUID("5ae2d1c0-64f0-4c2b-9a2d-640200000001")
PHOTO = "c-hasil.png"


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def play(until: date) -> int:
    """Do what had been done by the end of ``until`` and stands not yet; returns how many acts were new."""
    told = read()
    if told["sent_from"].date() > until:
        return 0
    event = ElectionEvent.objects.select_related("election").get(pk=told["event"])
    paper = paper_of(event)
    stations = list(_stations(told, event, paper)) if paper else []
    return _send(told, event, stations) + _enter(told, event, stations)


Station = tuple[Assignment, dict[str, int], str]
"""Who stands there, what the drawn sheet says, and what becomes of it."""


def _stations(told: Mapping[str, Any], event: ElectionEvent, paper: rules.Layout | None) -> Iterator[Station]:
    rows = list(
        Assignment.objects.filter(event=event, post="ptps").select_related("account").order_by("area_code")
    )
    step = max(1, len(rows) // told["stations"])
    for place, row in enumerate(rows[::step][: told["stations"]]):
        fate = told["fates"][place % len(told["fates"])]
        yield row, _sheet(row.area_code, paper, fate == "remark"), fate


def _sheet(station: str, paper: rules.Layout | None, wrong: bool) -> dict[str, int]:
    """A sheet whose sums hold; a ``wrong`` one counts three valid votes too many."""
    assert paper is not None
    draw = random.Random(f"c-hasil {station}")  # noqa: S311 - an example, no secret
    roll = draw.randrange(280, 520)
    listed, moved, added = roll - draw.randrange(60, 150), draw.randrange(5), draw.randrange(9)
    present, spoilt, invalid = listed + moved + added, draw.randrange(4), draw.randrange(4, 16)
    valid, received = present - invalid, roll + -(-roll // 40)
    votes = {key: valid // len(paper.pairs) for key in paper.pairs}
    votes[paper.pairs[-1]] += valid - sum(votes.values())
    return {
        "roll": roll, "present_roll": listed, "present_moved": moved, "present_added": added, "present": present,
        "received": received, "used": present, "spoilt": spoilt, "left": received - present - spoilt,
        "present_disabled": draw.randrange(4), **votes, "valid": valid + (3 if wrong else 0), "invalid": invalid,
        "all": present,
    }  # fmt: skip


def _send(told: Mapping[str, Any], event: ElectionEvent, stations: list[Station]) -> int:
    known = set(Submission.objects.filter(event=event).values_list("instance_id", flat=True))
    done, last = 0, None
    for place, (row, sheet, _fate) in enumerate(stations):
        at = _at(told["sent_from"]) + timedelta(minutes=told["minutes"] * place)
        instance = f"uuid:{uuid.uuid5(IDS, row.area_code)}"
        if instance in known:
            continue
        raw = filling.as_xml(
            told["form"], shipped.VERSION, _answers(sheet), instance_id=instance, recorded_at=at, station=row.area_code
        )  # fmt: skip
        operations.receive(
            raw, sender=directory.trusted(row.account, told["office"], event.pk), event=event.pk, channel=Channel.WEB,
            at=at + timedelta(minutes=2), files=[(PHOTO, pictures.results_sheet(row.area_code, sheet))],
        )  # fmt: skip
        done, last = done + 1, at
    if last:
        operations.read_waiting(at=last + timedelta(minutes=5))
    return done


def _answers(sheet: Mapping[str, int]) -> list[tuple[str, str]]:
    told = {
        "count_open": "yes", "started_at": "13:10", "voters_present": sheet["present"], "ballots_used": sheet["used"],
        "ballots_spoilt": sheet["spoilt"], "ballots_unused": sheet["left"],
        **{key.replace("pair", "votes"): value for key, value in sheet.items() if key.startswith(rules.PAIR)},
        "votes_valid": sheet["valid"], "votes_invalid": sheet["invalid"], "copies_given": "yes", "objection": "no",
        "sheet_photo": PHOTO,
    }  # fmt: skip
    return [(name, str(value)) for name, value in told.items()]


def _enter(told: Mapping[str, Any], event: ElectionEvent, stations: list[Station]) -> int:
    people = {place: Account.objects.get(code=told[place]) for place in ("first", "second", "third")}
    waiting = {
        row.station_code: row for row in ResultSheet.objects.filter(event=event, state="first", round=1)
    }
    done, at = 0, _at(told["entered_from"])
    for row, sheet, fate in stations:
        found = waiting.get(row.area_code)
        if found is None or fate == "photo":
            continue
        at, done = at + timedelta(minutes=3), done + 1
        results.enter(found, sheet, actor=people["first"], at=at)
        if fate == "first":
            continue
        slip = {**sheet, "left": sheet["left"] + 9, "pair_1": sheet["pair_1"] + 10}
        second = slip if fate in {"differ", "settled"} else sheet
        results.enter(found, second, actor=people["second"], at=at + timedelta(minutes=20))
        if fate == "settled":
            right = {key: sheet[key] for key in ("left", "pair_1")}
            results.settle(found, right, actor=people["third"], at=at + timedelta(minutes=45))
    return done


def _at(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE)
