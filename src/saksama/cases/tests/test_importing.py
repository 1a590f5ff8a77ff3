"""A register of another system is brought over once, row by row, with its own numbers, days and states."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from saksama.cases import queries as cases
from saksama.cases import search
from saksama.cases.actors import Actor
from saksama.cases.importing import operations, queries
from saksama.cases.models import Case, ImportBatch, ImportChunk
from saksama.cases.operations.deadlines import untrue
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.evidence.models import SealedIdentity
from saksama.journal.models import Line
from saksama.notices.models import Deadline
from saksama.people import testing
from saksama.people.models import Duty
from saksama.people.scope import NotAllowed

HEADS = [
    "Nomor Laporan",
    "Tanggal Laporan",
    "Tanggal Registrasi",
    "Status",
    "Perihal",
    "Terlapor",
    "Pelapor",
    "Kecamatan",
]
CLOSED = [
    "005/LP/XI/2020",
    date(2020, 11, 5),
    date(2020, 11, 7),
    "Selesai",
    "Amplop",
    "Budi Hartono",
    "Siti",
    "Tenggarong",
]
OPEN = ["006/LP/XI/2024", "8/11/2024", "9/11/2024", "Proses", "Baliho", "", "", ""]
BAD = ["", "entah", "", "Naik", "Beras", "", "", ""]


def sheet(*rows, heads=HEADS):
    book, file = Workbook(), BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(file)
    file.seek(0)
    return file


def csv(*rows):
    lines = [";".join(str(cell) for cell in row) for row in (HEADS, *rows)]
    return BytesIO(("\ufeff" + "\r\n".join(lines)).encode())


@pytest.fixture
def by(stage):
    return {"actor": Actor.of(stage.cast.secretary), "at": wita(9)}


@pytest.fixture
def upload(stage, by):
    def do(file, name="register.xlsx"):
        table = operations.upload(
            file, name, office=stage.office, event=stage.event, source="Register lama", **by
        )
        return operations.explain(table, queries.columns_of(table), {}, **by)

    return do


@pytest.fixture
def bring(upload, by):
    def do(file, name="register.xlsx"):
        table = operations.begin(upload(file, name), **by)
        return operations.go_on(table, **by)

    return do


def test_a_register_comes_in_with_its_own_numbers_days_and_states(stage, bring):
    own = stage.report().case
    table = bring(sheet(CLOSED, OPEN, BAD))
    assert (table.state, table.brought, table.left) == ("done", 2, 1)
    closed, still_open = Case.objects.filter(channel="import").order_by("received_on")
    assert (closed.number, closed.number_registered, closed.state) == ("005/LP/XI/2020", "", "closed")
    assert closed.received_on == date(2020, 11, 5)
    assert closed.area_id == "64.02.06"
    assert [party.name or party.label[:2] for party in closed.parties.order_by("role")] == [
        "P-",
        "Budi Hartono",
    ]
    assert SealedIdentity.objects.filter(pk=closed.parties.get(role="reporter").identity_id).exists()
    assert closed.clocks.count() == 0
    assert (still_open.next_step, still_open.next_due_on.month) == ("handling", 11)
    assert Deadline.objects.filter(subject_id=str(still_open.pk), reference="006/LP/XI/2024").exists()
    assert cases.untrue_copies() == []
    assert untrue() == []
    assert own.number_received.startswith("001/")  # our own numbering goes on where it was
    assert stage.report().case.number_received.startswith("002/")
    acts = [
        act for act in Line.objects.filter(office="64.02").values_list("act", flat=True) if "import" in act
    ]
    assert sorted(acts) == ["import_case", "import_case", "import_done", "import_register"]


def test_figures_of_a_past_day_know_what_was_brought_over_on_its_own_day(stage, bring):
    bring(sheet(CLOSED))
    assert cases.figures("64.02", on=date(2020, 11, 4)).handled == 0
    assert cases.figures("64.02", on=date(2020, 11, 6)).received_only == 1
    assert cases.figures("64.02", on=date(2020, 11, 7)).by_state == {"closed": 1}


def test_what_is_brought_over_is_found_by_its_number_there_and_its_respondent(bring):
    bring(sheet(CLOSED))
    for typed in ("005/LP/XI/2020", "hartono", "tenggarong"):
        assert search.matching(Case.objects.all(), typed).count() == 1
    assert not search.matching(Case.objects.all(), "siti").exists()


def test_the_same_table_twice_makes_no_case_twice(upload, bring):
    bring(sheet(CLOSED, OPEN))
    table = upload(csv(CLOSED, OPEN), "register.csv")
    assert (table.counts["good"], table.counts["there"]) == (0, 2)
    again = bring(
        csv(CLOSED, OPEN, ["007", "8/11/2024", "", "Diterima", "Spanduk", "", "", ""]), "register.csv"
    )
    assert (again.brought, again.left) == (1, 2)
    assert Case.objects.filter(channel="import").count() == 3


def test_a_number_of_ours_and_the_same_number_there_are_two_cases(stage, bring):
    own = stage.report().case
    bring(sheet([own.number_received, *CLOSED[1:]]))
    assert Case.objects.filter(number_elsewhere=own.number_received).exclude(pk=own.pk).count() == 1


def test_an_import_that_was_interrupted_goes_on_where_it_stood(upload, by, monkeypatch):
    monkeypatch.setattr(operations, "CHUNK", 2)
    rows = [[f"{place}/LP", "5/11/2020", "", "Selesai", f"Perkara {place}", "", "", ""] for place in range(7)]
    table = operations.begin(upload(sheet(*rows, BAD)), **by)
    assert operations.go_on(table, chunks=1, **by).brought == 2
    done = operations.go_on(table, chunks=9, **by)
    assert (done.state, done.brought, done.left) == ("done", 7, 1)
    assert [len(chunk.rows) for chunk in ImportChunk.objects.all()] == [
        1
    ]  # only what is to be mended is kept
    with pytest.raises(Problem):
        operations.begin(done, **by)


def test_an_import_that_was_interrupted_is_carried_on_by_the_next_tick(upload, by, monkeypatch, stage, desk):
    monkeypatch.setattr(operations, "CHUNK", 2)
    monkeypatch.setattr(operations, "CHUNKS_OF_A_TICK", 2)
    rows = [[f"{place}/LP", "5/11/2020", "", "Selesai", f"Perkara {place}", "", "", ""] for place in range(7)]
    table = operations.go_on(operations.begin(upload(sheet(*rows, BAD)), **by), chunks=1, **by)
    desk.at(wita(9))
    page = desk.of(stage.cast.secretary).get(reverse("cases:import", args=[table.pk]))
    assert not page.context["needs_a_hand"]
    assert [operations.carry_on(wita(9, 10)) for _tick in range(3)] == [4, 2, 0]
    table.refresh_from_db()
    assert (table.state, table.brought, table.left) == ("done", 7, 1)
    assert Line.objects.get(act="import_done").actor == stage.cast.secretary.code


def test_an_import_waits_when_whoever_began_it_has_left_and_goes_on_with_whoever_takes_it_up(
    upload, by, stage, desk
):
    table = operations.begin(upload(sheet(CLOSED, OPEN)), **by)
    secretary = stage.cast.secretary
    Duty.objects.filter(account=secretary).update(ends_on=date(2024, 11, 8))
    assert operations.carry_on(wita(9, 10)) == 0
    taker = testing.person("64.02-sekretaris-2", "Sekretaris Dua", "secretary")
    desk.at(wita(9))
    assert desk.of(taker).get(reverse("cases:import", args=[table.pk])).context["needs_a_hand"]
    assert operations.go_on(table, actor=Actor.of(taker), at=wita(9, 11), chunks=1).carried_by == taker.code
    operations.carry_on(wita(9, 12))
    table.refresh_from_db()
    assert (table.state, table.brought) == ("done", 2)


def test_the_check_counts_and_unknown_words_can_be_explained(upload, by):
    other = ["9", "5/11/2020", "", "Naik ke KPU", "Kalender", "", "", ""]
    table = upload(sheet(CLOSED, CLOSED, OPEN, BAD, other))
    assert (table.counts["rows"], table.counts["good"], table.counts["open"]) == (5, 2, 1)
    assert table.counts["faults"]["number_twice"] == 1
    assert table.counts["words"] == {"naik": 1, "naik ke kpu": 1}
    table = operations.explain(table, queries.columns_of(table), {"naik ke kpu": "closed"}, **by)
    assert table.counts["good"] == 3
    assert upload(sheet(other)).words == {}  # explained without its words: nothing is taken over by itself


def test_a_person_brings_a_table_over_on_the_page_and_mends_its_bad_rows(desk, stage, by):
    secretary = stage.cast.secretary
    desk.at(wita(9))
    browser = desk.of(secretary)
    event = stage.event.pk
    typed = {"office": "64.02", "event": event, "source": "SigapLapor"}
    given = SimpleUploadedFile(
        "a.xlsx", sheet(CLOSED, BAD, ["8", "5/11/2020", "", "Naik", "Beras", "", "", ""]).read()
    )
    browser.post(reverse("cases:imports"), {**typed, "table": given})
    table = ImportBatch.objects.get()
    url = reverse("cases:import", args=[table.pk])
    shown = {bound.html_name: bound.value() for bound in browser.get(url).context["form"]}
    assert browser.post(url, {**shown, "column-0": "-"}).status_code == 422
    assert browser.post(url, shown).status_code == 302
    shown = {bound.html_name: bound.value() for bound in browser.get(url).context["form"]}
    assert browser.post(url, {**shown, "word-naik": "closed"}).status_code == 302
    page = browser.get(url)
    assert page.context["table"].counts["good"] == 2
    bad = load_workbook(
        BytesIO(browser.get(reverse("cases:import_bad_rows", args=[table.pk])).content)
    ).active
    rows = list(bad.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[0][1:] == tuple(HEADS)
    assert "entah" in rows[1][0]
    browser.post(reverse("cases:import_begin", args=[table.pk]))
    assert b'hx-trigger="load' in browser.get(url).content
    assert browser.post(reverse("cases:import_go_on", args=[table.pk])).status_code == 302
    assert browser.get(url).context["is_done"]
    mended = [*rows[1]]
    mended[1], mended[2] = "9/LP", "5 November 2020"
    again = SimpleUploadedFile("perbaiki.xlsx", sheet(mended, heads=rows[0]).read())
    browser.post(reverse("cases:imports"), {**typed, "table": again})
    second = ImportBatch.objects.exclude(pk=table.pk).get()
    assert queries.columns_of(second)[1].value == "number"
    assert second.words == {"naik": "closed"}
    case = Case.objects.filter(number_elsewhere="8").get()
    assert "SigapLapor" in desk.open(secretary, "case", case.pk).content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.xlsx"), (b"PK\x03\x04kaput", "a.xlsx"), (b"\xff\xfe\x00", "a.csv"), (b"Nomor\n", "a.csv")],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do_and_leaves_nothing(desk, stage, content, name):
    typed = {
        "office": "64.02",
        "event": stage.event.pk,
        "source": "x",
        "table": SimpleUploadedFile(name, content),
    }
    answer = desk.of(stage.cast.secretary).post(reverse("cases:imports"), typed)
    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_who_may_not_bring_a_register_over_is_refused(stage, by):
    with pytest.raises(NotAllowed):
        operations.upload(
            sheet(CLOSED), "a.xlsx", office=stage.office, event=stage.event, source="x", actor=stage.officer, at=wita(9)
        )  # fmt: skip
