"""Pure rules of neutrality: what a NIP says and what is wrong with one; at which stage a day lies.

Sources: handling-rules 5.2 (stages), the shape of a NIP (18 digits: birth, appointment, sex, sequence; a contract
civil servant's number has 21 and higher in the place of the month), from memory and unconfirmed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saksama.law.neutrality import Stage

CIVIL_SERVANTS = "asn_neutrality"
"""The class under which civil servants are handled."""
LENGTH = 18
MALE, FEMALE = "1", "2"
CONTRACT_MONTH = 21
"""From here on the place of the month is no month: the number of a contract civil servant (PPPK)."""


@dataclass(frozen=True, slots=True)
class Nip:
    """A NIP taken apart. ``appointed`` is ``(year, month)``; month None in a contract civil servant's number."""

    digits: str
    born_on: date | None
    appointed: tuple[int, int | None]
    sex: str
    sequence: str


def digits_of(typed: str) -> str:
    """What was typed, freed of blanks, dots and dashes.

    >>> digits_of("19800512 200501 1 003")
    '198005122005011003'
    """
    return re.sub(r"[\s.\-/]", "", typed)


def read_nip(typed: str, *, today: date) -> tuple[Nip | None, tuple[str, ...]]:
    """The parts of a NIP and the codes of what is wrong with it; no parts where it cannot be taken apart.

    Codes: ``letters`` | ``length`` | ``birth_date`` | ``birth_in_future`` | ``appointment_month`` |
    ``appointed_in_future`` | ``appointed_before_birth`` | ``sex`` | ``sequence``.

    >>> read_nip("198005122005011003", today=date(2024, 11, 9))[1]
    ()
    >>> read_nip("198013122005013000", today=date(2024, 11, 9))[1]
    ('birth_date', 'sex', 'sequence')
    """
    digits = digits_of(typed)
    if not digits.isascii() or not digits.isdigit():
        return None, ("letters",)
    if len(digits) != LENGTH:
        return None, ("length",)
    born_on = _day(digits[:8])
    year, month = int(digits[8:12]), int(digits[12:14])
    is_contract = month >= CONTRACT_MONTH
    nip = Nip(digits, born_on, (year, None if is_contract else month), digits[14], digits[15:])
    return nip, tuple(_faults(nip, month, is_contract, today))


def _faults(nip: Nip, month: int, is_contract: bool, today: date) -> Iterable[str]:
    year = nip.appointed[0]
    if nip.born_on is None:
        yield "birth_date"
    elif nip.born_on > today:
        yield "birth_in_future"
    if not is_contract and not 1 <= month <= 12:
        yield "appointment_month"
    if (year, 1 if is_contract else month) > (today.year, today.month):
        yield "appointed_in_future"
    elif nip.born_on is not None and year <= nip.born_on.year:
        yield "appointed_before_birth"
    if nip.sex not in (MALE, FEMALE):
        yield "sex"
    if nip.sequence == "000":
        yield "sequence"


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def masked(nip: str) -> str:
    """A NIP as lists show it: the last four digits.

    >>> masked("198005122005011003")
    '… 1003'
    """
    return f"… {nip[-4:]}"


def stage_on(day: date, fixed_on: date | None) -> Stage | None:
    """Before or after candidates were fixed; the day of fixing itself counts as after. None: the day is not known.

    >>> stage_on(date(2024, 9, 21), date(2024, 9, 22)), stage_on(date(2024, 9, 22), date(2024, 9, 22))
    ('before', 'after')
    """
    if fixed_on is None:
        return None
    return "before" if day < fixed_on else "after"


def has_levels(violation_class: str) -> bool:
    """Does the list of conduct say a level for subjects of this class? It binds civil servants alone (sheet 5.2, 5.4).

    >>> has_levels("asn_neutrality"), has_levels("village_officials")
    (True, False)
    """
    return violation_class == CIVIL_SERVANTS


def heaviest(levels: Iterable[str], order: Iterable[str]) -> str:
    """The heaviest of some levels by the law's order, lightest first; "" where there is none."""
    ranks = {code: rank for rank, code in enumerate(order)}
    return max((level for level in levels if level in ranks), key=lambda level: ranks[level], default="")
