"""The first page of every member of staff."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.cases.sittings import queries as sittings
from saksama.desk import today, wording
from saksama.desk.board import board
from saksama.desk.figures import figures_of
from saksama.desk.places import Desk, desk_of, may
from saksama.pages import days
from saksama.people.marks import requires
from saksama.places.queries import next_vote
from saksama.situation import queries as situation
from saksama.situation import scale
from saksama.situation.wording import picture_said


@requires("view_desk")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """Today, or the past day in ``?on=``, from dated acts."""
    desk = desk_of(request)
    try:
        on = days.asked(request.GET, today=request.today)
    except days.NoSuchDay as problem:
        return no_such_day(request, problem)
    is_past = on < request.today
    context = {
        "desk": desk,
        "on": on,
        "is_past": is_past,
        "at": request.at,
        "last_day": request.today,
        **_vote(desk, on),
    }
    if desk.cases:
        held = board(desk.cases, on=on, zone=desk.zone)
        context |= {
            "headline": wording.headline(held, is_past=is_past),
            "sections": today.sections(held, is_past=is_past, is_wide=desk.is_wide),
            "is_first_time": held.is_empty,
        }
    context["sitting"] = None if is_past else sittings.next_for(request.user, today=request.today)
    context["enter"] = today.ways_in(request.user, today=request.today)
    if may(request, "view_figures", desk.office.code):
        context["margin"] = today.margin(figures_of(desk.office.code, on=on), is_past=is_past)
        picture = situation.picture(desk.office, on=on)
        context |= {
            "situation": picture_said(picture),
            "situation_code": picture.own.report.level if picture.own.report else "",
            "levels": scale.levels().values(),
        }
    return render(request, "desk/today.html", context)


def _vote(desk: Desk, on: Any) -> dict[str, Any]:
    found = next_vote(on=on, office_code=desk.office.code)
    if found is None:
        return {"vote": None}
    event, left = found
    return {
        "vote": {"event": event, "days": left, "label": wording.days_to_vote(left)},
        "ruler": today.ruler_of(event),
        "stages": today.stages_ahead(event, on=on),
    }


def no_such_day(request: Any, problem: days.NoSuchDay) -> HttpResponse:
    """The day asked for is none, or has not come."""
    return render(request, "desk/no_such_day.html", {"problem": problem, "path": request.path}, status=400)
