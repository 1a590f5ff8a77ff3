"""Counts of a day for the page's margin, the recap and the documents; all from dated acts.

The same figures as ``cases.queries.figures`` (a test compares them), in two questions instead of seven, with
the course of the matters, and remembered as long as nothing has changed (``stamps``).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case as If
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from saksama.cases import transitions as t
from saksama.cases.models import CaseAct, Classification
from saksama.cases.queries import Figures
from saksama.desk.stamps import Version, version_of
from saksama.places.models import ElectionEvent, within


@dataclass(frozen=True, slots=True)
class Course:
    """What became of the handled matters. The three add up to ``figures.handled``.

    A matter that was forwarded counts as such, whether or not the rest of it is done.
    """

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
    return _remembered(office_code, on, version_of(office_code))


@lru_cache(maxsize=512)
def _remembered(office_code: str, on: date, _version: Version) -> DayFigures:
    """``_version`` is part of the key: after any change the figures are counted anew."""
    acts = CaseAct.objects.filter(within(office_code, "office_code"), effective_on__lte=on)
    matters = Counter(_matters(acts, on))
    handled = {key: count for key, count in matters.items() if key.kind != t.INFORMATION and key.is_handled}
    received = sum(count for key, count in matters.items() if key.kind != t.INFORMATION)
    by_state: Counter[str] = Counter()
    for key, count in handled.items():
        by_state[key.state] += count
    figures = Figures(
        on=on,
        handled=sum(handled.values()),
        received_only=received - sum(handled.values()),
        information=sum(matters.values()) - received,
        by_state=dict(by_state),
        by_class=_by_class(acts, on),
    )
    forwarded = sum(count for key, count in handled.items() if key.is_forwarded)
    running = sum(count for key, count in handled.items() if key.state in t.OPEN and not key.is_forwarded)
    return DayFigures(figures, Course(running, forwarded, figures.handled - forwarded - running))


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the figures want to know of one case."""

    kind: str
    is_handled: bool
    is_forwarded: bool
    state: str


def _matters(acts: QuerySet[CaseAct], on: date) -> list[_Matter]:
    """One for each case on which ``acts`` were done; drills are left out (decision 10)."""
    last = (
        CaseAct.objects.filter(case=OuterRef("case"), effective_on__lte=on)
        .order_by("-seq")
        .values("to_state")
    )
    rows = (
        acts.exclude(case__event__kind=ElectionEvent.Kind.DRILL)
        .order_by()
        .values("case")
        .annotate(
            kind=Max("case__kind"),
            handled=Max(_flag(Q(handles=True))),
            forwarded=Max(_flag(Q(act="forward_outcome"))),
            state=Subquery(last[:1]),
        )
    )
    told = rows.values_list("kind", "handled", "forwarded", "state")
    return [_Matter(kind, bool(handled), bool(forwarded), state) for kind, handled, forwarded, state in told]


def _by_class(acts: QuerySet[CaseAct], on: date) -> dict[str, int]:
    """``{class: handled cases}``; a case with two classes counts in both."""
    handling = acts.filter(case=OuterRef("case"), handles=True)
    held = (
        Classification.objects.filter(
            Q(dropped_on=None) | Q(dropped_on__gt=on), Exists(handling), set_on__lte=on
        )
        .exclude(case__kind=t.INFORMATION)
        .exclude(case__event__kind=ElectionEvent.Kind.DRILL)
    )
    return dict(held.order_by().values_list("violation_class").annotate(cases=Count("pk")))


def _flag(condition: Q) -> If:
    """1 where ``condition`` holds, else 0: both databases take the greatest of them."""
    return If(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
