"""How allauth behaves here: sign-up closed, user names are codes, no mail is ever needed."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saksama.people import lockout, scope, second_factor


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator (decision 27)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "User name and password do not match. Check both; capitals count in the password."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: Any) -> str:
        """The desk; for one without a duty the own account, which says whom to call."""
        if scope.duties_of(request.user, today=scope.local_day(request.at, None)):
            return str(super().get_login_redirect_url(request))
        return reverse("own_account")

    def get_client_ip(self, request: HttpRequest) -> str:
        return lockout.client_address(request) or "0.0.0.0"  # noqa: S104 - "unknown", for the list of sessions

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse(second_factor.SETUP_ROUTE)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By password alone, so that one page is enough."""
        url = reverse("account_reauthenticate")
        by_password = {"id": "reauthenticate", "description": _("Your password"), "url": url}
        return [by_password] if user.is_authenticated else []

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password typed a few minutes ago, at the log-in too, is proof enough."""
        proofs = get_authentication_records(self.request, self.request.user)
        typed_at = max((proof["at"] for proof in proofs if proof["method"] == "password"), default=0.0)
        return bool(time.time() - typed_at >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say in their own words what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letter leaves: a temporary supervisor has no mailbox, and notices have their own room."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As ``send_mail``."""
