"""Reading the journal, and walking its chains.

The journal knows no accounts: whoever shows lines to people checks first that they may see the subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from saksama.journal import heads, keys, rules
from saksama.journal.models import Head, Line


def lines_of(subject: tuple[str, str]) -> QuerySet[Line]:
    """Every act on ``(kind, id)``, of all offices, in the order of writing."""
    kind, identifier = subject
    return Line.objects.filter(subject_kind=kind, subject_id=str(identifier)).order_by("pk")


def lines_of_office(office: str) -> QuerySet[Line]:
    """One office's whole chain, in its order."""
    return Line.objects.filter(office=office).order_by("seq")


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken link of a chain.

    ``kind`` is one of the keys of wording.BREAKS; ``seq`` the place where it shows; ``was`` the number under
    which a moved line was written, or the number of lines that the head remembers.
    """

    kind: str
    office: str
    seq: int
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found of one office's chain; ``behind`` counts lines the file of heads does not know yet."""

    office: str
    lines: int
    broken: Break | None = None
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Result of a verification."""

    chains: tuple[Chain, ...]
    heads_readable: bool = True

    @property
    def broken(self) -> Break | None:
        """The first broken link of all, by office."""
        if not self.heads_readable:
            return Break("heads_unreadable", rules.NO_OFFICE, 0)
        return next((chain.broken for chain in self.chains if chain.broken), None)

    @property
    def is_whole(self) -> bool:
        return self.broken is None

    @property
    def lines(self) -> int:
        return sum(chain.lines for chain in self.chains)


def verify(office: str | None = None, *, heads_file: Path | None = None) -> Report:
    """Walk the chain of ``office``, or of all, and name the first broken link of each.

    Safe while others write: what is remembered (file, then head row) is read before the lines, so it can
    only be older than they are. ``heads_file`` takes the file of heads out of a backup instead of the
    installation's own. Raises keys.KeyUnreadable.
    """
    key = keys.load()
    try:
        remembered, readable = heads.read(key, heads_file), True
    except heads.HeadsUnreadable:
        remembered, readable = {}, False
    rows = {head.office: head for head in Head.objects.all()}
    found = Line.objects.order_by().values_list("office", flat=True).distinct()
    offices = [office] if office else sorted({*remembered, *rows, *found})
    return Report(tuple(_walk(code, key, remembered.get(code), rows.get(code)) for code in offices), readable)


def _walk(office: str, key: bytes, remembered: heads.Head | None, row: Head | None) -> Chain:
    """One chain from its first line on. Stops at the first break."""
    marks = [mark for mark in (remembered, row and heads.Head(row.seq, row.mac)) if mark]
    last, last_mac = 0, rules.START
    for line in _lines(office):
        if broken := _judge(line, last, last_mac, key):
            return Chain(office, last, broken)
        if any(mark.count == line.seq and mark.mac != line.mac for mark in marks):
            return Chain(office, last, Break("replaced", office, line.seq))
        last, last_mac = line.seq, line.mac
    longest = max((mark.count for mark in marks), default=0)
    if longest > last:
        return Chain(office, last, Break("tail_cut", office, last + 1, was=longest))
    if last and not Head.objects.filter(pk=office, seq__gte=last).exists():
        return Chain(office, last, Break("head_row_changed", office, last))
    return Chain(office, last, behind=last - (remembered.count if remembered else 0))


def _lines(office: str) -> Iterator[Line]:
    return lines_of_office(office).iterator(chunk_size=2000)


def _judge(line: Line, last: int, last_mac: str, key: bytes) -> Break | None:
    """Is ``line`` the genuine successor of the line ``last`` with ``last_mac``?"""
    expected = last + 1
    if line.seq != expected:
        return Break("removed", line.office, expected)
    if not rules.is_same(line.mac, rules.mac(line.content, key)):
        return _why_unsealed(line, last_mac, key)
    if line.previous != last_mac:
        return Break("unlinked", line.office, line.seq)
    return None


def _why_unsealed(line: Line, last_mac: str, key: bytes) -> Break:
    """The seal does not fit: was the line moved here from another place, or changed?

    A moved line fits its seal under its own number. Then, if the line that belongs here still stands
    elsewhere in the chain, the order was changed; if not, it was taken out and the rest moved up.
    """
    for other in range(1, lines_of_office(line.office).count() + _REACH):
        if other != line.seq and line.mac == rules.mac(_renumbered(line.content, other), key):
            follows = Line.objects.filter(office=line.office, previous=last_mac).exclude(pk=line.pk).exists()
            return Break("reordered" if follows else "removed", line.office, line.seq, was=other)
    return Break("changed", line.office, line.seq)


_REACH = 1000
"""How far beyond the chain's present length a moved line's own number is looked for."""


def _renumbered(content: rules.Content, seq: int) -> rules.Content:
    fields: dict[str, Any] = {name: getattr(content, name) for name in content.__slots__}
    return rules.Content(**{**fields, "seq": seq})
