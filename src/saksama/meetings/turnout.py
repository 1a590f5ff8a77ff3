"""Published turnouts of earlier votes: what a participation campaign is measured against. Pure, dated data.

``data/turnout.toml`` names the source of each figure. An area without a figure has none: nothing is carried
over from a wider one.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Known:
    """One published turnout. ``known_on``: the first day on which it could be known."""

    area: str
    vote_on: date
    known_on: date
    percent: Decimal
    source: str
    confidence: str


@cache
def published() -> tuple[Known, ...]:
    text = resources.files("saksama.meetings").joinpath("data/turnout.toml").read_text(encoding="utf-8")
    return tuple(
        Known(
            row["area"],
            row["vote_on"],
            row["known_on"],
            Decimal(row["percent"]),
            row["source"],
            row["confidence"],
        )
        for row in tomllib.loads(text)["turnout"]
    )


def last_before(area: str, day: date) -> Known | None:
    """The newest turnout of exactly this area whose vote was before ``day`` and which was known by then.

    >>> last_before("64.02", date(2024, 11, 9)).percent
    Decimal('56.57')
    """
    found = [row for row in published() if row.area == area and row.vote_on < day and row.known_on <= day]
    return max(found, key=lambda row: row.vote_on, default=None)
