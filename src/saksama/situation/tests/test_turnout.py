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
from saksama.situation import turnout_page
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
