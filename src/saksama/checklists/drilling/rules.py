"""The score of a drill: who logged in, who sent, who never did. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SENT, CAME, NEVER = "sent", "came", "never"


@dataclass(frozen=True, slots=True)
class Score:
    """People of one district, or of all. ``came``: logged in, whether they sent or not; ``never``: neither."""

    place: str
    expected: int
    came: int
    sent: int

    @property
    def never(self) -> int:
        return self.expected - self.came

    @property
    def share(self) -> float:
        """Of those expected, how many sent; from 0 to 1."""
        return self.sent / self.expected if self.expected else 0.0


def state_of(account: int, came: Mapping[int, object], sent: Mapping[int, object]) -> str:
    """``sent``, ``came`` (and sent nothing) or ``never``; who sent has come."""
    return SENT if account in sent else CAME if account in came else NEVER


def scores(people: Iterable[tuple[str, str]]) -> list[Score]:
    """One score for each place, those with most who never came first.

    Args:  people: ``(place, state)`` of everybody expected.

    >>> [(s.place, s.expected, s.came, s.sent, s.never) for s in scores([("a", "sent"), ("b", "never"), ("b", "came")])]
    [('b', 2, 1, 0, 1), ('a', 1, 1, 1, 0)]
    """
    told: dict[str, list[str]] = {}
    for place, state in people:
        told.setdefault(place, []).append(state)
    found = [
        Score(place, len(states), len(states) - states.count(NEVER), states.count(SENT))
        for place, states in told.items()
    ]
    return sorted(found, key=lambda score: (-score.never / score.expected, score.place))


def all_of(parts: Iterable[Score]) -> Score:
    """The sum over all places."""
    rows = list(parts)
    return Score(
        "", sum(row.expected for row in rows), sum(row.came for row in rows), sum(row.sent for row in rows)
    )
