"""How many cases, where and when: for comparing places and weeks. Counts only, from dated acts; no case is named.

A case counts from the day of its first act of the kind asked for (decision 7), once, at the office that holds it.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Classification
from saksama.cases.queries import counted
from saksama.places.models import within

_ACTS: Mapping[str, Q] = {
    "handled": Q(handles=True) & ~Q(case__kind=t.INFORMATION),
    "reports": Q(case__kind=t.REPORT),
    "findings": Q(case__kind=t.FINDING),
    "recorded": ~Q(case__kind=t.INFORMATION),
    "registered": Q(act__in=("register_case", "register_published")),
}
MEASURES = tuple(_ACTS)
"""What can be counted: handled, reports received, findings, both (recorded), registered."""


def by_place(
    office_code: str, measure: str, *, until: date, since: date | None = None, violation_class: str = ""
) -> dict[tuple[str, str], int]:
    """``{(office code, code of the area of the event or ""): cases}`` of an office and all inside it.

    Args:  measure: one of ``MEASURES``.   since: leave out what counted before this day.
           violation_class: only cases that bore the class at the end of ``until``.
    """
    cases = _cases(office_code, measure, until=until, since=since)
    if violation_class:
        held = Classification.objects.filter(
            Q(dropped_on=None) | Q(dropped_on__gt=until),
            case=OuterRef("pk"),
            violation_class=violation_class,
            set_on__lte=until,
        )
        cases = cases.filter(Exists(held))
    rows = cases.order_by().values_list("office_id", "area_id").annotate(count=Count("pk"))
    return {(office, area or ""): count for office, area, count in rows}


def total(office_code: str, measure: str, *, until: date, since: date | None = None) -> int:
    """How many in all."""
    return _cases(office_code, measure, until=until, since=since).count()


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


def _cases(office_code: str, measure: str, *, until: date, since: date | None) -> QuerySet[Case]:
    there = _acts(measure).filter(within(office_code, "office_code"), case=OuterRef("pk"))
    cases = counted(Case.objects.filter(Exists(there.filter(effective_on__lte=until))))
    return cases.filter(~Exists(there.filter(effective_on__lt=since))) if since else cases
