"""Reads for screens: a person's own alerts, and what an office's people have not answered."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from saksama.notices import kinds
from saksama.notices.models import Alert, Beat, Channel, Deadline, Delivery, FeedKey
from saksama.notices.operations.beats import SWEEP
from saksama.people import scope
from saksama.people.models import Account
from saksama.people.scope import Scope

COUNTED = 100
"""A bell says *99+* beyond this; nobody counts further."""


def unread(account: Account) -> QuerySet[Alert]:
    """Alerts of the account that still ask for an answer."""
    return Alert.objects.filter(account=account, acknowledged_at=None, closed_at=None)


def count_unread(account: Account) -> int:
    """How many, counted to ``COUNTED`` and no further."""
    return unread(account)[:COUNTED].count()


def own(account: Account, *, today: date, most: int) -> tuple[list[Alert], list[Alert]]:
    """The account's alerts: those that ask for an answer, the most urgent first; then the latest others.

    A subject that the account may not see (any more) is left out.
    """
    rows = Alert.objects.filter(account=account).select_related("deadline")
    live = rows.filter(acknowledged_at=None, closed_at=None).order_by("deadline__due_on", "pk")[:most]
    rest = rows.exclude(acknowledged_at=None, closed_at=None).order_by("-given_at", "-pk")[:most]
    return _seen(account, live, today=today), _seen(account, rest, today=today)


def one_of(account: Account, pk: int, *, today: date) -> Alert | None:
    """The account's alert, when its subject may be seen."""
    found = Alert.objects.filter(account=account, pk=pk).select_related("deadline")
    return next(iter(_seen(account, found, today=today)), None)


def unanswered(account: Account, area: Scope, *, today: date, most: int) -> list[Alert]:
    """Alerts of other people of these offices that nobody has acknowledged yet, oldest first."""
    rows = _unanswered(account, area).order_by("given_at", "pk")[:most]
    return _seen(account, rows, today=today)


def unanswered_one(account: Account, area: Scope, pk: int, *, today: date) -> Alert | None:
    """One of those, when it is among them."""
    return next(iter(_seen(account, _unanswered(account, area).filter(pk=pk), today=today)), None)


def _unanswered(account: Account, area: Scope) -> QuerySet[Alert]:
    rows = Alert.objects.filter(area.as_filter("deadline__office_code"), acknowledged_at=None, closed_at=None)
    return rows.exclude(account=account).select_related("deadline", "account")


def _seen(account: Account, alerts: Iterable[Alert], *, today: date) -> list[Alert]:
    rows = list(alerts)
    seen = seen_subjects(account, (alert.deadline for alert in rows), today=today)
    return [alert for alert in rows if (alert.deadline.subject_kind, alert.deadline.subject_id) in seen]


def seen_subjects(account: Account, deadlines: Iterable[Deadline], *, today: date) -> set[tuple[str, str]]:
    """``{(kind, id)}`` of the subjects that the account may see; each kind is asked once."""
    asked: dict[str, set[str]] = {}
    for deadline in deadlines:
        asked.setdefault(deadline.subject_kind, set()).add(deadline.subject_id)
    return {
        (kind, subject)
        for kind, ids in asked.items()
        if kinds.is_known(kind)
        for subject in kinds.of(kind).seen(account, ids, today)
    }


def nobody_to_tell() -> QuerySet[Alert]:
    """Alerts for which no office in line had anybody: shown by ``saksama check``."""
    return Alert.objects.filter(account=None, closed_at=None).select_related("deadline")


def open_marks(kind: str) -> dict[str, tuple[str, date]]:
    """``{mark: (subject id, due day)}`` of the open deadlines of a kind, to compare with the room that owns them."""
    rows = Deadline.objects.filter(subject_kind=kind, closed_at=None).values_list(
        "mark", "subject_id", "due_on"
    )
    return {mark: (subject, due_on) for mark, subject, due_on in rows.iterator(chunk_size=5000)}


def has_open_deadlines() -> bool:
    """Does any limit run at all?"""
    return Deadline.objects.filter(closed_at=None).exists()


def last_beat() -> datetime | None:
    """When the sweep last ran, in real time; None: never."""
    return Beat.objects.filter(pk=SWEEP).values_list("last_at", flat=True).first()


def channels_of(account: Account) -> dict[str, Channel]:
    """``{kind: channel}`` of the account's standing channels."""
    return {row.kind: row for row in Channel.objects.filter(account=account, removed_at=None)}


def telephones_of(accounts: Iterable[int]) -> dict[int, str]:
    """``{account: telephone as wa.me wants it}`` of those who gave one."""
    rows = Channel.objects.filter(account__in=set(accounts), kind=Channel.Kind.WHATSAPP, removed_at=None)
    return {row.account_id: row.address for row in rows}


def sent_by_hand(alerts: Iterable[Alert]) -> dict[int, Delivery]:
    """``{alert: delivery}`` of those that a person has sent already."""
    rows = Delivery.objects.filter(
        alert__in=[alert.pk for alert in alerts], state=Delivery.State.BY_HAND
    ).select_related("sent_by")
    return {row.alert_id: row for row in rows}


def proofs_of(alerts: Iterable[Alert]) -> dict[int, list[Delivery]]:
    """``{alert: deliveries}``, oldest first: how each went out."""
    found: dict[int, list[Delivery]] = {}
    rows = Delivery.objects.filter(alert__in=[alert.pk for alert in alerts]).order_by("pk")
    for row in rows:
        found.setdefault(row.alert_id, []).append(row)
    return found


def has_feed(account: Account) -> bool:
    return FeedKey.objects.filter(account=account, revoked_at=None).exists()


def deadlines_of(account: Account, *, today: date) -> QuerySet[Deadline]:
    """Open deadlines the account answers for: its own, and for whoever leads all of the office; nearest first."""
    leads = scope.scope_of(account, "follow_alerts", today=today).as_filter("office_code")
    rows = Deadline.objects.filter(Q(owner=account) | leads, closed_at=None)
    return rows.order_by("due_on", "pk")
