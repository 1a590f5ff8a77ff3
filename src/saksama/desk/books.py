"""Register book and weekly recap: what they hold, as plain values; screens and documents share them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, QuerySet

from saksama.cases import transitions as t
from saksama.cases.counting import counted
from saksama.cases.models import Case, CaseAct, Clock, Party
from saksama.desk.board import Told, end_of, number_of, running, tell
from saksama.desk.figures import DayFigures, figures_of
from saksama.people.scope import Scope
from saksama.places.models import ElectionEvent, within

ON_SCREEN = 200
"""Lines of the register that a page shows; the file holds them all."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register. ``told``: the case at the end of the period; ``respondents``: their names."""

    place: int
    case: Case
    told: Told
    respondents: Sequence[str]


def register(cases: QuerySet[Case], *, first: date, last: date) -> QuerySet[Case]:
    """Reports and findings received from ``first`` to ``last``, in the order of receipt; no drills."""
    rows = counted(cases).filter(received_on__range=(first, last)).exclude(kind=t.INFORMATION)
    respondents = Party.objects.filter(role=Party.Role.RESPONDENT).order_by("id")
    return rows.order_by("received_at", "number_received", "pk").prefetch_related(
        Prefetch("parties", respondents, to_attr="respondents")
    )


def entries(cases: Sequence[Case], *, last: date) -> list[Entry]:
    """The lines of ``cases`` as their acts left them at the end of ``last``."""
    told = tell((case.pk for case in cases), until=last)
    return [
        Entry(place, case, told[case.pk], [party.name for party in case.respondents])
        for place, case in enumerate(cases, start=1)
    ]


# The week


WEEK_ACTS: Mapping[str, tuple[str, ...]] = {
    "received": ("receive_report",),
    "findings": ("propose_finding",),
    "information": ("record_information", "keep_as_information"),
    "registered": ("register_case", "register_published"),
    "not_registered": ("decline_registration",),
    "extended": ("extend_handling",),
    "decided": ("decide",),
    "forwarded": ("forward_outcome",),
    "stopped": ("stop_case", "withdraw_report"),
}
"""What the recap counts, and the acts that make it so."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of one case. ``ended_on`` None: it still ran at the end of the week."""

    case: Case
    number: str
    step: str
    due_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of an office, and how it stood at their end. ``is_sample``: invented cases are among them."""

    first: date
    last: date
    counts: Mapping[str, int]
    day: DayFigures
    missed: Sequence[Limit]
    ahead: Sequence[Limit]
    is_sample: bool


def week(office_code: str, area: Scope, *, last: date, zone: str) -> Week:
    """The week that ends on ``last``. ``area``: where the reader may see the cases behind the limits."""
    first = last - timedelta(days=WEEK - 1)
    return Week(
        first=first,
        last=last,
        counts=_counts(office_code, first, last),
        day=figures_of(office_code, on=last),
        missed=_missed(area, first, last, zone),
        ahead=_ahead(area, last, zone),
        is_sample=Case.objects.filter(within(office_code, "office"), is_sample=True).exists(),
    )


def _counts(office_code: str, first: date, last: date) -> dict[str, int]:
    """``{name of WEEK_ACTS: cases}``; a case counts once for each kind of act."""
    rows = (
        CaseAct.objects.filter(within(office_code, "office_code"), effective_on__range=(first, last))
        .exclude(case__event__kind=ElectionEvent.Kind.DRILL)
        .order_by()
        .values_list("act")
        .annotate(cases=Count("case", distinct=True))
    )
    by_act = dict(rows)
    return {name: sum(by_act.get(act, 0) for act in acts) for name, acts in WEEK_ACTS.items()}


def _missed(area: Scope, first: date, last: date, zone: str) -> list[Limit]:
    """Limits met too late in the week, and those passed and still running; published matters have none."""
    late = Clock.objects.filter(
        area.as_filter("case__office"), result=Clock.Result.LATE, ended_on__range=(first, last)
    ).exclude(step="filing")  # a late report is the reporter's, not the office's
    late = late.exclude(case__event__kind=ElectionEvent.Kind.DRILL).select_related("case")
    open_ = running(area, on=last, end=end_of(last, zone)).filter(due_on__lt=last)
    ours = [*late.order_by("due_on", "id"), *open_.exclude(step__in=t.WAITING_STEPS)]
    return _limits([clock for clock in ours if not clock.case.is_published], last)


def _ahead(area: Scope, last: date, zone: str) -> list[Limit]:
    soon = (last + timedelta(days=1), last + timedelta(days=WEEK))
    return _limits(list(running(area, on=last, end=end_of(last, zone)).filter(due_on__range=soon)), last)


def _limits(clocks: Sequence[Clock], last: date) -> list[Limit]:
    told = tell((clock.case_id for clock in clocks), until=last)
    return [
        Limit(
            case=clock.case,
            number=number_of(clock.case, told[clock.case_id]),
            step=clock.step,
            due_on=clock.due_on,
            ended_on=clock.ended_on if clock.ended_on and clock.ended_on <= last else None,
        )
        for clock in clocks
        if clock.due_on and clock.case_id in told
    ]
