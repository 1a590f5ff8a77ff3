"""The case list: what narrows it, how it is paged, who sees what, the same number of questions always."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from saksama.cases import operations as acts
from saksama.cases import transitions as t
from saksama.cases.models import Case
from saksama.cases.testing import wita
from saksama.desk import listing
from saksama.journal.models import Line
from saksama.people.testing import client_of
from saksama.places import testing as places

pytestmark = pytest.mark.django_db


def shown(response) -> list[str]:
    return [row["case"].title for row in response.context["rows"]]


@pytest.fixture
def three(stage):
    """One late and in an officer's hands, one due today in Tenggarong, one registered; the last one ended."""
    late = stage.report(wita(5), title="Lewat").case
    acts.assign_case(late, stage.cast.officer, actor=stage.chair, at=wita(5))
    stage.report(wita(8), title="Hari ini", area=places.village(0))
    stage.registered(wita(7), classes=["asn_neutrality"])
    Case.objects.filter(state=t.REGISTERED).update(title="Terdaftar")
    ended = stage.report(wita(6), title="Dicabut").case
    acts.withdraw_report(ended, reason="Selesai.", actor=stage.officer, at=wita(7))
    return late


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"Lewat", "Hari ini", "Terdaftar"}),
        ({"keadaan": "selesai"}, {"Dicabut"}),
        ({"keadaan": "semua"}, {"Lewat", "Hari ini", "Terdaftar", "Dicabut"}),
        ({"keadaan": "registered"}, {"Terdaftar"}),
        ({"batas": "lewat"}, {"Lewat"}),
        ({"batas": "hari-ini"}, {"Hari ini"}),
        ({"batas": "minggu-ini"}, {"Hari ini", "Terdaftar"}),
        ({"pemegang": "saya"}, {"Lewat"}),
        ({"pemegang": "64.02-petugas-1"}, {"Lewat"}),
        ({"pemegang": "kosong"}, {"Hari ini", "Terdaftar"}),
        ({"wilayah": "64.02.06"}, {"Hari ini"}),
        ({"golongan": "asn_neutrality"}, {"Terdaftar"}),
        ({"jenis": "finding"}, set()),
        ({"dari": "2024-11-08", "sampai": "2024-11-08"}, {"Hari ini"}),
    ],
)
def test_each_answer_narrows_the_list(stage, ask, three, asked, expected):
    assert set(shown(ask(stage.cast.officer, "cases", **asked))) == expected


@pytest.mark.parametrize(
    ("order", "first"), [("batas", "Lewat"), ("diterima", "Hari ini"), ("nomor", "Lewat"), ("", "Lewat")]
)
def test_the_list_stands_in_the_order_asked_for(stage, ask, three, order, first):
    assert shown(ask(stage.cast.officer, "cases", urut=order))[0] == first


@pytest.mark.parametrize(
    "asked", [{"keadaan": "entah"}, {"dari": "kemarin"}, {"dari": "2024-11-09", "sampai": "2024-11-01"}]
)
def test_an_answer_that_cannot_be_read_is_said_and_kept(stage, ask, asked):
    answer = ask(stage.cast.officer, "cases", **asked)
    assert answer.status_code == 400
    assert "data-error-summary" in answer.content.decode()
    assert answer.context["filters"].data["dari"] == asked["dari"] if "dari" in asked else True


@pytest.mark.parametrize("asked", ["0", "7", "-1", "x", "99999999999999999999"])
def test_an_impossible_page_gives_the_nearest_one(stage, ask, three, asked):
    assert len(shown(ask(stage.cast.officer, "cases", halaman=asked))) == 3


def test_the_list_asks_as_often_for_ten_cases_as_for_three_hundred(stage, ask):
    counts, client = [], client_of(stage.cast.officer)
    for more in (10, 290):
        _many(stage, more)
        client.get("/meja/perkara/")
        with CaptureQueriesContext(connection) as captured:
            answer = client.get("/meja/perkara/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16
    assert (answer.context["page"].total, answer.context["page"].after) == (300, 2)


def test_the_first_page_asks_as_often_for_ten_cases_as_for_three_hundred(stage, ask):
    counts, client = [], client_of(stage.cast.officer)
    for more in (10, 290):
        _many(stage, more)
        client.get("/meja/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/meja/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 45


def _many(stage, count):
    """Copies of one received case, written in bulk."""
    first = Case.objects.first() or stage.report(wita(8)).case
    clock = first.clocks.get(step="initial_study")
    act = first.acts.get()
    for _ in range(count - (Case.objects.count() == 1 and count == 10)):
        case = Case.objects.get(pk=first.pk)
        case.pk, case.tracking_digest, case._state.adding = None, None, True
        case.pk = Case._meta.pk.get_default()
        case.save()
        clock.pk, clock.case, clock._state.adding = None, case, True
        clock.save()
        act.pk, act.case, act._state.adding = None, case, True
        act.save()


def test_pages_go_on_until_the_list_ends_and_then_say_so(monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(listing, "MOST", 4)
    first, last = listing.Page([], 1, 5), listing.Page([], 2, 5)
    assert (first.before, first.after, first.is_the_end) == (None, 2, False)
    assert (last.before, last.after, last.is_the_end) == (1, None, True)
    assert not listing.Page([], 2, 4).is_the_end


def test_the_table_holds_the_rows_of_the_screen_and_the_journal_knows(stage, ask, three):
    for asked in ({}, {"keadaan": "semua"}, {"batas": "lewat"}):
        screen = ask(stage.cast.officer, "cases", **asked)
        sheet = load_workbook(BytesIO(ask(stage.cast.officer, "cases_table", **asked).content)).active
        subjects = [row[3] for row in sheet.iter_rows(min_row=5, values_only=True) if row[3]]
        assert subjects == shown(screen)
    line = Line.objects.filter(act="case_list_exported").latest("pk")
    assert (line.actor, line.facts["rows"]) == (stage.cast.officer.code, 1)
    assert "Lewat" not in str(line.facts)


def test_a_title_that_a_spreadsheet_would_run_stays_text(stage, ask):
    stage.report(wita(8), title='=HYPERLINK("http://x")')
    sheet = load_workbook(BytesIO(ask(stage.cast.officer, "cases_table").content)).active
    cell = next(cell for row in sheet.iter_rows(min_row=5) for cell in row if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s"


def test_a_sample_case_marks_the_whole_table(stage, ask):
    case = stage.report(wita(8)).case
    assert not _says_sample(ask(stage.cast.officer, "cases_table"))
    Case.objects.filter(pk=case.pk).update(is_sample=True)
    assert _says_sample(ask(stage.cast.officer, "cases_table"))


def _says_sample(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return "CONTOH" in " ".join(str(row[0]) for row in sheet.iter_rows(max_row=4, values_only=True))


def test_nobody_without_the_right_gets_list_or_table(stage, ask):
    for person in (stage.cast.colleague_without_role, stage.cast.administrator, stage.cast.pkd):
        for page in ("cases", "cases_table", "search", "register", "register_xlsx", "register_pdf"):
            assert ask(person, page).status_code == 404, (person.code, page)


def test_the_list_of_a_neighbour_holds_nothing_of_this_office(stage, ask, three):
    assert shown(ask(stage.cast.neighbour, "cases", keadaan="semua")) == []
    assert len(shown(ask(stage.cast.province_viewer, "cases", keadaan="semua"))) == 4


def test_the_list_speaks_of_today_even_when_a_later_day_is_asked(stage, three):
    rows = listing.narrowed(
        Case.objects.all(), {"batas": "lewat"}, stage.cast.officer, today=date(2024, 11, 7)
    )
    assert {case.title for case in rows} == {"Lewat"}
