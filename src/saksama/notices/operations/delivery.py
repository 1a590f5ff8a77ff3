"""Sending what is queued: claimed in one transaction, sent outside any, settled in another.

A mail cannot be part of a transaction. So a claim has a lease: while it runs nobody else sends the same row, and what
a process took with it when it died is sent again after the lease, with the same key. That is the one way in which a
message can come twice; nothing is ever lost.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from saksama.journal.operations import record
from saksama.notices import kinds, rules, sending, wording
from saksama.notices.directory import Directory
from saksama.notices.models import Alert, Channel, Delivery
from saksama.notices.problems import Problem
from saksama.people import scope
from saksama.people.models import Account

LEASE: Final = timedelta(minutes=10)
BATCH: Final = 20
BUDGET: Final = 40.0
"""Seconds of one run; what is left waits for the next minute."""
MOST_FAILURES: Final = 3
"""A channel that fails so often in one run is left alone until the next one."""

Send = Callable[..., None]


@dataclass(slots=True)
class _Run:
    """What one run has learnt: how often each channel failed, what became of the rows."""

    at: datetime
    directory: Directory
    failures: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def is_dead(self, kind: str) -> bool:
        return self.failures[kind] >= MOST_FAILURES


def deliver(at: datetime, *, send: Send | None = None, budget: float = BUDGET) -> Counter[str]:
    """Send what is due. Returns how many were ``sent``, ``failed``, ``dropped``. Safe to run twice at once."""
    run, began = _Run(at, Directory(at)), time.monotonic()
    while time.monotonic() - began < budget:
        claimed = _claim(run)
        if not claimed:
            break
        for delivery in claimed:
            _one(delivery, run, send or sending.send)
    return run.outcomes


@transaction.atomic
def _claim(run: _Run) -> list[Delivery]:
    open_states = (Delivery.State.QUEUED, Delivery.State.SENDING)
    dead = [kind for kind in Channel.Kind.values if run.is_dead(kind)]
    due = Delivery.objects.filter(state__in=open_states, next_try_at__lte=run.at).exclude(kind__in=dead)
    skip = connection.features.has_select_for_update_skip_locked
    rows = list(due.order_by("next_try_at", "pk").select_for_update(skip_locked=skip, of=_only(skip))[:BATCH])
    for row in rows:
        row.tries += 1
        row.state, row.next_try_at = Delivery.State.SENDING, run.at + LEASE
    Delivery.objects.bulk_update(rows, ["tries", "state", "next_try_at"])
    found = Delivery.objects.filter(pk__in=[row.pk for row in rows])
    return list(found.select_related("alert__deadline", "alert__account", "channel").order_by("pk"))


def _only(can: bool) -> tuple[str, ...]:
    return ("self",) if can else ()


def _one(delivery: Delivery, run: _Run, send: Send) -> None:
    if not _is_wanted(delivery, run.at):
        _settle(delivery, run, state=Delivery.State.DROPPED)
        return
    alert, channel = delivery.alert, delivery.channel
    today = scope.local_day(run.at, alert.deadline.office_code)
    told = wording.message(alert, today=today, base=settings.ALERTS_BASE)
    if run.is_dead(channel.kind):
        _fail(delivery, run, "failed")
        return
    try:
        send(channel.kind, channel.address, channel.secret, told, key=str(delivery.key), at=run.at)
    except sending.NotSent as problem:
        run.failures[channel.kind] += 1
        _fail(delivery, run, problem.code)
    except Exception:  # a broken sender must not stop the others, nor count as sent
        run.failures[channel.kind] += 1
        _fail(delivery, run, "failed")
    else:
        _settle(delivery, run, state=Delivery.State.SENT, sent_at=run.at)


def _is_wanted(delivery: Delivery, at: datetime) -> bool:
    """Does the alert still ask for something, of somebody who may know of it?"""
    alert, deadline = delivery.alert, delivery.alert.deadline
    if not alert.is_live or alert.account is None or delivery.channel.removed_at is not None:
        return False
    today = scope.local_day(at, deadline.office_code)
    kind = kinds.of(deadline.subject_kind)
    return alert.account.is_active and deadline.subject_id in kind.seen(
        alert.account, [deadline.subject_id], today
    )


def _fail(delivery: Delivery, run: _Run, code: str) -> None:
    following = rules.next_try(delivery.tries, at=run.at, first_at=delivery.queued_at)
    if following is None:
        _settle(delivery, run, state=Delivery.State.GIVEN_UP, error=code)
        return
    deadline = delivery.alert.deadline
    limit = rules.Limit(
        deadline.opened_at, deadline.due_on, deadline.last_on, run.directory.zone(deadline.office_code)
    )
    plan = run.directory.plan(deadline.office_code, deadline.opened_at)
    working = run.directory.is_working_day(deadline.office_code)
    _settle(
        delivery, run, state=Delivery.State.QUEUED, error=code,
        next_try_at=max(following, rules.in_hours(plan, following, limit, working)),
    )  # fmt: skip


def _settle(
    delivery: Delivery,
    run: _Run,
    *,
    state: Delivery.State,
    error: str = "",
    sent_at: datetime | None = None,
    next_try_at: datetime | None = None,
) -> None:
    """Write what became of a claimed row, unless another claim has followed meanwhile."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING, tries=delivery.tries)
    ours.update(state=state, error=error, sent_at=sent_at, next_try_at=next_try_at)
    run.outcomes["failed" if state in {Delivery.State.QUEUED, Delivery.State.GIVEN_UP} else state.value] += 1


@transaction.atomic
def note_sent_by_hand(alert: Alert, *, actor: Account, note: str, at: datetime) -> Delivery:
    """A person has sent the ready message by the own telephone; the word of the sender is the proof.

    Raises: Problem no_whatsapp | sent_already; scope.NotAllowed.
    """
    deadline = alert.deadline
    scope.allow(actor, "follow_alerts", deadline.office_code, today=scope.local_day(at, deadline.office_code))
    whatsapp = Channel.objects.filter(
        account=alert.account_id, kind=Channel.Kind.WHATSAPP, removed_at=None
    ).first()
    if whatsapp is None:
        raise Problem("no_whatsapp")
    delivery, is_new = Delivery.objects.get_or_create(
        alert=alert,
        channel=whatsapp,
        defaults={
            "kind": whatsapp.kind, "state": Delivery.State.BY_HAND, "queued_at": at, "sent_at": at,
            "sent_by": actor, "note": note.strip()[:200], "tries": 1,
        },
    )  # fmt: skip
    if not is_new:
        raise Problem("sent_already")
    record(
        act="alert_sent_by_hand",
        office=deadline.office_code,
        subject=(deadline.subject_kind, deadline.subject_id),
        actor=actor.code,
        at=at,
        facts={"alert": alert.pk, "delivery": delivery.pk, "step": deadline.step},
    )
    return delivery
