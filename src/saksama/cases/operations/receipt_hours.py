"""Was a report received inside receipt hours? Never a ground to refuse it (decision 6)."""

from dataclasses import dataclass
from datetime import date, datetime

from saksama.cases import rules
from saksama.cases.models import Case
from saksama.law import LawError, OwnHours, WorkCalendar, load, receipt
from saksama.places.queries import calendar_for, office_hours, stage_spans


@dataclass(frozen=True, slots=True)
class Arrival:
    """``other_day``: the next office day, from which the later reading counts; None inside sure hours."""

    in_hours: bool
    other_day: date | None


def when_received(
    case: Case, at: datetime, *, calendar: WorkCalendar | None = None, hours: OwnHours | None = None
) -> Arrival:
    """Judge the instant of receipt by law, stages and the office's own hours.

    Where the data cannot answer, the report counts as received in hours: a gap in our calendar must
    not mark anybody's report.

    Args:  calendar, hours: others than the office's present ones, to try a change before it is made.
    """
    day = rules.local_day(at, case.office.zone)
    try:
        answer = receipt(
            at,
            case.office.zone,
            hours=load().on(day, case.regime).receipt_hours,
            calendar=calendar or calendar_for(case.office_id),
            stages=stage_spans(on=day, office_code=case.office_id),
            office_hours=office_hours(case.office_id, on=day) if hours is None else hours,
        )
    except LawError:
        return Arrival(in_hours=True, other_day=None)
    return Arrival(in_hours=answer.in_hours, other_day=answer.other_from)
