"""Reads for the board. All from ``Pulse`` and the list of stations, so a million submissions cost as much as ten.

The database counts; what is read is one row for each area and hour, however many stations lie in it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Substr

from saksama.checklists.day import rules
from saksama.checklists.models import Assignment, CallNote, Incident, Pulse
from saksama.people.scope import Scope
from saksama.places.models import Area, ElectionEvent, PollingStation
from saksama.places.rules import is_within

MOST_CALLS = 30


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area on the board. ``shares``: percent heard by the end of each hour, None for hours to come."""

    code: str
    name: str
    stations: int
    heard: int
    silent: int
    shares: list[int | None]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole area at one instant. ``silent`` counts stations that have not met ``milestone``.

    ``level`` of ``rows``: ``province``, ``regency`` or ``district``.
    """

    level: str
    milestone: rules.Milestone | None
    hours: range
    hour: int
    stations: int
    heard: int
    silent: int
    rows: list[AreaRow]

    @property
    def met(self) -> int:
        """Stations that have met what is due; with the silent ones they make all stations."""
        return self.stations - self.silent


def stations_in(event: ElectionEvent, area: Scope) -> QuerySet[PollingStation]:
    """Stations of ``event`` that somebody may follow."""
    return PollingStation.objects.filter(area.as_filter("code"), event=_votes_at(event))


def _votes_at(event: ElectionEvent) -> ElectionEvent:
    """A drill is held at the stations of the vote that it rehearses."""
    if event.kind != ElectionEvent.Kind.DRILL or event.stations.exists():
        return event
    votes = ElectionEvent.objects.filter(election=event.election_id).exclude(kind=ElectionEvent.Kind.DRILL)
    return votes.order_by("vote_on").first() or event


def rows_of(event: ElectionEvent, area: Scope) -> str:
    """The level of the board's rows for one who may look at ``area``: one office's worth of them."""
    whole = _votes_at(event).area_id
    return rules.rows_below(
        whole if is_within(whole, code) else code
        for code in area.areas
        if is_within(whole, code) or is_within(code, whole)
    )


def milestone(event: ElectionEvent, *, at: datetime, zone: ZoneInfo) -> rules.Milestone | None:
    """What every station should have told by ``at``."""
    return rules.milestone_at(rules.plan().milestones, event.vote_on, at.astimezone(zone))


def board(event: ElectionEvent, area: Scope, *, at: datetime, zone: ZoneInfo) -> Board:
    """Heard and silent by hour and by the areas below the reader's own, as known at ``at``."""
    now, plan = at.astimezone(zone), rules.plan()
    due, level = milestone(event, at=at, zone=zone), rows_of(event, area)
    counts = _by_area(stations_in(event, area), "code", level, Count("pk"))
    first = _first_hours(event, area, level, at, zone)
    heard = {code: sum(hours.values()) for code, hours in first.items()}
    met = heard if due is None else _met(event, area, level, at, due)
    hour = rules.present_hour(plan, event.vote_on, now)
    rows = [
        AreaRow(
            code, name, counts[code], heard.get(code, 0), counts[code] - met.get(code, 0),
            rules.cumulative_shares(first.get(code, {}), counts[code], plan.hours, hour),
        )
        for code, name in _names(counts).items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.silent / row.stations, row.code))
    return Board(
        level, due, plan.hours, hour, sum(counts.values()), sum(row.heard for row in rows),
        sum(row.silent for row in rows), rows,
    )  # fmt: skip


def _names(codes: Iterable[str]) -> dict[str, str]:
    return dict(Area.objects.filter(pk__in=list(codes)).order_by("code").values_list("code", "name"))


def _pulses(event: ElectionEvent, area: Scope, at: datetime) -> QuerySet[Pulse]:
    return Pulse.objects.filter(area.as_filter("station_code"), event=event, first_at__lte=at).order_by()


def _meeting(pulses: QuerySet[Pulse], due: rules.Milestone | None) -> QuerySet[Pulse]:
    """Those of ``pulses`` that meet what is due; before anything is: all."""
    if due is None:
        return pulses
    return pulses.filter(instrument__kind__in=rules.kinds_that_meet(rules.plan().milestones, due))


def _by_area(rows: QuerySet[Any], station: str, level: str, number: Count) -> dict[str, int]:
    """``number`` of ``rows`` for each area of ``level`` around their ``station``."""
    areas = rows.order_by().annotate(area=Substr(station, Value(1), rules.LENGTHS[level]))
    return dict(areas.values_list("area").annotate(number=number))


def _met(event: ElectionEvent, area: Scope, level: str, at: datetime, due: rules.Milestone) -> dict[str, int]:
    """``{area: stations that have met what is due}``."""
    different = Count("station_code", distinct=True)
    return _by_area(_meeting(_pulses(event, area, at), due), "station_code", level, different)


def _first_hours(
    event: ElectionEvent, area: Scope, level: str, at: datetime, zone: ZoneInfo
) -> dict[str, dict[int, int]]:
    """``{area: {local hour: stations first heard in it}}``; what came before the board's first hour counts in it."""
    hours = rules.plan().hours
    midnight = datetime.combine(event.vote_on, time(), tzinfo=zone)
    ends = [(hour, midnight + timedelta(hours=hour + 1)) for hour in hours]
    same = Pulse.objects.filter(event=event, station_code=OuterRef("station_code"))
    earlier = same.filter(
        Q(first_at__lt=OuterRef("first_at")) | Q(first_at=OuterRef("first_at"), pk__lt=OuterRef("pk"))
    )
    rows = _pulses(event, area, at).filter(~Exists(earlier)).annotate(
        area=Substr("station_code", Value(1), rules.LENGTHS[level]),
        hour=Case(
            *(When(first_at__lt=end, then=Value(hour)) for hour, end in ends),
            default=Value(hours.stop), output_field=IntegerField(),
        ),
    )  # fmt: skip
    found: dict[str, dict[int, int]] = {}
    for code, hour, number in rows.values_list("area", "hour").annotate(number=Count("pk")):
        found.setdefault(code, {})[hour] = number
    return found


@dataclass(frozen=True, slots=True)
class Silent:
    """A station to call. ``calls``: notes of today, newest first."""

    code: str
    number: int
    village: str
    last_at: datetime | None
    people: list[Assignment]
    calls: list[CallNote]


def silent(
    event: ElectionEvent, area: Scope, *, at: datetime, zone: ZoneInfo, most: int = MOST_CALLS
) -> list[Silent]:
    """Stations of ``area`` that have not met what is due: those never called first, then those called longest ago."""
    heard = _meeting(_pulses(event, area, at), milestone(event, at=at, zone=zone))
    notes = CallNote.objects.filter(event=event, called_at__lte=at)
    last_call = notes.filter(station_code=OuterRef("code")).order_by("-called_at").values("called_at")
    chosen = list(
        stations_in(event, area)
        .exclude(code__in=heard.values("station_code"))
        .order_by(Subquery(last_call[:1]).asc(nulls_first=True), "code")
        .select_related("village")[:most]
    )
    codes = [row.code for row in chosen]
    pulses = _pulses(event, area, at).filter(station_code__in=codes)
    last = dict(pulses.values_list("station_code").annotate(Max("last_at")))
    people = people_at(event, codes)
    called: dict[str, list[CallNote]] = {}
    for note in notes.filter(station_code__in=codes):
        called.setdefault(note.station_code, []).append(note)
    return [
        Silent(
            row.code, row.number, row.village.name, last.get(row.code), people[row.code], called.get(row.code, [])
        )
        for row in chosen
    ]  # fmt: skip


def people_at(event: ElectionEvent, stations: Collection[str]) -> dict[str, list[Assignment]]:
    """Who stands at each station, then the village's PKD."""
    villages = {code.partition("-")[0] for code in stations}
    rows = Assignment.objects.filter(
        event=_votes_at(event), area_code__in=[*stations, *villages], ended_at__isnull=True
    ).select_related("account")
    by_place: dict[str, list[Assignment]] = {}
    for row in rows:
        by_place.setdefault(row.area_code, []).append(row)
    return {code: by_place.get(code, []) + by_place.get(code.partition("-")[0], []) for code in stations}


def incidents(
    event: ElectionEvent, area: Scope, *, at: datetime, states: Iterable[str]
) -> QuerySet[Incident]:
    """Incidents of ``area`` in one of ``states``, newest first."""
    rows = Incident.objects.filter(area.as_filter("station_code"), event=event, opened_at__lte=at)
    return rows.filter(state__in=list(states))


def stamp(event: ElectionEvent, area: Scope) -> tuple[Any, ...]:
    """Changes when the board does: counts and newest instants, two cheap statements."""
    pulses = Pulse.objects.filter(area.as_filter("station_code"), event=event)
    return (*pulses.aggregate(Count("pk"), Max("last_at")).values(), *incident_stamp(event, area))


def incident_stamp(event: ElectionEvent, area: Scope) -> tuple[Any, ...]:
    """Changes when an incident was opened or acted on."""
    rows = Incident.objects.filter(area.as_filter("station_code"), event=event)
    return tuple(rows.aggregate(Count("pk"), Max("changed_at")).values())


def met_stations(event: ElectionEvent, area: Scope, *, at: datetime, zone: ZoneInfo) -> QuerySet[Pulse, str]:
    """Codes of the stations that have met the milestone that is due at ``at``; before any is due: that were heard."""
    heard = _meeting(_pulses(event, area, at), milestone(event, at=at, zone=zone))
    return heard.values_list("station_code", flat=True).distinct()
