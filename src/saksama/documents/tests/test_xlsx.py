"""Sheets: text stays text, dates stay dates, the head stays in sight, the sample says so."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from saksama.documents import xlsx

pytestmark = pytest.mark.rules

COLUMNS = (xlsx.Column("Nomor"), xlsx.Column("Jumlah", "number"), xlsx.Column("Tanggal", "date"))


def sheet(rows, **changed):
    options = {"as_of": "Sabtu, 9 November 2024", "sample": False, **changed}
    return load_workbook(io.BytesIO(xlsx.table("Buku register", COLUMNS, rows, **options))).active


def first_cell(value, **changed):
    return sheet([(value, None, None)], **changed).cell(5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x","y")',
        "+628123",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "#N/A",
        "=cmd|' /C calc'!A0",
    ],
)
def test_text_that_a_spreadsheet_would_run_stays_text(text):
    cell = first_cell(text)
    assert cell.data_type == "s"
    assert cell.value.replace("\n", "\r") == text
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_dates_stay_dates_and_numbers_stay_numbers():
    row = next(sheet([("a", 1447, date(2024, 11, 9))]).iter_rows(min_row=5))
    assert row[1].value == 1447
    assert row[2].is_date
    assert row[2].value.date() == date(2024, 11, 9)


def test_an_instant_is_shown_on_the_clock_of_the_place():
    cell = first_cell(datetime(2024, 11, 9, 17, 30, tzinfo=UTC), zone="Asia/Makassar")
    assert cell.value == datetime(2024, 11, 10, 1, 30)


def test_an_instant_without_a_place_is_refused():
    with pytest.raises(ValueError, match="zone"):
        first_cell(datetime(2024, 11, 9, 17, 30, tzinfo=UTC))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 values for 3"):
        sheet([("a", 1)])


def test_the_head_stays_in_sight_and_can_be_filtered():
    found = sheet([("a", 1, None), ("b", 2, None)])
    assert found.freeze_panes == "A5"
    assert found.auto_filter.ref == "A4:C6"
    assert found.print_title_rows == "$4:$4"
    assert found.column_dimensions["A"].width == 28


def test_control_characters_and_lone_surrogates_do_not_break_the_file():
    assert first_cell("a\x00b\x07c\ud800d").value == "abcd"


def test_text_too_long_for_a_cell_is_cut_and_says_so():
    text = first_cell("x" * 40_000).value
    assert len(text) == xlsx.LONGEST
    assert text.endswith(")")


def test_the_sample_says_so_on_screen_and_in_print():
    found = sheet([("a", 1, None)], sample=True)
    assert any("CONTOH" in str(cell.value) for row in found.iter_rows(max_row=4) for cell in row)
    assert found.oddHeader.center.text == "CONTOH"


def test_a_real_table_carries_no_sample_mark():
    found = sheet([("a", 1, None)])
    assert not any("CONTOH" in str(cell.value) for row in found.iter_rows() for cell in row)


def test_a_title_that_is_no_sheet_name_becomes_one():
    book = load_workbook(io.BytesIO(xlsx.table("a/b:c?" * 10, COLUMNS, [], as_of="-", sample=False)))
    assert len(book.sheetnames[0]) <= 31
