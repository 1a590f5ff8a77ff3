from datetime import date
from itertools import pairwise

import pytest

from saksama.pages import rulers

pytestmark = pytest.mark.rules

STAGES = [
    {"label": "Kampanye", "from_on": date(2024, 9, 25), "until_on": date(2024, 11, 23), "kind": "campaign"},
    {"label": "Masa tenang", "from_on": date(2024, 11, 24), "until_on": date(2024, 11, 26), "kind": "quiet"},
    {"label": "Pemungutan", "from_on": date(2024, 11, 27), "until_on": date(2024, 11, 27), "kind": "vote"},
]


def test_each_day_is_a_tick_of_its_kind() -> None:
    ruler = rulers.build(STAGES, date(2024, 11, 9))
    kinds = [tick.kind for tick in ruler.ticks]
    assert (len(kinds), kinds.count("past"), kinds.count("now"), kinds.count("quiet")) == (64, 45, 1, 3)
    assert kinds[-1] == "vote"


def test_the_ruler_is_read_aloud_as_one_sentence() -> None:
    assert rulers.build(STAGES, date(2024, 11, 9)).spoken == (
        "Kampanye, hari ke-46 dari 60; 18 hari lagi sampai Pemungutan"
    )


@pytest.mark.parametrize(
    "day", [date(2024, 9, 25), date(2024, 10, 1), date(2024, 11, 25), date(2024, 11, 27)]
)
def test_labels_never_lie_on_each_other_and_today_always_has_one(day: date) -> None:
    ruler = rulers.build(STAGES, day)
    shown = [(at, label) for at, label in enumerate(ruler.labels) if label]
    extents = sorted(rulers._extent(at, label, len(ruler.labels), rulers.WIDE) for at, label in shown)
    assert all(left[1] < right[0] for left, right in pairwise(extents))
    assert any(label.is_now for _at, label in shown)


def test_a_day_outside_the_stages_has_no_tick_of_its_own() -> None:
    ruler = rulers.build(STAGES, date(2024, 12, 15))
    assert "now" not in [tick.kind for tick in ruler.ticks]
    assert ruler.spoken == ""


def test_without_stages_there_is_nothing_to_draw() -> None:
    assert rulers.build([], date(2024, 11, 9)).ticks == ()
