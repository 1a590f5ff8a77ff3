"""Normalising what people type, and finding an identity inside a story. Pure.

Used twice: the blind index digests normalised values, so that "BUDI  Santoso" finds "Budi Santoso" and
"+62 812-3456" finds "0812 3456"; and the form warns a reporter whose story holds their own name or number.
"""

import re
import unicodedata
from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """Why an identity may be revealed. Without one of these it stays sealed."""

    CLARIFICATION = "clarification", _("To invite or hear this person in a clarification")
    COMPLETION = "completion", _("To ask this person for what is missing in the report")
    STATUS_NOTICE = "status_notice", _("To deliver the status notice to this person")
    DUTY_OF_STUDY = "duty_of_study", _("To examine the formal requirements or study the case")
    PLENARY = "plenary", _("For the plenary meeting's decision")
    POLICE_FORWARDING = "police_forwarding", _("To forward the case to the police (Gakkumdu)")
    COURT_ORDER = "court_order", _("Ordered by a court")
    REPORTER_REQUEST = "reporter_request", _("Asked by the person concerned")
    PROTECTION = "protection", _("To protect this person from harm")


INDEXED = ("name", "nik", "phone", "email")
FIELDS = (
    *INDEXED,
    *("birth_place", "birth_date", "sex", "occupation", "citizenship", "address", "entitlement"),
)
"""What an identity may hold: text; dates as YYYY-MM-DD; ``entitlement``, a code of law's reporters."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-/()]+(?=\d)")
_DIGITS = re.compile(r"\+?\d{7,}")
_WORDS = re.compile(r"[^\w]+")


def normalised(kind: str, value: str) -> str:
    """One spelling for all spellings of a value. ``kind`` is one of INDEXED; empty when nothing is left.

    >>> normalised("name", "  Siti  NURBAYA,"), normalised("phone", "+62 812-3456-789")
    ('siti nurbaya', '08123456789')
    """
    if kind == "name":
        return normalised_words(value)
    if kind == "email":
        return unicodedata.normalize("NFKC", value).strip().casefold()
    digits = "".join(letter for letter in unicodedata.normalize("NFKC", value) if letter.isdecimal())
    return _domestic(digits) if kind == "phone" else digits


def normalised_words(text: str) -> str:
    """Lower case, no diacritics, words parted by one space."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()
    return _WORDS.sub(" ", plain.replace("'", "").replace("’", "").replace("_", " ")).strip()


def appears_in(text: str, fields: Mapping[str, str]) -> list[str]:
    """Which of name, nik, phone and email of ``fields`` the ``text`` holds, in any spelling.

    A name counts as a whole run of words, so "Ani" is not found in "animo". Names of one or two letters are
    not looked for.
    """
    words = f" {normalised_words(text)} "
    plain = unicodedata.normalize("NFKC", text)
    numbers = _DIGITS.findall(_BETWEEN_DIGITS.sub("", plain))
    found = {
        "name": lambda value: len(value) > 2 and f" {value} " in words,
        "nik": lambda value: len(value) > 6 and any(value in number for number in numbers),
        "phone": lambda value: len(value) > 6 and any(value[1:] in _domestic(number) for number in numbers),
        "email": lambda value: len(value) > 3 and value in plain.casefold(),
    }
    return [kind for kind in INDEXED if found[kind](normalised(kind, fields.get(kind) or ""))]


def _domestic(digits: str) -> str:
    """Indonesian numbers as dialled at home: +62 and 0062 become 0."""
    digits = digits.lstrip("+")
    for prefix in ("0062", "62"):
        if digits.startswith(prefix):
            return "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits
