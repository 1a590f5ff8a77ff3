"""The instruments that ship, as XLSForms made from ``data/instruments.toml``: a start that an office changes."""

import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Font

from saksama.checklists.xforms import SAKSAMA

VERSION: Final = "2024.1"
_ID, _EN = "Bahasa Indonesia (id)", "English (en)"
_TYPES: Final = {
    "number": "integer", "text": "text", "long": "text", "time": "time", "photo": "image", "place": "geopoint",
    "signature": "image", "note": "note",
}  # fmt: skip
_SURVEY: Final = (
    "type", "name", f"label::{_ID}", f"label::{_EN}", f"hint::{_ID}", f"hint::{_EN}", "required",
    f"required_message::{_ID}", f"required_message::{_EN}", "relevant", "constraint",
    f"constraint_message::{_ID}", f"constraint_message::{_EN}", "appearance", "parameters", "bind::saksama:alert",
)  # fmt: skip
_HEAD: Final = ({"type": "start", "name": "start"}, {"type": "end", "name": "end"})
_STATION_HINT: Final = (
    "Kosongkan untuk TPS pada kartu Anda. Tulis seperti 64.02.06.1001-003.",
    "Leave it empty for the station on your card. Write it as 64.02.06.1001-003.",
)
_CODE: Final = r"regex(., '^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}-[0-9]{3}$')"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One instrument that ships."""

    code: str
    kind: str
    title: str
    title_en: str
    needs_station: bool
    questions: tuple[tuple[Any, ...], ...]


@cache
def everything() -> tuple[Shipped, ...]:
    """All of them, in the order of the day."""
    told = _told()
    return tuple(
        Shipped(
            code, one["kind"], *one["title"], one["station"], tuple(tuple(row) for row in one["questions"])
        )
        for code, one in told.items()
        if code != "lists"
    )


def named(code: str) -> Shipped:
    """The instrument ``code``. Raises KeyError."""
    return {one.code: one for one in everything()}[code]


@cache
def _told() -> Mapping[str, Any]:
    text = resources.files("saksama.checklists").joinpath("data/instruments.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def workbook(one: Shipped) -> bytes:
    """The XLSForm of an instrument."""
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    _write(survey, _SURVEY, [*_HEAD, *_survey(one), *_tail(one)])
    lists = _told()["lists"]
    used = sorted({row[1] for row in one.questions if row[1] in lists})
    columns = ("list_name", "name", f"label::{_ID}", f"label::{_EN}")
    _write(book.create_sheet("choices"), columns, [
        dict(zip(columns, (name, value, *labels), strict=True))
        for name in used
        for value, labels in lists[name].items()
    ])  # fmt: skip
    settings = {
        "form_title": one.title, "form_id": one.code, "version": VERSION, "default_language": _ID,
        "namespaces": f'saksama="{SAKSAMA}"', "instance_name": f"concat('{one.title}', ' ', ${{end}})",
    }  # fmt: skip
    _write(book.create_sheet("settings"), tuple(settings), [settings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Any, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    sheet.append(columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 36 if "::" in str(cell.value) else 18
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    sheet.freeze_panes = "C2"


def _survey(one: Shipped) -> Iterator[dict[str, Any]]:
    for name, kind, indonesian, english, more in one.questions:
        row = {
            "type": _TYPES.get(kind, f"select_one {kind}"),
            "name": name,
            f"label::{_ID}": indonesian,
            f"label::{_EN}": english,
        }
        if kind == "long":
            row["appearance"] = "multiline"
        if kind == "photo":
            row["parameters"] = "max-pixels=1600"
        row |= _more(more)
        yield row


def _more(more: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if more.get("must"):
        row |= {
            "required": "yes",
            f"required_message::{_ID}": "Mohon diisi.",
            f"required_message::{_EN}": "Please answer this.",
        }
    if "if" in more:
        row["relevant"] = more["if"]
    if "range" in more:
        low, high = more["range"]
        row["constraint"] = f". >= {low} and . <= {high}"
        row[f"constraint_message::{_ID}"] = f"Tulis angka dari {low} sampai {high}."
        row[f"constraint_message::{_EN}"] = f"Write a number from {low} to {high}."
    if "hint" in more:
        row[f"hint::{_ID}"], row[f"hint::{_EN}"] = more["hint"]
    if "alert" in more:
        row["bind::saksama:alert"] = " ".join(more["alert"])
    return row


def _tail(one: Shipped) -> Iterator[dict[str, Any]]:
    """Place, station and signature, the same in each."""
    yield {"type": "geopoint", "name": "location", f"label::{_ID}": "Lokasi", f"label::{_EN}": "Location"}
    yield {
        "type": "text", "name": "station", f"label::{_ID}": "Kode TPS, bila bukan TPS Anda",
        f"label::{_EN}": "Code of the station, if it is not yours", f"hint::{_ID}": _STATION_HINT[0],
        f"hint::{_EN}": _STATION_HINT[1], "constraint": _CODE,
        f"constraint_message::{_ID}": "Tulis seperti 64.02.06.1001-003.",
        f"constraint_message::{_EN}": "Write it as 64.02.06.1001-003.",
    }  # fmt: skip
    yield {
        "type": "image", "name": "signature", f"label::{_ID}": "Tanda tangan yang mengisi",
        f"label::{_EN}": "Signature of who answered", "appearance": "signature",
        "parameters": "max-pixels=800",
    }  # fmt: skip
