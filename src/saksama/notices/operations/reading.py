"""What a person does with an alert: open it, acknowledge it."""

from datetime import datetime

from django.db import transaction

from saksama.journal.operations import record
from saksama.notices.models import Alert, Deadline, Delivery
from saksama.people.models import Account


@transaction.atomic
def acknowledge(alert: Alert, *, actor: Account, at: datetime) -> Alert:
    """The person has read it and takes care; the next step waits for its day. Safe to repeat.

    Raises: Alert.DoesNotExist for an alert that is another person's.
    """
    deadline = Deadline.objects.select_for_update().get(pk=alert.deadline_id)
    alert = Alert.objects.get(pk=alert.pk, account=actor)
    if alert.acknowledged_at is not None:
        return alert
    alert.acknowledged_at = at
    alert.opened_at = alert.opened_at or at
    alert.save(update_fields=["acknowledged_at", "opened_at"])
    alert.deliveries.filter(state=Delivery.State.QUEUED).update(
        state=Delivery.State.DROPPED, next_try_at=None
    )
    if deadline.closed_at is None and deadline.next_at is not None:
        deadline.next_at = at  # the sweep computes the next step again: it no longer comes early
        deadline.save(update_fields=["next_at"])
    record(
        act="alert_acknowledged",
        office=deadline.office_code,
        subject=(deadline.subject_kind, deadline.subject_id),
        actor=actor.code,
        at=at,
        facts={"alert": alert.pk, "step": deadline.step, "due_on": deadline.due_on.isoformat()},
    )
    return alert


def note_opened(alert: Alert, *, at: datetime) -> None:
    """The person has seen it: proof of delivery, no answer yet. The first time counts."""
    Alert.objects.filter(pk=alert.pk, opened_at=None).update(opened_at=at)
