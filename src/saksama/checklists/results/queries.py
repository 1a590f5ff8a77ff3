"""Reads of results sheets: the queue, one sheet with its photos, what is added up by district."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf, Substr

from saksama.checklists.models import Attachment, Instrument, ResultEntry, ResultSheet
from saksama.checklists.results import rules
from saksama.people.models import Account
from saksama.people.scope import Scope
from saksama.places.models import Area, ElectionEvent, PollingStation

DISTRICT = len("64.02.06")
State = ResultSheet.State


def paper_of(event: ElectionEvent) -> rules.Layout | None:
    """The layout of the event's results sheet; a drill uses that of its election. None: not known."""
    pairs = event.pairs
    if pairs is None and event.kind == ElectionEvent.Kind.DRILL:
        votes = ElectionEvent.objects.filter(election=event.election_id, pairs__isnull=False)
        pairs = votes.order_by("vote_on").values_list("pairs", flat=True).first()
    return rules.layout(event.election.kind, pairs) if pairs else None


def photos_of(event: str, station: str) -> QuerySet[Attachment]:
    """Photos that the station sent with its forms on the count and after it, those of the count first, then newest."""
    rows = Attachment.objects.filter(
        submission__event=event,
        submission__station_code=station,
        submission__instrument__kind__in=(Instrument.Kind.COUNT, Instrument.Kind.AFTER),
    )
    return rows.select_related("file", "submission__instrument").order_by(
        "-submission__instrument__kind", "-submission__received_at", "name"
    )


def sheets_in(event: ElectionEvent, area: Scope) -> QuerySet[ResultSheet]:
    """Sheets of ``event`` whose station lies in ``area``."""
    return ResultSheet.objects.filter(area.as_filter("station_code"), event=event)


def waiting_for(account: Account, event: ElectionEvent, area: Scope) -> QuerySet[ResultSheet]:
    """What this person may still enter: those nearest to being done first, never one they entered already."""
    mine = ResultEntry.objects.filter(account=account, round=F("sheet__round")).values("sheet")
    rows = sheets_in(event, area).exclude(state=State.SETTLED).exclude(pk__in=mine)
    return rows.order_by("-state", "opened_at", "pk")  # by word: third, second, first


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sheets stand where. ``stations``: all of the area, ``photos``: those a photo has come from."""

    stations: int
    photos: int
    first: int
    second: int
    third: int
    settled: int


def progress(event: ElectionEvent, area: Scope, stations: QuerySet[PollingStation]) -> Progress:
    """Counts for the head of the page."""
    counts = dict(sheets_in(event, area).order_by().values_list("state").annotate(Count("pk")))
    return Progress(
        stations.count(), sum(counts.values()),
        *(counts.get(state, 0) for state in (State.FIRST, State.SECOND, State.THIRD, State.SETTLED)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """Figures of a district's settled sheets, added up; what nobody could read counts as nothing."""

    code: str
    name: str
    stations: int
    entered: int
    remarks: int
    figures: dict[str, int | None]

    @property
    def turnout(self) -> Decimal | None:
        """Per cent of the final roll, of the stations entered so far."""
        return rules.percent(self.figures.get("present"), self.figures.get("roll"))


def added_up(
    event: ElectionEvent,
    area: Scope,
    stations: QuerySet[PollingStation],
    cells: Iterable[str],
    *,
    until: datetime | None = None,
) -> list[Added]:
    """By district, in order of code; districts without a sheet stand there with nothing in.

    ``until``: only sheets that were settled before it.
    """
    wanted = list(cells)
    settled = Q(state=State.SETTLED) & (Q(settled_at__lt=until) if until else Q())
    counts = dict(stations.order_by().values_list(Substr("code", 1, DISTRICT)).annotate(number=Count("pk")))
    rows = (
        sheets_in(event, area)
        .filter(settled)
        .order_by()
        .annotate(district=Substr("station_code", Value(1), DISTRICT))
        .values("district")
        .annotate(
            entered=Count("pk"),
            with_remarks=Count("pk", filter=~Q(remarks=[])),
            **{f"sum_{key}": Sum(_figure(key)) for key in wanted},
        )
    )
    found: dict[str, dict[str, Any]] = {row["district"]: dict(row) for row in rows}
    names = dict(Area.objects.filter(pk__in=[*counts, *found]).order_by("code").values_list("code", "name"))
    return [
        Added(
            code, name, counts.get(code, 0), found.get(code, {}).get("entered", 0),
            found.get(code, {}).get("with_remarks", 0), {key: found.get(code, {}).get(f"sum_{key}") for key in wanted},
        )
        for code, name in names.items()
    ]  # fmt: skip


def _figure(cell: str) -> Cast:
    """A cell as a number for the database; what could not be read is NULL (SQLite gives a JSON null as the word)."""
    return Cast(NullIf(KeyTextTransform(cell, "figures"), Value("null")), IntegerField())


def whole(rows: Iterable[Added], cells: Iterable[str]) -> Added:
    """All districts together."""
    kept = list(rows)
    sums = {key: [one for row in kept if (one := row.figures[key]) is not None] for key in cells}
    return Added(
        "", "", sum(row.stations for row in kept), sum(row.entered for row in kept),
        sum(row.remarks for row in kept),
        {key: sum(values) if values else None for key, values in sums.items()},
    )  # fmt: skip


def stamp(event: ElectionEvent, area: Scope) -> tuple[Any, ...]:
    """Changes when the page does."""
    return tuple(sheets_in(event, area).aggregate(Count("pk"), Max("changed_at")).values())
