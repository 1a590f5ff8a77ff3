"""The briefing: its facts, its words, every shape in which it leaves the house, and the page of each figure."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from saksama.cases import operations as acts
from saksama.cases.models import Case
from saksama.cases.testing import scene, wita
from saksama.journal.models import Line
from saksama.people.testing import client_of
from saksama.places.models import ElectionEvent, Office
from saksama.situation import figures, scale
from saksama.situation.briefing import as_docx, as_json, as_markdown, as_pdf, as_pptx, facts, sections
from saksama.situation.models import SituationReport
from saksama.situation.queries import Standing
from saksama.situation.turnout_page import Compared

NINTH = date(2024, 11, 9)
KEYS = {
    "days_to_vote", "vote_on", "province_rank", "regency_rank", "index_edition", "violations_handled",
    "violations_by_class", "situation", "normality", "neutrality", "commitments_open",
}  # fmt: skip


@pytest.fixture
def stage(db):
    return scene()


@pytest.fixture
def told(stage):
    """Two registered matters, one received only, on the ninth."""
    stage.registered(wita(4), classes=("criminal",))
    stage.registered(wita(5), classes=("asn_neutrality",))
    stage.report(wita(8))
    return facts.gather(_office("64.02"), on=NINTH)


def _office(code):
    return Office.objects.select_related("area__parent__parent").get(pk=code)


def test_the_json_holds_at_least_the_agreed_keys(told):
    found = as_json.of(told)
    assert found.keys() >= KEYS
    assert json.loads(as_json.as_bytes(told)) == found
    assert (found["days_to_vote"], found["vote_on"]) == (18, "2024-11-27")
    assert (found["province_rank"], found["regency_rank"], found["index_edition"]) == (5, 48, "ikp-2024")
    assert (found["violations_handled"], found["received_only"]) == (2, 1)
    assert found["violations_by_class"] == {"asn_neutrality": 1, "criminal": 1}
    assert sum(found["violations_by_course"].values()) == 2
    assert sum(found["violations_by_state"].values()) == 2
    assert found["neutrality"]["cases"] == 1
    assert found["normality"]["answer"] == "cannot_be_judged"
    assert found["normality"]["why_not"]


def test_on_the_eleventh_sixteen_days_are_left_and_in_december_none_is_known(stage):
    assert as_json.of(facts.gather(_office("64.02"), on=date(2024, 11, 11)))["days_to_vote"] == 16
    later = facts.gather(_office("64.02"), on=date(2024, 12, 15))
    assert as_json.of(later)["days_to_vote"] is None
    with translation.override("en"):
        assert sections.title(later) == "No vote is known to be ahead"


def test_before_the_index_was_announced_there_is_no_rank(stage):
    found = as_json.of(facts.gather(_office("64.02"), on=date(2022, 12, 1)))
    assert (found["province_rank"], found["regency_rank"], found["index_edition"]) == (None, None, None)


@pytest.mark.parametrize("code", ["64", "00", "64.02.06"])
def test_province_nation_and_district_have_a_briefing_too(stage, code):
    told = facts.gather(_office(code), on=NINTH)
    found = as_json.of(told)
    assert found["office"] == code
    assert (found["regency_rank"] is None) == (code in {"64", "00"})
    assert as_markdown.of(told).startswith("# ")


def test_a_drill_counts_nowhere(told):
    ElectionEvent.objects.filter(pk="kukar-2024-11-27").update(kind=ElectionEvent.Kind.DRILL)
    found = as_json.of(facts.gather(_office("64.02"), on=NINTH))
    assert (found["violations_handled"], found["received_only"]) == (0, 0)


def test_headings_carry_the_fact_and_every_figure_its_query(told):
    with translation.override("id"):
        parts = {part.key: part for part in sections.of(told)}
        assert parts["vote"].title == "Delapan belas hari menuju pemungutan suara."
        assert parts["cases"].title == "Dua pelanggaran ditangani, dua masih berjalan."
        assert "ke-5 dari 34" in parts["vulnerability"].title
        assert "ke-48 dari 514" in parts["vulnerability"].title
        for part in parts.values():
            assert all(figure.path.startswith("/meja/") for figure in part.figures), part.key
            assert part.figures


def test_each_figure_leads_to_a_page_that_says_how_it_was_counted(stage, told):
    client = client_of(stage.cast.officer)
    for figure in sections.figures(told):
        assert client.get(figure.path).status_code == 200, figure.path
    handled = figures.of("handled", told.office, on=NINTH)
    for part in handled.parts:
        assert sum(count for _, count in part.rows) == 2, part.title
    assert client.get("/meja/situasi/angka/lain/").status_code == 404


# Shapes


def test_the_sheet_is_a_pdf_with_the_office_and_every_heading(told):
    with translation.override("id"):
        text = _words(as_pdf.sheet(told))
        assert all(_joined(part.title) in text for part in sections.of(told))
    assert _joined("KABUPATEN KUTAI KARTANEGARA") in text


def test_the_slides_are_wide_one_fact_each(told):
    with translation.override("id"):
        content = as_pdf.slides(told)
        titles = [part.title for part in sections.of(told)]
    reader = PdfReader(io.BytesIO(content))
    box = reader.pages[0].mediabox
    assert round(float(box.width) / float(box.height), 3) == round(16 / 9, 3)
    assert len(reader.pages) == len(titles) + 1  # what nobody has confirmed stands last
    text = _words(content)
    assert all(_joined(title) in text for title in titles)


def test_the_pptx_can_be_edited_text_tables_and_charts_are_its_own(told):
    with translation.override("id"):
        show = Presentation(io.BytesIO(as_pptx.of(told)))
        titles = [part.title for part in sections.of(told)]
    assert [slide.shapes.title.text_frame.text for slide in show.slides] == titles
    shapes = [shape for slide in show.slides for shape in slide.shapes]
    assert any(shape.has_chart for shape in shapes)
    assert any(shape.has_table for shape in shapes)
    assert not any(shape.shape_type == 13 for shape in shapes)  # no picture


def test_the_docx_holds_the_same_headings_and_tables(told):
    with translation.override("id"):
        document = Document(io.BytesIO(as_docx.of(told)))
        parts = sections.of(told)
    headings = [item.text for item in document.paragraphs if item.style.name == "Heading 1"]
    assert headings == [f"{place}. {part.title}" for place, part in enumerate(parts, 1)]
    assert len(document.tables) >= sum(bool(part.table) for part in parts)


def test_what_a_person_wrote_stays_text_in_every_shape(stage, told):
    odd = "Aneh <b>|* \x0b #panic() 👍 _x_"
    from_report = facts.gather(_office("64.02"), on=NINTH)
    report = SituationReport(ground=odd, on=NINTH, level="kondusif", author="x")
    level = next(iter(scale.levels().values()))
    own = Standing(from_report.office.area, report, level, False)
    picture = replace(from_report.picture, own=own)
    odd_facts = replace(from_report, picture=picture)
    assert b"%PDF" in as_pdf.sheet(odd_facts)[:8]
    assert Document(io.BytesIO(as_docx.of(odd_facts)))
    assert Presentation(io.BytesIO(as_pptx.of(odd_facts)))
    assert "\\<b\\>" in as_markdown.of(odd_facts)


def test_a_sample_says_contoh_in_every_shape(told):
    Case.objects.update(is_sample=True)
    sample = facts.gather(_office("64.02"), on=NINTH)
    with translation.override("id"):
        assert "CONTOH" in _words(as_pdf.sheet(sample))
        assert "CONTOH" in _words(as_pdf.slides(sample))
        assert "CONTOH" in as_markdown.of(sample)
        assert any("CONTOH" in item.text for item in Document(io.BytesIO(as_docx.of(sample))).paragraphs)
        slide = Presentation(io.BytesIO(as_pptx.of(sample))).slides[0]
        assert any("CONTOH" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def _words(content):
    return "".join(_joined(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages)


def _joined(text):
    return "".join(text.split())


# Page, files, command


def test_one_click_gives_the_page_and_the_journal_knows_what_left_the_house(stage, told):
    client = client_of(stage.cast.colleague_without_role)
    page = client.get("/meja/situasi/lembar/", {"on": "2024-11-09"})
    assert page.status_code == 200
    assert "Delapan belas hari menuju pemungutan suara" in page.content.decode()
    for shape in ("pdf", "slides", "pptx", "docx", "md", "json"):
        answer = client.get(f"/meja/situasi/lembar/{shape}/", {"on": "2024-11-09"})
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith('attachment; filename="keadaan-64.02-2024-11-09.')
    shapes = Line.objects.filter(act="briefing_exported").values_list("facts__format", flat=True)
    assert sorted(shapes) == ["docx", "json", "md", "pdf", "pptx", "slides"]
    assert client.get("/meja/situasi/lembar/exe/").status_code == 404


def test_the_page_names_no_party(stage, told):
    page = client_of(stage.cast.officer).get("/meja/situasi/lembar/", {"on": "2024-11-09"}).content.decode()
    for name in ("Siti Rahmawati", "Budi Santoso", "Joko Susilo"):
        assert name not in page


def test_the_command_writes_what_the_page_shows(told, tmp_path):
    out = tmp_path / "b.json"
    call_command("briefing", "--office", "64.02", "--on", "2024-11-09", "--format", "json", "--out", str(out))
    assert json.loads(out.read_text())["violations_handled"] == 2
    with pytest.raises(CommandError, match=r"99\.99"):
        call_command("briefing", "--office", "99.99")


def test_the_course_is_that_of_the_acts(stage, told):
    case = Case.objects.filter(classes__violation_class="criminal").get()
    before = facts.gather(told.office, on=NINTH).course
    acts.stop_case(case, reason="Selesai.", actor=stage.chair, at=wita(9, 15))
    after = facts.gather(told.office, on=NINTH).course
    assert (before.running, after.running, after.ended) == (2, 1, 1)


def test_gathering_asks_the_same_questions_however_many_cases_there_are(stage):
    office, asked = _office("64.02"), []
    for many in (1, 8):
        for number in range(many):
            stage.report(wita(4, minute=5 * many + number))
        with CaptureQueriesContext(connection) as queries:
            facts.gather(office, on=NINTH)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 45


def test_turnout_is_a_chart_on_the_sheet_and_on_the_slides(told):
    known = [
        Compared("Kutai Kartanegara", 3, 9, Decimal(60), Decimal(75), Decimal("56.5")),
        Compared("Tenggarong", 3, 9, Decimal(61), None, None),
    ]
    after = replace(told, stations=replace(told.stations, turned_out=known))
    with translation.override("id"):
        for content in (as_pdf.sheet(after), as_pdf.slides(after)):
            assert "Tenggarong" in _words(content)
        show = Presentation(io.BytesIO(as_pptx.of(after)))
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    (chart,) = [found for found in charts if found.has_legend]
    assert list(chart.plots[0].categories) == ["Kutai Kartanegara", "Tenggarong"]
    assert [tuple(series.values) for series in chart.plots[0].series] == [
        (0.6, 0.61),
        (0.565, None),
        (0.75, None),
    ]


def test_after_the_vote_its_stations_and_turnout_are_still_told(stage):
    told = facts.gather(_office("64.02"), on=date(2024, 12, 15))
    assert told.event is None
    assert told.stations.last.vote_on == date(2024, 11, 27)
    assert told.stations.turned_out[0].before == Decimal("56.5700")
