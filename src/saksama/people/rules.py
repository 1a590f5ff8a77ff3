"""Pure rules for user names, duties and given passwords. No database, no clock.

Sources: decision 13 (roles), decision 27 (user names are codes; no e-mail).
"""

import re
import secrets
import unicodedata
from datetime import date
from typing import Final

from saksama.places.rules import is_code, is_within

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9.\-]{2,59}")

ROLE_WORDS: Final = {
    "chair": "ketua",
    "member": "anggota",
    "coordinator": "koordinator",
    "secretary": "sekretaris",
    "case_officer": "petugas",
    "prevention": "pencegahan",
    "panwascam": "panwascam",
    "pkd": "pkd",
    "ptps": "ptps",
    "data_protection": "pdp",
    "viewer": "pemantau",
    "administrator": "admin",
}
"""The word of a role inside a user name: 64.02-petugas-1."""

_INSTITUTION: Final = re.compile(r"[a-z0-9][a-z0-9.\-]{1,39}")

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
"""Without i, l and o, which are misread on paper. 4 groups of 4 letters: 72 bits."""


def is_user_name(code: str) -> bool:
    """Whether ``code`` has the form of a user name."""
    return _CODE.fullmatch(code) is not None


def is_institution_code(code: str) -> bool:
    """Whether ``code`` may name an institution in addresses: small letters, figures, dots, dashes."""
    return _INSTITUTION.fullmatch(code) is not None


def institution_code(name: str, area_code: str) -> str:
    """The code that a name gives by itself; the caller makes it unique.

    >>> institution_code("Dinas Komunikasi & Informatika", "64.02")
    'dinas-komunikasi-informatika-64.02'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "lembaga"
    return f"{words[: 38 - len(area_code)].rstrip('-')}-{area_code}"


def user_name(office_code: str, role: str, place: int) -> str:
    """The user name that the office gives by itself.

    >>> user_name("64.02", "case_officer", 1)
    '64.02-petugas-1'
    """
    return f"{office_code}-{ROLE_WORDS[role]}-{place}"


def given_password() -> str:
    """A password to be read out or written on a card, and changed at the first log-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def area_fits(area_code: str, office_code: str) -> bool:
    """Whether ``area_code`` is a code, and the office's own or one inside it."""
    return is_code(area_code) and is_within(area_code, office_code)


Period = tuple[date, date | None]
"""First and last day, both inclusive; None while it is open."""


def share_a_day(one: Period, other: Period) -> bool:
    """Whether two periods meet.

    >>> share_a_day((date(2024, 1, 1), date(2024, 1, 9)), (date(2024, 1, 9), None))
    True
    >>> share_a_day((date(2024, 1, 1), date(2024, 1, 8)), (date(2024, 1, 9), None))
    False
    """
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)
