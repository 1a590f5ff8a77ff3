"""What the staff's pages of the room share: the event in question, the office, words of a question."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from saksama.people import scope
from saksama.people.marks import requires
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office

Request = Any
"""HttpRequest with ``at``, ``today`` and ``scope``, as ``people.marks.requires`` leaves it."""


class NoEvent(Exception):
    """The office knows of no vote yet."""


def in_field(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As ``people.marks.requires``; an office without a vote is told so in place of a page that needs one."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except NoEvent:
                return render(request, "checklists/no_event.html")

        return requires(permission)(guarded)

    return decorate


def office_of(request: Request) -> Office:
    """The office whose desk the person sees first; 404 for one without."""
    code = scope.home_office(request.user, today=request.today)
    found = Office.objects.select_related("area").filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def events_of(request: Request, office: Office) -> list[ElectionEvent]:
    """Votes and drills that the office knows today, earliest first."""
    return list(
        places.events(on=request.today, office_code=office.pk, include_drills=True).order_by(
            "vote_on", "slug"
        )
    )


def event_of(request: Request, office: Office) -> ElectionEvent:
    """The event asked for (``acara``), else the nearest vote ahead, else the last one. Raises NoEvent."""
    events = events_of(request, office)
    wanted = (request.POST if request.method == "POST" else request.GET).get("acara", "")
    found = next((event for event in events if event.pk == wanted), None)
    if found is None and (ahead := places.next_vote(on=request.today, office_code=office.pk)):
        found = ahead[0]
    votes = [event for event in events if event.kind != ElectionEvent.Kind.DRILL]
    found = found or (votes[-1] if votes else None)
    if found is None:
        raise NoEvent
    return found
