"""Vulnerability, prevention and records, side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.desk import loop
from saksama.people.marks import requires
from saksama.places.models import Area
from saksama.vulnerability.prevention import rules
from saksama.vulnerability.stations.asking import asked


@requires("view_figures")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """High risk without prevention, and prevention after which records rose."""
    at = asked(request, permission="view_figures")
    place = Area.objects.filter(pk=at.area).first()
    context = {
        "at": at,
        "place_title": place.title if place else at.area,
        "loop": loop.loop_of(at.vote, at.area, on=at.on) if at.vote and at.level != "station" else None,
        "days": rules.WINDOW,
        "answers": {one.name: one.value for one in rules.Answer},
    }
    return render(request, "desk/loop.html", context)
