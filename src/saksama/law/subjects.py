"""What the dated law holds besides clocks: requirements, reporters, classes, hours, quorum, forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from saksama.law.errors import BrokenLawData
from saksama.law.loading import Dated, Entry, read, source_of, text_of
from saksama.law.model import (
    Change,
    Destination,
    Form,
    ForwardingPaper,
    Offence,
    OpeningHours,
    Outcome,
    Quorum,
    ReceiptHours,
    ReporterKind,
    Requirement,
    ViolationClass,
)
from saksama.law.texts import Text


class Terms:
    """The words behind codes: ``terms.events["registered"]``. Read from ``data/terms.toml``."""

    def __init__(self, path: Path) -> None:
        self._file = path.name
        tables = read(path)
        self.events = _texts(tables["events"])
        self.actors = _texts(tables["actors"])
        self.destinations = _texts(tables["destinations"])
        self.outcomes = _texts(tables["outcomes"])
        self.groups = _texts(tables["groups"])

    def of(self, kind: str, code: str) -> Text:
        """The words of ``code``; BrokenLawData when the glossary lacks it."""
        words: dict[str, Text] = getattr(self, kind)
        if code not in words:
            raise BrokenLawData(file=self._file, detail=f"[{kind}] lacks {code}")
        return words[code]


def _texts(table: Mapping[str, Any]) -> dict[str, Text]:
    return {code: Text(words["id"], words["en"]) for code, words in table.items()}


def requirement_from(entry: Entry, value: Dated) -> Requirement:
    return Requirement(
        code=entry.code,
        kind=entry.table["kind"],
        label=text_of(entry.table),
        missing=text_of(entry.table, "missing"),
        clock=entry.table.get("clock", ""),
        source=source_of(value.table),
    )


def reporter_from(entry: Entry, value: Dated) -> ReporterKind:
    return ReporterKind(
        code=entry.code,
        label=text_of(entry.table),
        is_representative=entry.table.get("is_representative", False),
        source=source_of(value.table),
    )


def class_from(entry: Entry, value: Dated, terms: Terms) -> ViolationClass:
    destination, outcome = value.table["destination"], value.table["outcome"]
    return ViolationClass(
        code=entry.code,
        group=entry.table["group"],
        group_label=terms.of("groups", entry.table["group"]),
        label=text_of(entry.table),
        destination=Destination(destination, terms.of("destinations", destination)),
        copy_to=tuple(
            Destination(code, terms.of("destinations", code)) for code in value.table.get("copy_to", ())
        ),
        outcome=Outcome(outcome, terms.of("outcomes", outcome)),
        form=value.table.get("form", ""),
        clock=value.table.get("clock", ""),
        source=source_of(value.table),
        note=text_of(entry.table, "note") if "note" in entry.table else None,
    )


def hours_from(entry: Entry, value: Dated) -> ReceiptHours:
    return ReceiptHours(
        hours=tuple(
            OpeningHours(weekday, stretch["opens"], stretch["closes"], stretch["confidence"])
            for stretch in value.table["hours"]
            for weekday in stretch["weekdays"]
        ),
        always=dict(value.table["always"]),
        from_=value.from_,
        source=source_of(value.table),
    )


def quorum_from(entry: Entry, value: Dated) -> Quorum:
    share = value.table["more_than"]
    return Quorum(
        numerator=share["numerator"],
        denominator=share["denominator"],
        source=source_of(value.table),
        note=text_of(entry.table, "note") if "note" in entry.table else None,
    )


def form_from(entry: Entry, value: Dated) -> Form:
    return Form(
        code=value.table["code"], kind=entry.code, label=text_of(entry.table), source=source_of(value.table)
    )


def forwarding_from(entry: Entry, value: Dated) -> ForwardingPaper:
    return ForwardingPaper(code=entry.code, label=text_of(entry.table), source=source_of(value.table))


def offence_from(entry: Entry, value: Dated) -> Offence:
    return Offence(
        code=entry.code,
        article=entry.table["article"],
        label=text_of(entry.table),
        elements=tuple(Text(element["id"], element["en"]) for element in value.table["elements"]),
        words=frozenset(entry.table["words"].split()),
        months=_span(value, "months"),
        million=_span(value, "million"),
        joined=value.table.get("joined", ""),
        source=source_of(value.table),
    )


def _span(value: Dated, name: str) -> tuple[float, float] | None:
    """From and to, or None where the sanction was not read."""
    if name not in value.table:
        return None
    least, most = value.table[name]
    return float(least), float(most)


def changes_of(path: Path) -> tuple[Change, ...]:
    """The dated changes of law, oldest first."""
    return tuple(sorted(_changes(path), key=lambda change: change.effective))


def _changes(path: Path) -> Iterator[Change]:
    for code, table in read(path).items():
        effective: date = table["effective"]
        yield Change(
            code=code,
            effective=effective,
            change=text_of(table, "change"),
            effect=text_of(table, "effect"),
            regimes=tuple(table["regimes"]),
            source=source_of(table),
        )
