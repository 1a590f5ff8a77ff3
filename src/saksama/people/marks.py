"""Marks on views: each route says which permission opens it, or that it is open to everybody.

The start-up check (``checks``) refuses a route without a mark, and the test that crosses every
route with every role reads the marks.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from saksama.pages import kept
from saksama.people import permissions, scope

PUBLIC = "public"
"""Open to anybody: the citizen's pages."""
ANY_ACCOUNT = "any_account"
"""Open to every person who is logged in: their own log-in, sessions and duties."""

ViewFunction = Callable[..., HttpResponseBase]
Viewish = TypeVar("Viewish", bound=Callable[..., Any])


def public(view: Viewish) -> Viewish:
    """Mark ``view`` (function or class) as open to anybody."""
    return _marked(view, PUBLIC)


def any_account(view: ViewFunction) -> ViewFunction:
    """Open ``view`` to every logged-in person; visitors are sent to log in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_log_in(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, ANY_ACCOUNT)


def requires(permission: str) -> Callable[[ViewFunction], ViewFunction]:
    """Open a view to those who hold ``permission`` somewhere today.

    The view still asks ``scope.allow`` (or ``visible_to``) for its object: this gate knows only the
    person. Visitors are sent to log in; others get 404, or 403 where they see the matter but lack
    the act. ``request.scope`` tells the view where the permission holds, ``request.today`` which
    day it is at the person's own office. For a class-based view wrap ``as_view()``.

    Raises: permissions.UnknownPermission when the code is read, not when the page is asked for.
    """
    permissions.named(permission)

    def decorate(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_log_in(request)
            _admit(request, permission)
            return view(request, *args, **kwargs)

        return _marked(guarded, permission)

    return decorate


def _to_log_in(request: HttpRequest) -> HttpResponseBase:
    """A form that somebody sends after the log-in ended is kept; anything else is asked for again afterwards."""
    if kept.holds_something(request):
        return kept.page(request, "logged_out", status=403, login_url=reverse("account_login"))
    return redirect_to_login(request.get_full_path())


def _admit(request: Any, permission: str) -> None:
    scope.remember_duties(request.user)
    request.today = today_of(request)
    request.scope = scope.allow_somewhere(request.user, permission, today=request.today)


def today_of(request: Any) -> date:
    """The legal day of this request, in the zone of the person's own office."""
    rough = scope.local_day(request.at, None)
    office = scope.home_office(request.user, today=rough)
    return scope.local_day(request.at, office)


def mark_of(view: Any) -> str | None:
    """The mark of a routed view, or None."""
    return getattr(view, "permission", None) or getattr(_class_of(view), "permission", None)


def _class_of(view: Any) -> Any:
    return getattr(view, "view_class", None)


def _marked(view: Viewish, mark: str) -> Viewish:
    view.permission = mark  # type: ignore[attr-defined]
    return view
