"""The day on a map: each district by the share of its stations that was heard, each village as a point.

Outlines and points are those of ``places.shapes``, illustrative and local; nothing here names a person. A station has
no point of its own: those of a village stand together at a point inside it, or inside their district where no outline
of the village is known.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.checklists.day import queries
from saksama.checklists.day.operations import OPEN
from saksama.checklists.day.pages import SHADES
from saksama.pages import choropleths, formats
from saksama.pages.choropleths import Map, Meaning
from saksama.people.scope import Scope
from saksama.places import shapes
from saksama.places.models import Area, ElectionEvent

DISTRICT: Final = len("64.02.06")
VILLAGE: Final = len("64.02.06.1001")
TONES: Final = (1, 2, 4, 5)
"""Tones of the four shades of the board, palest first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A district or village. ``met``: stations that have told what is due now; ``incidents``: open ones."""

    code: str
    name: str
    stations: int
    met: int
    incidents: int

    @property
    def silent(self) -> int:
        return self.stations - self.met

    @property
    def share(self) -> int:
        """Per cent that has met what is due, rounded down."""
        return 100 * self.met // max(self.stations, 1)

    @property
    def look(self) -> str:
        """How its point is drawn: ``incident``, ``silent`` (nobody heard), ``part``, ``heard``."""
        if self.incidents:
            return "incident"
        return "heard" if not self.silent else "part" if self.met else "silent"

    @property
    def text(self) -> str:
        """*3 of 5 stations heard; 2 silent; 1 incident open*"""
        said = _("%(met)s of %(stations)s stations heard; %(silent)s silent") % {
            "met": formats.number(self.met), "stations": formats.number(self.stations),
            "silent": formats.number(self.silent),
        }  # fmt: skip
        if not self.incidents:
            return said
        return _("%(said)s; incidents open: %(incidents)s") % {
            "said": said, "incidents": formats.number(self.incidents)
        }  # fmt: skip


def spots(event: ElectionEvent, area: Scope, depth: int, *, at: datetime, zone: ZoneInfo) -> list[Spot]:
    """Every district (``depth`` DISTRICT) or village (VILLAGE) of ``area`` that has a station, by code."""
    met = set(queries.met_stations(event, area, at=at, zone=zone))
    codes = list(queries.stations_in(event, area).order_by("code").values_list("code", flat=True))
    stations = Counter(code[:depth] for code in codes)
    heard = Counter(code[:depth] for code in codes if code in met)
    waiting = (
        queries.incidents(event, area, at=at, states=OPEN).order_by().values_list("station_code", flat=True)
    )
    incidents = Counter(code[:depth] for code in waiting)
    names = dict(Area.objects.filter(pk__in=list(stations)).order_by("code").values_list("code", "name"))
    return [
        Spot(code, names.get(code, code), number, heard[code], incidents[code])
        for code, number in stations.items()
    ]


def tone(spot: Spot) -> int:
    """1 (palest, few heard) to 5."""
    return TONES[sum(spot.share >= limit for limit in SHADES)]


def level_in(area: str) -> str:
    """The level whose outlines are drawn inside ``area``; empty where none are known."""
    levels = shapes.levels_within(area)
    return levels[0] if levels and levels[0] in {"district", "village"} else ""


def drawing(event: ElectionEvent, area: str, found: Iterable[Spot]) -> Map | None:
    """The server's own drawing, for pages without script; None where no outlines are known."""
    level = level_in(area)
    try:
        plan = shapes.plan(level, area) if level else None
    except shapes.NoShapes:
        return None
    if plan is None:
        return None
    meanings = {
        one.code: Meaning(
            tone(one), one.text,
            reverse("checklists:day_district", args=[event.pk, one.code[:DISTRICT]]), one.name,
        )
        for one in found
    }  # fmt: skip
    classes = [(5, _("92% and more heard")), (4, "75–91%"), (2, "50–74%"), (1, _("below 50%"))]
    return choropleths.build(
        plan, meanings, title=_("Stations heard by area"), classes=classes, labels="all", pixels=640, id="day"
    )


def as_geojson(area: str, districts: Iterable[Spot], villages: Iterable[Spot]) -> dict[str, Any]:
    """``{"areas": FeatureCollection, "places": FeatureCollection}`` in degrees east and north."""
    level = level_in(area)
    tones = {one.code: tone(one) for one in districts}
    outlines = _outlines(level, area) if level else ()
    return {
        "areas": _collection(
            _feature("MultiPolygon", polygons, {"code": code, "name": name, "tone": tones.get(code, 0)})
            for code, name, polygons in outlines
        ),
        "places": _collection(_points(area, villages)),
    }


def _points(area: str, villages: Iterable[Spot]) -> Iterable[dict[str, Any]]:
    points = _known_points(area[:DISTRICT])
    together: dict[str, Spot] = {}
    for one in villages:
        code = one.code if one.code in points else one.code[:DISTRICT]
        before = together.get(code)
        together[code] = one if before is None else _joined(code, before, one)
    for code, one in together.items():
        if code in points:
            told = {"code": code, "name": one.name, "look": one.look, "text": one.text}
            yield _feature("Point", points[code], told)


@lru_cache(maxsize=16)
def _outlines(level: str, area: str) -> tuple[Any, ...]:
    """Kept: every open map asks twice a minute, and reading the outlines costs more than all else."""
    return tuple(shapes.outlines(level, area))


@lru_cache(maxsize=16)
def _known_points(area: str) -> dict[str, tuple[float, float]]:
    """Points inside districts and villages of ``area``, as far as outlines are known."""
    found: dict[str, tuple[float, float]] = {}
    for level in ("district", "village"):
        try:
            found |= shapes.points(level, area)
        except shapes.NoShapes:
            continue
    return found


def _joined(code: str, one: Spot, other: Spot) -> Spot:
    return Spot(
        code, one.name, one.stations + other.stations, one.met + other.met, one.incidents + other.incidents
    )


def _feature(kind: str, coordinates: Any, told: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": told, "geometry": {"type": kind, "coordinates": coordinates}}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
