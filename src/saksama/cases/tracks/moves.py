"""What a road is made of, as data: states, acts, moves. Pure; the words are lazy texts.

A move that is not listed does not exist; ``docs/rules/tracks.md`` lists the same moves, and a test compares.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ANSWER = "answer"
"""In ``starts`` and ``ends``: the receiver's own clock, which the track was opened with; none if it has none."""
ALL = "*"
"""In ``ends``: every clock that runs."""


@dataclass(frozen=True, slots=True)
class State:
    """``bold`` names the state, ``follows`` says who does what next; both may be told to anybody in the office.

    ``is_end``: nothing more is awaited.   ``waits``: somebody outside the office has to act; ``holder`` says who,
    an actor of the law's data, where it is not the receiver named on the track.
    """

    glyph: str
    bold: Any
    follows: Any
    is_end: bool = False
    waits: bool = False
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a road: its words, and what its form asks.

    ``told`` is the timeline's line; it may hold ``%(choice)s`` and ``%(number)s``.
    ``asks``: fields shown, of ``number``, ``note``, ``proof``; ``needs_all`` those that may not be empty.
    ``choices``: what was chosen, by code; empty when nothing is to choose.
    """

    label: Any
    button: Any
    icon: str
    told: Any
    needs: Any = ""
    glyph: str = "done"
    asks: tuple[str, ...] = ("number", "note", "proof")
    must: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    choice_label: Any = ""
    number_label: Any = ""
    names_institution: bool = False
    """The act says which institution has to act from here on."""
    marks: bool = False
    """What was chosen decides which moves are lawful later (``Move.when``)."""
    after: str = ""
    """Clock id: the act is refused while that clock still runs."""
    explains_delay: bool = False
    """The office's own limit: once it has passed the act needs a note that says why."""
    only_by: str = ""
    """Done by an act on the case alone, so no form offers it: the word says which."""


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful act in one state; ``source`` None opens the track, ``to`` None leaves the state as it is.

    ``starts`` and ``ends`` are clock ids of the law's data, ``ANSWER`` or ``ALL``. ``when`` limits the move to
    tracks with one of these marks: the authority of the day, or what a court ruled.
    """

    source: str | None
    act: str
    to: str | None
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    main: bool = False
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Road:
    """One road with everything the program knows of it.

    ``sees`` opens its tracks, ``acts_with`` is what an act on it asks for: codes of the permission catalogue.
    """

    code: str
    label: Any
    states: Mapping[str, State]
    acts: Mapping[str, Act]
    moves: tuple[Move, ...]
    sees: str = "view_cases"
    acts_with: str = "forward_case"

    def moves_from(self, state: str | None, mark: str = "") -> tuple[Move, ...]:
        """Lawful moves in ``state``, in the order of the table."""
        return tuple(
            move for move in self.moves if move.source == state and (not move.when or mark in move.when)
        )

    def find(self, state: str | None, act: str, mark: str = "") -> Move | None:
        """The move for ``act`` in ``state``; None where it is not lawful."""
        return next((move for move in self.moves_from(state, mark) if move.act == act), None)

    @property
    def ended(self) -> frozenset[str]:
        """States in which nothing more is awaited."""
        return frozenset(code for code, state in self.states.items() if state.is_end)


def each(
    sources: tuple[str, ...], act: str, to: str | None, *, main: bool = False, when: tuple[str, ...] = (),
    starts: tuple[str, ...] = (), ends: tuple[str, ...] = (),
) -> tuple[Move, ...]:  # fmt: skip
    """The same move from several states."""
    return tuple(Move(source, act, to, starts, ends, main, when) for source in sources)
