"""The sweep: each step once, to the right person, whatever runs beside it; alerts follow the limit."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saksama.cases.testing import wita
from saksama.journal.models import Line
from saksama.notices import queries
from saksama.notices.models import Alert, Deadline, Policy
from saksama.notices.operations import DueDate, acknowledge, beat, hand, set_plan, sweep, sweeping
from saksama.notices.plans import shipped
from saksama.notices.problems import Problem
from saksama.notices.rules import Plan, Step
from saksama.people import scope
from saksama.people.models import Duty
from saksama.people.testing import person

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """``[(recipient of the plan, user name)]`` in the order given."""
    rows = Alert.objects.order_by("pk").values_list("recipient", "account__code")
    return [(recipient, str(code).removeprefix("64.02-")) for recipient, code in rows]


def test_nothing_is_given_before_its_day_and_nothing_is_given_twice(limit):
    limit(14)
    assert sweep(wita(10)) == 0
    assert sweep(wita(11, 8)) == 1
    assert sweep(wita(11, 8)) == 0
    assert told() == [("owner", "petugas-1")]


def test_the_whole_chain_of_a_limit_that_nobody_meets(limit):
    limit(14)
    for day in range(9, 20):
        for hour in (7, 8, 12, 17):
            sweep(wita(day, hour))
    assert told() == [
        ("owner", "petugas-1"), ("coordinator", "koordinator"), ("chair", "ketua"), ("chair", "ketua"),
    ]  # fmt: skip
    assert Deadline.objects.get().next_at is None


def test_a_sweep_after_days_of_silence_gives_what_was_missed(limit):
    limit(14)
    assert sweep(wita(16)) == 4
    assert sweep(wita(17)) == 0


def test_an_alert_that_nobody_acknowledges_climbs_and_one_that_is_acknowledged_waits(limit):
    limit(20, at=wita(4), subject="1")
    limit(20, at=wita(4), subject="2")
    sweep(wita(15, 8))  # three days before lies on a Sunday
    answered = Alert.objects.get(deadline__subject_id="2")
    acknowledge(answered, actor=answered.account, at=wita(15, 9))
    sweep(wita(15, 9))
    sweep(wita(15, 16))
    assert Alert.objects.filter(deadline__subject_id="1").count() == 2
    assert Alert.objects.filter(deadline__subject_id="2").count() == 1
    sweep(wita(19, 8))
    assert [alert.recipient for alert in Alert.objects.filter(deadline__subject_id="2").order_by("pk")] == [
        "owner", "coordinator",
    ]  # fmt: skip


def test_acknowledging_is_journalled_once_and_only_by_the_person(limit, cast):
    limit(14)
    sweep(wita(12))
    alert = Alert.objects.get(account=cast.officer)
    with pytest.raises(Alert.DoesNotExist):
        acknowledge(alert, actor=cast.chair, at=wita(12, 10))
    for _twice in range(2):
        acknowledge(alert, actor=cast.officer, at=wita(12, 10))
    assert Line.objects.filter(act="alert_acknowledged").count() == 1
    assert queries.count_unread(cast.officer) == 0


def test_a_step_with_nobody_goes_to_the_chair_and_says_so(limit, cast):
    limit(14, owner=cast.former_officer.pk)
    sweep(wita(11, 8))
    alert = Alert.objects.get()
    assert (alert.account, alert.is_fallback) == (cast.chair, True)


def test_an_office_without_a_chair_falls_to_the_others_and_then_to_the_office_above(limit, cast):
    Duty.objects.filter(area_code="64.02", role="chair").update(withdrawn_at=wita(1))
    limit(14, subject="1", owner=None)
    sweep(wita(11, 8))
    assert told() == [("owner", "koordinator")]
    Duty.objects.filter(area_code="64.02").update(withdrawn_at=wita(1))
    limit(14, subject="2", owner=None)
    sweep(wita(11, 9))
    assert Alert.objects.get(deadline__subject_id="2").account == cast.province_chair


def test_where_nobody_is_left_at_all_the_alert_stands_and_the_check_tells(limit, cast):
    Duty.objects.all().update(withdrawn_at=wita(1))
    limit(14, owner=None)
    sweep(wita(11, 8))
    sweep(wita(11, 8))
    assert [alert.deadline.office_code for alert in queries.nobody_to_tell()] == ["64.02"]


def test_when_the_limit_ends_its_alerts_ask_for_nothing_any_more(limit):
    limit(14)
    sweep(wita(12))
    with transaction.atomic():
        hand(("thing", "1"), [], office="64.02", owner=None, reference="", at=wita(12, 9))
    assert {alert.closed_why for alert in Alert.objects.all()} == {"ended"}
    assert sweep(wita(20)) == 0


def test_a_moved_limit_closes_the_old_alerts_and_gives_new_ones(cast, thing):
    def say(due: int, at):
        with transaction.atomic():
            hand(
                ("thing", "1"), [DueDate("m", "initial_study", date(2024, 11, due))],
                office="64.02", owner=cast.officer.pk, reference="003", at=at,
            )  # fmt: skip

    say(14, wita(8))
    assert sweep(wita(13)) == 2
    say(22, wita(13, 9))
    assert {alert.closed_why for alert in Alert.objects.all()} == {"moved"}
    for day in range(13, 25):
        sweep(wita(day, 8))
    assert Alert.objects.filter(round=2).count() == 4
    say(22, wita(24, 9))  # said again, nothing changes
    assert Deadline.objects.get().round == 2


def test_alerts_of_the_person_in_charge_follow_to_the_new_one(cast, limit):
    limit(14)
    sweep(wita(11, 8))
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    limit(14, owner=second.pk, at=wita(11, 9))
    old, new = Alert.objects.order_by("pk")
    assert (old.closed_why, old.account) == ("handed", cast.officer)
    assert (new.account, new.position, new.round) == (second, 0, 1)
    limit(14, owner=cast.officer.pk, at=wita(11, 10))  # and back: told once already, not twice
    assert Alert.objects.count() == 2


def test_a_row_that_cannot_be_computed_is_pushed_on_and_does_not_stop_the_rest(limit, monkeypatch, caplog):
    limit(14, subject="1")
    limit(14, subject="2")
    honest = sweeping._climb

    def broken(row, *rest):
        return 1 / 0 if row.subject_id == "1" else honest(row, *rest)

    monkeypatch.setattr(sweeping, "_climb", broken)
    assert sweep(wita(11, 8)) == 1
    assert Deadline.objects.get(subject_id="1").next_at == wita(11, 9)
    assert "cannot be computed" in caplog.text


def test_an_office_sets_its_own_plan_for_limits_that_begin_from_then_on(limit, cast):
    limit(20, at=wita(4), subject="1")
    own = Plan((Step("chair", 5),), shipped().opens, shipped().closes, shipped().climb)
    set_plan("64.02", own, actor=cast.secretary, at=wita(5))
    limit(20, at=wita(5, 10), subject="2")
    sweep(wita(15, 8))
    assert {(a.deadline.subject_id, a.recipient) for a in Alert.objects.all()} == {
        ("1", "owner"),
        ("2", "chair"),
    }


def test_a_plan_that_stays_silent_is_refused_and_a_stranger_sets_none(cast):
    silent = Plan((Step("owner", 2),), shipped().opens, shipped().closes, shipped().climb)
    with pytest.raises(Problem) as refused:
        set_plan("64.02", silent, actor=cast.secretary, at=wita(5))
    assert refused.value.code == "plan_without_chair"
    with pytest.raises(scope.NotAllowed):
        set_plan("64.02", shipped(), actor=cast.officer, at=wita(5))
    assert not Policy.objects.exists()


def test_a_sweep_that_stood_still_is_itself_an_alert_for_the_administrator(cast):
    late = timedelta(minutes=15)
    assert beat(real=wita(4, 9), at=wita(4, 9), late_after=late) == 0
    assert beat(real=wita(4, 9, 10), at=wita(4, 9, 10), late_after=late) == 0
    assert beat(real=wita(4, 12), at=wita(4, 12), late_after=late) == 1
    assert beat(real=wita(4, 12, 1), at=wita(4, 12, 1), late_after=late) == 0
    live, _rest = queries.own(cast.administrator, today=date(2024, 11, 4), most=9)
    assert [alert.deadline.step for alert in live] == ["tick"]


def test_the_cost_of_a_sweep_does_not_grow_with_its_rows(limit, django_assert_max_num_queries):
    for subject in range(60):
        limit(14, subject=str(subject))
    with django_assert_max_num_queries(45):
        assert sweep(wita(11, 8), batch=100) == 60


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_give_each_step_once(limit):
    for subject in range(40):
        limit(14, subject=str(subject))
    errors: list[BaseException] = []

    def run() -> None:
        try:
            for _ in range(3):
                sweep(wita(13), batch=7)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Alert.objects.count() == 80
    assert Alert.objects.values("deadline", "round", "position").distinct().count() == 80


def test_a_sweep_asks_as_many_questions_for_forty_limits_as_for_four_and_writes_one_line_for_an_office(cast):
    def due(count: int, office: str, first: int) -> None:
        Deadline.objects.bulk_create(
            Deadline(
                subject_kind="case", subject_id=f"{place:032x}", mark=str(place), step="handling", reference="1",
                office_code=office, owner=cast.officer, due_on=date(2024, 11, 11), last_on=date(2024, 11, 11),
                opened_at=wita(5), next_at=wita(11, 8),
            )
            for place in range(first, first + count)
        )  # fmt: skip

    asked = []
    for count, first in ((4, 0), (40, 100)):
        due(count, "64.02", first)
        due(count, "64.01", first + 50)
        with CaptureQueriesContext(connection) as caught:
            assert sweep(wita(11)) >= 2 * count
        asked.append(len(caught))
    assert asked[1] <= asked[0]
    told = Line.objects.filter(act="alerts_given").values_list("office", flat=True)
    assert sorted(told) == ["64.01", "64.01", "64.02", "64.02"]
