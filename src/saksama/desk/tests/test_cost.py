"""What a page costs, counted and not timed: as many questions for 300 cases as for ten (``make bench`` times).

Three hundred would take long to make by acts, so most are copies of a few: rows of the same tables.
"""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saksama.cases import search
from saksama.cases.models import Case, CaseAct, Clock
from saksama.cases.operations.links import connect_cases, merge_cases
from saksama.cases.testing import wita
from saksama.desk import board as boards
from saksama.desk.board import board
from saksama.people import scope
from saksama.people.testing import client_of

pytestmark = pytest.mark.django_db

PAGES = {
    "today": ("desk:today", {}),
    "a past day": ("desk:today", {"on": "2024-11-07"}),
    "case list": ("desk:cases", {}),
    "case list, all by receipt": ("desk:cases", {"keadaan": "semua", "urut": "diterima"}),
    "case list, second page": ("desk:cases", {"halaman": "2"}),
    "register": ("desk:register", {}),
    "recap": ("desk:recap", {}),
}


def copies(case: Case, count: int) -> None:
    """``case`` again, with its acts, clocks and words, under other ids."""
    acts, clocks = list(case.acts.all()), list(case.clocks.all())
    for _copy in range(count):
        again = Case.objects.get(pk=case.pk)
        again.pk, again.tracking_digest, again._state.adding = uuid.uuid4(), None, True
        again.save()
        for model, rows in ((CaseAct, acts), (Clock, clocks)):
            for row in rows:
                row.pk, row.case, row._state.adding = None, again, True
            model.objects.bulk_create(rows)
        search.index(again)


def asked(client, route, query) -> int:
    client.get(reverse(route), query)  # what is read once in a process has been read
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(route), query).status_code == 200
    return len(captured)


def test_every_page_asks_as_little_with_three_hundred_cases_as_with_ten(stage, stand):
    client = client_of(stage.cast.officer)
    fresh, studied = stage.report(wita(8)).case, stage.registered(wita(6))
    copies(fresh, 4)
    copies(studied, 4)
    few = {name: asked(client, *page) for name, page in PAGES.items()}
    copies(fresh, 145)
    copies(studied, 145)
    assert Case.objects.count() == 300
    assert {name: asked(client, *page) for name, page in PAGES.items()} == few


def test_a_search_asks_as_little_with_many_hits_as_with_few(stage, stand):
    client = client_of(stage.cast.officer)
    case = stage.report(wita(8)).case
    words = {"q": "amplop"}

    def search_for_it() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.post(reverse("desk:search"), words).status_code == 200
        return len(captured)

    few = (search_for_it(), search_for_it())[1]
    copies(case, 70)
    assert search_for_it() == few


def test_joined_cases_are_marked_in_list_and_search_with_a_link_and_no_question_for_each_row(stage, stand):
    client, by = (
        client_of(stage.cast.officer),
        {"actor": stage.officer, "reason": "Peristiwa yang sama.", "at": wita(9)},
    )
    cases = [stage.report(wita(4 + day)).case for day in range(4)]

    def answers():
        with CaptureQueriesContext(connection) as captured:
            pages = [client.get(reverse("desk:cases")), client.post(reverse("desk:search"), {"q": "amplop"})]
        return len(captured), [page.content.decode() for page in pages]

    merge_cases(cases[1], cases[0], **by)
    answers()
    few, pages = answers()
    for page in pages:
        assert f"ditangani bersama {cases[0].number}".replace("/", "/<wbr>") in page
        assert f'href="{reverse("cases:case", args=[cases[0].pk])}">' in page
    connect_cases(cases[2], cases[0], **by)
    connect_cases(cases[3], cases[2], **by)
    assert answers()[0] == few


@pytest.mark.parametrize("looked_at", [3, 1000])
def test_no_group_hides_behind_another_however_many_clocks_run(stage, monkeypatch, looked_at):
    copies(stage.report(wita(5)).case, 5)  # past the limit on the ninth
    copies(stage.report(wita(8)).case, 3)  # ends on the ninth
    copies(stage.report(wita(9)).case, 2)  # new
    monkeypatch.setattr(boards, "LOOKED_AT", looked_at)
    area = scope.scope_of(stage.cast.officer, "view_cases", today=date(2024, 11, 9))
    held = board(area, on=date(2024, 11, 9), zone="Asia/Makassar")
    totals = {
        name: getattr(held, name).total for name in ("overdue", "today", "new", "waiting", "ahead", "still")
    }
    assert totals == {"overdue": 6, "today": 4, "new": 3, "waiting": 0, "ahead": 0, "still": 0}
    assert all(len(getattr(held, name).rows) == total for name, total in totals.items())
    days = [row.clock.due_on for row in held.overdue.rows]
    assert days == sorted(days)
    assert days[0] == date(2024, 11, 9) - timedelta(days=3)
