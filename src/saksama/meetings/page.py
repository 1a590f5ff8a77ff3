"""What the page of a meeting shows: its sentence, its seats, its agenda, what comes next."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saksama.meetings import commitment_queries, queries
from saksama.meetings.models import Meeting
from saksama.meetings.views.common import DOOR, HOLD, may
from saksama.pages import formats
from saksama.places.models import Office


def zone_of(office: Office) -> ZoneInfo:
    return ZoneInfo(office.zone)


def show(request: Any, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/meeting.html", context_of(request, meeting))


def context_of(request: Any, meeting: Meeting) -> dict[str, Any]:
    """Everything the page needs; also for the part that is asked again while the meeting runs."""
    table = queries.table_of(meeting)
    return {
        "meeting": meeting,
        "table": table,
        "sentence": sentence(meeting, table, today=request.today),
        "agenda": agenda_events(meeting),
        "moves": list(meeting.acts.filter(act="moved")),
        "is_today": meeting.on == request.today,
        "may_hold": may(request, meeting, HOLD),
        "may_check_in": may(request, meeting, DOOR),
        "replies": queries.reply_counts(meeting),
        "today": request.today,
        "commitments": commitment_queries.as_of(commitment_queries.of_meeting(meeting), request.today),
        "unpaid": commitment_queries.unpaid_before(meeting),
        "is_live": meeting.state == Meeting.State.OPEN,
    }


def sentence(meeting: Meeting, table: queries.Table, *, today: Any) -> dict[str, str]:
    """``{state, lead, rest}`` of the status sentence; the same on page, list and paper."""
    told = {"present": table.present, "invited": table.invited, "day": formats.near_date(meeting.on, today)}
    if meeting.state == Meeting.State.CANCELLED:
        act = meeting.acts.filter(act="cancelled").last()
        return {"state": "stopped", "lead": _("Cancelled."), "rest": act.reason if act else ""}
    if meeting.state == Meeting.State.PLANNED:
        if not table.invited:
            return {
                "state": "todo",
                "lead": _("Planned for %(day)s.") % told,
                "rest": _("Nobody is invited yet."),
            }
        answered = sum(n for reply, n in queries.reply_counts(meeting).items() if reply)
        rest = _("%(answered)s of %(invited)s institutions have answered.") % {**told, "answered": answered}
        return {"state": "wait", "lead": _("Planned for %(day)s.") % told, "rest": rest}
    came = _("%(present)s of %(invited)s institutions are present or represented.") % told
    if meeting.state == Meeting.State.CLOSED:
        lead = _("Held on %(day)s.") % {"day": formats.long_date(meeting.on)}
        return {"state": "done", "lead": lead, "rest": came}
    if not table.quorum:
        return {"state": "ok", "lead": _("The meeting is under way."), "rest": came}
    if table.has_quorum:
        return {"state": "ok", "lead": _("The meeting is under way, its quorum is reached."), "rest": came}
    missing = _("%(missing)s more are needed for the quorum.") % {"missing": table.quorum - table.present}
    return {
        "state": "today",
        "lead": _("The meeting is under way, its quorum is not reached."),
        "rest": f"{came} {missing}",
    }


def agenda_events(meeting: Meeting) -> list[dict[str, Any]]:
    """Items with the glyph of what is over, under way or to come."""
    items = list(meeting.agenda.filter(dropped_at=None))
    begun = [item for item in items if item.started_at]
    present = (
        max(begun, key=lambda item: item.started_at)
        if begun and meeting.state == Meeting.State.OPEN
        else None
    )
    closed = meeting.state == Meeting.State.CLOSED
    return [
        {
            "item": item,
            "time": _time(meeting, item),
            "glyph": "now" if item is present else "done" if item.started_at or closed else "todo",
            "word": _("under way")
            if item is present
            else _("over")
            if item.started_at or closed
            else _("still to come"),
        }
        for item in items
    ]


def _time(meeting: Meeting, item: Any) -> str:
    if item.started_at:
        return f"{meeting.local(item.started_at):%H.%M}"
    return f"{item.planned:%H.%M}" if item.planned else ""
