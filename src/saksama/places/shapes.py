"""Outlines of areas for server-drawn maps. Illustrative, never legal: every map that shows them says so.

Read from the TopoJSON files in ``data/batas`` (origin, licence and known faults: data/README.md). Neighbours share
their arcs, and each arc is projected and rounded once, so drawn borders meet without a gap. Indonesia lies along
the equator: degrees are drawn as they are, only narrowed by the cosine of the middle latitude.

    shapes.plan("regency")                 # all 514, light outlines
    shapes.plan("regency", "64")           # those of one province, finer
    shapes.plan("district", "64.02")       # districts of any regency
    shapes.plan("village", "64.02.06")     # villages: Kutai Kartanegara alone

The SVG component that draws a plan: ``saksama.pages.choropleths`` (docs/pages.md, *Maps*).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any, Final

from saksama.places import rules

FILES: Final = Path(__file__).parent / "data" / "batas"
WIDTH: Final = 2000
"""Units of a drawing from west to east; half a pixel of a wide screen."""
SMALLEST: Final = 6
"""Units: an island city that would be thinner is drawn as a diamond of this half-width."""

Point = tuple[int, int]
Ring = list[Point]
LonLat = tuple[float, float]


class NoShapes(LookupError):
    """No outlines are known for the areas asked for, such as villages outside Kutai Kartanegara."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area. ``d``: SVG path in units of its plan, y downwards. ``x, y``: a point well inside its largest part.

    ``room``: how many units are free from west to east at that point; ``height``: units from north to south.
    """

    code: str
    name: str
    d: str
    x: int
    y: int
    room: int
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Areas drawn together: ``width`` by ``height`` units, shapes in order of their codes."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=64)
def plan(level: str, within: str = rules.NATION, *, merged: tuple[tuple[str, str], ...] = ()) -> Plan:
    """The areas of ``level`` (province, regency, district, village) inside ``within``.

    ``merged``: ``((part, whole), ...)`` codes drawn as one area, for editions older than a split: Papua of 2022
    holds what are four provinces today. The whole keeps its own name.
    Raises: NoShapes; rules.NotAnAreaCode.
    """
    file, name = _source(level, within)
    topology = _topology(file)
    wholes = dict(merged)
    groups: dict[str, list[Mapping[str, Any]]] = {}
    names: dict[str, str] = {}
    for geometry in topology["objects"][name]["geometries"]:
        code = geometry["properties"]["kode"]
        if rules.is_within(code, within):
            groups.setdefault(wholes.get(code, code), []).append(geometry)
            names[code] = geometry["properties"]["nama"]
    if not groups:
        raise NoShapes(level, within)
    return _drawn(topology, groups, names)


def levels_within(code: str) -> tuple[str, ...]:
    """Levels that can be drawn inside ``code``, widest first.

    >>> levels_within("64.01"), levels_within("64.02")
    (('district',), ('district', 'village'))
    """
    level = rules.level_of(code)
    inside = {
        "nation": ("province", "regency"),
        "province": ("regency", "district"),
        "regency": ("district",),
    }
    if rules.is_within(code, "64.02"):
        return (*inside.get(level, ()), "village") if level in {"regency", "district"} else ()
    return inside.get(level, ())


def outlines(level: str, within: str = rules.NATION) -> Iterator[tuple[str, str, list[list[list[LonLat]]]]]:
    """``(code, name, polygons)`` in degrees east and north, as GeoJSON's MultiPolygon orders them.

    Raises: as ``plan``.
    """
    file, name = _source(level, within)
    topology = _topology(file)
    (scale_x, scale_y), (east, north) = topology["transform"]["scale"], topology["transform"]["translate"]

    def degrees(numbers: Sequence[int]) -> list[LonLat]:
        ring = _ring(topology["arcs"], numbers)
        return [(round(east + x * scale_x, 6), round(north + y * scale_y, 6)) for x, y in ring]

    for geometry in topology["objects"][name]["geometries"]:
        code = geometry["properties"]["kode"]
        if rules.is_within(code, within):
            polygons = [[degrees(ring) for ring in polygon] for polygon in _polygons(geometry)]
            yield code, geometry["properties"]["nama"], polygons


def points(level: str, within: str = rules.NATION) -> dict[str, LonLat]:
    """``{code: (east, north)}``: a point well inside the largest part of each area, in degrees.

    Raises: as ``plan``.
    """
    file, name = _source(level, within)
    topology = _topology(file)
    (scale_x, scale_y), (east, north) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = {}
    for geometry in topology["objects"][name]["geometries"]:
        code = geometry["properties"]["kode"]
        if rules.is_within(code, within):
            rings = (_ring(topology["arcs"], ring) for polygon in _polygons(geometry) for ring in polygon)
            x, y, _room = _inside(max(rings, key=_span))
            found[code] = (round(east + x * scale_x, 5), round(north + y * scale_y, 5))
    return found


# --- reading ---------------------------------------------------------------------------------------------------


def _source(level: str, within: str) -> tuple[Path, str]:
    """The file that holds these areas at a fitting detail, and the name of the object in it."""
    wide = rules.level_of(within)
    if level == "province":
        return FILES / "provinsi.topojson", "provinsi"
    if level == "regency":
        light = "kabupaten-ringan" if wide == "nation" else "kabupaten"
        return FILES / f"{light}.topojson", "kabupaten"
    if level == "district" and wide not in {"nation", "province"} and rules.is_within(within, "64.02"):
        return FILES / "kukar.topojson", "kecamatan"
    if level == "district" and wide != "nation":
        return FILES / "kecamatan" / f"{within[:2]}.topojson", "kecamatan"
    if level == "village" and rules.is_within(within, "64.02"):
        return FILES / "kukar.topojson", "desa"
    raise NoShapes(level, within)


@lru_cache(maxsize=4)
def _topology(file: Path) -> dict[str, Any]:
    """A file with its arcs summed up: TopoJSON writes each point as the step from the one before."""
    try:
        topology: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoShapes(file.stem) from None
    topology["arcs"] = [_summed(arc) for arc in topology["arcs"]]
    return topology


def _summed(arc: Sequence[Sequence[int]]) -> Ring:
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[int]]]:
    arcs: Any = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


def _ring(arcs: Sequence[Ring], numbers: Sequence[int]) -> Ring:
    """One closed ring; a negative number is an arc walked backwards. The first point stands at the end again."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


# --- drawing ---------------------------------------------------------------------------------------------------


def _drawn(
    topology: Mapping[str, Any], groups: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[str, str]
) -> Plan:
    rings = {code: _rings_of(geometries, topology["arcs"]) for code, geometries in groups.items()}
    used = {number if number >= 0 else ~number for each in rings.values() for ring in each for number in ring}
    corners = [point for number in used for point in topology["arcs"][number]]
    (scale_x, scale_y), north = topology["transform"]["scale"], topology["transform"]["translate"][1]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    narrow = cos(radians(north + scale_y * (low + high) / 2))
    factor_x = WIDTH / (east - west)
    factor_y = factor_x * scale_y / (scale_x * narrow)

    def placed(arc: Ring) -> Ring:
        points = [(round((x - west) * factor_x), round((high - y) * factor_y)) for x, y in arc]
        ends = points[-1:] if len(points) > 1 else []
        return [*(here for here, there in pairwise(points) if here != there), *ends]

    arcs = {number: placed(topology["arcs"][number]) for number in used}
    whole = [arcs.get(number, []) for number in range(len(topology["arcs"]))]
    shapes = [
        _shape(code, names.get(code, code), [_ring(whole, ring) for ring in each])
        for code, each in sorted(rings.items())
    ]
    return Plan(WIDTH, round((high - low) * factor_y), tuple(shapes))


def _rings_of(geometries: Sequence[Mapping[str, Any]], arcs: Sequence[Ring]) -> list[list[int]]:
    """The rings of one area, as numbers of arcs; where several areas are merged, only what lies around them."""
    rings = [ring for geometry in geometries for polygon in _polygons(geometry) for ring in polygon]
    return rings if len(geometries) == 1 else _around(rings, arcs)


def _around(rings: Sequence[Sequence[int]], arcs: Sequence[Ring]) -> list[list[int]]:
    """Rings around the union. An arc walked both ways lies inside it and falls away; the others are joined anew."""
    walked = {number for ring in rings for number in ring}
    left = [number for ring in rings for number in ring if ~number not in walked]

    def start(number: int) -> Point:
        return arcs[number][0] if number >= 0 else arcs[~number][-1]

    begins: dict[Point, list[int]] = {}
    for number in left:
        begins.setdefault(start(number), []).append(number)
    found = []
    while begins:
        ring = [_taken(begins, next(iter(begins)))]
        while (end := start(~ring[-1])) != start(ring[0]) and end in begins:
            ring.append(_taken(begins, end))
        found.append(ring)
    return found


def _taken(begins: dict[Point, list[int]], at: Point) -> int:
    number = begins[at].pop()
    if not begins[at]:
        del begins[at]
    return number


def _shape(code: str, name: str, rings: Sequence[Ring]) -> Shape:
    largest = max(rings, key=_span)
    x, y, room = _inside(largest)
    height = max(y for _, y in largest) - min(y for _, y in largest)
    if _span(largest) < SMALLEST:
        d = f"M{x - SMALLEST} {y}l{SMALLEST}-{SMALLEST} {SMALLEST} {SMALLEST}-{SMALLEST} {SMALLEST}z"
        return Shape(code, name, d, x, y, room, height)
    drawn = "".join(_path(ring) for ring in rings if ring is largest or _span(ring) > 1)
    return Shape(code, name, drawn, x, y, room, height)


def _span(ring: Ring) -> int:
    """The longer side of its box."""
    wide = max(x for x, _ in ring) - min(x for x, _ in ring)
    return max(wide, max(y for _, y in ring) - min(y for _, y in ring))


def _path(ring: Ring) -> str:
    """Relative steps in whole units: a third of the bytes of absolute ones."""
    (x, y), steps = ring[0], []
    for next_x, next_y in ring[1:]:
        if (next_x, next_y) != (x, y):
            steps.append((next_x - x, next_y - y))
            x, y = next_x, next_y
    text = " ".join(f"{step_x} {step_y}" for step_x, step_y in steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{text}z"


def _inside(ring: Ring, lines: int = 9) -> tuple[int, int, int]:
    """``(x, y, room)``: middle of the longest stretch inside the ring on one of a few horizontal lines.

    Lines near the middle are preferred, so that a label does not hang on a wide northern edge.
    """
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best, found = -1.0, (ring[0][0], ring[0][1], 0)
    for line in range(1, lines + 1):
        share = line / (lines + 1)
        y = top + (bottom - top) * share
        for left, right in _stretches(ring, y):
            weight = (right - left) * (1 - abs(share - 0.5))
            if weight > best:
                best, found = weight, (round((left + right) / 2), round(y), round(right - left))
    return found


def _stretches(ring: Ring, y: float) -> Iterator[tuple[float, float]]:
    """Where the line at ``y`` runs inside, from left to right. Half a unit off the points, so none is counted twice."""
    y += 0.25
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 < y) != (y2 < y)
    )
    return zip(crossings[::2], crossings[1::2], strict=False)
