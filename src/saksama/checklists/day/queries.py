"""Reads for the board. All from ``Pulse`` and the list of stations, so a million submissions cost as much as ten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet, Value
from django.db.models.functions import Substr

from saksama.checklists.day import rules
from saksama.checklists.models import Assignment, CallNote, Incident, Pulse
from saksama.people.scope import Scope
from saksama.places.models import Area, ElectionEvent, PollingStation

DISTRICT = len("64.02.06")
"""Characters of a station's code that name its district."""
MOST_CALLS = 30


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district on the board. ``shares``: percent heard by the end of each hour, None for hours to come."""

    code: str
    name: str
    stations: int
    heard: int
    silent: int
    shares: list[int | None]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole area at one instant. ``silent`` counts stations that have not met ``milestone``."""

    milestone: rules.Milestone | None
    hours: range
    hour: int
    stations: int
    heard: int
    silent: int
    districts: list[DistrictRow]

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


def board(event: ElectionEvent, area: Scope, *, at: datetime, zone: ZoneInfo) -> Board:
    """Heard and silent by district and hour, as known at ``at``."""
    now = at.astimezone(zone)
    plan = rules.plan()
    milestone = rules.milestone_at(plan.milestones, event.vote_on, now)
    counts = dict(
        stations_in(event, area)
        .order_by()
        .values_list(Substr("code", 1, DISTRICT))
        .annotate(number=Count("pk"))
    )
    first = _first_hours(event, area, at, zone)
    met = _met(event, area, at, milestone)
    hour = now.hour if now.date() == event.vote_on else plan.last_hour
    districts = [
        DistrictRow(
            code, name, counts[code], len(first.get(code, ())), counts[code] - met.get(code, 0),
            rules.cumulative_shares(first.get(code, ()), counts[code], plan.hours, hour),
        )
        for code, name in _names(counts).items()
    ]  # fmt: skip
    districts.sort(key=lambda row: (-row.silent / row.stations, row.code))
    return Board(
        milestone, plan.hours, hour, sum(counts.values()), sum(row.heard for row in districts),
        sum(row.silent for row in districts), districts,
    )  # fmt: skip


def _names(codes: Iterable[str]) -> dict[str, str]:
    return dict(Area.objects.filter(pk__in=list(codes)).order_by("code").values_list("code", "name"))


def _pulses(event: ElectionEvent, area: Scope, at: datetime) -> QuerySet[Pulse]:
    return Pulse.objects.filter(area.as_filter("station_code"), event=event, first_at__lte=at).order_by()


def _first_hours(event: ElectionEvent, area: Scope, at: datetime, zone: ZoneInfo) -> dict[str, list[int]]:
    """``{district: [local hour in which each heard station was first heard]}``; an earlier day counts as hour 0."""
    rows = _pulses(event, area, at).values_list("station_code").annotate(first=Min("first_at"))
    found: dict[str, list[int]] = {}
    for station, first_at in rows:
        local = first_at.astimezone(zone)
        found.setdefault(station[:DISTRICT], []).append(local.hour if local.date() == event.vote_on else 0)
    return found


def _met(
    event: ElectionEvent, area: Scope, at: datetime, milestone: rules.Milestone | None
) -> dict[str, int]:
    """``{district: stations that have met the milestone}``; before any is due: stations heard at all."""
    rows = _pulses(event, area, at)
    if milestone is not None:
        rows = rows.filter(instrument__kind__in=rules.kinds_that_meet(rules.plan().milestones, milestone))
    return dict(
        rows.annotate(district=Substr("station_code", Value(1), DISTRICT))
        .values_list("district")
        .annotate(number=Count("station_code", distinct=True))
    )


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
) -> tuple[list[Silent], int]:
    """Stations of ``area`` that have not met the milestone that is due, those never called first; and how many."""
    plan = rules.plan()
    now = at.astimezone(zone)
    milestone = rules.milestone_at(plan.milestones, event.vote_on, now)
    heard = _pulses(event, area, at)
    if milestone is not None:
        heard = heard.filter(instrument__kind__in=rules.kinds_that_meet(plan.milestones, milestone))
    rows = stations_in(event, area).exclude(code__in=heard.values("station_code"))
    number = rows.count()
    called = _calls(event, area, at)
    chosen = sorted(
        rows.select_related("village").order_by("code")[: most * 4],
        key=lambda row: (called[row.code][0].called_at.timestamp() if row.code in called else 0, row.code),
    )[:most]
    codes = [row.code for row in chosen]
    pulses = _pulses(event, area, at).filter(station_code__in=codes)
    last = dict(pulses.values_list("station_code").annotate(Max("last_at")))
    people = people_at(event, codes)
    found = [
        Silent(
            row.code,
            row.number,
            row.village.name,
            last.get(row.code),
            people[row.code],
            called.get(row.code, []),
        )
        for row in chosen
    ]
    return found, number


def _calls(event: ElectionEvent, area: Scope, at: datetime) -> dict[str, list[CallNote]]:
    found: dict[str, list[CallNote]] = {}
    for note in CallNote.objects.filter(area.as_filter("station_code"), event=event, called_at__lte=at)[
        :2000
    ]:
        found.setdefault(note.station_code, []).append(note)
    return found


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
    pulse = Pulse.objects.filter(area.as_filter("station_code"), event=event).aggregate(
        Count("pk"), Max("last_at")
    )
    incident = Incident.objects.filter(area.as_filter("station_code"), event=event).aggregate(
        Count("pk"), Max("changed_at")
    )
    return (*pulse.values(), *incident.values())


def met_stations(event: ElectionEvent, area: Scope, *, at: datetime, zone: ZoneInfo) -> QuerySet[Pulse, str]:
    """Codes of the stations that have met the milestone that is due at ``at``; before any is due: that were heard."""
    plan, now = rules.plan(), at.astimezone(zone)
    milestone = rules.milestone_at(plan.milestones, event.vote_on, now)
    heard = _pulses(event, area, at)
    if milestone is not None:
        heard = heard.filter(instrument__kind__in=rules.kinds_that_meet(plan.milestones, milestone))
    return heard.values_list("station_code", flat=True).distinct()
