"""What every page may show: the example's mark and day, navigation, the search address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import SimpleLazyObject

from saksama.config import clock
from saksama.desk import alerts, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for all templates; ``demo`` is None in a real office.

    What belongs to a person is asked for only where a template shows it: the citizen's pages read no session.
    A page that fails before anybody is known (a broken form, a bad host) has none of it.
    """
    context: dict[str, Any] = {"demo": {"on": clock.demo_day(), "sample": True} if settings.DEMO else None}
    if hasattr(request, "user"):
        context |= {
            "navigation": SimpleLazyObject(lambda: navigation.navigation_for(request)),
            "search_url": SimpleLazyObject(lambda: navigation.search_for(request)),
            "desk_url": reverse_lazy("desk:today"),
            "bell": SimpleLazyObject(lambda: alerts.bell_for(request)),
            "account": SimpleLazyObject(lambda: navigation.account_for(request)),
        }
    return context
