"""The door closes after five wrong tries: for one account at one address together (decision 27).

So nobody locks out three thousand supervisors by trying their user names, and one bad phone behind
an office's shared address locks out only itself. The second factor is counted apart, for the account
alone: only who has the right password comes that far.

axes counts and keeps; this module tells it by what. Times here are real ones, also in an example.
"""

import math
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saksama.people.models import Account

SECOND_FACTOR = "kode:"
"""Before the user name of a failed second factor; no user name holds a colon."""


def username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What the attempt is counted under: the user name as typed, made equal."""
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login") or ""
    return Account.objects.normalize_code(str(typed))[:255]


def parameters(request: Any, credentials: dict[str, Any] | None = None) -> list[str | list[str]]:
    """By what the attempts are added up."""
    if username(request, credentials).startswith(SECOND_FACTOR):
        return ["username"]
    return [["username", "ip_address"]]


def client_address(request: HttpRequest) -> str | None:
    """The client's address: behind our one proxy, the last entry that the proxy itself wrote."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR")


def second_factor_is_locked(request: HttpRequest, account: Account) -> bool:
    """Whether the account's second factor is locked; marks the request so that the page says so."""
    credentials = _second_factor_of(account)
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def count_wrong_second_factor(request: HttpRequest, account: Account) -> None:
    """One more wrong code; the fifth closes the door."""
    user_login_failed.send(sender=__name__, credentials=_second_factor_of(account), request=request)


def forget(code: str) -> None:
    """Open the door again: after a reset by the administrator, or a full log-in."""
    reset(username=code)
    reset(username=SECOND_FACTOR + code)


def forget_second_factor(code: str) -> None:
    """A full log-in: the password's tries at this address are forgotten by axes itself."""
    reset(username=SECOND_FACTOR + code)


def page(request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """The locked-out page, which says when to try again."""
    name = username(request, credentials)
    wait = _wait(name, client_address(request), request.axes_attempt_time)  # type: ignore[attr-defined]
    context = {"minutes": max(1, math.ceil(wait.total_seconds() / 60)), "limit": settings.AXES_FAILURE_LIMIT}
    answer = render(request, "people/locked_out.html", context, status=429)
    answer["Retry-After"] = str(max(1, math.ceil(wait.total_seconds())))
    return answer


def _wait(name: str, address: str | None, now: datetime) -> timedelta:
    """How long until the newest of the counted tries is forgotten."""
    tries = AccessAttempt.objects.filter(username=name)
    if not name.startswith(SECOND_FACTOR):
        tries = tries.filter(ip_address=address)
    newest = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    cool_off = get_cool_off() or timedelta()
    return cool_off - (now - newest) if newest else cool_off


def _second_factor_of(account: Account) -> dict[str, str]:
    return {"username": SECOND_FACTOR + account.code}
