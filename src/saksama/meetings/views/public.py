"""The guest's own page: reached by a link alone, shows that guest's things and nothing else.

No account, no script needed, nothing kept by caches, nothing told to other sites. After the meeting's day the
address answers in words that say so and name nobody.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from saksama.documents import qr
from saksama.evidence.operations import AlreadyErased, InQuarantine, copy_out
from saksama.meetings import calendars, queries, rules
from saksama.meetings.forms import ReplyForm
from saksama.meetings.models import Invitation, MeetingFile
from saksama.meetings.operations import guests as acts
from saksama.meetings.operations.common import GUEST
from saksama.meetings.problems import Problem
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import public


class Closed(Exception):
    """The link was right once and no longer opens."""


@public
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def own_invitation(request: Any, token: str) -> HttpResponse:
    """See the invitation, answer it, show the code for the door."""
    try:
        row = _opened(request, token)
    except Closed:
        return guarded(render(request, "meetings/link_closed.html", status=410))
    meeting = row.meeting
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"reply": row.reply, "delegate_name": row.delegate_name, "delegate_post": row.delegate_post},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            seen = whole_number(request.POST.get("seen"))
            try:
                acts.answer_invitation(
                    row, seen=-1 if seen is None else seen, actor=None, at=request.at, is_guest=True,
                    **form.cleaned_data,
                )  # fmt: skip
            except Problem as problem:
                form.add_error(None, str(problem))
                status = 409
                row = _opened(request, token)
            else:
                return redirect(f"{request.path}?terima-kasih=1")
    context = {
        "row": row,
        "meeting": meeting,
        "form": form,
        "is_open": rules.may_answer(meeting.starts_at, request.at) and meeting.state in {"planned", "open"},
        "thanks": "terima-kasih" in request.GET,
        "agenda": meeting.agenda.filter(dropped_at=None),
        "move": meeting.acts.filter(act="moved").last(),
        "cancelled": meeting.acts.filter(act="cancelled").last(),
        "files": meeting.files.filter(is_for_guests=True, withdrawn_at=None),
        "door": qr.svg(rules.DOOR_MARK + acts.door_token(row), _("Code for the door")),
        "calendar_url": reverse("meetings:own_calendar", kwargs={"token": token}),
        "token": token,
        "office_name": meeting.office.name,
        "zone": meeting.office.zone,
    }
    return guarded(render(request, "meetings/own_invitation.html", context, status=status))


@public
@never_cache
@require_safe
def own_calendar(request: Any, token: str) -> HttpResponse:
    """The calendar entry of this guest, as it stands now."""
    try:
        row = _opened(request, token)
    except Closed:
        return guarded(render(request, "meetings/link_closed.html", status=410))
    url = request.build_absolute_uri(reverse("meetings:own_invitation", kwargs={"token": token}))
    entry = calendars.entry(row, url=url, at=request.at)
    method = "CANCEL" if row.meeting.state == "cancelled" else "REQUEST"
    answer = HttpResponse(entry, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = 'attachment; filename="rapat.ics"'
    return guarded(answer)


@public
@never_cache
@require_safe
def own_file(request: Any, token: str, pk: int) -> HttpResponse:
    """A paper that guests are given."""
    try:
        row = _opened(request, token)
    except Closed:
        return guarded(render(request, "meetings/link_closed.html", status=410))
    meeting = row.meeting
    found = get_object_or_404(MeetingFile, pk=pk, meeting=meeting, is_for_guests=True, withdrawn_at=None)
    try:
        copy = copy_out(
            found.sealed, actor=GUEST, at=request.at, why="meeting material", office=meeting.office_id
        )
    except (AlreadyErased, InQuarantine, FileNotFoundError) as error:
        raise Http404 from error
    return guarded(copy.response())


def _opened(request: Any, token: str) -> Invitation:
    """Raises: Http404 for what is no link of ours, Closed for one that no longer opens."""
    row = queries.of_link(token)
    if row is None:
        raise Http404
    today = scope.local_day(request.at, row.meeting.office_id)
    if not rules.link_holds(row.meeting.on, today, withdrawn=row.withdrawn_at is not None):
        raise Closed
    return row


def guarded(answer: Any) -> Any:
    """What every answer to a link carries: kept by nobody, told to nobody, found by no search."""
    answer["Referrer-Policy"] = "same-origin"  # stricter, and the browser hides the origin from our own form
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    return answer
