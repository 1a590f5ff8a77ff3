"""The sweep: every step that is due is given once, whatever ran before, beside or after it.

Shape: find by the derived, indexed column; lock; compute again from what is recorded; write. Two sweeps at once
never hold the same row, and the table's constraint would refuse a second alert for a step. Office by office, so that a
batch ends in one line of one chain and not in a line, a lock and a head for each of its rows' offices.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min

from saksama.journal.operations import Entry, record_batch
from saksama.notices import kinds, rules
from saksama.notices.directory import Directory
from saksama.notices.models import Alert, Deadline
from saksama.notices.operations import giving

LOG = logging.getLogger("saksama.notices")

BATCH = 200
"""Rows of one transaction: other writers wait tens of milliseconds at most (decision 25)."""
PUSH_ON = timedelta(hours=1)
"""A row that cannot be computed is tried again after this, and does not stop the rest."""


def sweep(at: datetime, *, batch: int = BATCH) -> int:
    """Give every step that is due at ``at``. Safe to repeat and to run twice at once. Returns alerts given."""
    directory, given = Directory(at), 0
    due = Deadline.objects.filter(closed_at=None, next_at__lte=at)
    earliest = (
        due.order_by()
        .values_list("office_code")
        .annotate(first=Min("next_at"))
        .order_by("first", "office_code")
    )
    for office, _first in list(earliest):
        found = batch
        while found == batch:
            found, alerts = _some(directory, office, at, batch)
            given += alerts
    return given


@transaction.atomic
def _some(directory: Directory, office: str, at: datetime, batch: int) -> tuple[int, int]:
    rows = Deadline.objects.filter(office_code=office, closed_at=None, next_at__lte=at).order_by(
        "next_at", "pk"
    )
    due = list(
        rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)[:batch]
    )
    progress, barred = _progress(due), _barred(due)
    rungs: list[giving.Rung] = []
    ahead: dict[tuple[int, datetime | None], list[int]] = defaultdict(list)
    for row in due:
        try:
            steps, position, following = _climb(row, progress[row.pk], barred.get(row.pk, ()), directory, at)
        except Exception:
            LOG.exception("the chain of deadline %s cannot be computed", row.pk)
            ahead[row.position, at + PUSH_ON].append(row.pk)
            continue
        rungs += steps
        ahead[position, following].append(row.pk)
    for (position, following), pks in ahead.items():
        Deadline.objects.filter(pk__in=pks).update(position=position, next_at=following)
    alerts = giving.give(rungs, at=at)
    _journal(alerts, at=at)
    return len(due), len(alerts)


def _climb(
    row: Deadline, progress: rules.Progress, barred: Collection[int], directory: Directory, at: datetime
) -> tuple[list[giving.Rung], int, datetime | None]:
    """The steps of one chain that are due, how far it has come then, and when the next one is due."""
    office = row.office_code
    plan = directory.plan(office, row.opened_at)
    limit = rules.Limit(row.opened_at, row.due_on, row.last_on, directory.zone(office))
    is_working_day = directory.is_working_day(office)
    rungs = []
    while (following := rules.next_at(plan, limit, progress, is_working_day)) is not None and following <= at:
        step = plan.steps[progress.done]
        told = directory.recipients(step.recipient, office, row.owner_id, barred)
        rungs.append(giving.Rung(row, progress.done, step, told.accounts, told.is_fallback))
        progress = rules.Progress(progress.done + 1, given_at=at)
    return rungs, progress.done, following


def _progress(due: Sequence[Deadline]) -> Mapping[int, rules.Progress]:
    """How far each chain has come, from its alerts; an alert acknowledged by one is acknowledged."""
    last: dict[int, list[Alert]] = defaultdict(list)
    by_pk = {row.pk: row for row in due if row.position}
    for alert in Alert.objects.filter(deadline__in=by_pk):
        row = by_pk[alert.deadline_id]
        if (alert.round, alert.position) == (row.round, row.position - 1):
            last[row.pk].append(alert)
    return {
        row.pk: rules.Progress(
            done=row.position,
            given_at=max((alert.given_at for alert in last[row.pk]), default=None),
            is_acknowledged=any(alert.acknowledged_at for alert in last[row.pk]),
        )
        for row in due
    }


def _barred(due: Iterable[Deadline]) -> Mapping[int, Collection[int]]:
    """Accounts that must not hear, by deadline; each kind is asked once."""
    by_kind: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in due:
        by_kind[row.subject_kind][row.subject_id].append(row.pk)
    found: dict[int, Collection[int]] = {}
    for kind, subjects in by_kind.items():
        if kinds.is_known(kind):
            for subject, accounts in kinds.of(kind).barred(list(subjects)).items():
                found |= dict.fromkeys(subjects[subject], accounts)
    return found


def _journal(alerts: Sequence[Alert], *, at: datetime) -> None:
    """One line for each office and batch; the alerts themselves are the record."""
    offices: dict[str, list[int]] = defaultdict(list)
    for alert in alerts:
        offices[alert.deadline.office_code].append(alert.pk)
    record_batch(
        Entry(
            act="alerts_given", office=office, subject=("office", office), actor="system", at=at,
            facts={"count": len(pks), "first": min(pks), "last": max(pks)},
        )
        for office, pks in offices.items()
    )  # fmt: skip
