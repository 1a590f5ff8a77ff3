"""Due dates handed down by the rooms that own the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saksama.notices.models import Alert, Deadline
from saksama.notices.operations import giving
from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class DueDate:
    """One running limit of a subject.

    ``mark``: tells it from the subject's other limits, for good. ``last_on``: the later reading, None where the
    law is read in one way. ``due_at``: for limits counted in hours.
    """

    mark: str
    step: str
    due_on: date
    last_on: date | None = None
    due_at: datetime | None = None
    rule: str = ""


def hand(
    subject: tuple[str, str],
    limits: Sequence[DueDate],
    *,
    office: str,
    owner: int | None,
    reference: str,
    at: datetime,
) -> None:
    """Say which limits of ``subject`` run now. Called in the transaction of every act on the subject.

    What stays true: the open deadlines of the subject are exactly ``limits``. A new one begins its chain. One
    that is missing is closed and its alerts ask for nothing any more. One whose date or office has changed begins
    its chain anew. With another ``owner`` (an account's key), alerts for the owner follow to the new one.
    """
    rows = Deadline.objects.select_for_update().filter(subject_kind=subject[0], subject_id=subject[1])
    standing = {row.mark: row for row in rows}
    for limit in limits:
        wanted = _wanted(limit, office=office, owner=owner, reference=reference)
        row = standing.pop(limit.mark, None)
        if row is None:
            Deadline.objects.create(
                subject_kind=subject[0], subject_id=subject[1], mark=limit.mark, opened_at=at, next_at=at,
                **wanted,
            )  # fmt: skip
        else:
            _follow(row, wanted, at=at)
    for row in standing.values():
        if row.closed_at is None:
            _close(row, at=at)


def _wanted(limit: DueDate, *, office: str, owner: int | None, reference: str) -> dict[str, Any]:
    return {
        "step": limit.step,
        "rule": limit.rule,
        "reference": reference,
        "office_code": office,
        "owner_id": owner,
        "due_on": limit.due_on,
        "last_on": max(limit.last_on or limit.due_on, limit.due_on),
        "due_at": limit.due_at,
    }


def _follow(row: Deadline, wanted: dict[str, Any], *, at: datetime) -> None:
    """Bring a standing row up to what is wanted; the sweep finds it at once by ``next_at``."""
    changed = {name for name, value in wanted.items() if getattr(row, name) != value}
    if not changed and row.closed_at is None:
        return
    owner_before = row.owner_id
    for name in changed:
        setattr(row, name, wanted[name])
    if row.closed_at is not None or changed & {"due_on", "last_on", "due_at", "office_code"}:
        giving.close_alerts(row, Alert.Why.MOVED, at=at)
        row.round += 1
        row.position, row.opened_at, row.next_at, row.closed_at = 0, at, at, None
        row.save()
        return
    row.save()
    if "owner_id" in changed:
        giving.follow_owner(row, before=owner_before, at=at)


def _close(row: Deadline, *, at: datetime) -> None:
    row.closed_at, row.next_at = at, None
    row.save(update_fields=["closed_at", "next_at"])
    giving.close_alerts(row, Alert.Why.ENDED, at=at)


def withdraw(subject: tuple[str, str], account: Account, *, at: datetime) -> None:
    """Take back what ``account`` still holds of the subject: it must not hear of it any more. The chain goes on."""
    rows = Deadline.objects.select_for_update().filter(subject_kind=subject[0], subject_id=subject[1])
    for row in rows.filter(closed_at=None):
        giving.close_alerts(row, Alert.Why.HANDED, at=at, accounts=[account.pk])
        row.next_at = at  # the sweep asks again who is to be told of the next step
        row.save(update_fields=["next_at"])
