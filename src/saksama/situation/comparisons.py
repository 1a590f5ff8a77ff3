"""What others have published of comparable places: files in ``data/comparisons``, each with source and day.

A file is known from the day it was published, so that a past day knows no more than was known then.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from saksama.pages.formats import language
from saksama.situation.rules.funnel import Unit

FOLDER = Path(__file__).parent / "data" / "comparisons"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of comparable places up to a day.

    measure: what was counted, as in ``cases.counting.MEASURES``.   parent: the area they are all of.
    vote_on: the vote they belong to.   until: last day counted.   total: where only the sum is published.
    exposure: what the sizes are, ``stations`` or ``voters``.
    """

    code: str
    labels: Mapping[str, str]
    notes: Mapping[str, str]
    measure: str
    parent: str
    vote_on: date
    until: date
    published_on: date
    total: int | None
    exposure: str
    source: str
    exposure_source: str
    units: Sequence[Unit]

    @property
    def label(self) -> str:
        return self.labels[language()]

    @property
    def note(self) -> str:
        return self.notes.get(language(), "")

    def unit(self, code: str) -> Unit | None:
        """The row of one place."""
        return next((unit for unit in self.units if unit.code == code), None)


@cache
def all_published() -> tuple[Comparison, ...]:
    """Every file, the one that counts to the latest day first."""
    found = [_read(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda comparison: comparison.until, reverse=True))


def known_on(day: date, *, place: str) -> list[Comparison]:
    """Those published by ``day`` that name ``place`` among their own, latest first."""
    return [found for found in all_published() if found.published_on <= day and found.unit(place)]


def _read(told: Mapping[str, Any]) -> Comparison:
    return Comparison(
        code=told["code"],
        labels=told["label"],
        notes=told.get("note", {}),
        measure=told["measure"],
        parent=told["parent"],
        vote_on=told["vote_on"],
        until=told["until"],
        published_on=told["published_on"],
        total=told.get("total"),
        exposure=told["exposure"],
        source=told["source"],
        exposure_source=told["exposure_source"],
        units=[Unit(row["code"], row.get("observed"), row.get("exposure")) for row in told["area"]],
    )
