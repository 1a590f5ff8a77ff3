"""What the views share: the meeting, an act with its refusal in the form, files as answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from saksama.meetings import queries
from saksama.meetings.models import Meeting
from saksama.meetings.problems import Problem
from saksama.people import scope

VIEW, HOLD, DOOR = "view_meetings", "hold_meetings", "check_in_guests"


def meeting_of(request: Any, pk: UUID, permission: str = VIEW) -> Meeting:
    return queries.reachable(request.user, pk, today=request.today, permission=permission)


def may(request: Any, meeting: Meeting, permission: str) -> bool:
    return scope.allows(request.user, permission, meeting.office_id, today=request.today)


def tried(form: Any, act: Callable[..., Any], request: Any, *args: Any, **facts: Any) -> bool:
    """Whether the act was done; its refusal stands in the form."""
    try:
        act(*args, actor=request.user, at=request.at, **facts)
    except Problem as problem:
        form.add_error(None, str(problem))
        return False
    return True


def told(request: Any, act: Callable[..., Any], *args: Any, done: str, **facts: Any) -> bool:
    """The same for an act without a form: the next page says what happened."""
    try:
        act(*args, actor=request.user, at=request.at, **facts)
    except Problem as problem:
        messages.error(request, str(problem))
        return False
    messages.success(request, done)
    return True


def file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file to be shown or kept. ``name`` never holds a person's name."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return answer


def short(meeting: Meeting) -> str:
    """The part of a file's name that tells meetings apart."""
    return f"{meeting.on:%Y%m%d}-{meeting.pk.hex[:6]}"
