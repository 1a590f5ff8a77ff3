"""Giving an alert to people, and taking back what asks for nothing any more. Inside the caller's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saksama.notices import kinds, rules
from saksama.notices.directory import Directory
from saksama.notices.models import Alert, Channel, Deadline, Delivery


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a chain that is due now, and who is told."""

    deadline: Deadline
    position: int
    step: rules.Step
    accounts: tuple[int, ...]
    is_fallback: bool


def give(rungs: Sequence[Rung], *, at: datetime) -> list[Alert]:
    """Write the alerts, and queue them for every channel of their people.

    Whoever still held an earlier alert on the same limit has one to answer, not two.
    """
    _replace_earlier(rungs, at=at)
    last: dict[tuple[int, int | None], int] = {
        (rung.deadline.pk, account): rung.position for rung in rungs for account in rung.accounts
    }
    alerts = Alert.objects.bulk_create(
        Alert(
            deadline=rung.deadline,
            round=rung.deadline.round,
            position=rung.position,
            recipient=rung.step.recipient,
            days_left=rung.step.days_left,
            account_id=account,
            is_fallback=rung.is_fallback,
            given_at=at,
            **_standing(last.get((rung.deadline.pk, account)), rung.position, at),
        )
        for rung in rungs
        for account in rung.accounts or (None,)
    )
    _queue(alerts, at=at)
    return alerts


def _standing(last: int | None, position: int, at: datetime) -> dict[str, Any]:
    """Of several steps that are due together, a person answers the last."""
    return {} if last in (None, position) else {"closed_at": at, "closed_why": Alert.Why.NEWER}


def _replace_earlier(rungs: Sequence[Rung], *, at: datetime) -> None:
    again = {(rung.deadline.pk, account) for rung in rungs if rung.position for account in rung.accounts}
    if not again:
        return
    held = Alert.objects.filter(
        deadline__in={deadline for deadline, _account in again}, acknowledged_at=None, closed_at=None
    )
    pks = [
        pk
        for pk, deadline, account in held.values_list("pk", "deadline", "account")
        if (deadline, account) in again
    ]
    _drop_waiting(pks)
    Alert.objects.filter(pk__in=pks).update(closed_at=at, closed_why=Alert.Why.NEWER)


def _drop_waiting(alerts: Collection[int]) -> None:
    """What has not gone out yet stays at home."""
    waiting = Delivery.objects.filter(alert__in=alerts, state=Delivery.State.QUEUED)
    waiting.update(state=Delivery.State.DROPPED, next_try_at=None)


def _queue(alerts: Iterable[Alert], *, at: datetime) -> None:
    told = [alert for alert in alerts if alert.account_id is not None and alert.closed_at is None]
    channels: dict[int, list[Channel]] = {}
    rows = Channel.objects.filter(account__in={alert.account_id for alert in told}, removed_at=None)
    for channel in rows.exclude(kind=Channel.Kind.WHATSAPP):  # that one waits for a person
        channels.setdefault(channel.account_id, []).append(channel)
    Delivery.objects.bulk_create(
        Delivery(alert=alert, channel=channel, kind=channel.kind, queued_at=at, next_try_at=at)
        for alert in told
        for channel in channels.get(alert.account_id or 0, ())
    )


def close_alerts(
    deadline: Deadline, why: Alert.Why, *, at: datetime, accounts: Collection[int] | None = None
) -> None:
    """Alerts of the deadline ask for nothing any more; what has not gone out yet stays at home."""
    alerts = Alert.objects.filter(deadline=deadline, closed_at=None)
    if accounts is not None:
        alerts = alerts.filter(account__in=accounts)
    pks = list(alerts.values_list("pk", flat=True))
    if not pks:
        return
    _drop_waiting(pks)
    Alert.objects.filter(pk__in=pks).update(closed_at=at, closed_why=why)


def follow_owner(deadline: Deadline, *, before: int | None, at: datetime) -> None:
    """Alerts that the former owner holds as owner go to the new one, at the steps they were given for."""
    held = Alert.objects.filter(
        deadline=deadline, round=deadline.round, recipient=rules.OWNER, closed_at=None
    ).order_by("position")
    positions = {alert.position: alert for alert in held}
    if not positions:
        return
    close_alerts(
        deadline, Alert.Why.HANDED, at=at, accounts=[alert.account_id for alert in held if alert.account_id]
    )
    directory = Directory(at)
    told = directory.recipients(rules.OWNER, deadline.office_code, deadline.owner_id, barred_of(deadline))
    already = set(
        Alert.objects.filter(deadline=deadline, round=deadline.round, position__in=positions).values_list(
            "position", "account"
        )
    )
    rungs = [
        Rung(
            deadline,
            position,
            rules.Step(rules.OWNER, alert.days_left),
            tuple(account for account in told.accounts if (position, account) not in already),
            told.is_fallback,
        )
        for position, alert in positions.items()
    ]
    give([rung for rung in rungs if rung.accounts], at=at)


def barred_of(deadline: Deadline) -> Collection[int]:
    """Accounts that must not hear of the deadline's subject."""
    if not kinds.is_known(deadline.subject_kind):
        return ()
    return kinds.of(deadline.subject_kind).barred([deadline.subject_id]).get(deadline.subject_id, ())
