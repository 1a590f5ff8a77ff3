"""Neutrality of civil servants and others: conduct N01-N14, the sanction level each maps to, and who is a subject.

Source: sheet of handling rules, section 5. The same for both regimes. Every answer carries its source, because most
of the list is unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from saksama.law.errors import BrokenLawData, NotInForce, UnknownRule
from saksama.law.loading import Dated, Entry, entries_of, read, source_of, text_of
from saksama.law.model import Source
from saksama.law.texts import Text

Stage = Literal["before", "after"]
"""Before or after candidates are fixed; the day of fixing counts as after."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of sanction, ``rank`` 0 the lightest. ``what`` says what it means for the person."""

    code: str
    rank: int
    label: Text
    what: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Conduct:
    """A kind of conduct on a day. ``before`` and ``after`` are level codes, "" where the list names none."""

    code: str
    label: Text
    before: str
    after: str
    source: Source
    note: Text | None = None

    def level_at(self, stage: Stage) -> str:
        """Level code at a stage; "" where the list names none."""
        return self.before if stage == "before" else self.after


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """Somebody who must be neutral, on a day: the class it is handled under, and what the law says.

    ``criminal``: article of an offence that may hold too, "" where there is none.
    """

    code: str
    label: Text
    violation_class: str
    ban: Text
    sanction: Text
    decides: Text
    criminal: str
    source: Source
    note: Text | None = None


class Neutrality:
    """The file ``neutrality.toml``. Ask it for a day."""

    def __init__(self, path: Path) -> None:
        tables = read(path)
        try:
            self.levels = {
                code: _level(code, rank, table) for rank, (code, table) in enumerate(tables["levels"].items())
            }
            self.entries: Mapping[str, dict[str, Entry]] = {
                kind: entries_of(tables[kind], path.name) for kind in ("conducts", "subjects")
            }
            for entry in self.entries["conducts"].values():
                for value in entry.values:
                    self._check(_conduct(entry, value), path.name)
            for entry in self.entries["subjects"].values():
                for value in entry.values:
                    _subject(entry, value)
        except (KeyError, TypeError, AttributeError) as error:
            raise BrokenLawData(file=path.name, detail=repr(error)) from error

    def conducts(self, on: date) -> tuple[Conduct, ...]:
        """The list as it stands on ``on``, in its own order; empty before the first decree."""
        return tuple(_conduct(*pair) for pair in self._in_force("conducts", on))

    def conduct(self, code: str, on: date) -> Conduct:
        """One kind of conduct. Raises UnknownRule, NotInForce."""
        return _conduct(*self._find("conducts", code, on))

    def subjects(self, on: date) -> tuple[SubjectKind, ...]:
        """Who must be neutral on ``on``, and what follows."""
        return tuple(_subject(*pair) for pair in self._in_force("subjects", on))

    def subject(self, code: str, on: date) -> SubjectKind:
        """One kind of subject. Raises UnknownRule, NotInForce."""
        return _subject(*self._find("subjects", code, on))

    def _in_force(self, kind: str, on: date) -> list[tuple[Entry, Dated]]:
        pairs = ((entry, entry.value_on(on)) for entry in self.entries[kind].values())
        return [(entry, value) for entry, value in pairs if value is not None]

    def _find(self, kind: str, code: str, on: date) -> tuple[Entry, Dated]:
        known = self.entries[kind]
        if code not in known:
            raise UnknownRule(rule=code, regime="", known=", ".join(known))
        value = known[code].value_on(on)
        if value is None:
            raise NotInForce(rule=code, regime="", day=on, spans=known[code].spans())
        return known[code], value

    def _check(self, conduct: Conduct, file: str) -> None:
        for code in (conduct.before, conduct.after):
            if code and code not in self.levels:
                raise BrokenLawData(file=file, detail=f"{conduct.code}: [levels] lacks {code}")


def _level(code: str, rank: int, table: Mapping[str, Any]) -> Level:
    return Level(code, rank, text_of(table), text_of(table, "what"), source_of(table))


def _conduct(entry: Entry, value: Dated) -> Conduct:
    return Conduct(
        code=entry.code,
        label=text_of(entry.table),
        before=value.table["before"],
        after=value.table["after"],
        source=source_of(value.table),
        note=text_of(entry.table, "note") if "note" in entry.table else None,
    )


def _subject(entry: Entry, value: Dated) -> SubjectKind:
    return SubjectKind(
        code=entry.code,
        label=text_of(entry.table),
        violation_class=entry.table["class"],
        ban=text_of(value.table, "ban"),
        sanction=text_of(value.table, "sanction"),
        decides=text_of(value.table, "decides"),
        criminal=value.table.get("criminal", ""),
        source=source_of(value.table),
        note=text_of(entry.table, "note") if "note" in entry.table else None,
    )
