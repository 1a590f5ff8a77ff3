"""Error pages: what is wrong and what to do, never a stack trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saksama.pages import kept


def _page(request: HttpRequest, code: int, kind: str) -> HttpResponse:
    return render(request, "pages/error.html", {"code": code, "kind": kind}, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "forbidden")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, "server_error")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form waited too long or cookies are off: say so, and keep what one of our own pages sent."""
    if kept.is_from_here(request):
        return kept.page(request, "expired_form", status=403)
    return _page(request, 403, "expired_form")
