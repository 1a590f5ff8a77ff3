"""Answers of one question as a column: a list of the different answers, and a number for each submission. Pure.

An answer here is a text; several (more than one choice, or a question in a repeat) stand with blanks between. Only
what can be counted is kept: chosen values and numbers. Of texts, photos and places only that there was one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

GIVEN: Final = "1"
"""Stands for an answer whose words are not counted."""
NUMBERS: Final = frozenset({"int", "integer", "decimal"})
_CHOSEN: Final = frozenset({"select", "select1", "rank"})
DISTRICT, PLACE, HOUR = "@district", "@place", "@hour"

Codes = NDArray[np.unsignedinteger[Any]]
Void = NDArray[np.intp]
"""Places of rows that count nowhere: a later edit corrected them."""
Rows = NDArray[np.intp] | None
"""Places of the rows that count; None: all of them but the void."""


def as_rows(places: Sequence[int]) -> Void:
    """Places as an array."""
    return np.asarray(places, dtype=np.intp)


@dataclass(frozen=True)
class Column:
    """``codes[row]`` is the place of that row's answer in ``answers``, which are sorted."""

    answers: tuple[str, ...]
    codes: Codes

    def sums(self, rows: Rows = None) -> NDArray[np.int64]:
        """How many rows gave each of ``answers``."""
        return self._whole if rows is None else self._counted(self.codes[rows])

    @cached_property
    def _whole(self) -> NDArray[np.int64]:
        return self._counted(self.codes)

    def _counted(self, codes: Codes) -> NDArray[np.int64]:
        return np.bincount(codes, minlength=len(self.answers)).astype(np.int64)

    def counts(self, rows: Rows = None) -> Counter[str]:
        """How many rows gave each answer."""
        told = self.sums(rows).tolist()
        return Counter({answer: n for answer, n in zip(self.answers, told, strict=True) if n})


def kind_of(question: Mapping[str, Any]) -> str:
    """``choices | numbers | given``: how the answers to a question are counted."""
    if question["kind"] in _CHOSEN:
        return "choices"
    return "numbers" if question["type"] in NUMBERS else "given"


class Tally:
    """Counts of one question over many columns. Columns that know the same answers are added as they lie."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, ...], NDArray[np.int64]] = {}

    def add(self, held: Column, rows: Rows, void: Void) -> None:
        """Count ``rows``; where they are all, without the void: taken off a sum that is known."""
        told = held.sums(rows)
        if rows is None and len(void):
            told = told - held.sums(void)
        known = self._sums.get(held.answers)
        self._sums[held.answers] = told if known is None else known + told

    def counts(self) -> Counter[str]:
        """All of them together."""
        found: dict[str, int] = {}
        for answers, sums in self._sums.items():
            for answer, number in zip(answers, sums.tolist(), strict=True):
                if number:
                    found[answer] = found.get(answer, 0) + number
        return Counter(found)


def column(texts: Iterable[str]) -> Column:
    """Number the different texts in their order.

    >>> made = column(["yes", "", "yes"])
    >>> made.answers, made.codes.tolist()
    (('', 'yes'), [1, 0, 1])
    """
    told = list(texts)
    answers = tuple(sorted(set(told)))
    places = {answer: place for place, answer in enumerate(answers)}
    return Column(answers, np.asarray([places[text] for text in told], dtype=_width(len(places))))


def _width(answers: int) -> Any:
    """The smallest whole number that tells so many answers apart."""
    return np.uint8 if answers <= 256 else np.uint16 if answers <= 65_536 else np.uint32


def pack(made: Column) -> bytes:
    """Length of the list (4 bytes), bytes for each code (1), the list as JSON, the codes; little end first."""
    told = json.dumps(made.answers, ensure_ascii=False, separators=(",", ":")).encode()
    head = len(told).to_bytes(4, "little") + bytes([made.codes.itemsize])
    return head + told + made.codes.astype(made.codes.dtype.newbyteorder("<")).tobytes()


def unpack(data: bytes | memoryview) -> Column:
    """What ``pack`` wrote.

    >>> unpack(pack(column(["a", "b", "a"]))).counts()
    Counter({'a': 2, 'b': 1})
    """
    size = int.from_bytes(data[:4], "little")
    codes = np.frombuffer(data, dtype=f"<u{data[4]}", offset=5 + size)
    return Column(_listed(bytes(data[5 : 5 + size])), codes)


@lru_cache(maxsize=4096)
def _listed(told: bytes) -> tuple[str, ...]:
    """The same list stands in block after block: read once, and one object for all of them."""
    return tuple(json.loads(told))


def joined(*parts: Column) -> Column:
    """The rows of each of ``parts``, one after the other.

    >>> made = joined(column(["b", "c"]), column(["a", "c"]))
    >>> made.answers, made.codes.tolist()
    (('a', 'b', 'c'), [1, 2, 0, 2])
    """
    answers = tuple(sorted({answer for part in {part.answers for part in parts} for answer in part}))
    places = {answer: place for place, answer in enumerate(answers)}
    width = _width(len(answers))
    return Column(answers, np.concatenate([
        np.asarray([places[answer] for answer in part.answers], dtype=width)[part.codes] for part in parts
    ]))  # fmt: skip


def answers_to(question: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """For each sheet the countable answer to ``question``; empty text where there is none."""
    path, is_given = question["path"], kind_of(question) == "given"
    if question["repeat"]:
        told = [" ".join(filter(None, _repeated(values, path, is_given))) for values in sheets]
    else:
        told = [str(values.get(path) or "") for values in sheets]
    return [GIVEN if text else "" for text in told] if is_given and not question["repeat"] else told


def _repeated(values: Mapping[str, Any], path: str, is_given: bool) -> Iterable[str]:
    last = path.rpartition("/")[2]
    for key, text in values.items():
        if key.endswith(last) and plain(key) == path and text:
            yield GIVEN if is_given else str(text)


def plain(path: str) -> str:
    """The question behind an answer in a repeat.

    >>> plain("incident[2]/what")
    'incident/what'
    """
    return "/".join(part.partition("[")[0] for part in path.split("/"))


def each(counts: Mapping[str, int]) -> Counter[str]:
    """Counts of single answers, where several stood together.

    >>> sorted(each({"a b": 2, "a": 1, "": 5}).items())
    [('a', 3), ('b', 2)]
    """
    told: Counter[str] = Counter()
    for answer, number in counts.items():
        for part in set(answer.split()):
            told[part] += number
    return told


def crossed(first: Column, second: Column, rows: Rows = None) -> Counter[tuple[str, str]]:
    """How many rows gave both, for each pair of answers."""
    wide = len(second.answers)
    a, b = (first.codes, second.codes) if rows is None else (first.codes[rows], second.codes[rows])
    told = np.bincount(a.astype(np.int64) * wide + b, minlength=len(first.answers) * wide)
    found: Counter[tuple[str, str]] = Counter()
    for place in np.flatnonzero(told).tolist():
        for left in set(first.answers[place // wide].split()):
            for right in set(second.answers[place % wide].split()):
                found[left, right] += int(told[place])
    return found
