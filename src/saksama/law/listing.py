"""``python -m saksama.law.listing``: every value that no lawyer has checked, or that is below ``sure``.

``make law`` runs it. One line a value: regime, id, first day, value, confidence of its parts, source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Literal

from saksama.law.book import Law, load
from saksama.law.loading import Dated, Entry, rule_from, source_of
from saksama.law.model import REGIMES, Confidence, Regime

_SUBJECTS = (
    "clocks",
    "requirements",
    "reporters",
    "classes",
    "receipt_hours",
    "plenary",
    "forms",
    "forwarding",
    "offences",
)


def unconfirmed(law: Law) -> Iterator[str]:
    """The lines of the listing, in the order of regimes, subjects and ids."""
    for regime in REGIMES:
        for subject in _SUBJECTS:
            for entry in law.subject(regime, subject).values():
                yield from _lines(regime, subject, entry)


def _lines(regime: Regime | Literal["both"], subject: str, entry: Entry) -> Iterator[str]:
    for value in entry.values:
        source = source_of(value.table)
        parts: dict[str, Confidence] = {"value": source.confidence}
        if regime != "both" and subject == "clocks":
            parts = _parts(regime, entry, value)
        below = [f"{part} {confidence}" for part, confidence in parts.items() if confidence != "sure"]
        if not source.checked_by:
            below.append("not checked")
        if below:
            yield f"{regime:8}{entry.code:26}{value.from_}  {'; '.join(below)}  [{source.citation('en')}]"


def unconfirmed_neutrality(law: Law) -> Iterator[str]:
    """The same for conduct, levels and subjects of neutrality, which hold for both regimes."""
    for level in law.neutrality.levels.values():
        if not level.source.is_confirmed or not level.source.checked_by:
            yield f"{'both':8}{level.code:26}{'':12}not checked  [{level.source.citation('en')}]"
    for entries in law.neutrality.entries.values():
        for entry in entries.values():
            yield from _lines("both", "neutrality", entry)


def _parts(regime: Regime, entry: Entry, value: Dated) -> dict[str, Confidence]:
    rule = rule_from(entry, value, regime, version="")
    return {**rule.parts(), "in force": rule.from_confidence}


def main() -> int:
    lines = [*unconfirmed(load()), *unconfirmed_neutrality(load())]
    print("\n".join(lines))
    print(f"{len(lines)} values to be confirmed. How to confirm one: docs/law/README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
