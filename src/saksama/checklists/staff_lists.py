"""A list of temporary staff as XLSX: read with every fault by row, and the empty list to start from."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from saksama.checklists.operations import NewPosting
from saksama.people.models import Role
from saksama.places.rules import is_code

MOST_ROWS: Final = 5_000
COLUMNS: Final = {
    "nama": "name", "name": "name", "jabatan": "post", "post": "post", "tps": "area", "kode": "area", "station": "area",
    "telepon": "phone", "phone": "phone", "mulai": "starts_on", "first day": "starts_on", "selesai": "ends_on",
    "last day": "ends_on",
}  # fmt: skip
"""Heads in either language: what they hold."""
POSTS: Final = {"ptps": Role.PTPS, "pkd": Role.PKD, "panwascam": Role.PANWASCAM}
HEADS: Final = ("Nama", "Jabatan", "TPS", "Telepon", "Mulai", "Selesai")


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of the list. ``row`` as the spreadsheet counts, None for the whole file."""

    row: int | None
    sentence: str

    @property
    def place(self) -> str:
        return _("row %(row)s") % {"row": self.row} if self.row else ""


class Faulty(Exception):
    """The list cannot be taken; nobody was entered."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def read(
    data: bytes, *, starts_on: date, ends_on: date, stations: frozenset[str], office: str
) -> list[NewPosting]:
    """The people of the list.

    Args:   starts_on, ends_on: for rows that name none.   stations: codes of the event's stations in the office's area.
    Raises: Faulty with every fault there is.
    """
    rows = list(_rows(data))
    if not rows:
        raise Faulty([Fault(None, _("The list holds nobody."))])
    if len(rows) > MOST_ROWS:
        raise Faulty(
            [Fault(None, _("The list holds more than %(most)s people. Split it.") % {"most": MOST_ROWS})]
        )
    faults: list[Fault] = []
    found = [_posting(number, row, starts_on, ends_on, stations, office, faults) for number, row in rows]
    faults += _doubled(rows)
    if faults:
        raise Faulty(sorted(faults, key=lambda fault: fault.row or 0))
    return [posting for posting in found if posting]


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # whatever is no workbook
        raise Faulty(
            [Fault(None, _("This is no XLSX file. Save the list as “Excel workbook (.xlsx)”."))]
        ) from error
    try:
        lines = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 50)
        head = [COLUMNS.get(str(cell or "").strip().lower(), "") for cell in next(lines, ())]
        missing = [told for told in ("name", "post", "area") if told not in head]
        if missing:
            wanted = ", ".join({"name": "Nama", "post": "Jabatan", "area": "TPS"}[told] for told in missing)
            raise Faulty(
                [Fault(1, _("These columns are missing in the first row: %(names)s.") % {"names": wanted})]
            )
        for number, cells in enumerate(lines, start=2):
            row = {
                name: cell for name, cell in zip(head, cells, strict=False) if name and cell not in (None, "")
            }
            if row:
                yield number, row
    finally:
        book.close()


def _posting(
    number: int,
    row: Mapping[str, Any],
    starts_on: date,
    ends_on: date,
    stations: frozenset[str],
    office: str,
    faults: list[Fault],
) -> NewPosting | None:
    before = len(faults)
    name, area = _text(row.get("name")), _text(row.get("area"))
    post = POSTS.get(_text(row.get("post")).lower(), "")
    if not name:
        faults.append(Fault(number, _("The name is missing.")))
    if not post:
        faults.append(
            Fault(
                number,
                _("“%(post)s” is no post. Use PTPS, PKD or Panwascam.") % {"post": _text(row.get("post"))},
            )
        )
    if not is_code(area) or not area.startswith(office):
        faults.append(
            Fault(
                number,
                _("“%(code)s” is no code inside this office. Write it as 64.02.06.1001-003.")
                % {"code": area},
            )
        )
    elif "-" in area and area not in stations:
        faults.append(
            Fault(number, _("There is no polling station %(code)s for this vote.") % {"code": area})
        )
    elif post == Role.PTPS and "-" not in area:
        faults.append(
            Fault(number, _("A PTPS needs the code of a station, such as %(code)s-001.") % {"code": area})
        )
    days = [_day(row.get("starts_on"), starts_on), _day(row.get("ends_on"), ends_on)]
    first, last = days
    if first is None or last is None:
        faults.append(Fault(number, _("A day cannot be read. Write it as 2024-11-04.")))
    elif last < first:
        faults.append(Fault(number, _("The last day lies before the first day.")))
    if len(faults) > before or first is None or last is None:
        return None
    return NewPosting(name[:120], post, area, first, last, _text(row.get("phone"))[:40])


def _doubled(rows: list[tuple[int, dict[str, Any]]]) -> Iterator[Fault]:
    """Two PTPS of one station, and one person twice at one place."""
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        key = (_text(row.get("area")), _text(row.get("name")).casefold())
        if key in seen and all(key):
            yield Fault(
                number, _("This person stands at this place in row %(other)s already.") % {"other": seen[key]}
            )
        seen.setdefault(key, number)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value or "").replace("\0", "").split())


def _day(value: Any, otherwise: date) -> date | None:
    if value is None:
        return otherwise
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not an instant
        except ValueError:
            continue
    return None


def empty(stations: list[tuple[str, str, int]]) -> bytes:
    """The list to start from: one row for each station, its code filled in."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Petugas"
    sheet.append(HEADS)
    for cell, width in zip(sheet[1], (32, 14, 22, 18, 14, 14), strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for code, _village, _number in stations:
        sheet.append([None, "PTPS", code])
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
