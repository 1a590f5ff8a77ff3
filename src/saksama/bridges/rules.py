"""Pure rules: which office takes an incident on, and what its case is called."""

from collections.abc import Iterable

from saksama.places.rules import is_within

TITLE = 160
"""Letters of a case's title."""


def nearest_office(station: str, offices: Iterable[str]) -> str | None:
    """Of ``offices`` (codes) the one nearest to ``station`` that it lies in; None when it lies in none.

    >>> nearest_office("64.02.06.1001-001", ["64.02", "64.02.06", "64.01"])
    '64.02.06'
    """
    fitting = [office for office in offices if is_within(station, office)]
    return max(fitting, key=len, default=None)


def title_of(what: str) -> str:
    """The first sentence of an incident, cut at a word.

    >>> title_of("Apakah kotak disegel? Tidak"), title_of("C.Hasil tidak cocok jumlahnya. Sah 251")
    ('Apakah kotak disegel? Tidak', 'C.Hasil tidak cocok jumlahnya')
    """
    first = what.partition(". ")[0].strip().rstrip(".")
    if len(first) <= TITLE:
        return first
    return f"{first[: TITLE - 1].rpartition(' ')[0] or first[: TITLE - 1]}…"
