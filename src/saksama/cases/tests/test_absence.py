"""Absence: open cases and alerts pass to the stand-in; without one alerts fall to the chair; nothing is lost."""

from datetime import date

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.operations.absence import hand_over_for_absences
from saksama.cases.operations.deadlines import untrue
from saksama.cases.testing import wita
from saksama.notices.models import Alert
from saksama.notices.operations import sweep
from saksama.people import scope
from saksama.people.absences import cancel_absence, record_absence
from saksama.people.models import Absence
from saksama.people.problems import Problem
from saksama.people.testing import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(stage):
    case = stage.report(wita(4)).case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(4))
    return case


def away(stage, account=None, stand_in=None, *, first=4, last=8, at=None, actor=None):
    return record_absence(
        account or stage.cast.officer, office_code="64.02", starts_on=date(2024, 11, first),
        ends_on=date(2024, 11, last), stand_in=stand_in, actor=actor or stage.cast.chair, at=at or wita(4, 9),
    )  # fmt: skip


def test_open_cases_pass_to_the_stand_in_once_and_alerts_follow(stage, case):
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    sweep(wita(4, 9))
    away(stage, stand_in=second)
    assert hand_over_for_absences(wita(4, 10)) == 1
    assert hand_over_for_absences(wita(4, 11)) == 0
    case.refresh_from_db()
    assert case.owner == second
    assert {alert.account for alert in Alert.objects.filter(closed_at=None)} == {second}
    assert untrue() == []


def test_an_absence_ahead_hands_over_on_its_first_day(stage, case):
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    away(stage, stand_in=second, first=6)
    assert hand_over_for_absences(wita(5, 23)) == 0
    assert hand_over_for_absences(wita(6, 0, 5)) == 1


def test_without_a_stand_in_alerts_fall_to_the_chair_and_come_back_with_the_officer(stage, case):
    absence = away(stage)
    sweep(wita(4, 10))
    alert = Alert.objects.get()
    assert (alert.account, alert.is_fallback) == (stage.cast.chair, True)
    cancel_absence(absence, actor=stage.cast.chair, at=wita(4, 11))
    second = stage.report(wita(5)).case
    acts.assign_case(second, stage.cast.officer, actor=stage.chair, at=wita(5))
    sweep(wita(5, 10))
    assert Alert.objects.filter(account=stage.cast.officer).exists()


def test_a_stand_in_for_the_coordinator_is_told_in_the_coordinators_place(stage, case):
    away(stage, stage.cast.coordinator, stage.cast.members[0])
    for day in (4, 5):
        for hour in (9, 16):
            sweep(wita(day, hour))
    told = set(Alert.objects.filter(recipient="coordinator").values_list("account__code", flat=True))
    assert told == {stage.cast.members[0].code}


def test_a_case_that_the_stand_in_is_kept_from_stays_and_is_told_to_the_chair(stage, case):
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    acts.recuse(case, second, ground="kinship", actor=Actor.of(second), at=wita(4, 9))
    away(stage, stand_in=second)
    assert hand_over_for_absences(wita(4, 10)) == 0
    sweep(wita(4, 10))
    assert {alert.account for alert in Alert.objects.all()} == {stage.cast.chair}


def test_what_makes_no_sense_is_refused_with_what_to_do(stage):
    first = away(stage)
    with pytest.raises(Problem) as twice:
        away(stage)
    assert twice.value.code == "absent_already"
    with pytest.raises(Problem) as gone:
        away(stage, stage.cast.coordinator, stage.cast.officer)
    assert gone.value.code == "stand_in_away"
    with pytest.raises(Problem) as order:
        away(stage, stage.cast.coordinator, first=9, last=8)
    assert order.value.code == "ends_before_start"
    with pytest.raises(scope.NotAllowed):
        cancel_absence(first, actor=stage.cast.officer, at=wita(4))


def test_at_the_desk_it_is_recorded_and_taken_back(stage, case, desk):
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    desk.at(wita(4, 12))
    chair = desk.of(stage.cast.chair)
    address = reverse("desk:absences")
    typed = {
        "who": stage.cast.officer.pk,
        "starts_on": "2024-11-04",
        "ends_on": "2024-11-08",
        "stand_in": second.pk,
    }
    wrong = chair.post(address, typed | {"ends_on": "2024-11-01"})
    assert wrong.status_code == 422
    page = chair.post(address, typed, follow=True).content.decode()
    assert "Perkara yang dialihkan: 1." in page
    assert "Petugas Dua menggantikan" in page
    absence = Absence.objects.get()
    assert (
        desk.of(stage.cast.officer).post(reverse("desk:absence_cancel", args=[absence.pk])).status_code == 403
    )
    assert (
        "Tidak ada yang berhalangan"
        in chair.post(reverse("desk:absence_cancel", args=[absence.pk]), follow=True).content.decode()
    )
