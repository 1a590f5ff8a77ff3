"""Pure rules of the casework: facts and a given day in, an answer out. No database, no request, no now().

Sources: handling-rules 1.4-1.6 (steps and clocks), decisions 1, 6, 8 (counting), 19 (tracking codes).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from saksama.cases import transitions as t

# Crockford's base 32: no letter that can be read as another or as a figure. 12 signs hold 60 bits.
TRACKING_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRACKING_LENGTH = 12
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def local_day(at: datetime, zone: str) -> date:
    """The legal day of an instant at a place (WIB, WITA, WIT)."""
    return at.astimezone(ZoneInfo(zone)).date()


class Limit(Enum):
    """Where a day stands against a due date that has two readings (decision 1)."""

    OPEN = "open"
    TODAY = "today"
    BETWEEN = "between"  # past the earlier reading, not past the later one: no door closes
    PASSED = "passed"


def limit_on(day: date, *, due_on: date, other_due_on: date | None) -> Limit:
    """Where ``day`` stands; both dates are inclusive.

    >>> limit_on(date(2024, 11, 12), due_on=date(2024, 11, 12), other_due_on=date(2024, 11, 13)).value
    'today'
    """
    if day < due_on:
        return Limit.OPEN
    if day == due_on:
        return Limit.TODAY
    return Limit.BETWEEN if other_due_on and day <= other_due_on else Limit.PASSED


def in_time(submitted_on: date, *, due_on: date, other_due_on: date | None) -> bool:
    """Was something handed in while no door was closed? The later reading counts."""
    return limit_on(submitted_on, due_on=due_on, other_due_on=other_due_on) is not Limit.PASSED


# --- requirements ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement as an officer judged it; ``is_met`` None: not judged yet."""

    requirement: str
    is_met: bool | None
    missing: str = ""


def unmet(checks: Iterable[Check]) -> list[str]:
    """Requirements judged as missing."""
    return [check.requirement for check in checks if check.is_met is False]


def unnamed(checks: Iterable[Check]) -> list[str]:
    """Requirements judged as missing without a word on what is missing."""
    return [check.requirement for check in checks if check.is_met is False and not check.missing.strip()]


# --- plenary -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote in a plenary."""

    member: str
    agrees: bool
    reason: str = ""


def majority_agrees(votes: Sequence[Vote]) -> bool:
    """More members for the motion than against it."""
    agree = sum(vote.agrees for vote in votes)
    return agree > len(votes) - agree


def dissents_without_reason(votes: Iterable[Vote]) -> list[str]:
    return [vote.member for vote in votes if not vote.agrees and not vote.reason.strip()]


# --- tracking code -----------------------------------------------------------------------------------


def normalise_tracking_code(typed: str) -> str:
    """What the reporter typed, freed of dashes, blanks, small letters and look-alikes; '' if not a code.

    >>> normalise_tracking_code(" qf48-tn62 mwop")
    'QF48TN62MW0P'
    """
    code = "".join(sign for sign in typed.upper().translate(_LOOKALIKES) if sign.isalnum())
    good = len(code) == TRACKING_LENGTH and set(code) <= set(TRACKING_ALPHABET)
    return code if good else ""


def shown_tracking_code(code: str) -> str:
    """Groups of four, as printed on the receipt: ``QF48-TN62-MWP0``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


# --- folding acts into a case ------------------------------------------------------------------------


class ActLike(Protocol):
    """What folding needs to know of an act (a CaseAct row, or a journal line)."""

    @property
    def act(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def office_code(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(slots=True)
class Folded:
    """A case as its acts tell it."""

    state: str = ""
    office: str = ""
    received_on: date | None = None
    registered_on: date | None = None
    number_received: str = ""
    number_registered: str = ""
    classes: tuple[str, ...] = ()
    is_handled: bool = False
    version: int = 0
    acts: list[str] = field(default_factory=list)


def fold(acts: Iterable[ActLike], *, until: date | None = None) -> Folded:
    """The case after all ``acts`` (in order), or after those in effect by the end of day ``until``."""
    case = Folded()
    for act in acts:
        if until is not None and act.effective_on > until:
            continue
        case.version += 1
        case.state = act.to_state
        case.acts.append(act.act)
        case.office = str(act.facts.get("office", act.office_code))
        case.is_handled = case.is_handled or act.act in t.HANDLING_ACTS
        case.classes = tuple(act.facts.get("classes", case.classes))
        if "number_received" in act.facts:
            case.number_received, case.received_on = act.facts["number_received"], act.effective_on
        if "number_registered" in act.facts:
            case.number_registered, case.registered_on = act.facts["number_registered"], act.effective_on
    return case
