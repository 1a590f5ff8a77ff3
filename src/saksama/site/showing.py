"""What every citizen's page carries: the office's name and the way to the quiet pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.places.models import Office


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    office: Office | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template`` with the frame's own values."""
    frame = {
        "office": office,
        "office_name": office.name if office else "",
        "home_url": reverse("site:home"),
        "footer_links": footer_links(),
        "today": None,
    }
    return render(request, template, {**frame, **(context or {})}, status=status)


def footer_links() -> list[dict[str, str]]:
    return [
        {"label": _("News"), "url": reverse("site:news")},
        {"label": _("Offices and hours"), "url": reverse("site:offices")},
        {"label": _("What we keep secret"), "url": reverse("site:privacy")},
        {"label": _("Words explained"), "url": reverse("site:glossary")},
        {"label": _("Form on paper"), "url": reverse("site:blank_form")},
        {"label": _("Check a document"), "url": reverse("site:verify")},
    ]
