"""Pure rules of the tracks: dated acts in, what stood on a day out. No database, no now().

Figures are as of a whole local day, by when an act took effect (decision 7).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Protocol

from saksama.cases.tracks.moves import Road


class ActLike(Protocol):
    """What folding needs to know of an act."""

    @property
    def act(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def choice(self) -> str: ...
    @property
    def institution(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """A track at the end of a day. ``since`` is the day of the act that brought it into its state.

    ``answered_on``: first answer or follow-up. ``choice``: the last one made. None and "" mean not yet.
    """

    state: str
    opened_on: date
    since: date
    institution: str
    received_on: date | None = None
    answered_on: date | None = None
    reminders: int = 0
    last_reminder_on: date | None = None
    choice: str = ""

    def is_open(self, road: Road) -> bool:
        """Is something still awaited?"""
        return not road.states[self.state].is_end

    def age(self, on: date) -> int:
        """Days since the institution was asked, up to ``on``."""
        return (on - self.opened_on).days


RECEIPTS = frozenset({"confirm_receipt"})
ANSWERS = frozenset({"record_answer", "record_follow_up", "record_refusal"})


def fold(acts: Iterable[ActLike], *, until: date) -> Standing | None:
    """The track after the acts in effect by the end of ``until``; None where it was not open yet."""
    seen = [act for act in acts if act.effective_on <= until]
    if not seen:
        return None
    reminders = [act.effective_on for act in seen if act.act == "remind"]
    since = seen[0].effective_on
    for before, act in pairwise(seen):
        if act.to_state != before.to_state:
            since = act.effective_on
    return Standing(
        state=seen[-1].to_state,
        opened_on=seen[0].effective_on,
        since=since,
        institution=next((act.institution for act in reversed(seen) if act.institution), ""),
        received_on=next((act.effective_on for act in seen if act.act in RECEIPTS), None),
        answered_on=next((act.effective_on for act in seen if act.act in ANSWERS), None),
        reminders=len(reminders),
        last_reminder_on=reminders[-1] if reminders else None,
        choice=next((act.choice for act in reversed(seen) if act.choice), ""),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A track on a day: does it wait, is a limit of the receiver's past, is a reminder due?"""

    standing: Standing
    waits: bool
    is_late: bool
    to_remind: bool


@dataclass(frozen=True, slots=True)
class Ages:
    """How one receiver stands at the end of a day: counts, and days as whole numbers; None where there are none."""

    asked: int
    waiting: int
    without_receipt: int
    overdue: int
    to_remind: int
    silent: int
    reminders: int
    oldest_days: int | None
    median_answer_days: float | None


def ages(seen: Sequence[Seen], *, on: date) -> Ages:
    """Sum up the tracks of one receiver."""
    waiting = [item.standing for item in seen if item.waits]
    answers = [
        (item.standing.answered_on - item.standing.opened_on).days
        for item in seen
        if item.standing.answered_on is not None
    ]
    return Ages(
        asked=len(seen),
        waiting=len(waiting),
        without_receipt=sum(standing.state == "sent" for standing in waiting),
        overdue=sum(item.is_late for item in seen),
        to_remind=sum(item.to_remind for item in seen),
        silent=sum(item.standing.state == "silent" for item in seen),
        reminders=sum(item.standing.reminders for item in seen),
        oldest_days=max((standing.age(on) for standing in waiting), default=None),
        median_answer_days=median(answers) if answers else None,
    )
