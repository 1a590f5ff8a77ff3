"""How allauth behaves here: sign-up closed, user names are codes, no mail is ever needed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator (decision 27)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letter leaves: a temporary supervisor has no mailbox, and notices have their own room."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As ``send_mail``."""
