"""The day on a map: the page, its table that changes, and the data of the zoomable map, each with an ETag."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.checklists.day import map as drawn
from saksama.checklists.day import queries
from saksama.checklists.views.common import office_of
from saksama.checklists.views.day import event_of, inside, zone_of_desk
from saksama.people.marks import requires
from saksama.places.models import ElectionEvent, Office
from saksama.places.rules import is_code, level_of


def _area(request: Any, event: ElectionEvent) -> str:
    """The regency or district asked for (``wilayah``), else the own, else the event's. Http404 where all are wider."""
    asked = request.GET.get("wilayah", "")
    office: Office = office_of(request)
    chosen = next(
        (
            code
            for code in (asked, office.pk, event.area_id)
            if is_code(code) and level_of(code) in {"regency", "district"}
        ),
        None,
    )
    if chosen is None:
        raise Http404("no regency or district")
    return chosen


def _table(request: Any, event: ElectionEvent, area: str) -> dict[str, Any]:
    zone, seen = zone_of_desk(request), inside(request, area)
    depth = drawn.DISTRICT if level_of(area) == "regency" else drawn.VILLAGE
    rows = drawn.spots(event, seen, depth, at=request.at, zone=zone)
    return {
        "event": event,
        "area": area,
        "at": request.at,
        "zone": zone,
        "rows": rows,
        "is_district": depth == drawn.VILLAGE,
        "silent": sum(row.silent for row in rows),
        "stations": sum(row.stations for row in rows),
    }


@requires("view_checklists")
@require_GET
@never_cache
def show(request: Any, event: str) -> HttpResponse:
    """Map and table beside each other; the table is the form that needs neither sight nor script."""
    found = event_of(request, event)
    try:
        area = _area(request, found)
    except Http404:
        messages.info(request, _("The map shows one regency at a time; your area is wider than that."))
        return redirect("checklists:day_event", found.pk)
    told = _table(request, found, area)
    locale = {
        "Map.Title": _("Stations heard, on a map"),
        "NavigationControl.ZoomIn": _("Closer"),
        "NavigationControl.ZoomOut": _("Further away"),
    }
    context = {**told, "map": drawn.drawing(found, told["area"], told["rows"]), "locale": json.dumps(locale)}
    return render(request, "checklists/day/map.html", context)


@requires("view_checklists")
@require_GET
def part(request: Any, event: str) -> HttpResponse:
    """The table again; 304 while nothing changed."""
    found = event_of(request, event)
    area = _area(request, found)

    def make() -> HttpResponse:
        told = _table(request, found, area)
        return HttpResponse(render_to_string("checklists/day/map_part.html", told, request))

    return _unless_known(request, found, area, make)


@requires("view_checklists")
@require_GET
def data(request: Any, event: str) -> HttpResponse:
    """Outlines and points as GeoJSON; 304 while nothing changed."""
    found = event_of(request, event)
    area = _area(request, found)

    def make() -> HttpResponse:
        seen, zone = inside(request, area), zone_of_desk(request)
        depth = drawn.DISTRICT if level_of(area) == "regency" else drawn.VILLAGE
        villages = drawn.spots(found, seen, drawn.VILLAGE, at=request.at, zone=zone)
        areas = (
            villages if depth == drawn.VILLAGE else drawn.spots(found, seen, depth, at=request.at, zone=zone)
        )
        told = drawn.as_geojson(area, areas, villages)
        return JsonResponse(
            told, json_dumps_params={"separators": (",", ":")}, content_type="application/geo+json"
        )

    return _unless_known(request, found, area, make)


def _unless_known(
    request: Any, event: ElectionEvent, area: str, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """304 for who holds the newest already. A milestone falls due on a minute, so the minute belongs to the tag."""
    minute = request.at.replace(second=0, microsecond=0)
    told = (
        *queries.stamp(event, inside(request, area)),
        minute,
        area,
        request.user.pk,
        request.LANGUAGE_CODE,
    )
    etag = f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'
    answer = HttpResponse(status=304) if request.headers.get("If-None-Match") == etag else make()
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer
