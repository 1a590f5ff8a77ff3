"""An office's own plan of steps and hours."""

from datetime import datetime

from django.db import transaction

from saksama.journal.operations import record
from saksama.notices import rules
from saksama.notices.models import Policy
from saksama.notices.problems import Problem
from saksama.people import scope
from saksama.people.models import Account


@transaction.atomic
def set_plan(office_code: str, plan: rules.Plan, *, actor: Account, at: datetime) -> Policy:
    """Set who is told when, for limits that begin from ``at`` on; chains under way keep their plan.

    Raises: Problem plan_*; scope.NotAllowed.
    """
    scope.allow(actor, "manage_alerts", office_code, today=scope.local_day(at, office_code))
    for code in rules.faults(plan):
        raise Problem(code)
    policy = Policy.objects.create(
        office_code=office_code, from_at=at, plan=rules.as_json(plan), set_by=actor
    )
    record(
        act="alert_plan_set",
        office=office_code,
        subject=("alert_plan", str(policy.pk)),
        actor=actor.code,
        at=at,
        facts=rules.as_json(plan),
    )
    return policy
