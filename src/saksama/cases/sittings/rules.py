"""Which cases wait for the members, for what, and whether enough of them may decide. Pure.

The acts stand in ``cases.transitions``; a plenary is needed for the four of them that ``hold_plenary`` records.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from saksama.cases import transitions as t

REGISTRATION, DECLINE, EXTENSION, DECISION = "registration", "decline", "extension", "decision"
"""Keys of ``Plenary.Purpose``."""

ACT_OF: Mapping[str, str] = {
    REGISTRATION: "accept_in_plenary",
    DECLINE: "decline_registration",
    EXTENSION: "extend_handling",
    DECISION: "decide",
}
"""The act of the case that records a plenary of each purpose."""


def purposes_of(state: str, kind: str) -> list[str]:
    """What the members may decide on a case of this state and kind, the usual first.

    >>> purposes_of("registered", "report")
    ['decision', 'extension']
    """
    lawful = {move.act for move in t.moves_from(state, kind)}
    order = (REGISTRATION, DECISION, DECLINE, EXTENSION)
    return [purpose for purpose in order if ACT_OF[purpose] in lawful]


def proposal(state: str, kind: str, *, has_study: bool) -> str:
    """What a case waits for the members to decide now; empty where it waits for something else first.

    A report that is complete, and a proposed finding, wait for their registration; a case in handling whose study is
    written waits for its decision. What needs a choice (an extension, a refusal) is put on the agenda by a person.

    >>> proposal("registered", "report", has_study=False)
    ''
    """
    possible = purposes_of(state, kind)
    if REGISTRATION in possible:
        return REGISTRATION
    return DECISION if DECISION in possible and has_study else ""


@dataclass(frozen=True, slots=True)
class Count:
    """Members of the office, those kept from the case, those there who may vote, and how many are needed.

    ``there`` is None before the sitting is opened.
    """

    total: int
    recused: int
    needed: int
    there: int | None = None

    @property
    def is_enough(self) -> bool:
        """May this case be decided by those who are there, or who could come?"""
        return (self.total - self.recused if self.there is None else self.there) >= self.needed
