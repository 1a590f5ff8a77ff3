"""Read the TOML files under ``law/data`` into the frozen shapes of ``model``.

A file holds one table per entry (``[PK-06]``) with its dated ``values``. What is wrong with a file is said
at loading, with the file's name; a loaded ``Law`` needs no further checks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from saksama.law.errors import BrokenLawData
from saksama.law.model import Confidence, FirstDay, Regime, Rule, Source, Unit, Version
from saksama.law.texts import Text

DATA = Path(__file__).parent / "data"

#: files of a regime that hold something other than clocks
SUBJECTS = (
    "versions",
    "requirements",
    "reporters",
    "classes",
    "receipt_hours",
    "plenary",
    "forms",
    "forwarding",
    "offences",
)


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated value: from its first day to its last (None = still in force), both inclusive."""

    from_: date
    until: date | None
    table: Mapping[str, Any]

    def holds_on(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Entry:
    """A named entry of a file, with all its dated values in order of time."""

    code: str
    table: Mapping[str, Any]
    values: tuple[Dated, ...]

    def value_on(self, day: date) -> Dated | None:
        return next((value for value in self.values if value.holds_on(day)), None)

    def spans(self) -> str:
        return ", ".join(f"{value.from_} - {value.until or '...'}" for value in self.values)


def read(path: Path) -> dict[str, Any]:
    """The content of one TOML file. Raises BrokenLawData when it cannot be parsed."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BrokenLawData(file=path.name, detail=str(error)) from error


def clock_entries(folder: Path) -> dict[str, Entry]:
    """All clocks and windows of one regime's folder, by id."""
    found: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem in SUBJECTS:
            continue
        for code, entry in entries(path).items():
            if code in found:
                raise BrokenLawData(file=path.name, detail=f"{code} stands in another file too")
            _check_clock(entry, path.name)
            found[code] = entry
    return found


def entries(path: Path) -> dict[str, Entry]:
    """The entries of one file, values sorted by first day and checked for gaps and overlaps."""
    return entries_of(read(path), path.name)


def entries_of(tables: Mapping[str, Any], file: str) -> dict[str, Entry]:
    """The entries of a part of a file that has been read; ``file`` is its name, for refusals."""
    return {code: _entry(code, table, file) for code, table in tables.items()}


def _entry(code: str, table: Any, file: str) -> Entry:
    if not isinstance(table, dict) or not table.get("values"):
        raise BrokenLawData(file=file, detail=f"{code} has no [[{code}.values]]")
    values = sorted(
        (Dated(_day(value, "from", code, file), value.get("until"), value) for value in table["values"]),
        key=lambda value: value.from_,
    )
    for earlier, later in pairwise(values):
        if earlier.until is None or earlier.until.toordinal() + 1 != later.from_.toordinal():
            raise BrokenLawData(file=file, detail=f"{code}: gap or overlap before {later.from_}")
    return Entry(code, table, tuple(values))


def _day(table: Mapping[str, Any], key: str, code: str, file: str) -> date:
    day = table.get(key)
    if type(day) is not date:
        raise BrokenLawData(file=file, detail=f"{code}: {key} must be a date such as 2024-09-30")
    return day


def _check_clock(entry: Entry, file: str) -> None:
    def refuse(detail: str) -> None:
        raise BrokenLawData(file=file, detail=f"{entry.code}: {detail}")

    is_window = entry.table.get("kind", "clock") == "window"
    for key in ("label", "starts", "ends", "actor", *(() if is_window else ("first_day",))):
        if key not in entry.table:
            refuse(f"{key} is missing")
    for value in entry.values:
        source_of(value.table, f"{file}: {entry.code}")
        if is_window:
            continue
        length = value.table.get("value")
        if type(length) is not int or length < 1:
            refuse("value must be a whole number above zero")
        if value.table.get("unit") not in get_args(Unit):
            refuse(f"unit must be one of {', '.join(get_args(Unit))}")
    if entry.table.get("first_day", "next") not in get_args(FirstDay):
        refuse(f"first_day must be one of {', '.join(get_args(FirstDay))}")


def text_of(table: Mapping[str, Any], key: str = "label") -> Text:
    words = table[key]
    return Text(words["id"], words["en"])


def source_of(table: Mapping[str, Any], where: str = "") -> Source:
    try:
        source = Source(**table["source"])
    except (KeyError, TypeError) as error:
        raise BrokenLawData(
            file=where, detail="source needs act, article, paragraph, basis, confidence"
        ) from error
    if source.confidence not in get_args(Confidence):
        raise BrokenLawData(file=where, detail=f"confidence must be one of {', '.join(get_args(Confidence))}")
    return source


def rule_from(entry: Entry, value: Dated, regime: Regime, version: str) -> Rule:
    """The rule of ``entry`` with the value in force."""
    table, is_window = entry.table, entry.table.get("kind") == "window"
    return Rule(
        id=entry.code,
        regime=regime,
        version=version,
        kind="window" if is_window else "clock",
        label=text_of(table),
        starts=table["starts"],
        ends=table["ends"],
        actor=table["actor"],
        first_day=table.get("first_day", "next"),
        first_day_confidence=table.get("first_day_confidence", "check"),
        other_first_day=table.get("other_first_day"),
        length=None if is_window else value.table["value"],
        unit=None if is_window else value.table["unit"],
        unit_confidence=value.table.get("unit_confidence", "sure"),
        starts_confidence=table.get("starts_confidence", "sure"),
        from_confidence=value.table.get("from_confidence", "check"),
        from_=value.from_,
        until=value.until,
        source=source_of(value.table),
        within=tuple(table.get("within", ())),
        extends=table.get("extends", ""),
        counts_back=table.get("counts_back", False),
        note=text_of(table, "note") if "note" in table else None,
    )


def versions_of(folder: Path) -> tuple[Version, ...]:
    """The versions of a regime, oldest first."""
    tables = read(folder / "versions.toml")["versions"]
    return tuple(
        sorted(
            (Version(table["name"], table["from"], table["confidence"]) for table in tables),
            key=lambda version: version.from_,
        )
    )
