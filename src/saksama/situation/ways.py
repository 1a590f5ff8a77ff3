"""Ways from pages of other rooms to this one's (``pages.related``)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.pages import related
from saksama.pages.related import Way


def register() -> None:
    """Called once, when the program starts."""
    related.register("results", from_results)


def from_results(event: str, request: Any) -> Iterator[Way]:
    yield Way(
        _("Turnout beside target and last vote"), reverse("situation:turnout", args=[event]), is_act=True
    )
