"""Start-up check: a route that does not say who may open it is refused."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from saksama.people.marks import ANY_ACCOUNT, PUBLIC, mark_of
from saksama.people.permissions import CATALOGUE

EXEMPT = frozenset({"healthz", "readyz", "set_language"})
"""Routes of the installation itself, which show nobody's data."""
KNOWN = frozenset({PUBLIC, ANY_ACCOUNT, *CATALOGUE})


def every_route_is_marked(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for each route without a mark, or with one that is no permission."""
    return [
        Error(
            f"Route {route!r} does not say who may open it.",
            hint="Decorate its view with people.marks: public, any_account or requires(...).",
            id="people.E001",
        )
        for route, pattern in routes(get_resolver())
        if pattern.name not in EXEMPT and mark_of(pattern.callback) not in KNOWN
    ]


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its full pattern, in the order in which they are tried."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route, entry
