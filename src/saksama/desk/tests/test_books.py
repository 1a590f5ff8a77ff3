"""Register book and weekly recap, on screen, as XLSX and as PDF."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from saksama.cases import operations as acts
from saksama.cases.models import Case
from saksama.cases.operations.intake import Facts
from saksama.cases.testing import wita
from saksama.journal.models import Line

pytestmark = pytest.mark.django_db


def cells(response, first_row=5):
    sheet = load_workbook(BytesIO(response.content)).active
    return [row for row in sheet.iter_rows(min_row=first_row, values_only=True) if any(row)]


def text(response):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


@pytest.fixture
def two(stage):
    case = stage.registered(wita(4))
    stage.report(wita(8), title="Baliho sobek")
    acts.record_information(
        office=stage.office, event=stage.event, channel="phone",
        facts=stage_facts("Pesan berantai"), actor=stage.officer, at=wita(8),
    )  # fmt: skip
    return case


def stage_facts(title):
    return Facts(title=title, what="Uraian.")


def test_the_register_holds_reports_and_findings_of_the_period_in_order(stage, ask, two):
    answer = ask(stage.cast.officer, "register")
    assert [row["number"][:3] for row in answer.context["rows"]] == ["001", "002"]
    assert [row["respondents"] for row in answer.context["rows"]] == ["Budi Santoso"] * 2
    only = ask(stage.cast.officer, "register", dari="2024-11-08", sampai="2024-11-09")
    assert [row["entry"].case.title for row in only.context["rows"]] == ["Baliho sobek"]


def test_the_register_of_a_past_day_knows_nothing_of_later_acts(stage, ask, two):
    then = ask(stage.cast.officer, "register", dari="2024-11-01", sampai="2024-11-04").context["rows"][0]
    now = ask(stage.cast.officer, "register").context["rows"][0]
    assert (then["entry"].told.folded.state, then["classes"]) == ("received", "")
    assert then["number"] == two.number_received
    assert (now["entry"].told.folded.state, now["number"]) == ("registered", two.number_registered)


def test_the_files_hold_the_rows_of_the_screen(stage, ask, two):
    rows = cells(ask(stage.cast.officer, "register_xlsx"))
    assert [row[5] for row in rows] == ["Amplop dibagikan", "Baliho sobek"]
    assert [row[2] for row in rows] == [two.number_registered, None]
    printed = text(ask(stage.cast.officer, "register_pdf"))
    assert "Baliho sobek" in printed
    assert "23.07" in printed
    lines = Line.objects.filter(act="register_exported").values_list("facts__format", "facts__rows")
    assert sorted(lines) == [("pdf", 2), ("xlsx", 2)]


@pytest.mark.parametrize("name", ["register", "register_xlsx", "recap", "recap_pdf"])
def test_a_day_that_is_none_is_refused_everywhere(stage, ask, name):
    asked = "on" if name.startswith("recap") else "sampai"
    for day in ("2024-13-01", "2024-12-01", "kemarin"):
        assert ask(stage.cast.officer, name, **{asked: day}).status_code == 400


def test_a_period_that_ends_before_it_begins_is_refused(stage, ask):
    assert ask(stage.cast.officer, "register", dari="2024-11-08", sampai="2024-11-01").status_code == 400


def counts(ask, person, on):
    part = ask(person, "recap", on=on).context["parts"][0]
    return [count for _label, count in part.rows]


def test_the_week_counts_acts_of_seven_days(stage, ask, two, stand):
    stand(wita(20, 10))
    #                    received, findings, information, registered, not, extended, decided, forwarded, stopped
    assert counts(ask, stage.cast.officer, "2024-11-09") == [2, 0, 1, 1, 0, 0, 0, 0, 0]
    assert counts(ask, stage.cast.officer, "2024-11-04") == [1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert counts(ask, stage.cast.officer, "2024-11-12") == [1, 0, 1, 0, 0, 0, 0, 0, 0]
    assert counts(ask, stage.cast.officer, "2024-11-20") == [0] * 9


def test_the_recap_names_missed_limits_and_those_ahead(stage, ask, two, stand):
    stand(wita(12, 10))
    week = ask(stage.cast.officer, "recap", on="2024-11-09").context["week"]
    assert [limit.step for limit in week.missed] == ["handling"]
    assert week.missed[0].ended_on is None
    assert {limit.step for limit in week.ahead} == {"tracing"}


def test_a_limit_met_too_late_is_missed_in_the_week_it_was_met(stage, ask, stand):
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case,
        checks=stage.checks(case),
        classes=["criminal"],
        reason="Listrik padam.",
        actor=stage.officer,
        at=wita(8),
    )
    stand(wita(20, 10))
    missed = ask(stage.cast.officer, "recap", on="2024-11-09").context["week"].missed
    assert [(limit.step, limit.ended_on.day) for limit in missed if limit.ended_on] == [("initial_study", 8)]
    assert "initial_study" not in {
        x.step for x in ask(stage.cast.officer, "recap", on="2024-11-16").context["week"].missed
    }


def test_counting_roles_see_figures_and_no_case(stage, ask, two):
    for person in (stage.cast.colleague_without_role, stage.cast.data_protection):
        answer = ask(person, "recap")
        assert answer.status_code == 200
        assert "001/" not in answer.content.decode()
        assert ask(person, "recap_xlsx").status_code == 404


def test_the_recap_goes_out_as_files_marked_as_sample_where_it_is(stage, ask, two):
    sheet = cells(ask(stage.cast.chair, "recap_xlsx"), first_row=1)
    assert any("Diregistrasi" in str(row) for row in sheet)
    assert "CONTOH" not in text(ask(stage.cast.chair, "recap_pdf"))
    Case.objects.update(is_sample=True)
    assert "CONTOH" in text(ask(stage.cast.chair, "recap_pdf"))
    assert Line.objects.filter(act="recap_exported").count() == 3
