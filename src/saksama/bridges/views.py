"""Passing an incident of the day on."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.bridges import operations, pages, queries
from saksama.bridges.forms import INFORMATION, RECORD, PassOnForm
from saksama.bridges.problems import Problem
from saksama.cases.problems import Problem as CaseProblem
from saksama.checklists.day.operations import OPEN
from saksama.checklists.models import Incident
from saksama.checklists.problems import Problem as FieldProblem
from saksama.checklists.queries import places_in_words
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.rules import zone_of

NEEDS = {INFORMATION: "record_information", RECORD: "write_supervision_record"}


@requires("enter_for_station")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def incident(request: Any, pk: int) -> HttpResponse:
    """What becomes of it, in the person's words, and what goes along. 409 when somebody was faster."""
    row = get_object_or_404(Incident.objects.select_related("event", "submission__instrument"), pk=pk)
    scope.allow(request.user, "enter_for_station", row.station_code, today=request.today)
    if row.state not in OPEN:
        messages.error(request, str(FieldProblem("settled_already")))
        return redirect("checklists:day_incident", pk)
    choices = [
        into
        for into, permission in NEEDS.items()
        if queries.offices_that_may(request.user, permission, row.station_code, today=request.today)
    ]
    zone = ZoneInfo(zone_of(row.station_code))
    place = places_in_words([row.station_code]).get(row.station_code, row.station_code)
    form = PassOnForm(request.POST or None, choices=choices, initial=pages.start(row, place, zone))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _passed(request, row, form.cleaned_data)
            except (Problem, CaseProblem, FieldProblem) as problem:
                form.add_error(None, str(problem))
                status = 409 if isinstance(problem, FieldProblem) else 422
    context = {
        "incident": row,
        "form": form if choices else None,
        "place": place,
        "zone": zone,
        "photos": queries.photos_of(row),
    }
    return render(request, "bridges/incident.html", context, status=status)


def _passed(request: Any, row: Incident, given: dict[str, Any]) -> HttpResponse:
    told = operations.Told(given["title"], given["what"], given["where"], given["happened_on"])
    who = {"version": given["version"], "actor": request.user, "at": request.at}
    if given["into"] == INFORMATION:
        case = operations.pass_on_as_information(row, told, **who)
        messages.success(request, _("Passed on. The preliminary information is to be traced."))
        return redirect("cases:case", case.pk)
    written = operations.pass_on_as_record(row, told, **who)
    messages.success(request, _("Passed on. A finding may be proposed from this record."))
    return redirect("cases:record", written.pk)
