"""Blanks: every form reads, fills with nothing, and its Word templates are what the script makes."""

import importlib.machinery
import importlib.util
import zipfile
from datetime import date
from pathlib import Path

import pytest

from saksama.documents import blanks, pdf, word
from saksama.documents.errors import BrokenWordTemplate
from saksama.law import load

pytestmark = pytest.mark.rules
DAY = date(2024, 11, 9)
COMMON = {
    "office": {"line_1": "Bawaslu Contoh"},
    "issued_on": "2024-11-09",
    "signers": [],
    "addressee": {"name": "KPU"},
    "place_and_day": "Contoh",
}


@pytest.mark.parametrize("kind", sorted(blanks.all_blanks()))
def test_a_blank_filled_with_nothing_is_still_a_form_to_write_on(kind, words):
    data = {**COMMON, **blanks.fill(kind, {})}
    assert data["title"].split("{")[0].split("…")[0] in words(
        pdf.render(blanks.all_blanks()[kind].shape, data)
    )


def test_a_line_that_may_be_left_out_is_left_out_and_another_shows_a_dash():
    reporter = blanks.fill("report_form", {"reporter": {"name": "A"}})["sections"][0]["facts"]
    assert ["Surel", "—"] not in reporter
    assert ["Alamat", "—"] in reporter


def test_each_respondent_has_a_part_of_its_own():
    headings = [
        section["heading"]
        for section in blanks.fill("report_form", {"respondents": [{"name": "A"}, {"name": "B"}]})["sections"]
    ]
    assert {"Terlapor 1", "Terlapor 2"} <= set(headings)


@pytest.mark.parametrize("regime", ["pilkada", "pemilu"])
def test_every_form_of_the_law_has_its_paper(regime):
    own = {"report": "report_form", "finding": "finding_form", "completion_notice": "shortcomings_notice"}
    own |= {f"{which}_discussion_minutes": "discussion_minutes" for which in ("first", "second", "third")}
    kinds = {own.get(form.kind, form.kind) for form in load().on(DAY, regime).forms()}
    assert kinds <= set(blanks.all_blanks()) | pdf.TEMPLATES


def test_the_shipped_word_templates_are_what_the_script_makes(tmp_path):
    path = Path(__file__).parents[4] / "bin" / "word_templates"
    loader = importlib.machinery.SourceFileLoader("word_templates", str(path))
    script = importlib.util.module_from_spec(importlib.util.spec_from_loader("word_templates", loader))
    loader.exec_module(script)
    script.main(tmp_path)
    for shape in blanks.SHAPES:
        made, kept = (
            zipfile.ZipFile(tmp_path / f"{shape}.docx"),
            zipfile.ZipFile(word.FOLDER / f"{shape}.docx"),
        )
        assert [made.read(name) for name in made.namelist()] == [kept.read(name) for name in kept.namelist()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/a.bin", b"x"),
        ("word/_rels/a.rels", b'<Relationship Type="t/image" Target="http://a" TargetMode="External"/>'),
    ],
)
def test_a_word_file_that_runs_or_fetches_something_is_refused(tmp_path, name, content):
    path = tmp_path / "a.docx"
    path.write_bytes(word.shipped("form"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, content)
    with pytest.raises(BrokenWordTemplate):
        word.check(path.read_bytes())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(BrokenWordTemplate):
        word.check(content)
