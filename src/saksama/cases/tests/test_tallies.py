"""Counts by place and by day, from dated acts."""

from datetime import date

import pytest

from saksama.cases import queries, tallies
from saksama.cases.models import Case
from saksama.cases.testing import scene, wita
from saksama.places.models import ElectionEvent
from saksama.places.testing import village

pytestmark = pytest.mark.django_db
HERE = "64.02"


@pytest.fixture
def stage():
    return scene()


def test_a_case_counts_once_from_the_day_of_its_first_act_of_the_kind(stage):
    case = stage.registered(wita(4), classes=("criminal",))
    on = date(2024, 11, 5)
    assert tallies.by_place(HERE, "reports", until=date(2024, 11, 3)) == {}
    assert tallies.by_place(HERE, "reports", until=date(2024, 11, 4)) == {(HERE, ""): 1}
    assert tallies.by_place(HERE, "handled", until=date(2024, 11, 4)) == {}
    for measure in ("handled", "registered", "recorded"):
        assert tallies.total(HERE, measure, until=on) == 1
    assert tallies.total(HERE, "findings", until=on) == 0
    assert tallies.by_place(HERE, "handled", until=on, violation_class="criminal") == {(HERE, ""): 1}
    assert tallies.by_place(HERE, "handled", until=on, violation_class="ethics") == {}
    assert tallies.by_day(HERE, "handled", since=date(2024, 11, 1), until=on) == {date(2024, 11, 5): 1}
    assert case.office_id == HERE


def test_since_leaves_out_what_counted_before(stage):
    stage.report(wita(4))
    stage.report(wita(6))
    assert tallies.total(HERE, "reports", until=date(2024, 11, 9)) == 2
    assert tallies.total(HERE, "reports", until=date(2024, 11, 9), since=date(2024, 11, 5)) == 1
    days = tallies.by_day(HERE, "reports", since=date(2024, 11, 5), until=date(2024, 11, 9))
    assert days == {date(2024, 11, 6): 1}


def test_the_area_of_the_event_is_told_where_it_is_known(stage):
    place = village()
    stage.report(wita(4), area=place)
    assert tallies.by_place(HERE, "reports", until=date(2024, 11, 4)) == {(HERE, place.code): 1}


def test_handled_is_the_figure_of_the_desk_and_drills_count_nowhere(stage):
    stage.registered(wita(4))
    stage.report(wita(6))
    on = date(2024, 11, 9)
    assert tallies.total(HERE, "handled", until=on) == queries.figures(HERE, on=on).handled == 1
    ElectionEvent.objects.update(kind=ElectionEvent.Kind.DRILL)
    assert Case.objects.count() == 2
    assert tallies.total(HERE, "reports", until=on) == 0
    assert tallies.by_day(HERE, "reports", since=date(2024, 11, 1), until=on) == {}


def test_every_measure_is_one_question(stage, django_assert_num_queries):
    for measure in tallies.MEASURES:
        with django_assert_num_queries(1):
            tallies.by_place(HERE, measure, until=date(2024, 11, 9))
