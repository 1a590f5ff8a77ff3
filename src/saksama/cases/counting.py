"""All that is counted of an office's cases on a day, from one reading of the dated acts.

The database folds the acts of each case into one row and streams the rows; counts alone are kept here, so time
grows with the cases and memory does not. ``tests/test_counting.py`` counts the same case by case.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from saksama.cases import transitions as t
from saksama.cases.models import Case
from saksama.places.models import ElectionEvent
from saksama.places.rules import code_range

MEASURES = ("handled", "reports", "findings", "recorded", "registered")
"""What can be counted: handled, reports received, findings, both (recorded), registered."""

Places = Mapping[tuple[str, str], int]
"""``{(code of the office that holds the case, code of the area of the event or ""): cases}``."""
Days = Mapping[date, int]
"""``{day: cases that began to count on it}``."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of an office at the end of a day, from dated acts (decisions 7 and 8).

    ``handled``: reports and findings with a handling act by then. ``received_only``: reports without one.
    ``information``: preliminary information. ``by_state`` and ``by_class`` split ``handled``; a case with two
    classes counts in both.
    """

    on: date
    handled: int
    received_only: int
    information: int
    by_state: Mapping[str, int]
    by_class: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """What became of the handled matters; the three add up to them.

    A matter that was forwarded counts as such, whether or not the rest of it is done.
    """

    running: int
    forwarded: int
    ended: int


@dataclass(frozen=True, slots=True)
class Held:
    """Handled matters that bore one class at the end of the day, and how many of them were forwarded."""

    cases: int
    forwarded: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """The whole count. ``held``: by class. ``places`` and ``days``: by measure, one of ``MEASURES``."""

    figures: Figures
    course: Course
    held: Mapping[str, Held]
    places: Mapping[str, Places]
    days: Mapping[str, Days]


def counted(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases that count in figures: everything but drills (decision 10)."""
    return cases.exclude(event__kind=ElectionEvent.Kind.DRILL)


def count(office_code: str, *, on: date, violation_class: str = "") -> DayCount:
    """Count the matters of an office and all inside it at the end of ``on``.

    One question to the database, however many cases there are.

    Args:  violation_class: only cases that bore the class at the end of ``on``.
    """
    return _summed(_matters(office_code, on, violation_class), on)


CHUNK = 5_000
"""Rows on their way at one time."""
PLACES = 64
"""More than there are: ``seq * 64 + place of the state`` is greatest at the newest act, and names its state."""

# Written out, since the wording decides the plan. SQLite, an office's own database, reads three indexes side by side
# in the order of cases and sorts nothing (case_told, act_case_told, class_case_told); PostgreSQL, which may hold a
# nation, chooses by the share of the office: therefore EXISTS, though the counts imply it.
_MATTERS = """
SELECT k.kind, k.office_id, k.area_id, MAX(a.seq * {states} + {state}),
    MIN(CASE WHEN {here} THEN a.effective_on END),
    MIN(CASE WHEN a.handles AND {here} THEN a.effective_on END),
    MIN(CASE WHEN a.act IN ('register_case', 'register_published') AND {here} THEN a.effective_on END),
    MAX(CASE WHEN a.act = 'forward_outcome' AND {here} THEN 1 ELSE 0 END),
    (SELECT {joined} FROM cases_classification c WHERE c.case_id = k.id AND {held})
FROM cases_case k JOIN cases_caseact a ON a.case_id = k.id
WHERE a.effective_on <= %(on)s
    AND k.event_id NOT IN (SELECT slug FROM places_electionevent WHERE kind = %(drill)s)
    AND EXISTS (SELECT 1 FROM cases_caseact a WHERE a.case_id = k.id AND a.effective_on <= %(on)s AND {here})
    {only}
GROUP BY k.id
"""
_HELD = "c.set_on <= %(on)s AND (c.dropped_on IS NULL OR c.dropped_on > %(on)s)"
_ONLY = (
    f"AND EXISTS (SELECT 1 FROM cases_classification c WHERE c.case_id = k.id AND {_HELD} "  # noqa: S608 - ours
    "AND c.violation_class = %(class)s)"
)
_JOINED = {
    "sqlite": "GROUP_CONCAT(c.violation_class)",
    "postgresql": "STRING_AGG(c.violation_class, ',')",
}


def statement(office_code: str, on: date, violation_class: str) -> tuple[str, dict[str, Any]]:
    """The question and what is asked for, as one row for each case on which an office of the area had acted by then.

    Kind, office, area, ``seq * PLACES + place of the state`` of the newest act, whichever office did it; first day
    here, of handling, of registration; whether it was forwarded from here; its classes with commas between them.
    """
    places = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(t.STATES))
    text = _MATTERS.format(
        states=PLACES,
        state=f"CASE a.to_state {places} END",
        here="a.office_code >= %(low)s AND a.office_code < %(high)s",
        joined=_JOINED[connection.vendor],
        held=_HELD,
        only=_ONLY if violation_class else "",
    )
    low, high = code_range(office_code)
    drill = ElectionEvent.Kind.DRILL.value
    return text, {"on": on, "low": low, "high": high, "drill": drill, "class": violation_class}


def _matters(office_code: str, on: date, violation_class: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(*statement(office_code, on, violation_class))
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _summed(rows: Iterable[tuple[Any, ...]], on: date) -> DayCount:
    began, handled, registered = Counter[Any](), Counter[Any](), Counter[Any]()
    began_at, handled_at, registered_at = Counter[Any](), Counter[Any](), Counter[Any]()
    ends = Counter[tuple[int, int, str]]()
    for kind, office, area, newest, began_on, handled_on, registered_on, is_forwarded, classes in rows:
        place = (office, area or "")
        began[kind, began_on] += 1
        began_at[kind, place] += 1
        if registered_on:
            registered[registered_on] += 1
            registered_at[place] += 1
        if handled_on and kind != t.INFORMATION:
            handled[handled_on] += 1
            handled_at[place] += 1
            ends[newest % PLACES, is_forwarded, classes or ""] += 1
    total = handled.total()
    days = _measures(handled, registered, _of_kinds(began))
    received = days["recorded"].total()
    by_state, held, course = _ends(ends)
    return DayCount(
        figures=Figures(
            on=on,
            handled=total,
            received_only=received - total,
            information=began.total() - received,
            by_state=by_state,
            by_class={code: of_class.cases for code, of_class in held.items()},
        ),
        course=course,
        held=held,
        places=_measures(handled_at, registered_at, _of_kinds(began_at)),
        days={measure: _dated(counts) for measure, counts in days.items()},
    )


def _dated(counts: Counter[Any]) -> dict[date, int]:
    """SQLite keeps days as texts."""
    return {date.fromisoformat(day) if isinstance(day, str) else day: cases for day, cases in counts.items()}


def _of_kinds(counts: Counter[Any]) -> dict[str, Counter[Any]]:
    split: dict[str, Counter[Any]] = {kind: Counter() for kind in t.KINDS}
    for (kind, key), cases in counts.items():
        split[kind][key] = cases
    return split


def _measures(
    handled: Counter[Any], registered: Counter[Any], kinds: Mapping[str, Counter[Any]]
) -> dict[str, Counter[Any]]:
    return {
        "handled": handled,
        "reports": kinds[t.REPORT],
        "findings": kinds[t.FINDING],
        "recorded": kinds[t.REPORT] + kinds[t.FINDING],
        "registered": registered,
    }


def _ends(ends: Counter[tuple[int, int, str]]) -> tuple[dict[str, int], dict[str, Held], Course]:
    """States, classes and course of the handled matters."""
    by_state, of_class, sent_of_class = Counter[str](), Counter[str](), Counter[str]()
    running = forwarded = 0
    for (place, is_forwarded, classes), cases in ends.items():
        state = t.STATES[place]
        by_state[state] += cases
        forwarded += cases * is_forwarded
        running += cases * (state in t.OPEN and not is_forwarded)
        for code in {*classes.split(",")} - {""}:
            of_class[code] += cases
            sent_of_class[code] += cases * is_forwarded
    held = {code: Held(cases, sent_of_class[code]) for code, cases in sorted(of_class.items())}
    return dict(by_state), held, Course(running, forwarded, by_state.total() - forwarded - running)
