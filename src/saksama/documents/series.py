"""Reads of the running numbers: each series of an office with its gaps, its back-dated and its chosen numbers.

The database finds what is out of order; of a series of a hundred thousand numbers only those rows are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Max, RowRange, Window
from django.db.models.functions import Lag

from saksama.documents.models import GapNote, IssuedNumber, NumberSeries

MOST = 200
"""Rows of one sort that a page shows for an office; ``is_cut`` says where there are more."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that were never given, and what was said of them. ``notes``: those that touch the gap."""

    first: int
    last: int
    notes: Sequence[GapNote] = ()

    @property
    def is_explained(self) -> bool:
        """Is each of its numbers covered by some note?"""
        reached = self.first - 1
        for note in sorted(self.notes, key=lambda note: note.first):
            if note.first > reached + 1:
                break
            reached = max(reached, note.last)
        return reached >= self.last


@dataclass(slots=True)
class Series:
    """One series: how far it has come, what is missing, what is out of order."""

    series: NumberSeries
    given: int = 0
    latest_on: date | None = None
    gaps: list[Gap] = field(default_factory=list)
    back_dated: list[IssuedNumber] = field(default_factory=list)
    chosen: list[IssuedNumber] = field(default_factory=list)

    @property
    def unexplained(self) -> int:
        """How many gaps and back-dated numbers wait for a word."""
        gaps = sum(not gap.is_explained for gap in self.gaps)
        return gaps + sum(not row.reason for row in self.back_dated)


def of_office(office: str) -> list[Series]:
    """Every series of an office, its newest event first; five questions whatever the number of numbers."""
    rows = {
        (row.kind, row.event): Series(row)
        for row in NumberSeries.objects.filter(office=office).order_by("-event", "kind")
    }
    issued = IssuedNumber.objects.filter(office=office)
    told = issued.values("kind", "event").annotate(
        given=Count("pk"), top=Max("number"), latest=Max("issued_on")
    )
    tops: dict[tuple[str, str], int] = {}
    for row in told.order_by("kind", "event"):
        key = (row["kind"], row["event"])
        if key in rows:
            rows[key].given, rows[key].latest_on, tops[key] = row["given"], row["latest"], row["top"]
    notes: dict[int, list[GapNote]] = {}
    for note in GapNote.objects.filter(series__office=office):
        notes.setdefault(note.series_id, []).append(note)
    for key, first, last in _holes(office):
        if key in rows:
            rows[key].gaps.append(_gap(first, last, notes.get(rows[key].series.pk, ())))
    for key, held in rows.items():
        top = tops.get(key, 0)
        if held.series.next > top + 1:  # the series was told to go on from a later number
            held.gaps.append(_gap(top + 1, held.series.next - 1, notes.get(held.series.pk, ())))
    for number in back_dated(office):
        if (number.kind, number.event) in rows:
            rows[number.kind, number.event].back_dated.append(number)
    known = {number.pk for held in rows.values() for number in held.back_dated}
    for number in issued.exclude(reason="").exclude(pk__in=known)[:MOST]:
        if (number.kind, number.event) in rows:
            rows[number.kind, number.event].chosen.append(number)
    return list(rows.values())


def back_dated(office: str) -> list[IssuedNumber]:
    """Numbers dated before an earlier number of the same series, explained or not."""
    latest = Window(
        Max("issued_on"),
        partition_by=["kind", "event"],
        order_by="number",
        frame=RowRange(start=None, end=-1),
    )
    rows = IssuedNumber.objects.filter(office=office).annotate(latest_before=latest)
    return list(rows.filter(issued_on__lt=F("latest_before")).order_by("event", "kind", "number")[:MOST])


def _holes(office: str) -> Iterable[tuple[tuple[str, str], int, int]]:
    """``((kind, event), first, last)`` of each run of numbers that was jumped over."""
    before = Window(Lag("number", default=0), partition_by=["kind", "event"], order_by="number")
    rows = IssuedNumber.objects.filter(office=office).annotate(before=before)
    holes = rows.filter(number__gt=F("before") + 1).order_by("event", "kind", "number")
    for kind, event, number, last_given in holes.values_list("kind", "event", "number", "before")[:MOST]:
        yield (kind, event), last_given + 1, number - 1


def _gap(first: int, last: int, notes: Iterable[GapNote]) -> Gap:
    return Gap(first, last, [note for note in notes if note.first <= last and note.last >= first])
