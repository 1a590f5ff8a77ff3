"""Counting: from the blocks, and from the sheets of the newest submissions, which stand in none yet."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import OuterRef, Subquery

from saksama.checklists.counting import columns, operations
from saksama.checklists.counting.columns import DISTRICT, HOUR, PLACE, Column, Rows, Tally, Void
from saksama.checklists.counting.held import joined
from saksama.checklists.models import AnswerBlock, AnswerColumn, InstrumentVersion, Publication, Submission
from saksama.people.scope import Scope
from saksama.places.rules import is_within, lineage


@dataclass(frozen=True, slots=True)
class Cut:
    """Which submissions are counted: of one version, in an area, on a day, from an hour to another, inclusive.

    ``area`` and ``day`` may be empty: everywhere the reader may look, on any day.
    """

    event: str
    version: InstrumentVersion
    scope: Scope
    area: str = ""
    day: str = ""
    first_hour: int = 0
    last_hour: int = 23

    def holds_place(self, place: str) -> bool:
        """Whether a station, or an office where the form names none, lies in it."""
        return self.scope.covers(place) and (not self.area or is_within(place, self.area))

    def holds_hour(self, hour: str) -> bool:
        """``2024-11-27T07``, local."""
        return (not self.day or hour.startswith(self.day)) and (
            self.first_hour <= int(hour[11:]) <= self.last_hour
        )

    @property
    def is_by_district(self) -> bool:
        """Whether the district of a station tells if it is in: no area is smaller, no single offices."""
        areas = {*self.scope.areas, *([self.area] if self.area else ())}
        return not self.scope.offices and all(len(area) <= operations.DISTRICT for area in areas)


@dataclass(frozen=True, slots=True)
class Told:
    """Counts of a cut. ``hours``: of the area on every day; ``answers``: ``{path: {answer: forms}}``."""

    forms: int
    hours: Counter[str]
    answers: Mapping[str, Counter[str]]


def versions_used(event: str, office: str, scope: Scope) -> list[InstrumentVersion]:
    """Versions ever in use for ``event`` where the reader may look; the form heard of last comes first."""
    last = Submission.objects.filter(event=event, instrument=OuterRef("instrument_id")).order_by(
        "-received_at"
    )
    rows = Publication.objects.filter(event=event).select_related("version__instrument")
    here = rows.filter(instrument__office__in=lineage(office)) | rows.filter(
        scope.as_filter("instrument__office")
    )
    found = {
        row.version_id: (row.last.timestamp() if row.last else 0.0, row.version_id, row.version)
        for row in here.annotate(last=Subquery(last.values("received_at")[:1]))
    }
    return [
        version for _last, _pk, version in sorted(found.values(), key=lambda told: told[:2], reverse=True)
    ]


def count(cut: Cut, paths: Collection[str]) -> Told:
    """How often each answer to each of ``paths`` was given."""
    forms, hours = 0, Tally()
    answers = {path: Tally() for path in paths}
    for held, void in _pieces(cut, paths):
        placed = _placed(cut, held, void)
        hours.add(held[HOUR], placed, void)
        rows = _timed(cut, held, placed, void)
        forms += len(held[HOUR].codes) - len(void) if rows is None else len(rows)
        for path in paths:
            if path in held:
                answers[path].add(held[path], rows, void)
    return Told(forms, hours.counts(), {path: tally.counts() for path, tally in answers.items()})


def crossed(cut: Cut, first: str, second: str) -> Counter[tuple[str, str]]:
    """How many forms gave each pair of answers to two questions."""
    found: Counter[tuple[str, str]] = Counter()
    for held, void in _pieces(cut, {first, second}):
        if first in held and second in held:
            rows = _standing(held[first], _timed(cut, held, _placed(cut, held, void), void), void)
            found.update(columns.crossed(held[first], held[second], rows))
    return found


def stations(cut: Cut, wanted: Sequence[tuple[str, Callable[[str], bool]]]) -> Counter[str]:
    """Where the forms came from whose answers are all ``wanted`` (a question's path and what fits): forms by place."""
    found = Tally()
    paths = {path for path, _fits in wanted}
    for held, void in _pieces(cut, {PLACE, *paths}):
        if not all(path in held for path in paths):
            continue
        rows = _timed(cut, held, _placed(cut, held, void), void)
        for path, fits in wanted:
            rows = _narrowed(held[path], [fits(answer) for answer in held[path].answers], rows, void)
        found.add(held[PLACE], rows, void)
    return found.counts()


def _placed(cut: Cut, held: Mapping[str, Column], void: Void) -> Rows:
    here = held[DISTRICT if cut.is_by_district else PLACE]
    return _narrowed(here, [cut.holds_place(place) for place in here.answers], None, void)


def _timed(cut: Cut, held: Mapping[str, Column], rows: Rows, void: Void) -> Rows:
    return _narrowed(held[HOUR], [cut.holds_hour(hour) for hour in held[HOUR].answers], rows, void)


def _narrowed(column: Column, fits: Sequence[bool], rows: Rows, void: Void) -> Rows:
    """Those of ``rows`` whose answer fits. The first cut leaves the void out; the next ones read only what it left."""
    if all(fits):
        return rows
    wanted = np.asarray(fits, dtype=np.bool_)
    if rows is not None:
        return rows[wanted[column.codes[rows]]]
    mask = wanted[column.codes]
    mask[void] = False
    return np.flatnonzero(mask)


def _standing(column: Column, rows: Rows, void: Void) -> Rows:
    """``rows`` without the void, where no cut has left them out yet."""
    if rows is not None or not len(void):
        return rows
    mask = np.ones(len(column.codes), dtype=np.bool_)
    mask[void] = False
    return np.flatnonzero(mask)


def _pieces(cut: Cut, paths: Iterable[str]) -> Iterator[tuple[Mapping[str, Column], Void]]:
    """Columns of all full blocks with what is void in them, of the newest block, then of the sheets in none."""
    wanted = {*paths, HOUR, DISTRICT if cut.is_by_district else PLACE}
    blocks = AnswerBlock.objects.filter(event=cut.event, version=cut.version).order_by("pk")
    told = list(blocks.values_list("pk", "mark", "rows", "void"))
    if len(told) > 1:
        full, first, void = told[:-1], 0, []
        for _pk, _mark, rows, corrected in full:
            void += [first + place for place in corrected]
            first += rows
        yield (
            joined.of((cut.event, cut.version.pk), [(pk, mark) for pk, mark, _r, _v in full], wanted),
            columns.as_rows(void),
        )
    if told:
        newest, _mark, rows, void = told[-1]
        columns_of = AnswerColumn.objects.filter(block=newest, path__in=wanted).values_list("path", "data")
        yield {path: columns.unpack(data) for path, data in columns_of}, columns.as_rows(void)
    sheets = operations.open_sheets(cut.event, cut.version.pk)
    if sheets:
        questions = [question for question in cut.version.questions if question["path"] in wanted]
        yield operations.laid_out(sheets, questions), columns.as_rows([])
