"""A page for what could not be taken now: it carries what was typed, so that one press sends it again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MOST_KEPT = 200_000
"""Letters of a form that such a page carries along."""
_NEVER_BACK = ("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2")


def page(request: HttpRequest, kind: str, *, status: int, **more: Any) -> HttpResponse:
    """The page. ``kind``: ``busy`` (the database is locked or away), ``logged_out``, ``expired_form``."""
    typed = _typed(request)
    fits = sum(len(value) for _name, value in typed) <= MOST_KEPT
    context = {
        "kind": kind,
        "typed": typed if fits else [],
        "had_files": bool(request.FILES),
        "is_post": request.method == "POST",
        "address": request.get_full_path(),
    }
    response = render(request, "pages/kept.html", {**context, **more}, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def holds_something(request: HttpRequest) -> bool:
    """Was anything sent that is worth keeping?"""
    return request.method == "POST" and bool(_typed(request))


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in pairs if name not in _NEVER_BACK]


def busy(request: HttpRequest) -> HttpResponse:
    """The database is locked or away."""
    response = page(request, "busy", status=503)
    response["Retry-After"] = "10"
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Did one of our own pages send this form? Only then may it be offered for sending again: nobody is to
    press a button for what another site has written."""
    scheme = "https" if request.is_secure() else "http"
    return request.META.get("HTTP_ORIGIN") == f"{scheme}://{request.get_host()}"
