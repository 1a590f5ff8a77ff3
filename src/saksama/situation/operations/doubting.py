"""Published figures that the records count otherwise now: noted once, handed to the alerts until somebody answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from saksama.journal.operations import record
from saksama.notices import operations as notices
from saksama.people import scope
from saksama.situation.models import Release, ReleaseNote
from saksama.situation.releases import reading

KIND: Final = "release"
LOOKED_AT: Final = timedelta(days=120)
"""A published text is watched for so long: past a dispute over the result."""
DAYS: Final = 2
"""Within which somebody should have looked."""


def sweep_releases(at: datetime) -> int:
    """Compare the figures of what is published with today's count of the same day; returns how many are new."""
    since = scope.local_day(at, None) - LOOKED_AT
    held = Release.objects.filter(state=Release.State.PUBLISHED, published_on__gte=since)
    found = 0
    for release in held.select_related("office__area__parent__parent").prefetch_related("values", "notes"):
        if doubts := reading.doubts(release):
            found += doubt_release(release, doubts, at=at)
    return found


@transaction.atomic
def doubt_release(release: Release, doubts: Sequence[reading.Doubt], *, at: datetime) -> bool:
    """Note which figures are counted otherwise now, once for each set of them; True where that is new."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    told = "; ".join(f"{row.value.label}: {row.value.value} → {row.now}" for row in doubts)
    newest = held.notes.filter(kind=ReleaseNote.Kind.DOUBTED).last()
    if newest is not None and newest.text == told:
        return False
    today = scope.local_day(at, held.office_id)
    note = ReleaseNote.objects.create(
        release=held, kind=ReleaseNote.Kind.DOUBTED, text=told, at=at, on=today, author="system"
    )
    limit = notices.DueDate(mark=f"doubt-{note.pk}", step="look", due_on=today + timedelta(days=DAYS))
    _hand(held, [limit], at=at)
    record(
        act="release_doubted", office=held.office_id, subject=(KIND, str(held.pk)), actor="system", at=at,
        facts={"figures": len(doubts)},
    )  # fmt: skip
    return True


def settle(release: Release, *, at: datetime) -> None:
    """Somebody has answered: nothing more is asked. Called in the transaction of a correction or withdrawal."""
    _hand(release, [], at=at)


def _hand(release: Release, limits: Sequence[notices.DueDate], *, at: datetime) -> None:
    notices.hand((KIND, str(release.pk)), limits, office=release.office_id, owner=None, reference="", at=at)
