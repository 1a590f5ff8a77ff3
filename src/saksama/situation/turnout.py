"""Turnout of past votes as published, known from the day of publication."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "turnout.toml"


@dataclass(frozen=True, slots=True)
class Turnout:
    """Share of voters who voted, 0..1."""

    area: str
    vote_on: date
    published_on: date
    share: Decimal
    source: str


@cache
def all_published() -> tuple[Turnout, ...]:
    """Every row, latest vote first."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["vote"]
    rows = [
        Turnout(row["area"], row["vote_on"], row["published_on"], Decimal(row["share"]), row["source"])
        for row in told
    ]
    return tuple(sorted(rows, key=lambda row: row.vote_on, reverse=True))


def last(area_code: str, *, on: date) -> Turnout | None:
    """Of the latest vote of the area whose turnout was known on ``on``."""
    known = (row for row in all_published() if row.area == area_code and row.published_on <= on)
    return next(known, None)
