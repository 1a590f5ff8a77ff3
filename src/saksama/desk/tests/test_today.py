"""The first page: figures and board follow dated acts, today and on any past day."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import CaseAct, Clock
from saksama.cases.testing import wita
from saksama.cases.transitions import STEP_CLOCKS
from saksama.desk import wording
from saksama.desk.board import Board, Group, Row, board
from saksama.desk.figures import figures_of
from saksama.people import scope
from saksama.places.models import ElectionEvent, Office

pytestmark = pytest.mark.django_db
ZONE = "Asia/Makassar"


def held(stage, day, account=None):
    area = scope.scope_of(account or stage.cast.officer, "view_cases", today=date(2024, 11, 9))
    return board(area, on=date(2024, 11, day), zone=ZONE)


def titles(group: Group) -> list[str]:
    return [row.case.title for row in group.rows]


def handled(stage, day):
    return figures_of("64.02", on=date(2024, 11, day)).figures.handled


def section_keys(response):
    return [section.key for section in response.context["sections"]]


# --- figures -----------------------------------------------------------------------------------------


def test_figures_follow_a_report_a_moved_day_and_a_removed_case(stage):
    case = stage.registered(wita(4))
    stage.registered(wita(6))
    assert [handled(stage, day) for day in (4, 5, 6, 7)] == [0, 1, 1, 2]
    CaseAct.objects.filter(case=case).update(effective_on=F("effective_on") + timedelta(days=3))
    assert [handled(stage, day) for day in (5, 7, 8)] == [0, 1, 2]
    CaseAct.objects.filter(case=case).delete()
    assert handled(stage, 9) == 1


def test_the_page_shows_days_to_the_vote_and_matters_handled_of_the_day_asked(stage, ask):
    stage.registered(wita(4))
    page = ask(stage.cast.chair, "today", on="2024-11-09").content.decode()
    assert re.search(r"pages-figure desk-vote\"><b>18</b>", page)
    assert re.search(r"pages-figure--small\"><b>1</b>", page)


def test_no_figure_and_no_day_of_the_example_stands_in_code_or_template():
    room = Path(__file__).parents[1]
    sources = [*room.glob("*.py"), *room.glob("views/*.py"), *room.glob("templates/**/*.html")]
    for source in sources:
        text = re.sub(r'"""[\s\S]*?"""|#.*', "", source.read_text(encoding="utf-8"))
        found = re.findall(r"(?<![\w.#-])(?:11|14|18|48)(?![\w.%-])", text)
        assert not found, f"{source.name}: {found}"
        if source.name != "days.py":  # names a day to show how a day is written
            assert "2024-11" not in text, source.name


def test_a_drill_counts_nowhere(stage):
    case = stage.registered(wita(4))
    ElectionEvent.objects.filter(pk=case.event_id).update(kind="drill")
    assert handled(stage, 9) == 0
    assert held(stage, 9).is_empty


def test_course_adds_up_to_what_was_handled(stage):
    stage.registered(wita(4))
    stopped = stage.registered(wita(5))
    acts.stop_case(stopped, reason="Terlapor meninggal.", actor=stage.chair, at=wita(7))
    told = figures_of("64.02", on=date(2024, 11, 9))
    assert (told.course.running, told.course.forwarded, told.course.ended) == (1, 0, 1)
    before = figures_of("64.02", on=date(2024, 11, 6))
    assert (before.course.running, before.course.ended) == (2, 0)


# --- the board ---------------------------------------------------------------------------------------


def test_a_new_report_is_new_until_somebody_is_in_charge_and_due_today_on_its_last_day(stage):
    case = stage.report(wita(8), title="Baru").case
    assert titles(held(stage, 8).new) == ["Baru"]
    assert titles(held(stage, 9).today) == ["Baru"]  # nobody took it, and it ends: it must not hide under New
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(8, 15))
    assert titles(held(stage, 8).new) == []
    assert titles(held(stage, 8).ahead) == ["Baru"]


def test_a_past_day_shows_what_ran_then_whatever_happened_since(stage):
    case = stage.report(wita(4), title="Kemarin").case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(4, 11))
    before = held(stage, 5)
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(6)
    )
    acts.accept_in_plenary(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    acts.register_case(case, actor=stage.officer, at=wita(6))
    after = held(stage, 5)
    assert titles(after.today) == titles(before.today) == ["Kemarin"]
    row = after.today.rows[0]
    assert (row.state, row.number, row.owner) == ("received", case.number_received, stage.cast.officer.code)
    assert titles(held(stage, 3).today) == []
    assert held(stage, 3).is_empty


def test_what_came_from_another_office_later_was_not_on_this_board_then(stage):
    village = Office.objects.get(pk="64.02.06")
    case = stage.report(wita(4)).case
    acts.delegate_case(case, to_office=village, number="1", reason="Dekat.", actor=stage.chair, at=wita(5))
    panwascam = stage.cast.panwascam
    assert [row.case.pk for row in held(stage, 5, panwascam).coming.rows] == [case.pk]
    acts.receive_delegation(case, actor=Actor.of(panwascam), at=wita(6))
    assert held(stage, 4, panwascam).is_empty
    assert not held(stage, 7, panwascam).coming.rows


def test_a_published_matter_is_never_past_its_limit(stage):
    case = stage.report(wita(4)).case
    case.is_published = True
    case.save()
    assert not held(stage, 9).overdue.rows


def test_an_open_case_without_a_clock_is_not_lost(stage):
    case = stage.report(wita(4)).case
    checks = stage.checks(case, evidence="Foto belum ada.")
    acts.conclude_initial_study(case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(5))
    row = held(stage, 5).still.rows[0]
    assert wording.act_of(row) == "Beri tahu pelapor apa yang kurang"
    acts.notify_shortcomings(case, channel="sms", actor=stage.officer, at=wita(6))
    assert [row.case.pk for row in held(stage, 5).still.rows] == [case.pk]
    assert not held(stage, 6).still.rows
    assert [row.clock.step for row in held(stage, 6).waiting.rows] == ["completion"]


def test_a_limit_passed_by_one_reading_only_says_the_other(stage):
    stage.report(wita(4))
    row = held(stage, 6).overdue.rows[0]
    assert (row.clock.due_on, row.clock.other_due_on) == (date(2024, 11, 5), date(2024, 11, 6))
    assert wording.between_readings(row, date(2024, 11, 6))
    assert not wording.between_readings(row, date(2024, 11, 7))


def test_the_board_asks_as_often_for_ten_cases_as_for_hundreds(stage):
    counts = []
    for more in (2, 70):
        for _ in range(more):
            stage.report(wita(8))
        with CaptureQueriesContext(connection) as captured:
            told = held(stage, 9)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 24
    assert (len(told.today.rows), told.today.total, told.today.more) == (20, 72, 52)


# --- the page ----------------------------------------------------------------------------------------


def test_a_day_that_is_none_and_a_day_that_has_not_come_are_said_plainly(stage, ask):
    for asked, said in (
        ("kemarin", "bukan tanggal"),
        ("2024-11-10", "belum tiba"),
        ("2024-02-30", "bukan tanggal"),
    ):
        answer = ask(stage.cast.officer, "today", on=asked)
        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_the_day_ends_at_midnight_of_the_place(stage, ask, stand):
    stand(wita(9, 0, 30))  # still 8 November in UTC
    assert ask(stage.cast.officer, "today").context["on"] == date(2024, 11, 9)


def test_each_role_gets_its_own_first_page(stage, ask):
    stage.report(wita(8))
    assert "today" in section_keys(ask(stage.cast.officer, "today"))
    for person in (stage.cast.administrator, stage.cast.ptps, stage.cast.data_protection):
        answer = ask(person, "today")
        assert answer.status_code == 200
        assert "sections" not in answer.context
        assert "Amplop" not in answer.content.decode()
    assert "margin" in ask(stage.cast.data_protection, "today").context
    assert "margin" not in ask(stage.cast.administrator, "today").context


def test_a_neighbour_sees_nothing_of_this_office(stage, ask):
    stage.report(wita(8), title="Rahasia kantor")
    answer = ask(stage.cast.neighbour, "today")
    assert "Rahasia kantor" not in answer.content.decode()
    assert answer.context["is_first_time"]


def test_the_unconfirmed_region_code_is_marked_once(stage, ask):
    stage.report(wita(8))
    assert ask(stage.cast.officer, "today").content.decode().count("pages-unsure-note") == 1
    Office.objects.filter(pk="64.02").update(region_code_confirmed=True)
    assert "pages-unsure-note" not in ask(stage.cast.officer, "today").content.decode()


def test_a_desk_above_names_the_office_of_each_row_and_marks_every_region_code(stage, ask):
    stage.report(wita(8))
    above, own = ask(stage.cast.province_viewer, "today"), ask(stage.cast.officer, "today")
    assert stage.office.name in above.context["sections"][0].rows[0]["line"]
    assert stage.office.name not in own.context["sections"][0].rows[0]["line"]
    assert above.context["margin"]["beside"] == own.context["margin"]["beside"]


# --- words -------------------------------------------------------------------------------------------


def told(today=0, late=0, new=0):
    def group(count):
        return Group((), count)

    none = group(0)
    return Board(date(2024, 11, 9), group(late), group(today), group(new), none, none, none, none)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"today": 3, "late": 1}, "Tiga hal berakhir hari ini, satu sudah lewat batas."),
        ({"today": 1}, "Satu hal berakhir hari ini."),
        ({"late": 2}, "Dua hal sudah lewat batas."),
        ({"new": 12}, "12 laporan belum ada pemegangnya."),
        ({}, "Tidak ada perkara berjalan."),
        ({"today": 1001}, "Lebih dari 1.000 hal berakhir hari ini."),
    ],
)
def test_the_headline_carries_the_fact(counts, sentence):
    assert wording.headline(told(**counts), is_past=False) == sentence


def test_the_headline_of_a_past_day_does_not_say_today():
    assert wording.headline(told(today=2), is_past=True) == "Dua hal berakhir pada hari itu."


def test_the_headline_in_english_counts_singular_and_plural():
    with override("en"):
        assert wording.headline(told(today=1, late=2), is_past=False) == (
            "One matter ends today, two are already past their limit."
        )


def test_nothing_today_names_the_next_limit(stage):
    stage.report(wita(8))
    told = held(stage, 8)
    assert wording.nothing_today(told, is_past=False) == (
        "Tidak ada yang berakhir hari ini. Berikutnya: Sabtu, 9 November 2024."
    )


def test_a_clock_of_every_step_has_its_words(stage):
    assert set(STEP_CLOCKS) == set(wording.STEPS)
    assert set(STEP_CLOCKS) - {"filing"} == set(wording.ACT_OF_STEP)
    row = Row(
        case=stage.report(wita(8)).case, state="received", number="1", owner="", clock=Clock(step="handling")
    )
    assert wording.act_of(row) == "Putuskan dalam pleno, atau perpanjang"
