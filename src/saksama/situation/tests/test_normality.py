"""*Is this normal?* from an office's own acts and published files, and its page."""

import random
from datetime import date

import pytest
from django.utils import translation

from saksama.cases.testing import scene, wita
from saksama.people.testing import client_of
from saksama.places.models import PollingStation
from saksama.places.testing import village
from saksama.situation import comparisons, normality, wording
from saksama.situation.funnel_chart import Place, draw
from saksama.situation.rules.judging import Answer, Why

NINTH = date(2024, 11, 9)


@pytest.fixture
def stage(db):
    return scene()


@pytest.mark.rules
def test_each_published_file_can_be_read_and_says_where_it_comes_from():
    found = comparisons.all_published()
    assert {item.code for item in found} >= {"kaltim-reports-2024-10-21", "kaltim-recorded-2024-01-03"}
    for item in found:
        assert all((item.source, item.exposure_source, item.label))
        assert item.published_on >= item.until
        assert (item.total is None) != all(unit.observed is None for unit in item.units)


@pytest.mark.rules
def test_a_past_day_knows_no_more_than_was_published_then():
    assert [item.until for item in comparisons.known_on(date(2024, 10, 20), place="64.02")] == [
        date(2024, 1, 3)
    ]
    assert len(comparisons.known_on(NINTH, place="64.02")) == 2
    assert comparisons.known_on(NINTH, place="32.01") == []


def test_published_data_cannot_judge_the_ninth_and_the_sentence_says_why(stage):
    for _ in range(3):
        stage.registered(wita(4))
    told = normality.of(stage.office, on=NINTH)
    verdict = told.against.verdict
    assert (told.observed, verdict.answer) == (3, Answer.CANNOT)
    assert set(verdict.why) == {Why.OTHER_DAY, Why.OTHER_MEASURE, Why.TOTAL_ONLY}
    assert (round(verdict.expected, 1), verdict.usual) == (4.6, (1, 9))
    with translation.override("en"):
        said = wording.verdict_said(told)
    assert said.lead == "Whether this is normal cannot be judged yet."
    assert said.rest.startswith(
        "3 violations handled; from size alone 4.6 would be expected and 1 to 9 usual, but the comparison "
        "counts only up to 21 October 2024"
    )


def test_before_anything_was_published_there_is_nothing_to_compare(stage):
    told = normality.of(stage.office, on=date(2024, 10, 1))
    assert told.against.verdict.why == (Why.NO_COMPARISON,)
    with translation.override("en"):
        assert "no figure of comparable places has been published" in wording.verdict_said(told).rest


def test_areas_inside_are_judged_by_their_stations_where_there_are_enough(stage):
    _stations(stage)
    for number in range(4):
        stage.report(wita(4, minute=number), area=village(number))
    told = normality.of(stage.office, on=NINTH, measure="reports")
    assert told.parts.exposure == "stations"
    assert {row.verdict.answer for row in told.parts.rows} == {Answer.CANNOT}
    assert told.parts.rows[0].verdict.why == (Why.FEW_AREAS,)
    tenggarong = next(row for row in told.parts.rows if row.code == "64.02.06")
    assert (tenggarong.unit.observed, tenggarong.unit.exposure) == (4, 8)


def _stations(stage):
    for district, many in (("64.02.06", 2), ("64.02.07", 1)):
        for number in range(4):
            place = village(number, district)
            for station in range(1, many + 1):
                PollingStation.objects.create(
                    event=stage.event, code=f"{place.code}-{station:03}", village=place, number=station
                )


def test_the_own_course_has_whole_weeks_of_the_campaign_only(stage):
    stage.report(wita(4))
    course = normality.of(stage.office, on=NINTH, measure="reports").course
    assert len(course.ends) == 6
    assert course.ends[-1] == NINTH
    assert list(course.trend.weeks) == [0, 0, 0, 0, 0, 1]
    assert course.trend.is_rising is None


def test_the_same_day_before_an_earlier_vote_is_told_with_its_source(stage):
    (earlier,) = normality.of(stage.office, on=NINTH).earlier
    assert (earlier.days_before, earlier.on, earlier.now, earlier.then) == (42, date(2024, 10, 16), 0, 3)
    assert earlier.p == pytest.approx(0.25)  # three of three on one side, twice the half to the third


def test_the_page_answers_in_words_and_shows_the_same_figures_in_a_table(stage):
    stage.registered(wita(4))
    page = client_of(stage.cast.officer).get("/meja/situasi/wajar/", {"on": "2024-11-09"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Wajar atau tidak belum dapat dinilai." in text
    assert "kecurangan" not in text
    assert text.count('class="situation-funnel"') == 1


def test_the_page_of_another_area_does_not_exist_and_a_day_to_come_is_refused_in_words(stage):
    officer = client_of(stage.cast.officer)
    assert officer.get("/meja/situasi/wajar/", {"kantor": "64.01"}).status_code == 404
    assert officer.get("/meja/situasi/wajar/", {"kantor": "99"}).status_code == 404
    for day in ("2999-01-01", "kemarin"):
        refused = officer.get("/meja/situasi/wajar/", {"on": day})
        assert refused.status_code == 400
    assert officer.get("/meja/situasi/wajar/", {"ukuran": "apa saja"}).status_code == 200


def test_a_province_judges_any_office_of_its_area(stage):
    page = client_of(stage.cast.province_viewer).get(
        "/meja/situasi/wajar/", {"kantor": "64.01", "on": "2024-11-09"}
    )
    assert page.status_code == 200
    assert "64.01" in page.content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_questions(stage, django_assert_max_num_queries):
    for number in range(6):
        stage.report(wita(4, minute=number), area=village(0))
    client = client_of(stage.cast.officer)
    client.get("/meja/situasi/wajar/")
    with django_assert_max_num_queries(36):
        client.get("/meja/situasi/wajar/", {"on": "2024-11-09"})


@pytest.mark.rules
def test_the_drawing_keeps_every_place_inside_and_names_few():
    chance = random.Random(1)
    places = [
        Place(f"p{n}", chance.uniform(1, 1447), chance.randrange(30), n == 0, n > 20) for n in range(30)
    ]
    chart = draw(places, rate=0.005)
    assert all(
        chart.left <= mark.x <= chart.right and chart.top <= mark.y <= chart.bottom for mark in chart.marks
    )
    assert sum(mark.is_named for mark in chart.marks) == 4
    assert chart.y_ticks[0][1] == 0
    assert chart.x_ticks[0][1] == 0


def test_one_class_is_judged_by_its_own_places_and_weeks_since_nothing_is_published_of_it(stage):
    stage.registered(wita(4), classes=("criminal",))
    stage.registered(wita(5), classes=("administrative",))
    told = normality.of(stage.office, on=NINTH, violation_class="criminal")
    assert (told.observed, told.against.comparison, told.earlier) == (1, None, [])
    assert told.against.verdict.answer.value == "cannot_be_judged"
    assert sum(told.course.trend.weeks) == 1
    page = client_of(stage.cast.officer).get(
        "/meja/situasi/wajar/", {"on": "2024-11-09", "golongan": "criminal"}
    )
    assert '<option value="criminal" selected>' in page.content.decode()
    odd = client_of(stage.cast.officer).get("/meja/situasi/wajar/", {"on": "2024-11-09", "golongan": "x'"})
    assert odd.status_code == 200
