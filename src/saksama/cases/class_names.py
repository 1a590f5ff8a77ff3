"""Classes of violation by their names in the law of a day."""

from collections.abc import Mapping
from datetime import date

from saksama import law
from saksama.pages.formats import language

REGIMES = ("pilkada", "pemilu")


def class_names(*, on: date) -> dict[str, str]:
    """``{class: name}`` of both regimes, as the law of ``on`` names them; a regime not yet in force is left out."""
    book, names = law.load(), {}
    for regime in REGIMES:
        for item in book.on(on, regime).classes():
            names.setdefault(item.code, item.label.of(language()))
    return names


def class_rows(counts: Mapping[str, int], *, on: date) -> list[tuple[str, int]]:
    """``[(name, count)]`` in the order of the law's own list; a class the law no longer knows comes last."""
    names = class_names(on=on)
    known = [(name, counts[code]) for code, name in names.items() if counts.get(code)]
    return known + [(code, count) for code, count in sorted(counts.items()) if code not in names]
