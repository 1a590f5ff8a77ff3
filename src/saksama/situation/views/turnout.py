"""Turnout beside target and last vote."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import ElectionEvent, Office
from saksama.situation import turnout_page


@requires("view_checklists")
@require_safe
@never_cache
def show(request: Any, event: str) -> HttpResponse:
    """Of the sheets entered so far, by district; compared where figures are known."""
    found = get_object_or_404(ElectionEvent.objects.select_related("election"), pk=event)
    code = scope.home_office(request.user, today=request.today)
    office = Office.objects.select_related("area").filter(pk=code).first()
    if office is None:
        raise Http404(event)
    whole, parts = turnout_page.compared(found, office, request.scope, on=request.today)
    context = {
        "event": found,
        "headline": turnout_page.headline(whole),
        "columns": turnout_page.columns(),
        "rows": turnout_page.rows(parts),
        "total": turnout_page.row(whole),
        "notes": turnout_page.notes(whole, parts),
    }
    return render(request, "situation/turnout.html", context)
