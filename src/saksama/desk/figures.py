"""Counts of a day for the page's margin, the recap and the documents; all from dated acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct
from saksama.cases.queries import Figures, counted, figures, states
from saksama.places.models import within


@dataclass(frozen=True, slots=True)
class Course:
    """What became of the handled matters. The three add up to ``figures.handled``."""

    running: int
    forwarded: int
    ended: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of an office at the end of a day, with their course."""

    figures: Figures
    course: Course


def figures_of(office_code: str, *, on: date) -> DayFigures:
    """Count the office's matters (its own and those of offices inside it) at the end of ``on``."""
    told = figures(office_code, on=on)
    sent = CaseAct.objects.filter(
        within(office_code, "office_code"), effective_on__lte=on, act="forward_outcome"
    )
    forwarded = states(counted(Case.objects.filter(pk__in=sent.values("case"))), on=on)
    return DayFigures(told, _course(told.by_state, forwarded))


def _course(handled: Mapping[str, int], forwarded: Mapping[str, int]) -> Course:
    """A matter that was forwarded counts as such, whether or not the rest of it is done."""
    sent = sum(forwarded.values())
    running = _open(handled) - _open(forwarded)
    return Course(running=running, forwarded=sent, ended=sum(handled.values()) - running - sent)


def _open(by_state: Mapping[str, int]) -> int:
    return sum(count for state, count in by_state.items() if state in t.OPEN)
