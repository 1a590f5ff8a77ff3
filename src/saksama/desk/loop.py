"""Vulnerability, prevention and what was recorded, side by side: for each area directly inside an office's.

High risk without any prevention; prevention done and records rose all the same. Counts of records only, no case is
named. The rules of the comparison: ``vulnerability.prevention.rules``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from saksama.cases import transitions as t
from saksama.cases.counting import counted
from saksama.cases.models import Case
from saksama.places.models import within
from saksama.places.rules import is_within
from saksama.vulnerability.prevention import queries as prevention
from saksama.vulnerability.prevention import rules
from saksama.vulnerability.prevention.rules import Answer, Windows
from saksama.vulnerability.stations import queries as stations
from saksama.vulnerability.stations.queries import AreaCount, Vote

Days = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One area. ``windows`` is None where nothing was done; ``before``, ``after``: reports and findings received."""

    count: AreaCount
    acts: int
    windows: Windows | None
    before: int
    after: int
    answer: Answer | None

    @property
    def is_unprevented(self) -> bool:
        """Stations of high severity, and no act reaches the area."""
        return bool(self.count.high) and not self.acts

    @property
    def is_quiet(self) -> bool:
        """Nothing to say: no act, and no station of high severity known."""
        return not self.acts and not self.count.high

    @property
    def order(self) -> tuple[bool, bool, int, str]:
        """Risen first, then unprevented, then by high stations."""
        return self.answer != Answer.RISEN, not self.is_unprevented, -self.count.high, self.count.code


@dataclass(frozen=True, slots=True)
class Loop:
    """The page. ``placeless``: records of the period whose place nobody noted; they stand in no row."""

    rows: tuple[Row, ...]
    placeless: int

    @property
    def telling(self) -> list[Row]:
        return [row for row in self.rows if not row.is_quiet]

    @property
    def quiet(self) -> list[Row]:
        return [row for row in self.rows if row.is_quiet]

    @property
    def unprevented(self) -> int:
        return sum(row.is_unprevented for row in self.rows)

    @property
    def risen(self) -> int:
        return sum(row.answer == Answer.RISEN for row in self.rows)


def loop_of(vote: Vote, area: str, *, on: date) -> Loop:
    """The rows of ``area`` as of ``on``; acts count from the day the vote was announced."""
    counts = stations.by_area(vote, area, on=on)
    codes = [one.code for one in counts]
    firsts = prevention.first_acts(codes, area, on=on, since=vote.event.announced_on)
    spans = {code: rules.windows(day, on=on) for code, (day, _acts) in firsts.items()}
    records, placeless = _records(area, codes, spans, on=on)
    measured = {
        code: (
            span.length,
            rules.counted(records[code], span.before),
            rules.counted(records[code], span.after),
        )
        for code, span in spans.items()
    }
    judged = dict(zip(measured, rules.answers(list(measured.values())), strict=True))
    rows = [_row(one, firsts.get(one.code), spans, measured, judged) for one in counts]
    return Loop(tuple(sorted(rows, key=lambda row: row.order)), placeless)


def _row(
    count: AreaCount,
    first: tuple[date, int] | None,
    spans: Mapping[str, Windows],
    measured: Mapping[str, tuple[int, int, int]],
    judged: Mapping[str, Answer],
) -> Row:
    if first is None:
        return Row(count, 0, None, 0, 0, None)
    _length, before, after = measured[count.code]
    return Row(count, first[1], spans[count.code], before, after, judged[count.code])


def _records(
    area: str, codes: Sequence[str], spans: Mapping[str, Windows], *, on: date
) -> tuple[Mapping[str, Days], int]:
    """``{area: {day: reports and findings}}`` over all windows, and how many have no place in any of the areas."""
    days: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    if not spans:
        return days, 0
    since = min(span.before[0] for span in spans.values())
    until = min(on, max(span.act_on for span in spans.values()) + timedelta(days=rules.WINDOW))
    cases = counted(
        Case.objects.filter(
            within(area, "office") | within(area, "area"),
            ~Q(kind=t.INFORMATION),
            received_on__gte=since,
            received_on__lte=until,
        )
    )
    placeless = 0
    for place, day, count in cases.order_by().values_list("area", "received_on").annotate(Count("pk")):
        code = next((code for code in codes if place and is_within(place, code)), None)
        if code is None:
            placeless += count
        else:
            days[code][day] += count
    return days, placeless
