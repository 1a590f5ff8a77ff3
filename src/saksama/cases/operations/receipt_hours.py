"""Was a report received inside receipt hours? Never a ground to refuse it (decision 6)."""

from dataclasses import dataclass
from datetime import date, datetime

from saksama.cases import rules
from saksama.cases.models import Case
from saksama.law import LawError, load
from saksama.law.receipt import receipt
from saksama.places.queries import calendar_for, office_hours


@dataclass(frozen=True, slots=True)
class Arrival:
    """``other_day``: the next office day, from which the later reading counts; None inside hours."""

    in_hours: bool
    other_day: date | None


def when_received(case: Case, at: datetime) -> Arrival:
    """Judge the instant of receipt by law, stages and the office's own hours.

    Where the data cannot answer, the report counts as received in hours: a gap in our calendar must
    not mark anybody's report.
    """
    day = rules.local_day(at, case.office.zone)
    stages = [
        (stage.key, stage.starts_on or stage.ends_on, stage.ends_on) for stage in case.event.stages.all()
    ]
    try:
        answer = receipt(
            at,
            case.office.zone,
            hours=load().on(day, case.regime).receipt_hours,
            calendar=calendar_for(case.office_id),
            stages=stages,
            office_hours=office_hours(case.office_id, on=day),
        )
    except LawError:
        return Arrival(in_hours=True, other_day=None)
    return Arrival(in_hours=answer.in_hours, other_day=None if answer.in_hours else answer.other_from)
