"""Whether a logged-in person still has to set up the log-in, and where that is done."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from saksama.people.models import Account

SETUP_ROUTE = "account_setup"

_OPEN_ROUTES = (
    "account_setup",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
    "set_language",
)


def is_missing(user: Account | AnonymousUser) -> bool:
    """True for an account that has no second factor yet, or only a password given by an administrator."""
    if not user.is_authenticated:
        return False
    return bool(user.must_change_password) or not _has_totp(user)


def may_pass(path: str) -> bool:
    """Whether ``path`` is open before the log-in is set up."""
    return path.startswith("/static/") or path in {reverse(name) for name in _OPEN_ROUTES}


def _has_totp(user: Account) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())
