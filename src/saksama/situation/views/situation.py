"""The situation of an office's area on a day: words, map, course, counters; and the form by which it is reported."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases.actors import Actor
from saksama.cases.queries import figures, names_of
from saksama.pages import choropleths, days, formats
from saksama.pages.choropleths import Map, Meaning
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places import queries as places
from saksama.places import shapes
from saksama.places.models import Area, Office
from saksama.places.rules import is_within
from saksama.situation import offices, operations, queries, scale, wording
from saksama.situation.forms import SituationForm
from saksama.situation.problems import Problem
from saksama.situation.queries import Picture, Standing
from saksama.situation.views.common import says_which_day

COURSE_DAYS = 7
MISSING = 100
"""An area that said nothing comes before all that spoke."""


@requires("view_figures")
@require_safe
@never_cache
@says_which_day
def show(request: Any) -> HttpResponse:
    """How the area stands on a day, and where that is known from."""
    office = offices.asked(request, "view_figures")
    on = days.asked(request.GET, today=request.today)
    picture = queries.picture(office, on=on)
    told = queries.course(office.code, on=on)
    names = names_of(part.report.author for part in (picture.own, *picture.parts) if part.report)
    week = [on - timedelta(days=back) for back in range(COURSE_DAYS - 1, -1, -1)]
    context = {
        "office": office,
        "on": on,
        "today": request.today,
        "picture": picture,
        "said": wording.picture_said(picture),
        "levels": scale.levels().values(),
        "source": scale.source(),
        "map": _map(picture),
        "rows": _rows(picture, week, names),
        "week": week,
        "events": [wording.event_of(report) for report in told],
        "counters": _counters(office, on, picture),
        "offices": offices.choices(request.scope),
        "author": names.get(picture.own.report.author, "") if picture.own.report else "",
        "may_report": bool(scope.scope_of(request.user, "report_situation", today=request.today)),
    }
    return render(request, "situation/situation.html", context)


def _counters(office: Office, on: date, picture: Picture) -> list[tuple[str, str]]:
    """Everything counted up to the day, from dated acts."""
    told = figures(office.code, on=on)
    vote = places.next_vote(on=on, office_code=office.code)
    rows = [
        (_("Violations handled"), formats.number(told.handled)),
        (_("Received, not yet studied"), formats.number(told.received_only)),
        (_("Preliminary information"), formats.number(told.information)),
        (_("Areas that reported that day"), wording.of(picture.reported, len(picture.parts))),
    ]
    if vote:
        rows.insert(0, (_("Days to the vote"), formats.number(vote[1])))
    return rows


def _map(picture: Picture) -> Map | None:
    if not picture.parts:
        return None
    try:
        plan = shapes.plan(picture.parts[0].area.level, picture.office.code)
    except shapes.NoShapes:
        return None
    meanings = {
        part.area.code: Meaning(
            tone=part.level.tone if part.level else 0,
            text=wording.standing_said(part),
            url=f"#situation-{part.area.code}",
            label=part.area.name,
        )
        for part in picture.parts
    }
    return choropleths.build(
        plan, meanings, title=_("Situation of the areas on %(day)s") % {"day": formats.long_date(picture.on)},
        classes=[(level.tone, level.label) for level in scale.levels().values()], labels="all", pixels=640,
        id="situation-map",
    )  # fmt: skip


def _rows(picture: Picture, week: list[date], names: dict[str, str]) -> list[dict[str, Any]]:
    course = queries.course_of_parts(
        [part.area.code for part in picture.parts], on=picture.on, days=len(week)
    )
    return [
        {
            "part": part,
            "state": part.level.glyph if part.level else "unsure",
            "said": wording.standing_said(part),
            "author": names.get(part.report.author, "") if part.report else "",
            "course": [(day, _step(course.get(part.area.code, {}).get(day))) for day in week],
            "url": _url(part, picture),
        }
        for part in sorted(picture.parts, key=_gravest_first)
    ]


def _gravest_first(part: Standing) -> int:
    return -part.level.place if part.level else -MISSING


def _step(report: Any) -> scale.Level | None:
    return scale.levels().get(report.level) if report else None


def _url(part: Standing, picture: Picture) -> str:
    if part.area.code.count(".") > 1:
        return ""
    return f"{reverse('situation:situation')}?kantor={part.area.code}&on={picture.on.isoformat()}"


@requires("report_situation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Any) -> HttpResponse:
    """Say how an area stands."""
    office = offices.asked(request, "report_situation")
    areas = _areas(request, office)
    form = SituationForm(
        request.POST if request.method == "POST" else None,
        areas=areas,
        today=scope.local_day(request.at, office.code),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.report_situation(
                office=office, area=form.areas[data["area"]], on=data["on"], level=data["level"],
                ground=data["ground"], actor=Actor.of(request.user), at=request.at,
            )  # fmt: skip
        except Problem as problem:
            form.refuse(problem.code, str(problem))
        else:
            return redirect(
                f"{reverse('situation:situation')}?kantor={office.code}&on={data['on'].isoformat()}"
            )
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "situation/report.html", {"form": form, "office": office}, status=status)


def _areas(request: Any, office: Office) -> list[Area]:
    """The office's area and those inside it, as far as the person's duty reaches."""
    reach = request.scope.areas
    found = [office.area, *places.children(office.code)]
    return [area for area in found if any(is_within(area.code, code) for code in reach)]
