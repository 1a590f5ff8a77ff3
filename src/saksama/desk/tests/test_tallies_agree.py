"""The limits that other rooms count are those the desk shows."""

from datetime import date

import pytest

from saksama.cases import operations as acts
from saksama.cases import tallies
from saksama.cases.testing import scene, wita
from saksama.desk.board import board
from saksama.people.scope import Scope

HERE = "64.02"
REQUIREMENT = "reporter_identity"


@pytest.fixture
def stage(db):
    found = scene()
    found.registered(wita(2))
    found.registered(wita(6))
    incomplete = found.report(wita(4)).case
    acts.conclude_initial_study(
        incomplete, checks=found.checks(incomplete, **{REQUIREMENT: "Alamat belum ada."}), classes=["criminal"],
        actor=found.officer, at=wita(5),
    )  # fmt: skip
    acts.notify_shortcomings(incomplete, channel="whatsapp", actor=found.officer, at=wita(5))
    stopped = found.registered(wita(3))
    acts.stop_case(stopped, reason="Selesai.", actor=found.chair, at=wita(7))
    found.report(wita(8))
    return found


def test_limits_are_those_of_the_first_page_on_every_day(stage):
    differing = {}
    for on in (date(2024, 11, day) for day in range(2, 13)):
        clocks = tallies.clocks(HERE, on=on)
        page = board(Scope(areas=frozenset({HERE})), on=on, zone="Asia/Makassar")
        counted = (clocks.overdue, clocks.today, clocks.waiting)
        shown = (page.overdue.total, page.today.total, page.waiting.total)
        if counted != shown:
            differing[on] = counted, shown
    assert not differing
