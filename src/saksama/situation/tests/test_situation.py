"""Reports of the situation: who may, what is refused, what a day knows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from saksama.cases.actors import SYSTEM, Actor
from saksama.cases.testing import scene, wita
from saksama.journal.models import Line
from saksama.people.testing import client_of
from saksama.places.models import Area, Office
from saksama.situation import queries, scale
from saksama.situation.models import SituationReport
from saksama.situation.operations import report_situation
from saksama.situation.problems import Problem

NINTH = date(2024, 11, 9)


@pytest.fixture
def stage(db):
    return scene()


def report(stage, area="64.02", on=NINTH, level="kondusif", ground="Tenang.", actor=SYSTEM, at=None):
    return report_situation(
        office=Office.objects.get(pk="64.02"), area=Area.objects.get(pk=area), on=on, level=level, ground=ground,
        actor=actor, at=at or wita(9),
    )  # fmt: skip


@pytest.mark.rules
def test_the_scale_is_data_and_says_that_nobody_confirmed_it():
    levels = list(scale.levels().values())
    assert [level.code for level in levels] == ["kondusif", "perlu_dijaga", "waspada", "rawan"]
    assert [level.place for level in levels] == [1, 2, 3, 4]
    assert len({level.glyph for level in levels}) == len({level.tone for level in levels}) == 4
    assert "belum" in scale.source()


def test_the_last_word_of_a_day_holds_and_both_stay(stage):
    report(stage, at=wita(9, 8))
    report(stage, level="waspada", ground="Kerumunan di kantor camat.", at=wita(9, 15))
    assert queries.picture(stage.office, on=NINTH).own.level.code == "waspada"
    assert SituationReport.objects.count() == 2
    assert Line.objects.filter(act="situation_reported").count() == 2


def test_a_report_given_later_is_not_known_earlier(stage):
    report(stage, on=date(2024, 11, 8), at=wita(10))
    assert queries.picture(stage.office, on=date(2024, 11, 9)).own.report is None
    assert queries.picture(stage.office, on=date(2024, 11, 10)).own.is_old


def test_an_old_word_says_of_which_day_it_is_and_falls_silent_after_two_weeks(stage):
    report(stage)
    later = queries.picture(stage.office, on=date(2024, 11, 12)).own
    assert (later.is_old, later.report.on) == (True, NINTH)
    assert queries.picture(stage.office, on=date(2024, 11, 25)).own.report is None


def test_areas_that_reported_are_counted_and_the_gravest_word_is_found(stage):
    report(stage, "64.02.06")
    report(stage, "64.02.07", level="rawan", ground="Jalan diblokir.")
    report(stage, "64.02.06", on=date(2024, 11, 8), at=wita(8))
    picture = queries.picture(stage.office, on=NINTH)
    assert (picture.reported, len(picture.parts), picture.highest.code) == (2, 2, "rawan")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"level": "aman"}, "unknown_level"),
        ({"ground": "  "}, "ground_missing"),
        ({"on": date(2024, 11, 10)}, "in_the_future"),
        ({"area": "64.01"}, "area_outside"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(stage, changes, code):
    with pytest.raises(Problem) as refused:
        report(stage, **changes)
    assert refused.value.code == code
    assert refused.value.remedy
    assert not SituationReport.objects.exists()


def test_a_panwascam_member_reports_the_own_district_only(stage):
    panwascam = Actor.of(stage.cast.panwascam)
    assert report(stage, "64.02.06", actor=panwascam)
    for area in ("64.02", "64.02.07"):
        with pytest.raises((PermissionDenied, Http404)):
            report(stage, area, actor=panwascam)
    with pytest.raises((PermissionDenied, Http404)):
        report(stage, actor=Actor.of(stage.cast.neighbour))


def test_the_page_of_the_day_and_the_form_that_feeds_it(stage):
    client = client_of(stage.cast.colleague_without_role)
    empty = client.get("/meja/situasi/")
    assert "Keadaan wilayah belum dilaporkan." in empty.content.decode()
    today = empty.context["today"]
    told = {"area": "64.02.06", "on": today.isoformat(), "level": "waspada", "ground": "Kerumunan di pasar."}
    assert client.post("/meja/situasi/lapor/", told).status_code == 302
    page = client.get("/meja/situasi/").content.decode()
    assert "Kerumunan di pasar." in page
    assert "Waspada" in page


def test_a_form_with_a_fault_keeps_what_was_typed(stage):
    client = client_of(stage.cast.colleague_without_role)
    told = {"area": "64.02", "on": "2999-01-01", "level": "waspada", "ground": "Kerumunan di pasar."}
    page = client.post("/meja/situasi/lapor/", told)
    assert page.status_code == 422
    assert "belum tiba" in page.content.decode()
    assert "Kerumunan di pasar." in page.content.decode()
    assert client.post("/meja/situasi/lapor/", {}).status_code == 422


def test_the_page_asks_a_fixed_number_of_questions(stage, django_assert_max_num_queries):
    for day in range(3, 10):
        for area in ("64.02", "64.02.06", "64.02.07"):
            report(stage, area, on=date(2024, 11, day), at=wita(day))
    client = client_of(stage.cast.officer)
    client.get("/meja/situasi/")
    with django_assert_max_num_queries(30):
        assert client.get("/meja/situasi/", {"on": "2024-11-09"}).status_code == 200
