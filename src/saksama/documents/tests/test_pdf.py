"""Letters, forms and tables: they say what the data says, and nothing in the data can be more than text."""

import io
import re
import threading
import time
from datetime import UTC, datetime

import pikepdf
import pytest
from pypdf import PdfReader

from saksama.documents import pdf
from saksama.documents.errors import CannotRender, UnknownTemplate

pytestmark = pytest.mark.rules

TEMPLATES = sorted(pdf.TEMPLATES)
INJECTIONS = [
    '#panic("x")',
    '#import "letterhead.typ": *',
    "*tebal* _miring_ `kode`",
    "$ x^2 + y $",
    "= Judul",
    "// catatan /* lain */",
    "<label> @rujukan",
    "[isi] {kode} \\ \\u{41}",
    '"; #read("/etc/passwd"); "',
    "https://contoh.example/#a?b=c&d",
    "~ -- --- ... 'a' \"b\"",
]


def joined(text):
    return "".join(text.split())


def leaves(value):
    if isinstance(value, dict):
        for key, part in value.items():
            if not key.endswith(("_svg", "issued_on", "align", "form")):
                yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_text_of_the_data_stands_in_the_document(template, example, words):
    data = example(template)
    found = joined(words(pdf.render(template, data)))
    missing = [text for text in leaves(data) if joined(text) not in found]
    assert missing == []


def test_two_renders_are_the_same_bytes_whatever_the_hour(example):
    first = {template: pdf.render(template, example(template)) for template in TEMPLATES}
    time.sleep(1.1)  # a date taken from the clock would differ by now
    assert {template: pdf.render(template, example(template)) for template in TEMPLATES} == first


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_sample_says_contoh_on_every_page(template, example):
    document = pdf.render(template, example(template, sample=True))
    assert all("CONTOH" in page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_real_document_carries_no_sample_mark(template, example, words):
    assert "CONTOH" not in words(pdf.render(template, example(template, sample=False)))


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_file_declares_itself_an_archive_copy_with_tags_and_language(template, example):
    data = example(template)
    with pikepdf.open(io.BytesIO(pdf.render(template, data))) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "id"
        assert meta["dc:title"] == data["title"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_font_is_inside_the_file(template, example):
    with pikepdf.open(io.BytesIO(pdf.render(template, example(template)))) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_the_moment_of_issue_is_kept_in_the_file(example):
    at = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)
    with pikepdf.open(io.BytesIO(pdf.render("receipt", example("receipt"), issued_at=at))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20241109000200")


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_user_text_is_printed_as_it_was_written(text, example, words):
    data = example("status_notice", reasons=text)
    assert joined(text) in joined(words(pdf.render("status_notice", data)))


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_a_table_cell_is_printed_as_it_was_written(text, example, words):
    data = example("register_book")
    data["rows"] = [["1", "900", "9 Nov", text, "Pidana", "A", "—", "Ditangani"]]
    assert joined(text) in joined(words(pdf.render("register_book", data)))


def test_lines_and_paragraphs_are_kept(example):
    document = pdf.render("status_notice", example("status_notice", reasons="satu\ndua\r\n\r\n\n tiga"))
    lines = [
        line.strip()
        for page in PdfReader(io.BytesIO(document)).pages
        for line in page.extract_text().split("\n")
    ]
    assert [line for line in lines if line in {"satu", "dua", "tiga"}] == ["satu", "dua", "tiga"]


def test_a_word_without_end_stays_on_the_page(example):
    document = pdf.render("status_notice", example("status_notice", reasons="x" * 3000))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]
    runs = re.findall("x{20,}", "\n".join(pages).replace("\u200b", ""))
    assert sum(map(len, runs)) == 3000
    assert max(map(len, runs)) < 100  # about what a line holds


def test_twenty_kilobytes_of_text_are_all_there(example, words):
    story = "\n".join(f"Kalimat ke-{number} dari uraian yang sangat panjang." for number in range(420))
    assert len(story) > 20_000
    found = words(pdf.render("status_notice", example("status_notice", reasons=story)))
    assert all(f"ke-{number} " in found for number in range(420))


def test_writing_from_right_to_left_does_not_disturb_what_follows(example, words):
    data = example("status_notice", reasons="السلام عليكم", next="Sesudahnya tetap terbaca.")
    assert "Sesudahnya tetap terbaca." in words(pdf.render("status_notice", data))


def test_marks_that_turn_the_line_are_left_out(example, words):
    data = example("status_notice", case_number="900\u202eXYZ\u202c/2024")
    assert "900XYZ/2024" in words(pdf.render("status_notice", data))


def test_a_character_without_a_drawing_is_spelled_and_never_stops_the_document(example, words):
    found = words(pdf.render("status_notice", example("status_notice", reasons="Bagus 👍 漢 \ue000 sekali")))
    assert "Bagus [U+1F44D] [U+6F22] [U+E000] sekali" in found


def test_control_characters_are_left_out(example, words):
    assert "abcd" in words(
        pdf.render("status_notice", example("status_notice", reasons="a\x00b\x07c\ud800d"))
    )


def test_a_long_table_repeats_its_head_and_counts_its_pages(example):
    data = example("register_book")
    data["rows"] = [[str(number), *row[1:]] for number, row in enumerate(data["rows"] * 12)]
    pages = PdfReader(io.BytesIO(pdf.render("register_book", data))).pages
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert "Uraian singkat" in page.extract_text()
        assert f"{number} dari {len(pages)}" in page.extract_text()


def test_an_empty_register_says_so(example, words):
    assert "Belum ada catatan pada masa ini." in words(
        pdf.render("register_book", example("register_book", rows=[]))
    )


@pytest.mark.parametrize(
    ("template", "most"), [("blank_report_form", 2), ("receipt", 1), ("status_notice", 1)]
)
def test_a_form_keeps_to_its_pages(template, most, example):
    assert len(PdfReader(io.BytesIO(pdf.render(template, example(template)))).pages) == most


def test_a_receipt_without_attachments_says_so(example, words):
    assert "Tidak ada lampiran." in words(pdf.render("receipt", example("receipt", attachments=[])))


def test_law_that_no_lawyer_has_confirmed_is_listed(example, words):
    found = words(pdf.render("receipt", example("receipt")))
    assert "Belum dikonfirmasi ahli hukum. Kode formulir A.3" in found


def test_a_second_summons_says_that_handling_goes_on(example, words):
    first = words(pdf.render("clarification_invitation", example("clarification_invitation", summons=1)))
    second = words(pdf.render("clarification_invitation", example("clarification_invitation", summons=2)))
    assert "undangan kedua" not in first
    assert "penanganan tetap kami lanjutkan" in second


def test_a_missing_value_is_named(example):
    data = example("receipt")
    del data["tracking_code"]
    with pytest.raises(CannotRender, match="tracking_code"):
        pdf.render("receipt", data)


@pytest.mark.parametrize("name", ["tidak_ada", "letterhead", "../../../../etc/passwd"])
def test_only_templates_of_the_house_are_rendered(name, example):
    with pytest.raises(UnknownTemplate):
        pdf.render(name, example("receipt"))


def test_eight_threads_render_the_same_bytes(example):
    data = example("status_notice")
    expected, results = pdf.render("status_notice", data), []
    threads = [
        threading.Thread(target=lambda: results.append(pdf.render("status_notice", data) == expected))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 8
