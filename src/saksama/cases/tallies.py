"""How many cases, where and when: for comparing places and weeks. Counts only, from dated acts; no case is named.

A case counts from the day of its first act of the kind asked for (decision 7), once, at the office that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Classification, Clock
from saksama.cases.queries import counted, states
from saksama.places.models import within

_ACTS: Mapping[str, Q] = {
    "handled": Q(handles=True) & ~Q(case__kind=t.INFORMATION),
    "reports": Q(case__kind=t.REPORT),
    "findings": Q(case__kind=t.FINDING),
    "recorded": ~Q(case__kind=t.INFORMATION),
    "registered": Q(act__in=("register_case", "register_published")),
}
ASN = "asn_neutrality"
"""The class of violations by civil servants, in the law's list of classes."""
MEASURES = tuple(_ACTS)
"""What can be counted: handled, reports received, findings, both (recorded), registered."""


def by_place(
    office_code: str, measure: str, *, until: date, since: date | None = None, violation_class: str = ""
) -> dict[tuple[str, str], int]:
    """``{(office code, code of the area of the event or ""): cases}`` of an office and all inside it.

    Args:  measure: one of ``MEASURES``.   since: leave out what counted before this day.
           violation_class: only cases that bore the class at the end of ``until``.
    """
    cases = _cases(office_code, measure, until=until, since=since, violation_class=violation_class)
    rows = cases.order_by().values_list("office_id", "area_id").annotate(count=Count("pk"))
    return {(office, area or ""): count for office, area, count in rows}


def total(
    office_code: str, measure: str, *, until: date, since: date | None = None, violation_class: str = ""
) -> int:
    """How many in all; arguments as in ``by_place``."""
    return _cases(office_code, measure, until=until, since=since, violation_class=violation_class).count()


def by_day(office_code: str, measure: str, *, until: date, since: date) -> dict[date, int]:
    """``{day: cases that began to count on it}``; days without any are left out."""
    first = _acts(measure).filter(within(office_code, "office_code"))
    before = first.filter(case=OuterRef("case"), effective_on__lt=OuterRef("effective_on"))
    new = first.filter(Q(effective_on__gte=since, effective_on__lte=until), ~Exists(before)).filter(
        case__in=counted(Case.objects.all())
    )
    rows = new.order_by().values_list("effective_on").annotate(cases=Count("case", distinct=True))
    return dict(rows)


def _acts(measure: str) -> QuerySet[CaseAct]:
    return CaseAct.objects.filter(_ACTS[measure])


def _cases(
    office_code: str, measure: str, *, until: date, since: date | None, violation_class: str = ""
) -> QuerySet[Case]:
    there = _acts(measure).filter(within(office_code, "office_code"), case=OuterRef("pk"))
    cases = counted(Case.objects.filter(Exists(there.filter(effective_on__lte=until))))
    if since:
        cases = cases.filter(~Exists(there.filter(effective_on__lt=since)))
    if violation_class:
        held = Classification.objects.filter(
            Q(dropped_on=None) | Q(dropped_on__gt=until),
            case=OuterRef("pk"),
            violation_class=violation_class,
            set_on__lte=until,
        )
        cases = cases.filter(Exists(held))
    return cases


# --- how far the handled ones have come ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """What became of the handled matters; the three add up to them. A forwarded one counts as such."""

    running: int
    forwarded: int
    ended: int


def course(office_code: str, *, on: date) -> Course:
    """Running, forwarded and ended at the end of ``on``."""
    handled = _cases(office_code, "handled", until=on, since=None)
    sent = _forwarding(office_code, on)
    total_handled, forwarded_ones = handled.count(), handled.filter(Exists(sent)).count()
    rest = states(handled.filter(~Exists(sent)), on=on)
    running = sum(count for state, count in rest.items() if state in t.OPEN)
    return Course(running, forwarded_ones, total_handled - forwarded_ones - running)


def forwarded(office_code: str, *, on: date, violation_class: str = "") -> int:
    """Handled matters of which an outcome had been forwarded by ``on``."""
    handled = _cases(office_code, "handled", until=on, since=None, violation_class=violation_class)
    return handled.filter(Exists(_forwarding(office_code, on))).count()


def _forwarding(office_code: str, on: date) -> QuerySet[CaseAct]:
    return CaseAct.objects.filter(
        within(office_code, "office_code"), case=OuterRef("pk"), act="forward_outcome", effective_on__lte=on
    )


@dataclass(frozen=True, slots=True)
class Clocks:
    """Running limits of an office at the end of a day. ``soon``: they end within ``SOON`` days after it."""

    overdue: int
    today: int
    soon: int
    waiting: int


SOON = 3


def clocks(office_code: str, *, on: date) -> Clocks:
    """Limits that ran at the end of ``on``: past, ending that day, ending soon; and those that run for others.

    Limits of published matters are never shown as passed (decision 12).
    """
    there = Case.objects.filter(within(office_code, "office"))
    ran = Clock.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), case__in=counted(there), start_on__lte=on, due_on__isnull=False
    )
    ours = ran.exclude(step__in=t.WAITING_STEPS)
    counts = ours.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=on, case__is_published=False)),
        today=Count("pk", filter=Q(due_on=on)),
        soon=Count("pk", filter=Q(due_on__gt=on, due_on__lte=on + timedelta(days=SOON))),
    )
    return Clocks(**counts, waiting=ran.filter(step__in=t.WAITING_STEPS).count())


def holds_samples(office_code: str) -> bool:
    """Does a case of the office belong to the example?"""
    return Case.objects.filter(within(office_code, "office"), is_sample=True).exists()
