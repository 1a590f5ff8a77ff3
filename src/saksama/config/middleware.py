"""What every request passes through: the clock, the second factor of staff, and a database that is locked."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saksama.config import clock
from saksama.pages import kept
from saksama.people import second_factor

LOG = logging.getLogger("saksama.database")
Answer = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Ask for the time once and hand it on as ``request.at``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class LengthMiddleware:
    """Say how long an answer is, so that a phone's connection stays open for the next; whole chains do it elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not answer.streaming and not answer.has_header("Content-Length"):
            answer["Content-Length"] = str(len(answer.content))
        return answer


class StaffSecondFactorMiddleware:
    """A logged-in account without a second factor can only set one up, or leave."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if second_factor.is_missing(request.user) and not second_factor.may_pass(request.path):
            return redirect(second_factor.SETUP_ROUTE)
        return self.get_response(request)


class BusyDatabaseMiddleware:
    """A database that is locked, or away, costs nobody what was typed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that carries the form along; None for any other fault."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        LOG.warning("database busy: %s", type(exception).__name__)
        return kept.busy(request)
