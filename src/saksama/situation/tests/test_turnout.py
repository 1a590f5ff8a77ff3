"""Turnout of entered sheets beside what was promised and the last vote."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from saksama.checklists import directory
from saksama.checklists.models import ResultSheet
from saksama.checklists.testing import STATION, make_field, on_the_day
from saksama.people.scope import Scope
from saksama.people.testing import client_of
from saksama.situation import turnout_chart, turnout_page
from saksama.situation.turnout_page import Compared


def test_the_office_is_compared_with_the_last_vote_and_districts_without_figures_with_none(db: None) -> None:
    directory.forget()
    field = make_field()
    at = on_the_day(18)
    ResultSheet.objects.create(
        event=field.event, station_code=STATION, state="settled", opened_at=at, changed_at=at, settled_at=at,
        figures={"roll": 400, "present": 300},
    )  # fmt: skip
    seen = Scope(areas=frozenset({"64.02"}))
    whole, (district,) = turnout_page.compared(field.event, field.office, seen, on=date(2024, 11, 27))
    assert (whole.share, whole.before, whole.target) == (Decimal("75.00"), Decimal("56.5700"), None)
    assert (district.share, district.before) == (Decimal("75.00"), None)
    earlier, _parts = turnout_page.compared(field.event, field.office, seen, on=date(2024, 11, 27), until=at)
    assert (earlier.share, earlier.before) == (None, Decimal("56.5700"))
    page = (
        client_of(field.cast.chair).get(reverse("situation:turnout", args=[field.event.pk])).content.decode()
    )
    assert "75,00%" in page
    assert "+18,43" in page


@pytest.mark.rules
def test_a_difference_is_told_with_its_sign_and_never_guessed() -> None:
    one = Compared("Kukar", 1, 2, Decimal("70"), Decimal("75.5"), None)
    assert turnout_page.row(one)[3:] == ["75,50%", "−5,50", "–", "–"]
    assert turnout_page.row(replace(one, share=None))[2:5] == ["–", "75,50%", "–"]


@pytest.mark.rules
def test_the_chart_sets_each_area_between_the_last_vote_and_the_target() -> None:
    whole = Compared("Kukar", 1, 2, Decimal("50"), Decimal("75"), Decimal("25"))
    district = Compared("Tenggarong", 1, 2, Decimal("120"), None, None)
    chart = turnout_chart.draw([whole, district])
    assert chart is not None
    first, second = chart.bars
    assert (first.share, first.before) == (165, 82.5)
    assert first.target == chart.left + 247.5
    assert (second.share, second.before, second.target) == (330, None, None)  # the axis ends at a hundred
    assert [kind for kind, _label, _at in chart.key] == ["now", "before", "target"]
    assert (
        chart.top
        < first.thick_top
        < first.thin_top
        < first.middle
        < second.middle
        < chart.axis
        < chart.height
    )


@pytest.mark.rules
def test_a_chart_of_nothing_is_not_drawn_and_what_is_not_known_has_no_key() -> None:
    assert turnout_chart.draw([]) is None
    chart = turnout_chart.draw([Compared("Kukar", 0, 2, None, Decimal("75"), None)])
    assert chart is not None
    assert [kind for kind, _label, _at in chart.key] == ["target"]
