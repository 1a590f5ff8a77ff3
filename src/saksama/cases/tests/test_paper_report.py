"""A report taken on paper and typed in later: it counts from the hour at which the paper was received."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations.intake import Facts, People
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.places.models import Office

pytestmark = pytest.mark.django_db


def typed_in(stage, at, received_at):
    return acts.receive_report(
        office=stage.office, event=stage.event, channel=Case.Channel.WALK_IN,
        facts=Facts("Amplop", "Amplop dibagikan.", known_on=date(2024, 11, 2)),
        people=People(reporter={"name": "Siti"}), actor=stage.officer, at=at, received_at=received_at,
    ).case  # fmt: skip


def test_its_days_run_from_the_paper_and_both_instants_are_kept(stage):
    case = typed_in(stage, wita(6), wita(4, 14))
    assert (case.received_at, case.received_on) == (wita(4, 14), date(2024, 11, 4))
    assert case.clocks.get(step="initial_study").due_on == date(2024, 11, 5)
    act = case.acts.get()
    assert act.effective_at == wita(4, 14)
    assert timezone.now() - act.recorded_at < timedelta(minutes=5)


def test_a_paper_that_will_be_received_is_refused(stage):
    with pytest.raises(Problem) as refusal:
        typed_in(stage, wita(4), wita(5))
    assert refusal.value.code == "in_the_future"


def test_a_panwascam_hands_a_report_up_and_the_regency_confirms(stage):
    panwascam = Actor.of(stage.cast.panwascam)
    case = stage.report(wita(4), office=Office.objects.get(pk="64.02.06")).case
    acts.delegate_case(
        case, to_office=stage.office, number="1/Kec", reason="Dugaan pidana.", actor=panwascam, at=wita(4, 15)
    )
    acts.receive_delegation(case, actor=stage.officer, at=wita(5))
    case.refresh_from_db()
    assert (case.office_id, case.state) == ("64.02", "received")
    assert case.transfers.get().sent_by == panwascam.code
