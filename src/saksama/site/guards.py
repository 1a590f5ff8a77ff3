"""What surrounds every page on which somebody writes: never stored, never a blank answer, never too often."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from saksama.pages import kept
from saksama.people.marks import public
from saksama.site.throttle import TooMany

View = Callable[..., HttpResponse]


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
            response = kept.busy(request)
        return without_trace(response)

    return public(guarded)


def without_trace(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
