"""The scale on which a situation is reported, read from ``data/scale.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from saksama.pages.formats import language

FILE = Path(__file__).parent / "data" / "scale.toml"


@dataclass(frozen=True, slots=True)
class Level:
    """One step. ``place``: 1 is the calmest."""

    code: str
    place: int
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    glyph: str
    tone: int

    @property
    def label(self) -> str:
        return self.labels[language()]

    @property
    def meaning(self) -> str:
        return self.meanings[language()]


@cache
def levels() -> Mapping[str, Level]:
    """``{code: level}``, calm first."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        row["code"]: Level(row["code"], place, row["label"], row["meaning"], row["glyph"], row["tone"])
        for place, row in enumerate(told["level"], 1)
    }


@cache
def source() -> str:
    """Where the scale comes from; it is unconfirmed."""
    return str(tomllib.loads(FILE.read_text(encoding="utf-8"))["source"])
