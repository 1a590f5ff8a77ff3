"""What surrounds every page on which somebody writes: never stored, never a blank answer, never too often."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from saksama.people.marks import public
from saksama.site.throttle import TooMany

View = Callable[..., HttpResponse]

MAX_KEPT = 200_000
"""Letters of a form that the page of a busy database carries along."""


def private(view: View) -> View:
    """Mark a view as open to anybody and its pages as nobody's to keep (decision 19).

    ``Referrer-Policy: same-origin`` tells other sites nothing; ``no-referrer`` would also make browsers send
    ``Origin: null`` with our own forms, which the CSRF check must refuse.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except TooMany:
            response = render(request, "site/too_many.html", status=429)
            response["Retry-After"] = "3600"
        except (OperationalError, InterfaceError):
            response = busy(request)
        return without_trace(response)

    return public(guarded)


def without_trace(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """The database is locked or away: keep what was typed in the page, so that one press sends it again."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    fits = sum(len(value) for _name, value in typed) <= MAX_KEPT
    context = {
        "typed": typed if fits else [],
        "fits": fits,
        "had_files": bool(request.FILES),
        "is_post": request.method == "POST",
        "address": request.path,
    }
    response = render(request, "site/busy.html", context, status=503)
    response["Retry-After"] = "10"
    return response
