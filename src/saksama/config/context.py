"""What every page may show: the example's mark and day, navigation, the search address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saksama.config import clock


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for all templates; ``demo`` is None in a real office."""
    return {"demo": {"on": clock.demo_day(), "sample": True} if settings.DEMO else None}
