"""Outlines: every area once, drawn where it lies, borders shared."""

import re
from collections import Counter

import pytest

from saksama.places import reference, shapes

pytestmark = pytest.mark.rules


def steps(d: str) -> list[tuple[int, int]]:
    """Absolute points of the first ring of a path."""
    ring = d.removeprefix("M").partition("z")[0]
    head, _, tail = ring.partition("l")
    x, y = map(int, head.split())
    numbers = list(map(int, re.findall(r"-?\d+", tail)))
    points = [(x, y)]
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


@pytest.mark.parametrize(
    ("level", "within", "number"),
    [
        ("province", "00", 38), ("regency", "00", 514), ("regency", "64", 10),
        ("district", "64.02", 20), ("district", "64.01", 10), ("village", "64.02", 237), ("village", "64.02.06", 14),
    ],
)  # fmt: skip
def test_each_area_is_drawn_once(level, within, number):
    plan = shapes.plan(level, within)
    assert len({shape.code for shape in plan.shapes}) == len(plan.shapes) == number
    assert all(shape.d.startswith("M") and shape.d.endswith("z") for shape in plan.shapes)
    assert all(0 <= shape.x <= plan.width and 0 <= shape.y <= plan.height for shape in plan.shapes)


def test_every_district_of_the_country_has_an_outline():
    drawn = sum(
        len(shapes.plan("district", file.stem).shapes) for file in (shapes.FILES / "kecamatan").iterdir()
    )
    assert drawn == reference.AREA_COUNTS["district"]


def test_places_lie_where_they_are_known_to_lie():
    at = {shape.code: shape for shape in shapes.plan("regency").shapes}
    assert (
        at["11.71"].x < at["31.71"].x < at["64.02"].x < at["91.71"].x
    )  # Banda Aceh, Jakarta, Kukar, Jayapura
    assert at["53.71"].y > at["64.02"].y > at["71.03"].y  # Kupang south of Kukar, Sangihe north of it


def test_a_border_is_the_same_line_on_both_sides():
    plan = shapes.plan("regency", "64")
    seen = Counter(point for shape in plan.shapes for point in set(steps(shape.d)))
    assert sum(times > 1 for times in seen.values()) > 200


def test_papua_of_2022_is_one_area_without_inner_borders():
    today = {shape.code: shape for shape in shapes.plan("province").shapes}
    then = {
        shape.code: shape
        for shape in shapes.plan("province", merged=(("93", "91"), ("94", "91"), ("95", "91"))).shapes
    }
    parts = ("91", "93", "94", "95")
    assert len(then) == 35
    assert then["91"].name == "Papua"
    assert len(then["91"].d) < 0.8 * sum(len(today[code].d) for code in parts)
    assert then["91"].room > today["91"].room


def test_a_city_too_small_to_see_is_drawn_as_a_mark():
    tiny = [shape for shape in shapes.plan("regency").shapes if len(shape.d) < 40]
    assert tiny
    assert all(shape.room <= 2 * shapes.SMALLEST for shape in tiny)


def test_what_has_no_outline_says_so():
    for asked in (("village", "64.01"), ("village", "00"), ("district", "99"), ("regency", "99")):
        with pytest.raises(shapes.NoShapes):
            shapes.plan(*asked)
    assert shapes.levels_within("64.01.01") == ()


def test_degrees_are_those_of_indonesia():
    for code, name, polygons in shapes.outlines("district", "64.02"):
        assert code.startswith("64.02.")
        assert name
        for east, north in polygons[0][0]:
            assert 115 < east < 119
            assert -2 < north < 2
        assert polygons[0][0][0] == polygons[0][0][-1]


def test_points_lie_inside_the_box_of_their_area():
    found = shapes.points("village", "64.02.06")
    for code, _name, polygons in shapes.outlines("village", "64.02.06"):
        corners = [point for polygon in polygons for ring in polygon for point in ring]
        east, north = found[code]
        xs, ys = zip(*corners, strict=True)
        assert min(xs) <= east <= max(xs)
        assert min(ys) <= north <= max(ys)
