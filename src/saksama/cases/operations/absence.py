"""Open cases of somebody who is away pass to the stand-in, each with its act and its alerts."""

from datetime import datetime

from django.db import transaction

from saksama.cases import recusals
from saksama.cases import transitions as t
from saksama.cases.actors import SYSTEM
from saksama.cases.models import Case
from saksama.cases.operations import acting
from saksama.people import scope
from saksama.people.models import Absence


def hand_over_for_absences(at: datetime) -> int:
    """Hand over for every absence that has begun by ``at`` and was not handed over yet. Returns the cases.

    Scheduled: safe to repeat. A case that the stand-in is kept from, or may not study, stays where it is; its alerts
    fall to the chair while its officer is away.
    """
    waiting = Absence.objects.filter(handed_at=None, cancelled_at=None).exclude(stand_in=None)
    begun = [row for row in waiting if row.starts_on <= scope.local_day(at, row.office_id) <= row.ends_on]
    return sum(_hand_over(absence.pk, at=at) for absence in begun)


@transaction.atomic
def _hand_over(pk: int, *, at: datetime) -> int:
    rows = Absence.objects.select_for_update(of=("self",)).select_related("stand_in", "account")
    absence = rows.get(pk=pk)
    if absence.handed_at is not None or absence.cancelled_at is not None or absence.stand_in is None:
        return 0
    able = scope.allows(
        absence.stand_in, "study_case", absence.office_id, today=scope.local_day(at, absence.office_id)
    )
    cases = Case.objects.filter(owner=absence.account, office=absence.office_id, state__in=t.OPEN)
    handed = 0
    for case in cases if able else ():
        if not recusals.is_recused(absence.stand_in, case):
            locked = acting.lawful(case, "assign_case", actor=SYSTEM, at=at)
            locked.owner = absence.stand_in
            facts = {"owner": absence.stand_in.code, "absence": absence.pk}
            acting.done(locked, "assign_case", actor=SYSTEM, at=at, facts=facts)
            handed += 1
    absence.handed_at = at
    absence.save(update_fields=["handed_at"])
    return handed
