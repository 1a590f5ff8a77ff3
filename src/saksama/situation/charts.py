"""What the funnels of the room show: an office among others, and the areas inside it."""

from collections.abc import Sequence

from saksama.places.queries import full_name
from saksama.situation.funnel_chart import FunnelChart, Place, draw
from saksama.situation.normality import Normality, Part


def own_chart(told: Normality) -> FunnelChart | None:
    """The office among the places of the comparison; None without a size to draw by."""
    comparison, verdict = told.against.comparison, told.against.verdict
    if comparison is None or not verdict.expected:
        return None
    unit = comparison.unit(told.office.code)
    if unit is None or not unit.exposure:
        return None
    own = Place(told.office.area.title, unit.exposure, told.observed, True, verdict.is_outside)
    others = [
        Place(full_name(point.code), point.exposure, point.observed, False, point.is_flagged)
        for point in (verdict.funnel.points if verdict.funnel else ())
        if point.code != told.office.code
    ]
    phi = verdict.funnel.phi if verdict.funnel else 1.0
    return draw([*others, own], rate=verdict.expected / unit.exposure, phi=phi)


def parts_chart(rows: Sequence[Part]) -> FunnelChart | None:
    """The areas inside the office; None where no size is known or nothing was recorded."""
    found = next((row.verdict.funnel for row in rows if row.verdict.funnel), None)
    if found is None or not found.rate:
        return None
    names = {row.code: row.name for row in rows}
    places = [
        Place(
            names[point.code],
            point.exposure,
            point.observed,
            point.is_flagged,
            not point.usual[0] <= point.observed <= point.usual[1],
        )
        for point in found.points
    ]
    return draw(places, rate=found.rate, phi=found.phi)
