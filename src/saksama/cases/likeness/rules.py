"""How alike two tellings of a matter are, and why. Pure: two tellings in, an answer in parts out.

Words are cut as the search cuts them, so that what is called alike is also found by searching. Letters are
compared in names only: of a story the words that both tell can be counted and said, a distance of letters cannot.
No part is weighed against another. A suggestion needs two parts that agree, and the order of several follows the
number of parts and then the share of words; so the sentence on the screen is the whole reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

from saksama.places.rules import is_within, level_of

ALIKE = 0.4
"""Share of the shorter telling's words from which two texts count as alike."""
NEARLY_THE_SAME = 0.75
"""Share from which the text alone is enough: copied, or sent twice."""
FEWEST_WORDS = 5
"""A telling of fewer words is not judged by its words."""
NEAR_DAYS = 3
SAME_NAME = 0.88
"""Likeness of letters (0..1) from which two names count as one person's; one letter in eight may differ."""

# Words that any two tellings share, and words of the trade that every report holds.
_COMMON = frozenset(
    [
        "ada",
        "adalah",
        "agar",
        "akan",
        "antara",
        "apa",
        "atas",
        "atau",
        "bahwa",
        "bagi",
        "bahkan",
        "banyak",
        "beberapa",
        "belum",
        "bisa",
        "bukan",
        "dalam",
        "dan",
        "dapat",
        "dari",
        "dengan",
        "di",
        "dia",
        "dilakukan",
        "dugaan",
        "ini",
        "itu",
        "itulah",
        "jadi",
        "juga",
        "jika",
        "kami",
        "kampanye",
        "karena",
        "kata",
        "kepada",
        "ketika",
        "kita",
        "lain",
        "lalu",
        "laporan",
        "maka",
        "masih",
        "melakukan",
        "menjadi",
        "mereka",
        "namun",
        "oleh",
        "orang",
        "pada",
        "para",
        "pelapor",
        "pelanggaran",
        "pemilihan",
        "pemilu",
        "pilkada",
        "pun",
        "saat",
        "saja",
        "salah",
        "sambil",
        "sampai",
        "satu",
        "saya",
        "sebagai",
        "secara",
        "sedang",
        "sehingga",
        "sekitar",
        "selaku",
        "semua",
        "seorang",
        "sudah",
        "supaya",
        "tanggal",
        "telah",
        "tentang",
        "terhadap",
        "terlapor",
        "terjadi",
        "tersebut",
        "tetapi",
        "tidak",
        "untuk",
        "warga",
        "yaitu",
        "yakni",
        "yang",
        "wib",
        "wita",
        "wit",
        "pukul",
        "hari",
        "bulan",
        "tahun",
    ]
)


class Part(Enum):
    """One thing in which two tellings can agree."""

    TEXT = "text"
    VILLAGE = "village"
    PLACE = "place"
    TIME = "time"
    RESPONDENT = "respondent"


@dataclass(frozen=True, slots=True)
class Telling:
    """A matter as told. ``day``: of the event, or where it is not known the day on which it became known.

    ``area``: code of a district or village. ``respondents``: the words of each name.
    """

    words: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    area: str = ""
    day: date | None = None
    respondents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """In what two tellings agree. ``share``: 0..1 of the shorter one's words; ``days``: between them, None: unknown."""

    parts: frozenset[Part]
    share: float
    days: int | None

    @property
    def is_likely(self) -> bool:
        """Is it worth a look? Two parts agree, one of them text; or person, place and time; or the text alone."""
        if self.share >= NEARLY_THE_SAME:
            return True
        if Part.TEXT in self.parts:
            return len(self.parts) > 1
        return {Part.RESPONDENT, Part.TIME} <= self.parts and bool({Part.VILLAGE, Part.PLACE} & self.parts)

    @property
    def order(self) -> tuple[int, float]:
        """Greater comes first."""
        return len(self.parts), self.share


def significant(words: Iterable[str]) -> frozenset[str]:
    """Words that tell this matter from another: three letters or more, none that everybody uses.

    >>> sorted(significant(["pada", "hari", "amplop", "di", "perian"]))
    ['amplop', 'perian']
    """
    return frozenset(word for word in words if len(word) > 2 and word not in _COMMON)


def compare(one: Telling, other: Telling) -> Likeness:
    """In what ``one`` and ``other`` agree; the order of the two does not matter."""
    share = shared(one.words, other.words)
    days = abs((one.day - other.day).days) if one.day and other.day else None
    agreed = {
        Part.TEXT: share >= ALIKE,
        Part.VILLAGE: _same_village(one.area, other.area),
        Part.PLACE: _same_place(one, other),
        Part.TIME: days is not None and days <= NEAR_DAYS,
        Part.RESPONDENT: any(same_name(a, b) for a in one.respondents for b in other.respondents),
    }
    return Likeness(frozenset(part for part, holds in agreed.items() if holds), share, days)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter telling's words that the longer one holds too; 0 where there are too few to judge.

    >>> shared(frozenset("abcdef"), frozenset("abcxyzuvw"))
    0.5
    """
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest >= FEWEST_WORDS else 0.0


def same_name(one: str, other: str) -> bool:
    """Are two names written alike, whatever the order of their words? Titles cut off are no difference.

    >>> same_name("santoso budi", "budi santosa"), same_name("budi", "budi santoso")
    (True, False)
    """
    a, b = sorted(one.split()), sorted(other.split())
    if not a or not b:
        return False
    if min(len(a), len(b)) > 1 and (set(a) <= set(b) or set(b) <= set(a)):
        return True
    return SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False).ratio() >= SAME_NAME


def likely(telling: Telling, others: Sequence[Telling]) -> list[tuple[int, Likeness]]:
    """``(place in others, likeness)`` of those worth a look, the most alike first."""
    compared = ((place, compare(telling, other)) for place, other in enumerate(others))
    found = [(place, likeness) for place, likeness in compared if likeness.is_likely]
    return sorted(found, key=lambda item: item[1].order, reverse=True)


def _same_village(one: str, other: str) -> bool:
    return bool(one) and one == other and level_of(one) == "village"


def _same_place(one: Telling, other: Telling) -> bool:
    """The place as told has two words in common, or all it has; another district speaks against it."""
    if one.area and other.area and not (is_within(one.area, other.area) or is_within(other.area, one.area)):
        return False
    both = one.place & other.place
    return bool(both) and len(both) >= min(2, len(one.place), len(other.place))
