"""How a number, a code and a fingerprint are written. Pure.

Source: domain sheet section 4, ``NNN/[Reg/]TYPE/ELECTION/LEVEL/REGION/MONTH/YEAR``. No binding rule on the
shape is known (open question 15) and one office used two shapes in one month, so each office keeps its own
template; the segments are stored apart by those who own the record.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from saksama.documents.errors import BrokenTemplate, NumberOutOfRange, UnknownPlaceholder

DEFAULT_TEMPLATE: Final = "{number}/{registered}{type}/{election}/{level}/{region}/{month}/{year}"
"""Received and registered in one: ``{registered}`` is ``Reg/`` for a registered case, otherwise nothing."""

PLACEHOLDERS: Final = (
    "number", "registered", "type", "election", "level", "region", "province", "month", "year",
)  # fmt: skip
ROMAN_MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LEVEL_CODES: Final = {
    "nation": "RI",
    "province": "Prov",
    "regency": "Kab",
    "district": "Kec",
    "village": "Kel",
}

CODE_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 12

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def format_number(
    template: str,
    *,
    number: int,
    registered: bool,
    kind_code: str,
    election: str,
    level: str,
    region: str,
    on: date,
) -> str:
    """Write a case number by an office's template.

    Args:     template: text with placeholders in braces; a placeholder in capitals gives capitals; empty
              means the default.   number: 1 or more, written with at least three digits.
              kind_code: LP | TM.   election: PB | PG | PW | PL | PP.
              level: RI | Prov | Kab | Kota | Kec, see ``level_code``.
              region: Bawaslu's own region code, ``23.07``; ``{province}`` is its first part.
              on: legal day of the act, in the office's zone.
    Raises:   UnknownPlaceholder, BrokenTemplate, NumberOutOfRange.

    >>> format_number(DEFAULT_TEMPLATE, number=5, registered=True, kind_code="LP", election="PB", level="Kab",
    ...               region="23.07", on=date(2024, 11, 10))
    '005/Reg/LP/PB/Kab/23.07/XI/2024'
    """
    if number < 1:
        raise NumberOutOfRange(number=number, next=1, least=1)
    template = template or DEFAULT_TEMPLATE
    check_template(template)
    segments: Mapping[str, str] = {
        "number": f"{number:03}",
        "registered": "Reg/" if registered else "",
        "type": kind_code,
        "election": election,
        "level": level,
        "region": region,
        "province": region.split(".", 1)[0],
        "month": roman_month(on),
        "year": f"{on.year:04}",
    }
    return _PLACEHOLDER.sub(lambda found: _segment(segments, found[1]), template)


def check_template(template: str) -> None:
    """Refuse a template that could not be filled. Raises UnknownPlaceholder or BrokenTemplate."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    names = _PLACEHOLDER.findall(template)
    for name in names:
        if name not in PLACEHOLDERS and not (name.isupper() and name.lower() in PLACEHOLDERS):
            raise UnknownPlaceholder(placeholder=name, known=known)
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest or [name.lower() for name in names].count("number") != 1:
        raise BrokenTemplate(template=template, known=known)


def _segment(segments: Mapping[str, str], name: str) -> str:
    return segments[name.lower()].upper() if name.isupper() else segments[name]


def roman_month(on: date) -> str:
    """Return I to XII."""
    return ROMAN_MONTHS[on.month - 1]


def level_code(level: str, area_kind: str = "") -> str:
    """Segment LEVEL of an office's numbers; a city's office is ``Kota``, a regency's ``Kab``.

    Args:  level: nation | province | regency | district | village.   area_kind: ``kota`` or ``kabupaten``.
    """
    return "Kota" if level == "regency" and area_kind.lower() == "kota" else LEVEL_CODES[level]


def new_code(choose: Callable[[str], str]) -> str:
    """A code to check a document by: 12 signs, 58 bits, none that is mistaken for another.

    ``choose`` draws one sign, ``secrets.choice`` in earnest.
    """
    return "".join(choose(CODE_SIGNS) for _ in range(CODE_LENGTH))


def printed_code(code: str) -> str:
    """``K7QF-4M8T-N62X``"""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """The code a person typed or scanned, without dashes and blanks; None when it cannot be one."""
    code = re.sub(r"[\s\-–./]", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_SIGNS) else None


def content_hash(template: str, data: Mapping[str, Any]) -> str:
    """SHA-256 of what a document says: its template and its data, without the seal added at the foot."""
    said = {key: value for key, value in data.items() if key != "seal"}
    canonical = json.dumps([template, said], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def fingerprint(sha256: str) -> str:
    """The first 48 bits of a hash, in groups a person can compare: ``7be2 91c0 4d1a``."""
    return " ".join(sha256[start : start + 4] for start in range(0, 12, 4)).lower()
