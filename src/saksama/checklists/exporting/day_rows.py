"""The day's desk as tables: incidents, calls, the board station by station, entered results sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time
from operator import attrgetter
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet

from saksama.checklists.counting.queries import Cut
from saksama.checklists.day import queries as day
from saksama.checklists.day import rules
from saksama.checklists.exporting.tables import STATION, Places, Table, by_id, in_area, is_timed
from saksama.checklists.exporting.writers import Column
from saksama.checklists.models import CallNote, Export, Incident, Pulse, ResultSheet
from saksama.checklists.results.queries import paper_of
from saksama.places.rules import zone_of

_INCIDENTS: Final[tuple[Column, ...]] = (
    ("number", "whole"), *STATION, ("opened_at", "moment"), ("opened_by", "text"), ("what", "text"),
    ("instance_id", "text"), ("question", "text"), ("state", "text"), ("changed_at", "moment"),
    ("changed_by", "text"), ("note", "text"),
)  # fmt: skip
_CALLS: Final[tuple[Column, ...]] = (
    *STATION, ("called_at", "moment"), ("called_by", "text"), ("outcome", "text"), ("note", "text"),
)  # fmt: skip
_SHEETS: Final[tuple[Column, ...]] = (
    *STATION, ("state", "text"), ("round", "whole"), ("settled_at", "moment"), ("remarks", "text"),
)  # fmt: skip


def incidents(export: Export, cut: Cut) -> Table:
    """Incidents opened in the cut's day and hours, in whatever state they are now."""
    rows = Incident.objects.filter(in_area(cut), event=cut.event).select_related("submission")

    def told(row: Incident, places: Places) -> Sequence[Any]:
        return (
            row.pk, *places.of(row.station_code), row.opened_at, row.opened_by, row.what,
            row.submission.instance_id if row.submission else "", row.path, row.state, row.changed_at,
            row.changed_by, row.note,
        )  # fmt: skip

    return _timed(_INCIDENTS, rows.defer("submission__payload"), export, cut, attrgetter("opened_at"), told)


def calls(export: Export, cut: Cut) -> Table:
    """Calls to silent stations, with what came of each."""
    rows = CallNote.objects.filter(in_area(cut), event=cut.event)

    def told(row: CallNote, places: Places) -> Sequence[Any]:
        return (*places.of(row.station_code), row.called_at, row.called_by, row.outcome, row.note)

    return _timed(_CALLS, rows, export, cut, attrgetter("called_at"), told)


def _timed(
    columns: Sequence[Column],
    rows: QuerySet[Any],
    export: Export,
    cut: Cut,
    moment: Callable[[Any], datetime],
    told: Callable[[Any, Places], Sequence[Any]],
) -> Table:
    """Those of ``rows`` whose ``moment`` lies in the cut's day and hours, at their station or else the office."""

    def batches() -> Iterator[list[Sequence[Any]]]:
        places = Places()
        for batch in by_id(rows):
            held = [
                row for row in batch if is_timed(cut, row.station_code or export.office_code, moment(row))
            ]
            places.learn([row.station_code for row in held])
            yield [told(row, places) for row in held]

    return Table(columns, batches)


def board(export: Export, cut: Cut) -> Table:
    """Each station of the area: heard or silent, since when, and what was done about it; silent ones too.

    As known when it was asked for; with a day, at the end of its last hour.
    """
    zone = ZoneInfo(zone_of(export.office_code))
    as_of = _as_of(export, zone)
    plan = rules.plan()
    milestone = rules.milestone_at(plan.milestones, export.event.vote_on, as_of.astimezone(zone))
    meets = rules.kinds_that_meet(plan.milestones, milestone) if milestone else None
    stations = day.stations_in(export.event, cut.scope).filter(in_area(cut, "code"))
    firsts: tuple[Column, ...] = tuple((f"first_{row.kind}", "moment") for row in plan.milestones)
    columns: tuple[Column, ...] = (
        *STATION, ("as_of", "moment"), ("due", "text"), ("state", "text"), ("first_at", "moment"), *firsts,
        ("calls", "whole"), ("last_call_at", "moment"), ("incidents", "whole"),
    )  # fmt: skip

    def batches() -> Iterator[list[Sequence[Any]]]:
        places = Places()
        for batch in by_id(stations):
            codes = [row.code for row in batch]
            places.learn(codes)
            first = _first(cut.event, codes, as_of)
            called = _called(cut.event, codes, as_of)
            told = _told(cut.event, codes, as_of)
            rows: list[Sequence[Any]] = []
            for code in codes:
                heard = first.get(code, {})
                is_met = bool(heard.keys() & meets if meets is not None else heard)
                rows.append((
                    *places.of(code), as_of, milestone.kind if milestone else "", "heard" if is_met else "silent",
                    min(heard.values(), default=None), *(heard.get(row.kind) for row in plan.milestones),
                    *called.get(code, (0, None)), told.get(code, 0),
                ))  # fmt: skip
            yield rows

    return Table(columns, batches)


def _as_of(export: Export, zone: ZoneInfo) -> datetime:
    if export.day is None:
        return export.asked_at
    return min(export.asked_at, datetime.combine(export.day, time(export.last_hour, 59, 59), tzinfo=zone))


def _first(event: str, codes: Sequence[str], at: datetime) -> Mapping[str, Mapping[str, datetime]]:
    """``{station: {kind of form: first instant}}``."""
    found: dict[str, dict[str, datetime]] = {}
    rows = Pulse.objects.filter(event=event, station_code__in=codes, first_at__lte=at).order_by()
    for code, kind, first in rows.values_list("station_code", "instrument__kind").annotate(Min("first_at")):
        found.setdefault(code, {})[kind] = first
    return found


def _called(event: str, codes: Sequence[str], at: datetime) -> Mapping[str, tuple[int, datetime]]:
    rows = CallNote.objects.filter(event=event, station_code__in=codes, called_at__lte=at).order_by()
    told = rows.values_list("station_code").annotate(Count("pk"), Max("called_at"))
    return {code: (number, last) for code, number, last in told}


def _told(event: str, codes: Sequence[str], at: datetime) -> Mapping[str, int]:
    rows = Incident.objects.filter(event=event, station_code__in=codes, opened_at__lte=at).order_by()
    return dict(rows.values_list("station_code").annotate(Count("pk")))


def results(export: Export, cut: Cut) -> Table:
    """Results sheets by station; figures of the settled ones alone, as on the pages. Remarks: checks that fail."""
    paper = paper_of(export.event)
    cells = paper.keys if paper else ()
    figures: tuple[Column, ...] = tuple((key, "whole") for key in cells)
    rows = ResultSheet.objects.filter(in_area(cut), event=cut.event)

    def told(row: ResultSheet, places: Places) -> Sequence[Any]:
        return (
            *places.of(row.station_code), row.state, row.round, row.settled_at, " ".join(row.remarks),
            *((row.figures or {}).get(key) for key in cells),
        )  # fmt: skip

    return _timed((*_SHEETS, *figures), rows, export, cut, lambda row: row.settled_at or row.opened_at, told)
