"""Running clocks handed to the alerts, in the transaction of every act."""

from datetime import date, datetime

from django.db import transaction

from saksama.cases import rules
from saksama.cases.models import Case, Clock
from saksama.cases.tracks import deadlines as tracks
from saksama.notices import operations as notices
from saksama.notices import queries as handed
from saksama.notices.operations import DueDate

KIND = "case"


def hand(case: Case, *, at: datetime) -> None:
    """Say which clocks of the case run now. A matter known from publication only is never due (decision 12)."""
    clocks = () if case.is_published else case.clocks.filter(ended_on=None).order_by("pk")
    limits = [_limit(clock, day) for clock in clocks if (day := due_day(clock, case.office.zone))]
    notices.hand(
        (KIND, str(case.pk)),
        limits,
        office=case.office_id,
        owner=case.owner_id,
        reference=case.number_registered or case.number_received or case.number_elsewhere,
        at=at,
    )
    for track in case.tracks.filter(ended_on=None).select_related("office", "event__election"):
        track.case = case  # its roads outside follow: same officer, same number
        tracks.hand(track, at=at)


def due_day(clock: Clock, zone: str) -> date | None:
    """The day to which people work; of a clock that counts hours, the day on which it ends."""
    return rules.local_day(clock.due_at, zone) if clock.due_at else clock.due_on


def _limit(clock: Clock, day: date) -> DueDate:
    return DueDate(
        mark=str(clock.pk),
        step=clock.step,
        rule=clock.rule,
        due_on=day,
        last_on=clock.other_due_on,
        due_at=clock.due_at,
    )


def untrue() -> list[str]:
    """Ids of cases whose running clocks and open deadlines differ."""
    kept = handed.open_marks(KIND)
    wrong = set()
    clocks = Clock.objects.filter(ended_on=None, case__is_published=False).select_related("case__office")
    for clock in clocks.iterator(chunk_size=2000):
        day = due_day(clock, clock.case.office.zone)
        if day is not None and kept.pop(str(clock.pk), None) != (str(clock.case_id), day):
            wrong.add(str(clock.case_id))
    return sorted(wrong | {case for case, _day in kept.values()})


def mend(*, at: datetime) -> int:
    """Hand over what is missing: after an upgrade, or where somebody wrote past the operations."""
    wrong = untrue()
    for pk in wrong:
        _mend(pk, at=at)
    return len(wrong)


@transaction.atomic
def _mend(pk: str, *, at: datetime) -> None:
    rows = Case.objects.select_for_update(of=("self",)).select_related("office")
    hand(rows.get(pk=pk), at=at)
