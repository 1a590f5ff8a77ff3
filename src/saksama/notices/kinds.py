"""What this room is told about the subjects of its due dates, without knowing their work.

A room that hands due dates registers its kind once, when the program starts: how a step is worded, where the
subject is shown, who may know of it. Alerts, mails and feeds ask here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class Words:
    """What ends, and what is to be done; in the language of whoever reads. Never a party's name."""

    why: str
    what_to_do: str


def _nobody(ids: Collection[str]) -> Mapping[str, Collection[int]]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """``words(step)``; ``address(subject_id)``; ``seen(account, ids, today)``: those ids the account may see
    today; ``barred(ids)``: ids of accounts that must not hear of a subject, whatever their duty."""

    words: Callable[[str], Words]
    address: Callable[[str], str]
    seen: Callable[[Account, Collection[str], date], Collection[str]]
    barred: Callable[[Collection[str]], Mapping[str, Collection[int]]] = _nobody


_KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Make a kind of subject known; called in ``AppConfig.ready`` of the room that can tell."""
    _KINDS[name] = kind


def of(name: str) -> Kind:
    """The kind of a subject. Raises KeyError for one that no room has registered."""
    return _KINDS[name]


def is_known(name: str) -> bool:
    return name in _KINDS
