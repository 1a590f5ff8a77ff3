"""The first sheet of an XLSX, or a CSV, row after row. Cells come as text; what they mean is decided in ``rules``."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from saksama.cases.problems import Problem

MOST_BYTES = 40 * 2**20
MOST_UNPACKED = 400 * 2**20
"""Bytes; a small file may unpack to what no machine holds."""
MOST_ROWS, MOST_COLUMNS = 100_000, 60
LONGEST_CELL = 20_000

_BAD = (
    OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, ParseError, IndexError,
    AttributeError,
)  # fmt: skip

Row = tuple[int, list[str]]
"""Number of the row as the spreadsheet counts, and its cells."""


def sha256_of(file: IO[bytes]) -> str:
    """Of the whole file, read in pieces; the file stands at its beginning afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(2**20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def rows_of(file: IO[bytes], name: str) -> Iterator[Row]:
    """Rows that hold something, the head first. Read as they are asked for, and not kept.

    Raises: Problem table_unreadable | table_long, while reading.
    """
    lines = _xlsx(file) if name.lower().endswith(".xlsx") else _csv(file)
    count = 0
    for number, cells in lines:
        if any(cells):
            count += 1
            if count > MOST_ROWS + 1:
                raise Problem("table_long", most=MOST_ROWS)
            yield number, cells


def _xlsx(file: IO[bytes]) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Problem("table_unreadable")
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
    except _BAD:
        raise Problem("table_unreadable") from None
    try:
        lines = enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
        while (line := _next(lines)) is not None:
            yield line[0], _cells(line[1])
    finally:
        book.close()


def _next(lines: Iterator[Any]) -> Any:
    """The next line, or None at the end. A sheet is only unpacked while its rows are read."""
    try:
        return next(lines, None)
    except _BAD:
        raise Problem("table_unreadable") from None


def _csv(file: IO[bytes]) -> Iterator[Row]:
    """Comma or, as spreadsheets in Indonesian save it, semicolon; a byte-order mark is no letter."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        first = text.readline(100_000)
        text.seek(0)
        reader = csv.reader(text, delimiter=";" if first.count(";") > first.count(",") else ",")
        for cells in reader:
            yield reader.line_num, _cells(cells)
    except (UnicodeDecodeError, csv.Error):
        raise Problem("table_unreadable") from None
    finally:
        text.detach()


def _cells(row: Sequence[Any]) -> list[str]:
    """The cells of a row up to the last that holds something: sheets tell of columns that nobody filled."""
    cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\x00", "").strip()[:LONGEST_CELL]
