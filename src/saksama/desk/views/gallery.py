"""All parts on one page, for those who build; only in the example or while debugging."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saksama.pages.gallery import gallery_context
from saksama.people.marks import requires


@requires("view_desk")
@require_GET
def show(request: Any) -> HttpResponse:
    """Every example of every component's contract."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "pages/gallery.html", gallery_context())
