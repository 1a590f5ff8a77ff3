"""Turnout by area as bars, with target and last vote beside them: geometry alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saksama.pages import formats
from saksama.situation.turnout_page import Compared

WIDTH, LEFT, RIGHT = 600, 190, 520
"""The drawing, and where nought and a hundred per cent lie in it."""
TALL, LOW, KEY = 52, 19, 24
"""Height of a row: of few, and of the districts of a regency; of a line of the key."""
FEW = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One area. ``share``, ``before``: lengths; ``target``: a place on the axis; None where not known.

    thick_top, thin_top: where the bars of the last vote and of now begin; a mark of the target spans the thick one.
    """

    name: str
    said: str
    middle: float
    thick_top: float
    thick_foot: float
    thin_top: float
    share: float | None
    before: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class TurnoutChart:
    """``key``: ``[(kind, label, y)]`` of what is drawn.   thick, thin: heights of the bars of last vote and of now."""

    height: int
    top: int
    axis: float
    thick: float
    thin: float
    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, str]]
    key: Sequence[tuple[str, str, int]]

    width: int = WIDTH
    left: int = LEFT
    name_x: int = LEFT - 12


def draw(rows: Sequence[Compared]) -> TurnoutChart | None:
    """None where nothing is known."""
    if not rows:
        return None
    step = TALL if len(rows) <= FEW else LOW
    key = _key(rows)
    thick, thin, top = round(step * 0.62), round(step * 0.28), KEY * len(key) + 10
    bars = [_bar(row, top + step * place + step / 2, thick, thin) for place, row in enumerate(rows)]
    axis = top + step * len(rows) + 4
    ticks = [
        (_at(Decimal(share)), formats.percent(Decimal(share) / 100, 0)) for share in (0, 25, 50, 75, 100)
    ]
    return TurnoutChart(axis + 26, top - 4, axis, thick, thin, bars, ticks, key)


def _bar(row: Compared, middle: float, thick: int, thin: int) -> Bar:
    return Bar(
        name=row.name.removeprefix("Kabupaten "),
        said=_said(row),
        middle=middle,
        thick_top=middle - thick / 2,
        thick_foot=middle + thick / 2,
        thin_top=middle - thin / 2,
        share=_length(row.share),
        before=_length(row.before),
        target=_at(row.target) if row.target is not None else None,
    )


def _said(row: Compared) -> str:
    """The figure at the end of the bar: now, else of the last vote."""
    value = row.share if row.share is not None else row.before
    return formats.percent(value / 100, 1) if value is not None else ""


def _at(value: Decimal) -> float:
    return LEFT + round(float(min(value, Decimal(100))) / 100 * (RIGHT - LEFT), 1)


def _length(value: Decimal | None) -> float | None:
    return None if value is None else _at(value) - LEFT


def _key(rows: Sequence[Compared]) -> list[tuple[str, str, int]]:
    known = (
        ("now", _("Turnout of the sheets entered"), any(row.share is not None for row in rows)),
        ("before", _("Last vote"), any(row.before is not None for row in rows)),
        ("target", pgettext("turnout", "Target"), any(row.target is not None for row in rows)),
    )
    drawn = [(kind, label) for kind, label, is_there in known if is_there]
    return [(kind, label, KEY * place) for place, (kind, label) in enumerate(drawn)]
