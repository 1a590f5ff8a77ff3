"""Areas on a server-drawn map: class by tone and texture, own area outlined, small ones named by leader lines. Pure.

The rooms hand over shapes (``saksama.places.shapes`` has those of Indonesia) and say what each area means:

    choropleths.build(plan, {"64.02": Meaning(5, "48th of 514, high", url="...")}, title=..., classes=[(5, "high")])

Tones run from 1 (least) to 5 (most); 0 is *no figure*. Each has its own texture, so that none is told by colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

MOST: Final = 5
SIGN: Final = 6.9  # pixels of one sign of a label, a little more than the letters need
LINE: Final = 15  # pixels from one label to the next
MARGIN: Final = 118  # pixels beside a map for names at the end of leader lines
OFFSHORE: Final = 14  # pixels between the map and such a name


class Shape(Protocol):
    """What is drawn: ``d`` a path, ``x, y`` a point inside, ``room`` free units there, ``height`` of the area."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def d(self) -> str: ...
    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def room(self) -> int: ...
    @property
    def height(self) -> int: ...


class Plan(Protocol):
    """Shapes drawn together in ``width`` by ``height`` units."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def shapes(self) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one area shows. ``text``: the class and the figure in words, read aloud and shown on pointing."""

    tone: int = 0
    text: str = ""
    url: str = ""
    label: str = ""
    """A shorter name for the label; empty: the name of the shape."""


NO_FIGURE: Final = Meaning()


@dataclass(frozen=True, slots=True)
class Area:
    d: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map. With ``line`` ("x1 y1 x2 y2") it stands beside the map and a line leads to its area."""

    x: int
    y: int
    text: str
    anchor: str = "middle"
    line: tuple[int, int, int, int] | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """All that ``{% choropleth %}`` draws. Lengths are in units of the plan; ``unit`` of them are one pixel."""

    id: str
    title: str
    view_box: str
    unit: float
    groups: tuple[tuple[int, tuple[Area, ...]], ...]
    own: tuple[str, ...]
    labels: tuple[Label, ...]
    legend: tuple[tuple[int, str], ...]
    is_dense: bool


def build(
    plan: Plan,
    meanings: Mapping[str, Meaning],
    *,
    title: str,
    classes: Sequence[tuple[int, str]],
    own: str = "",
    labels: str = "fit",
    pixels: int = 640,
    id: str = "map",
) -> Map:
    """Lay out a map.

    Args:
        meanings: by code; areas without one are drawn as *no figure*.
        title:    what the map says, read aloud before the areas.
        classes:  ``(tone, label)`` of the legend, most first; *no figure* is added where an area has none.
        own:      code of the area to outline.
        labels:   ``all`` (small ones by leader lines; for about thirty areas), ``fit`` (those with room), ``none``.
        pixels:   width at which it is usually seen; decides sizes of text and texture.
        id:       of this map in the page; two maps of one page need two.
    """
    shapes = list(plan.shapes)
    names = {shape.code: meanings.get(shape.code, NO_FIGURE).label or shape.name for shape in shapes}
    beside = MARGIN if labels == "all" else 0
    unit = plan.width / (pixels - beside)
    placed: list[Label] = []
    if labels != "none":
        placed = _labels(shapes, names, own, unit, plan, beside=labels == "all")
    wide = plan.width + (round(MARGIN * unit) if any(label.line for label in placed) else 0)
    edge = round(2 * unit)
    groups: dict[int, list[Area]] = {}
    for shape in shapes:
        groups.setdefault(meanings.get(shape.code, NO_FIGURE).tone, []).append(_area(shape, meanings, names))
    return Map(
        id=id, title=title, unit=round(unit, 3),
        view_box=f"{-edge} {-edge} {wide + 2 * edge} {plan.height + 2 * edge}",
        groups=tuple((tone, tuple(groups[tone])) for tone in sorted(groups)),
        own=tuple(_mainland(shape.d) for shape in shapes if shape.code == own),
        labels=tuple(placed),
        legend=(*classes, *([(0, _("no figure"))] if 0 in groups and 0 not in dict(classes) else [])),
        is_dense=len(shapes) > 120,
    )  # fmt: skip


def tone_of(place: int, classes: int) -> int:
    """The tone of class ``place`` (0 = least) of ``classes``: spread over the five.

    >>> [tone_of(place, 3) for place in range(3)], [tone_of(place, 5) for place in range(5)]
    ([1, 3, 5], [1, 2, 3, 4, 5])
    """
    return MOST if classes < 2 else 1 + round(place * (MOST - 1) / (classes - 1))


def _area(shape: Shape, meanings: Mapping[str, Meaning], names: Mapping[str, str]) -> Area:
    meaning = meanings.get(shape.code, NO_FIGURE)
    said = meaning.text or _("no figure")
    return Area(shape.d, f"{names[shape.code]}: {said}", meaning.url)


def _mainland(d: str) -> str:
    """The larger parts of a path: a thick line around each islet of a delta would be a blot."""
    parts = [f"M{part}" for part in d.split("M") if part]
    longest = max(map(len, parts), default=0)
    return "".join(part for part in parts if len(part) > longest / 4)


# --- labels ----------------------------------------------------------------------------------------------------


def _labels(
    shapes: Sequence[Shape], names: Mapping[str, str], own: str, unit: float, plan: Plan, *, beside: bool
) -> list[Label]:
    inside: list[Label] = []
    outside: list[tuple[Shape, Label]] = []
    for shape in shapes:
        text = names[shape.code]
        fits = shape.room > len(text) * SIGN * unit and shape.height > LINE * unit
        label = Label(shape.x, round(shape.y + 4 * unit), text, is_own=shape.code == own)
        if fits and not any(_collide(label, other, unit) for other in inside):
            inside.append(label)
        elif beside:
            outside.append((shape, label))
    return [*inside, *_beside(outside, unit, plan)] if outside else inside


def _collide(one: Label, other: Label, unit: float) -> bool:
    apart = (len(one.text) + len(other.text)) / 2 * SIGN * unit
    return abs(one.x - other.x) < apart and abs(one.y - other.y) < LINE * unit


def _beside(outside: Sequence[tuple[Shape, Label]], unit: float, plan: Plan) -> list[Label]:
    """One column east of the map, from north to south, no two on one line."""
    step, x = LINE * unit, round(plan.width + OFFSHORE * unit)
    ordered = sorted(outside, key=lambda pair: pair[0].y)
    heights = _spaced([shape.y for shape, _label in ordered], step, plan.height)
    return [
        replace(
            label, x=x, y=round(y + 4 * unit), anchor="start",
            line=(shape.x, shape.y, round(x - 4 * unit), round(y)),
        )
        for (shape, label), y in zip(ordered, heights, strict=True)
    ]  # fmt: skip


def _spaced(wanted: Sequence[float], step: float, height: float) -> list[float]:
    """Ascending places at least ``step`` apart, near those wanted: pushed down, then up again from the lower edge."""
    found: list[float] = []
    for each in wanted:
        found.append(max(each, found[-1] + step) if found else max(each, step / 2))
    floor = height - step / 2
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], floor)
        floor = found[place] - step
    return found
