"""Pure rules of the results sheet (C.Hasil): its cells, the sums by which it checks itself, two entries compared.

The layout stands in ``data/results.toml`` with its source. Figures are ``{cell: whole number, or None where the paper
is empty or cannot be read}``. Nothing here changes a figure: what fails is told.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

Figures = Mapping[str, int | None]
Words = Mapping[str, str]
"""A text by language: ``id``, ``en``."""

PAIR: Final = "pair"
MOST: Final = 99_999
UNREADABLE: Final = "-"
_FILE: Final = Path(__file__).parents[1] / "data" / "results.toml"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the paper."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the paper, in its order."""

    label: Words
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """``sum``: ``whole`` equals all ``parts`` together. ``most``: ``whole`` is at most the one part."""

    key: str
    kind: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The paper of one event."""

    parts: tuple[Part, ...]
    checks: tuple[Check, ...]
    source: str
    confidence: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for part in self.parts for cell in part.cells)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(cell.key for cell in self.cells)

    @property
    def pairs(self) -> tuple[str, ...]:
        return tuple(key for key in self.keys if key.startswith(f"{PAIR}_"))


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that the figures fail. ``made``: what the parts make; ``gap``: written minus made."""

    check: Check
    written: int
    parts: tuple[tuple[str, int], ...]
    made: int

    @property
    def gap(self) -> int:
        return self.written - self.made


@cache
def layout(kind: str, pairs: int) -> Layout | None:
    """The paper of an election of ``kind`` (``places.Election.Kind``) with ``pairs`` on it; None: not known here.

    >>> layout("PB", 3).pairs, layout("PL", 3)
    (('pair_1', 'pair_2', 'pair_3'), None)
    """
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if kind not in told["kinds"] or pairs < 1:
        return None
    numbered = tuple(f"{PAIR}_{number}" for number in range(1, pairs + 1))
    parts = tuple(Part(row["label"], _cells(row, pairs)) for row in told["part"])
    checks = tuple(_check(row, numbered) for row in told["check"])
    return Layout(parts, checks, told["source"], told["confidence"])


def _cells(row: Mapping[str, Any], pairs: int) -> tuple[Cell, ...]:
    if not row.get("pairs"):
        return tuple(Cell(key, {"id": own, "en": other}) for key, own, other in row["cells"])
    ((key, own, other),) = row["cells"]
    numbers = range(1, pairs + 1)
    return tuple(
        Cell(f"{key}_{number}", {"id": own % {"number": number}, "en": other % {"number": number}})
        for number in numbers
    )


def _check(row: Mapping[str, Any], numbered: tuple[str, ...]) -> Check:
    kind = "sum" if "sum" in row else "most"
    whole, *parts = row[kind]
    return Check(row["key"], kind, whole, numbered if parts == [PAIR] else tuple(parts))


def figure(text: str) -> int | None:
    """What was typed for a cell: a whole number, thousands with or without a point; ``-`` for empty or unreadable.

    Raises: ValueError for anything else.

    >>> figure(" 1.204 "), figure("-"), figure("0")
    (1204, None, 0)
    """
    plain = text.strip()
    if plain in {UNREADABLE, "–"}:
        return None
    head, *groups = plain.split(".")
    if any(len(group) != 3 for group in groups) or (groups and not 1 <= len(head) <= 3):
        raise ValueError(text)
    joined = "".join([head, *groups])
    if not joined.isdecimal() or not joined.isascii() or len(joined) > len(str(MOST)):
        raise ValueError(text)
    return int(joined)


def broken(paper: Layout, figures: Figures) -> list[Broken]:
    """The checks that ``figures`` fail, in the order of the paper; those with an unreadable figure are left out.

    >>> [one.check.key for one in broken(layout("PB", 2), {"used": 10, "present": 9})]
    ['present_used']
    """
    found = []
    for check in paper.checks:
        written = figures.get(check.whole)
        given = [(key, figures.get(key)) for key in check.parts]
        known = tuple((key, value) for key, value in given if value is not None)
        if written is None or len(known) < len(given):
            continue
        made = sum(value for _key, value in known)
        fails = written != made if check.kind == "sum" else written > made
        if fails:
            found.append(Broken(check, written, known, made))
    return found


def unchecked(paper: Layout, figures: Figures) -> list[Check]:
    """The checks that could not be made, because a figure of theirs is empty or cannot be read."""
    return [
        check
        for check in paper.checks
        if any(figures.get(key) is None for key in (check.whole, *check.parts))
    ]


def differing(paper: Layout, first: Figures, second: Figures) -> list[str]:
    """Cells in which two entries differ, in the order of the paper; unreadable differs from every figure.

    >>> differing(layout("PB", 1), {"roll": 5, "used": None}, {"roll": 5, "used": 0})
    ['used']
    """
    return [key for key in paper.keys if first.get(key) != second.get(key)]


def merged(paper: Layout, first: Figures, second: Figures, third: Figures) -> dict[str, int | None]:
    """The agreed cells, and those of ``third`` where the two differ; a cell nobody disputed is never the third's."""
    disputed = set(differing(paper, first, second))
    return {key: (third if key in disputed else first).get(key) for key in paper.keys}


def percent(part: int | None, whole: int | None) -> Decimal | None:
    """``part`` of ``whole`` in per cent, two places; None where it cannot be said.

    >>> percent(392161, 552469), percent(1, 0)
    (Decimal('70.98'), None)
    """
    if part is None or not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def turn(waiting: Iterable[int], account: int) -> int | None:
    """Which of the ``waiting`` sheets somebody gets next, so that two people at once seldom get the same.

    >>> turn([7, 8, 9], 4), turn([], 4)
    (8, None)
    """
    rows = list(waiting)
    return rows[account % len(rows)] if rows else None
