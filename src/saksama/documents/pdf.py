"""PDF by typst: one template and plain data in, the same bytes out every time.

Data crosses as one JSON string and is set as text, so nothing a person wrote can become markup. Fonts are our
own files and those inside typst, never the machine's; dates come with the data; so equal data gives equal
bytes on every machine that has the same typst. The result is PDF/A-2a (archive, tagged) unless asked
otherwise; conformance is checked by the typesetter itself, which refuses what the standard forbids.

The templates and the data each one takes are described in docs/documents.md; ``tests/examples`` holds one
example of each.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from saksama.documents.errors import CannotRender, UnknownTemplate

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]
Data = Mapping[str, JSON]
Standard = Literal["a-2a", "a-2b", "a-3a", "ua-1", "1.7"]

FOLDER: Final = Path(__file__).parent / "typst"
FONTS: Final = Path(__file__).parents[1] / "pages" / "fonts"
SHARED: Final = frozenset({"letterhead", "letter", "blocks"})
HANDED_OUT: Final = frozenset({"officer_cards"})
"""Sheets that hold secrets of their bearers: handed out, never issued, so without number, seal and register."""
TEMPLATES: Final = frozenset(path.stem for path in FOLDER.glob("*.typ")) - SHARED - HANDED_OUT

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_TURNS_THE_LINE: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PERHAPS_UNDRAWN: Final = re.compile(
    "[^\n\t\x20-\x7e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u2212]"
)
_local = threading.local()


def render(
    template: str,
    data: Data,
    *,
    lang: str = "id",
    pdf_standard: Standard = "a-2a",
    issued_at: datetime | None = None,
) -> bytes:
    """Set ``template`` with ``data``.

    Args:     template: one of ``TEMPLATES``.   data: JSON values; every template needs ``title``, ``office``
              (``line_1, line_2, address``) and ``issued_on`` (ISO day, the document's own date).
              lang: language of the text, for readers aloud.   pdf_standard: as typst names it, "a-2a".
              issued_at: aware instant kept in the file's metadata; None = midnight UTC of ``issued_on``.
    Raises:   UnknownTemplate; CannotRender when a value is missing or of the wrong shape.

    Control characters and marks that turn the reading direction are left out. A character for which no font
    has a drawing (an emoji) is written as its code point, ``[U+1F44D]``: a receipt must never fail for it.
    """
    moment = _moment(data, issued_at)
    drawn = _compile(
        template,
        data,
        lang,
        moment,
        format="pdf",
        pdf_standards=pdf_standard,
        timestamp=int(moment.timestamp()),
    )
    assert isinstance(drawn, bytes)
    return drawn


def picture(template: str, data: Data, *, lang: str = "id", ppi: float = 96) -> bytes:
    """The first page of the same document as a PNG, for a preview on a page. Raises as ``render``."""
    drawn = _compile(template, data, lang, _moment(data, None), format="png", ppi=ppi)
    return drawn if isinstance(drawn, bytes) else drawn[0]


def _compile(template: str, data: Data, lang: str, moment: datetime, **wanted: Any) -> Any:
    if template not in TEMPLATES | HANDED_OUT:
        raise UnknownTemplate(name=template, known=", ".join(sorted(TEMPLATES)))
    for write in (_clean, _spelled):
        inputs = {
            "data": json.dumps(_each_text(dict(data), write), ensure_ascii=False),
            "lang": lang,
            "moment": f"{moment:%Y-%m-%dT%H:%M:%S}",
        }
        try:
            return _compiler().compile(input=str(FOLDER / f"{template}.typ"), sys_inputs=inputs, **wanted)
        except typst.TypstError as fault:
            if write is _spelled or not _is_undrawn(fault):
                raise CannotRender(name=template, detail=str(fault)) from fault
    raise AssertionError("the loop returns or raises")


def _compiler() -> typst.Compiler:
    """One compiler a thread: it keeps parsed templates and fonts, and cannot be shared while it works."""
    compiler: typst.Compiler | None = getattr(_local, "compiler", None)
    if compiler is None:
        compiler = _local.compiler = typst.Compiler(root=str(FOLDER), font_paths=_fonts())
    return compiler


@cache
def _fonts() -> typst.Fonts:
    """The asset build's static fonts; before it has run, typst's own fonts stand in."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)] if FONTS.is_dir() else [])


def _moment(data: Data, issued_at: datetime | None) -> datetime:
    if issued_at is None:
        return datetime.fromisoformat(str(data.get("issued_on", "1970-01-01"))).replace(tzinfo=UTC)
    return issued_at.astimezone(UTC)


def _is_undrawn(fault: Exception) -> bool:
    return "could not be displayed" in str(fault) or "contains the codepoint" in str(fault)


def _each_text(value: JSON, write: Callable[[str], str]) -> JSON:
    """The same data with ``write`` applied to every text in it."""
    if isinstance(value, str):
        return write(value)
    if isinstance(value, Mapping):
        return {key: _each_text(part, write) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(part, write) for part in value]
    return value


def readable(text: str) -> str:
    """``text`` without control characters and marks that turn the line; the same for every kind of file."""
    return _clean(text)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TURNS_THE_LINE.sub("", _UNPRINTABLE.sub("", text))


def _spelled(text: str) -> str:
    """Code points in place of all that lies outside the alphabets our fonts surely draw."""
    return _PERHAPS_UNDRAWN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _clean(text))
