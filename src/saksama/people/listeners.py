"""Listeners on the log-in's signals: the log-in belongs to allauth and axes, the journal to us.

A log-in that is not a request through our middleware (a test's forced one) carries no instant and
leaves no line.
"""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from saksama.people import lockout, operations
from saksama.people.models import Account


def connect() -> None:
    """Called once, when the room is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="people.signed_in")
    user_locked_out.connect(_locked, dispatch_uid="people.locked")
    password_changed.connect(_password_changed, dispatch_uid="people.password_changed")
    authenticator_added.connect(_second_factor_set, dispatch_uid="people.second_factor_set")
    authentication_failed.connect(_wrong_second_factor, dispatch_uid="people.wrong_second_factor")


def _signed_in(sender: Any, request: HttpRequest | None, user: Account, **kwargs: Any) -> None:
    if (at := getattr(request, "at", None)) is not None:
        lockout.forget_second_factor(user.code)
        operations.note_own_act("signed_in", user, at=at)


def _locked(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """Once, at the try that closed the door; later tries count no failures."""
    failures = getattr(request, "axes_failures_since_start", None)
    account = Account.objects.filter(code=username.removeprefix(lockout.SECOND_FACTOR)).first()
    if failures and account:
        operations.note_lock(account, at=request.at, failures=failures)  # type: ignore[attr-defined]


def _password_changed(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    operations.note_own_act("password_changed", user, at=request.at)  # type: ignore[attr-defined]


def _second_factor_set(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """Other sessions may have begun before there was a second factor: they end."""
    if kwargs["authenticator"].type == Authenticator.Type.TOTP:
        operations.end_sessions(user, keep=request.session.session_key)
        operations.note_own_act("second_factor_set", user, at=request.at)  # type: ignore[attr-defined]


def _wrong_second_factor(sender: Any, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    lockout.count_wrong_second_factor(request, user)
