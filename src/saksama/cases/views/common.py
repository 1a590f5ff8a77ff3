"""What several screens of a case share: the case, the way back, and carrying a form out once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saksama.cases import queries
from saksama.cases.models import Case
from saksama.cases.scenes import Scene
from saksama.people import scope

CASES = "/meja/perkara/"
"""The list of cases, a page of the desk above this room."""

Request = Any
"""A request with ``at``, ``today`` and ``scope``; see config.middleware and people.marks."""

_DONE = "cases.done"
_MOST_DONE = 50


def scene_of(request: Request, pk: UUID) -> Scene:
    """The case as this person sees it now.

    Raises: Http404 where the case does not exist for the person.
    """
    return scene_for(request, queries.reachable(request.user, pk, today=request.today))


def scene_for(request: Request, case: Case) -> Scene:
    return Scene(case, request.user, request.at, scope.local_day(request.at, case.office_id))


def page(
    request: HttpRequest, template: str, scene: Scene, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page about one case."""
    about = {"case": scene.case, "zone": scene.zone, "today": scene.today, "cases_url": CASES}
    return render(request, template, {**about, **context}, status=status)


def was_done(request: Request, once: str) -> bool:
    """Has this very form been carried out? Reads the session anew: the first press may just have ended."""
    stored = type(request.session)(request.session.session_key)
    return bool(once) and once in stored.get(_DONE, ())


def remember_done(request: Request, once: str) -> None:
    """Note a form as carried out, at once, for a second press that is already on its way."""
    request.session[_DONE] = [*request.session.get(_DONE, ()), once][-_MOST_DONE:]
    request.session.save()
