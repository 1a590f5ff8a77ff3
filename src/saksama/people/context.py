"""Who is logged in, for the head of the staff pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from saksama.people import scope
from saksama.people.marks import today_of


def account(request: HttpRequest) -> dict[str, Any]:
    """``account`` for ``pages/account.html``; read only by pages that show it, empty for visitors."""
    return {"account": SimpleLazyObject(lambda: _menu(request))}


def _menu(request: Any) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    scope.remember_duties(user)
    today = today_of(request)
    duty = next(iter(scope.duties_of(user, today=today)), None)
    links = [{"url": reverse("own_account"), "label": _("My account")}]
    if scope.scope_of(user, "manage_people", today=today):
        links.append({"url": reverse("people"), "label": _("People")})
    return {
        "name": user.name,
        "office": duty.office.name if duty else "",
        "links": links,
        "sign_out_url": reverse("account_logout"),
    }
