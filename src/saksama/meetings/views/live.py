"""The part of a meeting's page that changes while it runs: asked again with a tag, in jittered pauses."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from saksama.meetings import page
from saksama.meetings.views.common import VIEW, meeting_of
from saksama.people.marks import requires

PARTS = {"kursi": "meetings/live_seats.html", "acara": "meetings/agenda.html"}


@requires(VIEW)
@require_GET
def live(request: Any, pk: UUID, part: str) -> HttpResponse:
    """Sentence and seats, or the agenda; 304 while nothing has changed."""
    meeting = meeting_of(request, pk)
    html = render_to_string(PARTS[part], page.context_of(request, meeting), request)
    tag = f'"{hashlib.sha256(_without_token(html)).hexdigest()[:20]}"'
    answer = HttpResponse(status=304) if request.headers.get("If-None-Match") == tag else HttpResponse(html)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _without_token(html: str) -> bytes:
    """The forgery token differs in each answer and says nothing new."""
    lines = (line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)
    return "\n".join(lines).encode()
