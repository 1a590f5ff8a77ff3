"""Many writers at once, in real transactions."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from saksama.journal import heads, keys
from saksama.journal.models import Line
from saksama.journal.queries import verify
from saksama.journal.tests.conftest import act

pytestmark = pytest.mark.django_db(transaction=True)


def test_threads_writing_to_two_offices_leave_two_whole_chains():
    start = threading.Barrier(4)

    def work(worker):
        start.wait()
        try:
            for number in range(6):
                with transaction.atomic():
                    act(office=("64.02", "64.03")[number % 2], facts={"worker": worker})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    report = verify()
    assert report.is_whole
    assert {chain.office: chain.lines for chain in report.chains} == {"64.02": 12, "64.03": 12}
    assert {office: head.count for office, head in heads.read(keys.load()).items()} == {
        "64.02": 12,
        "64.03": 12,
    }


def test_a_rolled_back_act_leaves_no_gap():
    with transaction.atomic():
        act()
    with pytest.raises(RuntimeError):
        _fail_after_an_act()
    with transaction.atomic():
        act()
    assert list(Line.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert verify().is_whole


def test_verifying_while_others_write_raises_no_false_alarm():
    done = threading.Event()

    def work():
        try:
            for _ in range(25):
                with transaction.atomic():
                    act()
        finally:
            done.set()
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    reports = []
    while not done.is_set():
        reports.append(verify())
    writer.join()
    assert all(report.is_whole for report in [*reports, verify()])


def _fail_after_an_act():
    with transaction.atomic():
        act()
        raise RuntimeError
