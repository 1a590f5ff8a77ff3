"""What every request passes through: the clock, and the second factor of staff."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saksama.config import clock
from saksama.people import second_factor

Answer = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Ask for the time once and hand it on as ``request.at``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class StaffSecondFactorMiddleware:
    """A logged-in account without a second factor can only set one up, or leave."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if second_factor.is_missing(request.user) and not second_factor.may_pass(request.path):
            return redirect(second_factor.SETUP_ROUTE)
        return self.get_response(request)
