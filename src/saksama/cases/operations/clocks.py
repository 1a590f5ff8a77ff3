"""Clocks of a case: started and ended by acts, kept with the rule they were given under."""

from datetime import date, datetime

from saksama.cases import rules
from saksama.cases import transitions as t
from saksama.cases.models import Case, Clock
from saksama.law import Due, LawError, due, load
from saksama.places.queries import calendar_for


def start(
    case: Case, step: str, *, at: datetime, from_day: date | None = None, other_day: date | None = None
) -> Clock | None:
    """Start the clock of ``step``; None where the regime has no clock for it.

    A question the law data cannot answer (a missing year, a day before the rule) must not stop the
    office: the clock is kept without a date, with the reason in ``gap``.

    Args:  from_day: first day of the count if it is not the day of the act.
           other_day: day from which a second reading counts (receipt outside hours, decision 6).
    """
    rule_id = t.STEP_CLOCKS[step].get(case.regime)
    if rule_id is None:
        return None
    day = from_day or rules.local_day(at, case.office.zone)
    clock = Clock(case=case, step=step, rule=rule_id, started_at=at, start_on=day)
    try:
        _fill(clock, _count(case, rule_id, day, other_day))
    except LawError as error:
        clock.gap = error.code
    clock.save()
    return clock


def foreseen(case: Case, step: str, *, at: datetime, from_day: date | None = None) -> date | None:
    """The last day if the clock of ``step`` started now, the later reading where there are two.

    Nothing is written. None where the law has no clock or cannot answer.
    """
    rule_id = rule_for(case, step)
    if rule_id is None:
        return None
    try:
        counted = _count(case, rule_id, from_day or rules.local_day(at, case.office.zone))
    except LawError:
        return None
    return counted.other_due_on or counted.due_on


def end(case: Case, act: str, *, on: date, void: bool = False) -> None:
    """End the open clock that ``act`` ends (``transitions.ENDS``), if there is one, and keep whether it was in time."""
    clock = next(filter(None, (open_clock(case, step) for step in t.ENDS[act])), None)
    if clock is None:
        return
    clock.ended_on = on
    clock.result = Clock.Result.VOID if void else _result(clock, on)
    clock.save(update_fields=["ended_on", "result"])


def end_all(case: Case, *, on: date) -> None:
    """The case has ended or left: nothing runs any more."""
    case.clocks.filter(ended_on=None).update(ended_on=on, result=Clock.Result.VOID)


def open_clock(case: Case, step: str) -> Clock | None:
    return case.clocks.filter(step=step, ended_on=None).first()


def refresh(case: Case) -> None:
    """Copy the earliest open due day onto the case, for lists. The caller saves."""
    clock = case.clocks.filter(ended_on=None, due_on__isnull=False).order_by("due_on", "id").first()
    case.next_due_on = clock.due_on if clock else None
    case.next_step = clock.step if clock else ""


def _count(case: Case, rule_id: str, day: date, other_day: date | None = None) -> Due:
    rule = load().on(day, case.regime)[rule_id]
    return due(rule, day, calendar=calendar_for(case.office_id), zone=case.office.zone, other_start=other_day)


def _fill(clock: Clock, counted: Due) -> None:
    clock.due_on = counted.due_on
    clock.due_at = counted.due_at
    clock.other_due_on = counted.other_due_on
    clock.explanation = counted.as_json()


def _result(clock: Clock, on: date) -> str:
    if clock.due_on is None:
        return Clock.Result.VOID
    met = rules.in_time(on, due_on=clock.due_on, other_due_on=clock.other_due_on)
    return Clock.Result.MET if met else Clock.Result.LATE


def rule_for(case: Case, step: str) -> str | None:
    """Id of the law's clock for a step in the case's regime."""
    return t.STEP_CLOCKS[step].get(case.regime)
