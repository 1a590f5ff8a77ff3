"""Blanks: what stands on a form before anybody fills it. Text is data, one file for each form.

A blank names its shape (``form``, ``minutes``, ``official_letter``: a typst template and a Word template each), its
fixed sentences, and for each line which value it takes. ``fill`` puts the values of a record in; what comes out is what
the templates of the shape draw, so a PDF and a Word file of one form say the same. Pure; read once per process.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from saksama.documents.pdf import JSON

FOLDER: Final = Path(__file__).parent / "data" / "blanks"
SHAPES: Final = frozenset({"form", "minutes", "official_letter"})
NOTHING: Final = "—"
"""What a line shows whose value is not known."""
TO_WRITE: Final = "……………………"
"""What a sentence shows in its place: room for a pen."""

Values = Mapping[str, Any]
Data = dict[str, JSON]
_PLACE: Final = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    """One form. ``kind`` is its key; ``confidential``: says on paper that it is not public."""

    kind: str
    shape: str
    title: str
    opening: str
    closing: str
    statement: str
    confidential: bool
    sections: Sequence[Mapping[str, Any]]


@cache
def all_blanks() -> Mapping[str, Blank]:
    """Every blank by its kind."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def _read(path: Path) -> Blank:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    closing = table.get("closing", {})
    assert table["shape"] in SHAPES, f"{path.name}: unknown shape {table['shape']}"
    return Blank(
        kind=path.stem,
        shape=table["shape"],
        title=table["title"],
        opening=table.get("opening", ""),
        closing=closing.get("text", ""),
        statement=closing.get("statement", ""),
        confidential=table.get("confidential", False),
        sections=table["sections"],
    )


def fill(kind: str, values: Values) -> Data:
    """What the shape of ``kind`` draws: title, sentences, sections.

    Args:    values: nested mappings and lists, named by dots in the blank (``reporter.name``); a missing or empty value
             is drawn as a dash, or left out where the blank marks it with a question mark.
    Returns: ``title, opening, statement, closing, confidential`` and ``sections``: each with ``heading`` and any of
             ``text``, ``facts`` [[label, value]], ``table`` {columns, rows}, ``items``, ``dialogue`` [[question,
             answer]].
    """
    blank = all_blanks()[kind]
    return {
        "title": _sentence(blank.title, values),
        "opening": _sentence(blank.opening, values),
        "statement": _sentence(blank.statement, values),
        "closing": _sentence(blank.closing, values),
        "confidential": blank.confidential,
        "sections": [section for told in blank.sections for section in _sections(told, values)],
    }


def places(kind: str) -> frozenset[str]:
    """Every value that the blank asks for, as written in it."""
    blank = all_blanks()[kind]
    found = set(_PLACE.findall(" ".join((blank.title, blank.opening, blank.statement, blank.closing))))
    for told in blank.sections:
        found |= {name.rstrip("?") for _, name in told.get("facts", ())} if "each" not in told else set()
        found |= {str(told[key]) for key in ("text", "table", "items", "dialogue", "each") if key in told}
    return frozenset(found)


def _sections(told: Mapping[str, Any], values: Values) -> Iterator[Data]:
    heading = told.get("heading", "")
    if "each" not in told:
        section = {"heading": heading, **_content(told, values)}
        if len(section) > 1:
            yield section
        return
    rows = value_at(values, told["each"]) or []
    if not rows:
        yield {"heading": heading, "text": told.get("empty", NOTHING)}
    for number, row in enumerate(rows, start=1):
        yield {"heading": f"{heading} {number}" if len(rows) > 1 else heading, **_content(told, row)}


def _content(told: Mapping[str, Any], values: Values) -> Data:
    """The body of one section; empty only where the blank says that it may be left out."""
    facts = list(_facts(told.get("facts", ()), values))
    if facts:
        return {"facts": facts}
    if "table" in told and (rows := value_at(values, told["table"])):
        columns: list[JSON] = [{"head": head, "share": share} for head, _, share in told["columns"]]
        return {"table": {"columns": columns, "rows": [_row(told["columns"], row) for row in rows]}}
    for key in ("items", "dialogue"):
        if key in told and (rows := value_at(values, told[key])):
            return {key: list(rows)}
    if "text" in told and (text := str(value_at(values, told["text"]) or "").strip()):
        return {"text": text}
    return {} if told.get("omit") else {"text": told.get("empty", NOTHING)}


def _facts(lines: Sequence[Sequence[str]], values: Values) -> Iterator[JSON]:
    """Lines of label and value; one that may be left out is left out when empty."""
    for label, name in lines:
        found = str(value_at(values, name.rstrip("?")) or "").strip()
        if found or not name.endswith("?"):
            yield [label, found or NOTHING]


def _row(columns: Sequence[Sequence[Any]], row: Values) -> JSON:
    return [str(row.get(name) or NOTHING) for _, name, _ in columns]


def value_at(values: Values, name: str) -> Any:
    """The value that dots lead to, or None."""
    found: Any = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _sentence(sentence: str, values: Values) -> str:
    return _PLACE.sub(lambda place: str(value_at(values, place[1]) or TO_WRITE), sentence)
