"""What the acts share: who may, the lock, the row of history, the journal line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saksama.journal.operations import record
from saksama.meetings.models import Meeting, MeetingAct
from saksama.meetings.problems import Problem
from saksama.people import scope
from saksama.people.models import Account

GUEST = "public"
"""Who acts through a link, without an account."""

OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


def may(actor: Account | None, permission: str, office: str, at: datetime) -> None:
    """Raises: scope.NotAllowed. None is the program itself (the example's replay)."""
    if actor is not None:
        scope.allow(actor, permission, office, today=scope.local_day(at, office))


def name_of(actor: Account | None) -> str:
    return actor.code if actor else "system"


def locked(meeting: Meeting, *, version: int | None = None) -> Meeting:
    """The meeting, ours until the transaction ends. Raises: Problem somebody_saved."""
    standing = (
        Meeting.objects.select_for_update(of=("self",)).select_related("office", "event").get(pk=meeting.pk)
    )
    if version is not None and standing.version != version:
        raise Problem("somebody_saved")
    return standing


def not_over(meeting: Meeting) -> None:
    if meeting.state in OVER:
        raise Problem("meeting_over")


def saved(meeting: Meeting, *fields: str) -> None:
    """Write ``fields`` and the next version."""
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])


def history(meeting: Meeting, act: str, *, by: str, at: datetime, reason: str = "") -> None:
    MeetingAct.objects.create(
        meeting=meeting,
        act=act,
        at=at,
        by=by,
        reason=reason,
        starts_at=meeting.starts_at,
        venue=meeting.venue,
    )


def journal(
    meeting: Meeting, act: str, *, by: str, at: datetime, facts: Mapping[str, Any] | None = None
) -> None:
    record(
        act=act, office=meeting.office_id, subject=("meeting", str(meeting.pk)), actor=by, at=at, facts=facts or {}
    )  # fmt: skip
