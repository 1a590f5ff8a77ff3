"""Running numbers: once each, in order, or with a reason."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import close_old_connections, connection, transaction

from saksama.documents import numbering, series
from saksama.documents.errors import NumberOutOfRange, NumberTaken, ReasonNeeded
from saksama.documents.models import GapNote, IssuedNumber
from saksama.journal.models import Line

NOV_9, NOV_10 = date(2024, 11, 9), date(2024, 11, 10)
BY = {"actor": "64.02-sekretaris", "at": datetime(2024, 11, 10, 2, tzinfo=UTC)}
SERIES = ("64.02", "registered_report", "pilkada-2024")


@pytest.mark.django_db
class TestInOrder:
    def test_numbers_follow_one_another(self):
        assert [numbering.take(*SERIES, on=NOV_9) for _ in range(3)] == [1, 2, 3]

    def test_each_office_kind_and_event_runs_by_itself(self):
        numbering.take(*SERIES, on=NOV_9)
        assert numbering.take("64.03", *SERIES[1:], on=NOV_9) == 1
        assert numbering.take("64.02", "finding", "pilkada-2024", on=NOV_9) == 1
        assert numbering.take("64.02", "registered_report", "ulang-2025", on=NOV_9) == 1

    def test_an_act_that_fails_leaves_no_hole(self):
        with transaction.atomic():
            numbering.take(*SERIES, on=NOV_9)
            transaction.set_rollback(True)
        assert numbering.take(*SERIES, on=NOV_9) == 1

    def test_the_preview_gives_nothing_away(self):
        assert numbering.peek(*SERIES) == 1
        assert numbering.take(*SERIES, on=NOV_9) == 1
        assert numbering.peek(*SERIES) == 2

    def test_asking_for_the_number_that_is_next_anyway_needs_no_reason(self):
        assert numbering.take(*SERIES, on=NOV_9, wanted=1) == 1


@pytest.mark.django_db
class TestOutOfOrder:
    def test_a_gap_needs_a_reason_and_the_reason_is_kept(self):
        with pytest.raises(ReasonNeeded):
            numbering.take(*SERIES, on=NOV_10, wanted=5)
        with pytest.raises(ReasonNeeded):
            numbering.take(*SERIES, on=NOV_10, wanted=5, reason="  ")
        assert numbering.take(*SERIES, on=NOV_10, wanted=5, reason="nomor terbit di register lama") == 5
        assert IssuedNumber.objects.get(number=5).reason == "nomor terbit di register lama"
        assert numbering.take(*SERIES, on=NOV_10) == 6

    def test_a_gap_is_filled_later_without_moving_the_series(self):
        numbering.start_at(*SERIES, 900)
        assert numbering.take(*SERIES, on=NOV_9) == 900
        assert numbering.take(*SERIES, on=NOV_10, wanted=5, reason="diterbitkan") == 5
        assert numbering.take(*SERIES, on=NOV_10) == 901

    def test_a_number_is_never_given_twice(self):
        numbering.take(*SERIES, on=NOV_9)
        with pytest.raises(NumberTaken) as caught:
            numbering.take(*SERIES, on=NOV_10, wanted=1, reason="salah tulis")
        assert caught.value.params["issued_on"] == "2024-11-09"

    def test_a_number_dated_back_is_given_and_waits_for_its_reason(self):
        numbering.take(*SERIES, on=NOV_10)
        assert numbering.take(*SERIES, on=NOV_9) == 2
        (waiting,) = series.back_dated("64.02")
        assert waiting.number == 2
        with pytest.raises(ReasonNeeded):
            numbering.explain(waiting, " ", **BY)
        assert series.of_office("64.02")[0].unexplained == 1
        numbering.explain(waiting, "dicatat kemudian, listrik padam", **BY)
        assert series.of_office("64.02")[0].unexplained == 0
        assert Line.objects.get().act == "number_explained"

    def test_a_number_dated_back_with_its_reason_does_not_wait(self):
        numbering.take(*SERIES, on=NOV_10)
        numbering.take(*SERIES, on=NOV_9, reason="surat diterima kemarin sore")
        assert series.of_office("64.02")[0].unexplained == 0

    def test_every_gap_is_found_and_waits_until_all_of_it_is_explained(self):
        numbering.take(*SERIES, on=NOV_9)
        numbering.take(*SERIES, on=NOV_9, wanted=5, reason="buku lama")
        numbering.start_at(*SERIES, 9)
        (found,) = series.of_office("64.02")
        assert [(gap.first, gap.last) for gap in found.gaps] == [(2, 4), (6, 8)]
        assert [number.number for number in found.chosen] == [5]
        told = {"ground": GapNote.Ground.ELSEWHERE, "note": "Buku register kertas.", **BY}
        numbering.explain_gap(found.series, 2, 3, **told)
        assert series.of_office("64.02")[0].unexplained == 2
        numbering.explain_gap(found.series, 4, 4, **told)
        assert series.of_office("64.02")[0].unexplained == 1
        for first, last, fault in ((4, 6, NumberTaken), (9, 9, NumberOutOfRange), (3, 2, NumberOutOfRange)):
            with pytest.raises(fault):
                numbering.explain_gap(found.series, first, last, **told)
        with pytest.raises(ReasonNeeded):
            numbering.explain_gap(found.series, 6, 8, **{**told, "note": " "})

    def test_a_page_of_numbers_asks_as_many_questions_for_a_hundred_as_for_one(
        self, django_assert_max_num_queries
    ):
        for place in range(1, 101):
            numbering.take(*SERIES, on=NOV_10, wanted=place * 3, reason="lompat")
        with django_assert_max_num_queries(6):
            (found,) = series.of_office("64.02")
        assert len(found.gaps) == 100

    def test_a_series_never_runs_backwards(self):
        numbering.take(*SERIES, on=NOV_9)
        with pytest.raises(NumberOutOfRange):
            numbering.start_at(*SERIES, 1)

    def test_nought_is_no_number(self):
        with pytest.raises(NumberOutOfRange):
            numbering.take(*SERIES, on=NOV_9, wanted=0, reason="?")


@pytest.mark.django_db(transaction=True)
def test_a_number_is_refused_outside_the_transaction_of_its_act():
    with pytest.raises(transaction.TransactionManagementError):
        numbering.take(*SERIES, on=NOV_9)


@pytest.mark.django_db(transaction=True)
def test_eight_officers_at_once_get_forty_different_numbers():
    got, faults = [], []

    def officer():
        try:
            for _ in range(5):
                with transaction.atomic():
                    got.append(numbering.take(*SERIES, on=NOV_9))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    officers = [threading.Thread(target=officer) for _ in range(8)]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join()
    close_old_connections()
    assert not faults
    assert sorted(got) == list(range(1, 41))
