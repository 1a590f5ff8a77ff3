"""Tables as XLSX, written as they are read, safe against formulas.

Text that a spreadsheet would run (``=``, ``+``, ``-``, ``@``, tab or return in front) stays text, with the
quote prefix that keeps it text when somebody edits the cell. Every sheet says as of when it speaks, and
CONTOH where its content is invented.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, Any, Final, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

Value = str | int | float | bool | date | datetime | None
Kind = Literal["text", "number", "date", "moment"]

WIDTHS: Final[dict[Kind, int]] = {"text": 28, "number": 12, "date": 16, "moment": 20}
FORMATS: Final[dict[Kind, str]] = {
    "text": "General", "number": "#,##0", "date": "d mmm yyyy", "moment": "d mmm yyyy hh:mm",
}  # fmt: skip
LONGEST: Final = 32_767
"""Characters a cell can hold (ECMA-376); longer text is cut and says so."""

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column; ``width`` in characters, None = by kind."""

    head: str
    kind: Kind = "text"
    width: int | None = None


def table(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    as_of: str,
    sample: bool,
    zone: str = "",
) -> bytes:
    """Return one sheet as a file's bytes; see ``write``."""
    buffer = BytesIO()
    write(buffer, title, columns, rows, as_of=as_of, sample=sample, zone=zone)
    return buffer.getvalue()


def write(
    file: IO[bytes],
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    as_of: str,
    sample: bool,
    zone: str = "",
) -> None:
    """Write one sheet into ``file``; rows are read once, one after another, and not kept.

    Args:     title: first line and name of the sheet.   as_of: the moment as people read it, "Sabtu,
              9 November 2024, pukul 08.02 WITA".
              sample: adds a line and a print head that say CONTOH.
              rows: one value per column; dates stay dates, None is an empty cell.
              zone: IANA name or empty; needed where a value is an aware instant, which XLSX cannot hold.
    Raises:   ValueError for an aware instant without ``zone`` or a row of another length than ``columns``.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_SHEET_NAME.sub(" ", title).strip("' ")[:31] or "Saksama")
    preface = [
        [_styled(sheet, title, font=Font(bold=True, size=14))],
        [_styled(sheet, _("As of %(moment)s") % {"moment": as_of}, font=Font(color="55465B"))],
    ]
    if sample:
        preface.append(
            [_styled(sheet, _("SAMPLE. Names and events in this table are invented."), font=Font(bold=True))]
        )
    head_row = len(preface) + 2
    _lay_out(sheet, columns, head_row, sample)
    try:
        last = head_row + _fill(sheet, columns, (*preface, []), rows, zone)
        sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(len(columns))}{last}"
    finally:
        sheet.close()  # also after a fault: its generators must not be left to the garbage collector
    book.save(file)


def bare(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A sheet to be mended and read again: its heads stand in the first row, nothing above them. All is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_SHEET_NAME.sub(" ", title).strip("' ")[:31] or "Saksama")
    _lay_out(sheet, [Column(head) for head in heads], 1, sample=False)
    try:
        sheet.append([_head(sheet, Column(head)) for head in heads])
        for values in rows:
            sheet.append([_cell(sheet, "text", value, "") for value in values])
    finally:
        sheet.close()
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(
    sheet: Any,
    columns: Sequence[Column],
    preface: Iterable[list[Any]],
    rows: Iterable[Sequence[Value]],
    zone: str,
) -> int:
    """Write the lines; return how many of them are data."""
    for line in preface:
        sheet.append(line)
    sheet.append([_head(sheet, column) for column in columns])
    count = 0
    for values in rows:
        if len(values) != len(columns):
            raise ValueError(f"A row has {len(values)} values for {len(columns)} columns.")
        sheet.append(
            [_cell(sheet, column.kind, value, zone) for column, value in zip(columns, values, strict=True)]
        )
        count += 1
    return count


def _lay_out(sheet: Any, columns: Sequence[Column], head_row: int, sample: bool) -> None:
    sheet.freeze_panes = f"A{head_row + 1}"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width or WIDTHS[column.kind]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.oddFooter.center.text = "&P / &N"
    if sample:
        sheet.oddHeader.center.text = _("SAMPLE")


def _styled(sheet: Any, text: str, **style: Any) -> Any:
    cell = _text(sheet, text)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _head(sheet: Any, column: Column) -> Any:
    return _styled(
        sheet,
        column.head,
        font=Font(bold=True),
        border=Border(top=Side(style="medium"), bottom=Side(style="thin")),
        alignment=Alignment(
            wrap_text=True, vertical="top", horizontal="right" if column.kind == "number" else None
        ),
    )


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text whatever its first character is."""
    text = _UNWRITABLE.sub("", text)
    if len(text) > LONGEST:
        note = _(" … (cut; the whole text stands in the record)")
        text = text[: LONGEST - len(note)] + note
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if text.startswith(_DANGEROUS):
        cell.quotePrefix = True
    return cell


def _cell(sheet: Any, kind: Kind, value: Value, zone: str) -> Any:
    if value is None or isinstance(value, bool):
        return value if value is None else _text(sheet, _("yes") if value else _("no"))
    if isinstance(value, str):
        # A bare value is cheaper than a cell; "#" begins what openpyxl would take for an error.
        plain = len(value) <= LONGEST and not value.startswith((*_DANGEROUS, "#")) and value.isprintable()
        return value if plain else _text(sheet, value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        if not zone:
            raise ValueError("An instant needs the zone in which it is shown.")
        value = value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if isinstance(value, date | time):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = FORMATS["moment" if isinstance(value, datetime) else "date"]
        return cell
    if kind == "number":
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = FORMATS["number"] if isinstance(value, int) else "#,##0.00"
        return cell
    return value
