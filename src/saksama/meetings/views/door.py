"""The door: one page with all guests, which works without a script, without a camera and without a network."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.documents import pdf
from saksama.meetings import papers, queries
from saksama.meetings.models import Attendee
from saksama.meetings.operations import door as acts
from saksama.meetings.problems import Problem
from saksama.meetings.views.common import DOOR, HOLD, VIEW, file, may, meeting_of, short, told
from saksama.people.marks import requires

MOST_AT_ONCE = 200
"""Check-ins of one request; a device with more sends them one batch after another."""


@requires(VIEW)
@never_cache
def door(request: Any, pk: UUID) -> HttpResponse:
    """All guests with a form each; a script makes it a scanner and a queue."""
    meeting = meeting_of(request, pk, DOOR)
    if request.method == "POST":
        return _by_form(request, meeting)
    rows = list(queries.invitations_of(meeting))
    words = request.GET.get("q", "").strip().casefold()
    context = {
        "meeting": meeting,
        "rows": [row for row in rows if words in _searched(row)] if words else rows,
        "words": request.GET.get("q", "").strip(),
        "table": queries.table_of(meeting),
        "attendees": queries.attendees_of(meeting),
        "may_hold": may(request, meeting, HOLD),
        "is_early": meeting.on > request.today,
    }
    return render(request, "meetings/door.html", context)


@requires(VIEW)
@never_cache
@require_POST
def merge(request: Any, pk: UUID) -> HttpResponse:
    """Check-ins of a device as JSON: ``{arrivals: [...]}`` -> ``{answers: [{id, result, text}], came: [...]}``."""
    meeting = meeting_of(request, pk, DOOR)
    try:
        given = json.loads(request.body)["arrivals"]
        arrivals = [_arrival(entry) for entry in given]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("These check-ins cannot be read.")}, status=400)
    if len(arrivals) > MOST_AT_ONCE:
        return JsonResponse({"error": _("Too many check-ins at once.")}, status=413)
    answers = acts.merge_arrivals(meeting, arrivals, actor=request.user, at=request.at)
    table = queries.table_of(meeting)
    came = meeting.invitations.filter(presences__attendee__withdrawn_at=None, presences__isnull=False)
    return JsonResponse(
        {
            "answers": [
                {"id": str(arrival.id), **_told(answer, meeting)}
                for arrival, answer in zip(arrivals, answers, strict=True)
            ],
            "came": [str(guest) for guest in came.values_list("pk", flat=True).distinct()],
            "present": table.present,
            "invited": table.invited,
        }
    )


@requires(VIEW)
@require_POST
def undo(request: Any, pk: UUID, attendee: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk, DOOR)
    found = get_object_or_404(Attendee, pk=attendee, meeting=meeting)
    if found.withdrawn_at is None:
        told(request, acts.withdraw_check_in, found, done=_("The check-in is taken back."))
    return redirect("meetings:door", pk=pk)


@requires(VIEW)
@never_cache
@require_GET
def sheet(request: Any, pk: UUID) -> HttpResponse:
    """The attendance sheet as PDF: as recorded, or with ``?kosong`` to be signed."""
    meeting = meeting_of(request, pk)
    with translation.override(papers.LANGUAGE):
        data = papers.attendance(
            meeting, today=request.today, at=request.at, is_blank="kosong" in request.GET
        )
    rendered = pdf.render("meeting_attendance", data, issued_at=request.at)
    return file(rendered, "application/pdf", f"daftar-hadir-{short(meeting)}.pdf", inline=True)


def _by_form(request: Any, meeting: Any) -> HttpResponse:
    """One check-in without a script."""
    sent = request.POST
    try:
        arrival = acts.Arrival(
            id=uuid4(),
            guest=UUID(sent.get("guest", "")),
            is_holder=sent.get("who") != "delegate",
            name=sent.get("name", "")[:120] if sent.get("who") == "delegate" else "",
            post=sent.get("post", "")[:120],
            way=Attendee.Way.PAPER if "paper" in sent else Attendee.Way.LIST,
            is_extra="extra" in sent,
        )
        answer = acts.check_in(meeting, arrival, actor=request.user, at=request.at)
    except ValueError:
        messages.error(request, str(Problem("not_invited")))
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        say = messages.success if answer.result in {"new", "also"} else messages.warning
        say(request, _told(answer, meeting)["text"])
    return redirect("meetings:door", pk=meeting.pk)


def _arrival(entry: dict[str, Any]) -> acts.Arrival:
    """Raises: ValueError, KeyError, TypeError, AttributeError for anything that is none."""
    way = entry.get("way", Attendee.Way.LIST)
    return acts.Arrival(
        id=UUID(entry["id"]),
        guest=UUID(entry["guest"]),
        is_holder=entry["who"] != "delegate",
        name=str(entry.get("name", ""))[:120].replace("\0", ""),
        post=str(entry.get("post", ""))[:120].replace("\0", ""),
        arrived_at=_moment(entry.get("at", "")),
        way=Attendee.Way(way),
        is_offline=bool(entry.get("offline")),
        is_extra=bool(entry.get("extra")),
    )


def _moment(text: str) -> datetime | None:
    """The device's time; None when it cannot be read, for a wrong clock must not lose a check-in."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _told(answer: acts.CheckedIn | Problem, meeting: Any) -> dict[str, str]:
    """``{result, text}`` for the page."""
    if isinstance(answer, Problem):
        return {"result": "refused", "text": str(answer)}
    facts = {
        "name": answer.attendee.name,
        "institution": answer.invitation.institution.name,
        "time": f"{meeting.local(answer.attendee.arrived_at):%H.%M}",
    }
    words = {
        "new": _("%(name)s is checked in for %(institution)s."),
        "also": _("%(name)s is here already and now represents %(institution)s too."),
        "already": _("%(institution)s is already checked in: %(name)s, %(time)s. Nothing was added."),
        "known": _("%(institution)s is already checked in: %(name)s, %(time)s. Nothing was added."),
    }
    return {"result": answer.result, "text": words[answer.result] % facts}


def _searched(row: Any) -> str:
    return f"{row.institution.name} {row.holder_post} {row.holder_name} {row.delegate_name}".casefold()
