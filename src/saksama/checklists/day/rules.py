"""Pure rules of the day: which milestone is due, who is silent, what is critical. No database, no clock.

The times stand in ``data/day.toml``; they are the product's own settings and decide only who is called first.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from saksama.places.rules import NATION, level_of, lineage

LENGTHS: Final = {"province": len("64"), "regency": len("64.02"), "district": len("64.02.06")}
"""Characters of a station's code that name the area of a level around it."""
_BELOW: Final = {"nation": "province", "province": "regency"}
_FILE: Final = Path(__file__).parents[1] / "data" / "day.toml"


@dataclass(frozen=True, slots=True)
class Milestone:
    """What every station should have told by ``due`` (local time); ``label`` and ``script`` by language."""

    kind: str
    due: time
    label: Mapping[str, str]
    script: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The milestones of a day in order, and the hours the board shows, both inclusive."""

    milestones: tuple[Milestone, ...]
    first_hour: int
    last_hour: int

    @property
    def hours(self) -> range:
        return range(self.first_hour, self.last_hour + 1)


@cache
def plan() -> Plan:
    """The plan as the data file tells it."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    milestones = tuple(
        Milestone(row["kind"], row["due"], row["label"], row["script"]) for row in told["milestone"]
    )
    return Plan(milestones, told["first_hour"], told["last_hour"])


def due_milestone(milestones: Sequence[Milestone], now: time) -> Milestone | None:
    """The latest milestone that is due at local time ``now``; None in the early morning.

    >>> [getattr(due_milestone(plan().milestones, time(h)), "kind", None) for h in (6, 8, 11, 17)]
    [None, 'before_opening', 'voting', 'count']
    """
    return next((row for row in reversed(milestones) if row.due <= now), None)


def milestone_at(milestones: Sequence[Milestone], vote_on: date, now: datetime) -> Milestone | None:
    """What is due at local ``now``: nothing before the day, on the day by the clock, after it the last of all.

    >>> [getattr(milestone_at(plan().milestones, date(2024, 11, 27), datetime(2024, 11, day, 6)), "kind", None)
    ...  for day in (26, 27, 28)]
    [None, None, 'count']
    """
    if now.date() > vote_on:
        return milestones[-1]
    return due_milestone(milestones, now.time()) if now.date() == vote_on else None


def kinds_that_meet(milestones: Sequence[Milestone], wanted: Milestone) -> frozenset[str]:
    """Kinds of instrument whose submission meets ``wanted``: its own and every later milestone's."""
    place = milestones.index(wanted)
    return frozenset(row.kind for row in milestones[place:])


def present_hour(plan: Plan, vote_on: date, now: datetime) -> int:
    """Up to which hour the board is filled at local ``now``: before the day none, after it the last.

    >>> [present_hour(plan(), date(2024, 11, 27), datetime(2024, 11, day, 9)) for day in (26, 27, 28)]
    [-1, 9, 18]
    """
    if now.date() < vote_on:
        return -1
    return now.hour if now.date() == vote_on else plan.last_hour


def cumulative_shares(first: Mapping[int, int], stations: int, hours: range, until: int) -> list[int | None]:
    """Percent of ``stations`` heard by the end of each hour, cumulative, rounded down; None for hours to come.

    Args:  first: how many stations were first heard in each local hour.   until: the present hour.

    >>> cumulative_shares({7: 2, 9: 1}, 4, range(6, 11), 9)
    [0, 50, 50, 75, None]
    """
    heard = accumulate(first.get(hour, 0) for hour in hours)
    return [
        None if hour > until else 100 * met // max(stations, 1)
        for hour, met in zip(hours, heard, strict=True)
    ]


def rows_below(areas: Iterable[str]) -> str:
    """The level of the board's rows: one below the smallest area around all ``areas``, a district at most.

    So a board has some dozens of rows at every office: provinces for the nation, regencies for a province.

    >>> [rows_below(areas) for areas in (["00"], ["64"], ["64.02"], ["64.02", "64.03"], ["64.02.06.1001-003"], [])]
    ['province', 'regency', 'district', 'regency', 'district', 'district']
    """
    lines = [lineage(area) for area in areas]
    around = next((area for area in lines[0] if all(area in line for line in lines)), NATION) if lines else ""
    return _BELOW.get(level_of(around), "district") if around else "district"


def critical(values: Mapping[str, Any], wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """``(path, answer)`` of the answers that raise an incident; ``wanted`` as ``(path, value or "")``.

    A question in a repeat is named without its number; several answers of one question stand apart by blanks.

    >>> critical({"opened": "no", "incident[2]/what": "ribut"}, [("opened", "no"), ("incident/what", "")])
    [('opened', 'no'), ('incident[2]/what', 'ribut')]
    """
    found = []
    by_path: dict[str, set[str]] = {}
    for path, value in wanted:
        by_path.setdefault(path, set()).add(value)
    if not by_path:
        return []
    for path, answer in values.items():
        given = str(answer).strip()
        expected = by_path.get(_plain(path))
        if expected and given and ("" in expected or expected & {given, *given.split()}):
            found.append((path, given))
    return found


def _plain(path: str) -> str:
    """``incident[2]/what`` as ``incident/what``."""
    return "/".join(part.partition("[")[0] for part in path.split("/")) if "[" in path else path


def spoken(questions: Iterable[Mapping[str, Any]], path: str, answer: str) -> str:
    """Question and answer as the form's author wrote them, Indonesian first; at most 300 letters.

    >>> spoken([{"path": "opened", "label": {"Indonesia (id)": "Sudah dibuka?"},
    ...          "choices": [{"value": "no", "label": {"Indonesia (id)": "Belum"}}]}], "opened", "no")
    'Sudah dibuka? Belum'
    """
    question = next((row for row in questions if row["path"] == _plain(path)), None)
    if question is None:
        return answer[:300]
    choices = {choice["value"]: _said(choice["label"]) for choice in question.get("choices", ())}
    told = ", ".join(
        choices.get(part) or part for part in ([answer] if answer in choices else answer.split())
    )
    return f"{_said(question['label'])} {told}".strip()[:300]


def _said(label: Mapping[str, str]) -> str:
    indonesian = next((text for language, text in label.items() if "(id)" in language), None)
    return indonesian or next(iter(label.values()), "")


def can_be_watched(question: Mapping[str, Any]) -> bool:
    """Whether an answer of the question may raise an incident: something a person chose or wrote."""
    return (
        question["kind"] != "upload"
        and question["type"] != "binary"
        and not question["readonly"]
        and question["path"] != "station"
    )


def is_an_answer(questions: Iterable[Mapping[str, Any]], path: str, answer: str) -> bool:
    """Whether a form asks ``path`` and can be answered ``answer``; an empty answer stands for any.

    >>> asked = [{"path": "opened", "kind": "select1", "type": "string", "readonly": False,
    ...           "choices": [{"value": "no"}]}]
    >>> is_an_answer(asked, "opened", "no"), is_an_answer(asked, "opened", "yes"), is_an_answer(asked, "x", "")
    (True, False, False)
    """
    question = next((row for row in questions if row["path"] == path), None)
    if question is None or not can_be_watched(question):
        return False
    values = {choice["value"] for choice in question["choices"]}
    return not answer or answer in values or (not values and bool(answer.strip()))
