"""Results sheets: entered twice by independent people, settled by a third, never corrected."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from saksama.checklists import directory, operations, shipped, xlsforms
from saksama.checklists.day.queries import stations_in
from saksama.checklists.models import Incident, ResultEntry, ResultSheet
from saksama.checklists.problems import Problem
from saksama.checklists.results import operations as results
from saksama.checklists.results import queries, rules
from saksama.checklists.testing import STATION, Field, on_the_day, payload
from saksama.checklists.tests.test_results_rules import sheet_that_holds
from saksama.people.scope import OutOfSight, Refused, Scope
from saksama.people.testing import client_of

KUKAR = Scope(areas=frozenset({"64.02"}))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
PAPER = rules.layout("PB", 3)
assert PAPER is not None
HOLDS = sheet_that_holds(PAPER, roll=300, absent=60, moved=4, added=6, invalid=9)
AT = on_the_day(17)


@pytest.fixture
def sheet(field: Field) -> ResultSheet:
    """A photo of the results sheet came with the form of the count."""
    one = shipped.named("penghitungan")
    version = operations.save_version(
        xlsforms.read(shipped.workbook(one)), office=field.office.pk,
        told=operations.Told(one.kind, one.title_en, one.needs_station), actor=None, at=on_the_day(6),
    )  # fmt: skip
    operations.publish(version, field.event, actor=None, at=on_the_day(6))
    directory.forget()
    raw = payload(form="penghitungan", version=version.version, sheet_photo="a.png", station=STATION)
    field.send(raw, files=[("a.png", PNG)], at=on_the_day(16))
    operations.read_waiting(at=on_the_day(16))
    return ResultSheet.objects.get()


def test_a_photo_of_the_count_opens_one_sheet_and_other_photos_open_none(
    sheet: ResultSheet, field: Field
) -> None:
    field.send(payload(opened="yes", photo="b.png"), files=[("b.png", PNG)], at=on_the_day(9))
    operations.read_waiting(at=on_the_day(9))
    assert (sheet.station_code, sheet.state) == (STATION, "first")
    assert ResultSheet.objects.count() == 1


def test_two_equal_entries_of_two_people_settle_the_sheet(sheet: ResultSheet, field: Field) -> None:
    results.enter(sheet, HOLDS, actor=field.cast.officer, at=AT)
    done = results.enter(sheet, HOLDS, actor=field.cast.secretary, at=AT)
    assert (done.state, done.figures, done.remarks) == ("settled", HOLDS, [])
    assert not Incident.objects.exists()


def test_one_account_cannot_make_two_entries_and_the_database_holds_it_too(
    sheet: ResultSheet, field: Field
) -> None:
    results.enter(sheet, HOLDS, actor=field.cast.officer, at=AT)
    with pytest.raises(Problem, match="sudah"):
        results.enter(sheet, HOLDS, actor=field.cast.officer, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultEntry.objects.create(
            sheet=sheet, round=1, place=2, account=field.cast.officer, figures=HOLDS, entered_at=AT
        )


def test_where_two_differ_a_third_reads_just_these_cells(sheet: ResultSheet, field: Field) -> None:
    results.enter(sheet, {**HOLDS, "pair_1": 99_000}, actor=field.cast.officer, at=AT)
    results.enter(sheet, {**HOLDS, "left": None}, actor=field.cast.secretary, at=AT)
    third = {"pair_1": HOLDS["pair_1"], "left": HOLDS["left"]}
    for person in (field.cast.officer, field.cast.secretary):
        with pytest.raises(Problem):
            results.settle(sheet, third, actor=person, at=AT)
    with pytest.raises(Problem):
        results.settle(sheet, {**third, "roll": 1}, actor=field.cast.coordinator, at=AT)
    done = results.settle(sheet, third, actor=field.cast.coordinator, at=AT)
    assert (done.state, done.figures) == ("settled", HOLDS)


def test_what_the_paper_gets_wrong_is_a_remark_and_an_incident_and_no_figure_changes(
    sheet: ResultSheet, field: Field
) -> None:
    wrong = {**HOLDS, "valid": HOLDS["valid"] + 1}
    results.enter(sheet, wrong, actor=field.cast.officer, at=AT)
    done = results.enter(sheet, wrong, actor=field.cast.secretary, at=AT)
    assert (done.figures, done.remarks) == (wrong, ["pairs", "all"])
    incident = Incident.objects.get()
    assert incident.what.startswith("C.Hasil tidak cocok jumlahnya.")
    assert (incident.station_code, incident.submission is not None) == (STATION, True)


def test_a_settled_sheet_is_entered_anew_only_with_a_reason_and_by_those_who_may(
    sheet: ResultSheet, field: Field
) -> None:
    for person in (field.cast.officer, field.cast.secretary):
        results.enter(sheet, HOLDS, actor=person, at=AT)
    with pytest.raises(Refused):
        results.reopen(sheet, reason="Salah baca", actor=field.cast.officer, at=AT)
    with pytest.raises(Problem):
        results.reopen(sheet, reason=" ", actor=field.cast.secretary, at=AT)
    again = results.reopen(sheet, reason="Salah baca", actor=field.cast.secretary, at=AT)
    assert (again.state, again.figures, again.round) == ("first", None, 2)
    results.enter(sheet, HOLDS, actor=field.cast.officer, at=AT)
    assert ResultEntry.objects.count() == 3


def test_a_stranger_enters_nothing(sheet: ResultSheet, field: Field) -> None:
    with pytest.raises(OutOfSight):
        results.enter(sheet, HOLDS, actor=field.cast.neighbour, at=AT)


def test_districts_add_up_settled_sheets_alone(sheet: ResultSheet, field: Field) -> None:
    stations = stations_in(field.event, KUKAR)
    cells = ("roll", "present", "pair_1", "left")
    (empty,) = queries.added_up(field.event, KUKAR, stations, cells)
    assert (empty.entered, empty.stations, empty.figures["present"], empty.turnout) == (0, 2, None, None)
    told = {**HOLDS, "left": None, "valid": HOLDS["valid"] + 1}
    for person in (field.cast.officer, field.cast.secretary):
        results.enter(sheet, told, actor=person, at=AT)
    (row,) = queries.added_up(field.event, KUKAR, stations, cells)
    assert (row.entered, row.remarks, row.figures) == (
        1, 1, {"roll": 300, "present": 250, "pair_1": HOLDS["pair_1"], "left": None}
    )  # fmt: skip
    assert queries.whole([row], cells).turnout == rules.percent(250, 300)


def test_neither_page_shows_a_figure_of_the_other_entry(sheet: ResultSheet, field: Field) -> None:
    told = {**HOLDS, "roll": 12_345}
    results.enter(sheet, told, actor=field.cast.officer, at=AT)
    client = client_of(field.cast.secretary)
    for name in ("results_sheet", "results_enter"):
        page = client.get(reverse(f"checklists:{name}", args=[sheet.pk])).content.decode()
        assert "12345" not in page
        assert "12.345" not in page


def test_the_form_asks_again_where_sums_fail_and_keeps_what_was_typed(
    sheet: ResultSheet, field: Field
) -> None:
    client = client_of(field.cast.officer)
    address = reverse("checklists:results_enter", args=[sheet.pk])
    typed: dict[str, Any] = {key: str(value) for key, value in HOLDS.items()} | {"keadaan": "first"}
    page = client.post(address, typed | {"used": "251", "left": "x"})
    assert page.status_code == 422
    assert "bukan angka" in page.content.decode()
    page = client.post(address, typed | {"used": "251"})
    assert page.status_code == 422
    assert 'value="251"' in page.content.decode()
    assert "251" in page.content.decode()
    assert not ResultEntry.objects.exists()
    done = client.post(address, typed | {"used": "251", "as_written": "on"})
    assert (done.status_code, ResultEntry.objects.get().figures["used"]) == (302, 251)


def test_the_third_sees_both_figures_of_the_cells_that_differ(sheet: ResultSheet, field: Field) -> None:
    results.enter(sheet, {**HOLDS, "roll": 311}, actor=field.cast.officer, at=AT)
    results.enter(sheet, HOLDS, actor=field.cast.secretary, at=AT)
    client = client_of(field.cast.coordinator)
    address = client.get(reverse("checklists:results_next", args=[field.event.pk]))["Location"]
    page = client.get(address).content.decode()
    assert "311" in page
    assert 'name="roll"' in page
    assert 'name="used"' not in page
    assert client.post(address, {"roll": "300", "keadaan": "third"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.figures == HOLDS
    page = client.get(reverse("checklists:results_sheet", args=[sheet.pk])).content.decode()
    assert "300" in page


def test_the_part_that_changes_answers_304_until_a_sheet_moved(
    sheet: ResultSheet, field: Field, django_assert_max_num_queries: Any
) -> None:
    client = client_of(field.cast.chair)
    address = reverse("checklists:results_part", args=[field.event.pk])
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    results.enter(sheet, HOLDS, actor=field.cast.officer, at=AT)
    with django_assert_max_num_queries(22):
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_re_vote_is_chosen_beside_the_first_vote(field: Field) -> None:
    client = client_of(field.cast.officer)
    for name in ("results_event", "day_event"):
        again = reverse(f"checklists:{name}", args=["kukar-2025-04-19"])
        first = reverse(f"checklists:{name}", args=[field.event.pk])
        assert f'href="{again}"' in client.get(first).content.decode()
        assert f'href="{first}"' in client.get(again).content.decode()
