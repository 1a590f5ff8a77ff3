"""The lawful moves of a press release, as data. A move that is not listed does not exist."""

from dataclasses import dataclass

from saksama.situation.models import Release

DRAFT, REVIEW, PUBLISHED, WITHDRAWN = (
    Release.State.DRAFT,
    Release.State.REVIEW,
    Release.State.PUBLISHED,
    Release.State.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Move:
    """``to`` None: the state stays. ``permission`` is asked at the release's office."""

    source: str
    act: str
    to: str | None
    permission: str


MOVES: tuple[Move, ...] = (
    Move(DRAFT, "write_release", None, "write_release"),
    Move(DRAFT, "add_quote", None, "write_release"),
    Move(DRAFT, "remove_quote", None, "write_release"),
    Move(DRAFT, "submit_release", REVIEW, "write_release"),
    Move(REVIEW, "return_release", DRAFT, "approve_release"),
    Move(REVIEW, "publish_release", PUBLISHED, "approve_release"),
    Move(PUBLISHED, "correct_release", None, "approve_release"),
    Move(PUBLISHED, "withdraw_release", WITHDRAWN, "approve_release"),
)


def find_move(state: str, act: str) -> Move | None:
    """The move for ``act`` in ``state``; None: not lawful."""
    return next((move for move in MOVES if move.source == state and move.act == act), None)


def permission_of(act: str) -> str:
    """What an act asks for, in whatever state."""
    return next(move.permission for move in MOVES if move.act == act)
