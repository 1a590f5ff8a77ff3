"""Who tries too often, told without keeping an address (decision 19)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.http import HttpRequest

from saksama.evidence.crypto import blind_digest
from saksama.people.lockout import client_address
from saksama.site.limits import limit_of
from saksama.site.models import Throttle
from saksama.site.operations import count_try

EVERYBODY = "all"


class TooMany(Exception):
    """The day's limit is reached; the page says so, with status 429."""


def day_of(request: HttpRequest) -> date:
    return request.at.date()  # type: ignore[attr-defined,no-any-return]


def address_digest(request: HttpRequest) -> str:
    """Equal for one address on one day, unlike on the next; nobody without our key can go back from it."""
    return blind_digest(f"throttle {day_of(request).isoformat()}", client_address(request) or "-").hex()


def admit(request: HttpRequest, action: str, times: int = 1) -> None:
    """Count one try of this address (or as many as there are files). Raises TooMany beyond the limit."""
    if times and count_try(action, address_digest(request), on=day_of(request), times=times) > limit_of(
        action
    ):
        raise TooMany(action)


def admit_code(request: HttpRequest, code: str) -> None:
    """Let a code be looked up unless its address, its head, or everybody, was wrong too often today."""
    wrong = Q(pk__in=())
    for action, digest in _counters(request, code):
        wrong |= Q(action=action, digest=digest, count__gte=limit_of(action))
    if Throttle.objects.filter(wrong, day=day_of(request)).exists():
        raise TooMany("try")


def count_wrong_code(request: HttpRequest, code: str) -> None:
    """A code that opened nothing."""
    for action, digest in _counters(request, code):
        count_try(action, digest, on=day_of(request))


def _counters(request: HttpRequest, code: str) -> Iterable[tuple[str, str]]:
    head = blind_digest("code head", code[:4]).hex()
    return (("try", address_digest(request)), ("try_head", head), ("try_all", EVERYBODY))
