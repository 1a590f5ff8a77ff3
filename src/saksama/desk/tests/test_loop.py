"""Vulnerability, prevention and records, side by side."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saksama.cases.testing import scene, wita
from saksama.desk import loop
from saksama.people.testing import client_of
from saksama.places.models import Area
from saksama.vulnerability.prevention.rules import Answer
from saksama.vulnerability.stations.queries import vote_for
from saksama.vulnerability.testing import checked, prevented, station

pytestmark = pytest.mark.django_db

JAHAB, SEBULU = "64.02.06.1001", "64.02.07.2001"
NINTH = date(2024, 11, 9)


@pytest.fixture
def stage(db):
    made = scene()
    for village in (JAHAB, SEBULU):
        checked(station(f"{village}-001", event=made.event), {"t10"}, on=date(2024, 10, 20))
    return made


def rows(on=NINTH):
    return {row.count.code: row for row in loop.loop_of(vote_for("64.02", on=on), "64.02", on=on).rows}


def received(stage, day, village=JAHAB):
    known = date(2024, 10, 31)
    stage.report(wita(day), area=Area.objects.get(pk=village), known_on=known, occurred_on=known)


def test_high_risk_without_prevention_is_named_until_something_is_done(stage):
    assert all(row.is_unprevented for row in rows().values())
    prevented(stage.office, JAHAB, on=date(2024, 11, 5))
    assert {code for code, row in rows().items() if row.is_unprevented} == {"64.02.07"}
    assert all(row.is_unprevented for row in rows(on=date(2024, 11, 4)).values())


def test_records_are_counted_in_equal_windows_around_the_first_act(stage):
    prevented(stage.office, JAHAB, on=date(2024, 11, 5))
    for day in (1, 4, 5, 6, 6, 6):
        received(stage, day)
    received(stage, 6, SEBULU)
    row = rows()["64.02.06"]
    assert (row.windows.length, row.before, row.after) == (4, 2, 3)
    assert row.answer == Answer.WITHIN_CHANCE
    assert rows(on=date(2024, 11, 7))["64.02.06"].answer == Answer.TOO_EARLY


def test_a_record_without_a_place_is_in_no_row_and_said(stage):
    prevented(stage.office, JAHAB, on=date(2024, 11, 5))
    stage.report(wita(6))
    found = loop.loop_of(vote_for("64.02", on=NINTH), "64.02", on=NINTH)
    assert (found.placeless, rows()["64.02.06"].after) == (1, 0)


def test_the_page_is_served_to_prevention_staff_and_names_no_case(stage):
    prevented(stage.office, JAHAB, on=date(2024, 11, 5))
    received(stage, 6)
    page = client_of(stage.cast.colleague_without_role).get(reverse("desk:loop")).content.decode()
    assert "1 wilayah rawan tinggi belum tersentuh pencegahan" in page
    assert "Amplop" not in page


def test_the_page_asks_the_same_number_of_questions_for_more_areas(stage):
    held = vote_for("64.02", on=NINTH)
    prevented(stage.office, JAHAB, on=date(2024, 11, 5))
    with CaptureQueriesContext(connection) as few:
        loop.loop_of(held, "64.02", on=NINTH)
    prevented(stage.office, SEBULU, on=date(2024, 11, 5))
    with CaptureQueriesContext(connection) as more:
        loop.loop_of(held, "64.02", on=NINTH)
    assert len(few) == len(more) <= 6
