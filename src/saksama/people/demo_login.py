"""One tap into the example: a signed link that logs a demo account in, second factor included.

Only in demo mode, only for accounts of the example, only from the same machine. Elsewhere the
address does not exist.
"""

import ipaddress

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse

from saksama.people.models import Account

_SALT = "saksama.people.demo_login"


def link_for(account: Account) -> str:
    """The path of the account's one-tap link; good as long as this installation's session key."""
    return reverse("demo_login", args=[signing.dumps(account.pk, salt=_SALT)])


def account_of(request: HttpRequest, token: str) -> Account:
    """The account whose link this is.

    Raises: Http404 outside demo mode, from another machine, for a changed link or a real account.
    """
    if not settings.DEMO or not _is_this_machine(request):
        raise Http404
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    account = Account.objects.filter(pk=pk, is_demo=True, is_active=True).first()
    if account is None:
        raise Http404
    return account


def _is_this_machine(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
