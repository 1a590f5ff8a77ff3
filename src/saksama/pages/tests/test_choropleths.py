"""Maps: classes by texture, areas that say who they are, labels that do not cover each other."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from saksama.pages import choropleths
from saksama.pages.choropleths import Meaning

pytestmark = pytest.mark.rules


def square(code: str, x: int, side: int = 200) -> SimpleNamespace:
    return SimpleNamespace(
        code=code, name=f"Area {code}", d=f"M{x} 0h{side}v{side}h-{side}z", x=x + side // 2, y=side // 2,
        room=side, height=side,
    )  # fmt: skip


def plan(*shapes: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(width=1000, height=600, shapes=shapes)


def built(*shapes: SimpleNamespace, meanings=None, **options) -> choropleths.Map:
    return choropleths.build(plan(*shapes), meanings or {}, title="T", classes=[(5, "high")], **options)


def drawn(found: choropleths.Map) -> str:
    return Template("{% load pages %}{% choropleth map after='t' %}").render(Context({"map": found}))


def test_an_area_says_its_name_and_meaning_and_leads_somewhere():
    html = drawn(built(square("a", 0), meanings={"a": Meaning(5, "48th of 514", "/x/")}))
    assert '<a href="/x/"><title>Area a: 48th of 514</title>' in html


def test_an_area_without_a_figure_says_so_and_stands_in_the_legend():
    found = built(square("a", 0), square("b", 300), meanings={"a": Meaning(5, "high")})
    assert [tone for tone, _ in found.groups] == [0, 5]
    assert found.legend[-1][0] == 0
    assert "tidak ada angka" in drawn(found) or "no figure" in drawn(found)


def test_every_tone_but_the_plain_and_the_full_has_a_texture():
    for tone in range(6):
        html = drawn(built(square("a", 0), meanings={"a": Meaning(tone, "x")}, id="m"))
        assert (f'fill="url(#m-{tone})"' in html) == (tone not in (1, 5))
        assert tone in (1, 5) or f'<pattern id="m-{tone}"' in html


def test_every_map_says_that_its_boundaries_are_not_legal():
    assert re.search("bukan batas hukum|not legal", drawn(built(square("a", 0))))


def test_the_own_area_is_outlined_above_all_others():
    html = drawn(built(square("a", 0), square("b", 200), own="a"))
    assert html.index("pages-map__own") > html.rindex("pages-map__areas ")


def test_a_small_area_is_named_by_a_leader_line_and_no_two_share_a_line():
    small = [square(f"s{place}", 300 + 3 * place, side=4) for place in range(8)]
    found = built(square("big", 0), *small, labels="all")
    beside = [label for label in found.labels if label.line]
    assert len(beside) == 8
    heights = sorted(label.y for label in beside)
    assert min(b - a for a, b in pairwise(heights)) >= choropleths.LINE * found.unit - 1
    assert all(label.x > 1000 for label in beside)
    assert heights[0] > 0
    assert heights[-1] <= 600 + 5 * found.unit


def test_only_labels_with_room_are_drawn_where_lines_are_not_wanted():
    found = built(square("big", 0, side=400), square("tiny", 700, side=4), labels="fit")
    assert [label.text for label in found.labels] == ["Area big"]


def test_nothing_in_a_map_is_styled_inline():
    assert " style=" not in drawn(built(square("a", 0), labels="all"))
