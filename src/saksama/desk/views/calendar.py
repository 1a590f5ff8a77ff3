"""Holidays and receipt hours: look, ask, see what would move, confirm."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.cases.models import Case
from saksama.desk import calendar_page, links, wording
from saksama.desk.calendar_changes import Change, change_of
from saksama.desk.calendar_forms import FORMS
from saksama.desk.calendar_preview import MOST, Preview
from saksama.desk.places import Desk, desk_of, may
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import OfficeHoliday
from saksama.places.problems import PlaceProblem
from saksama.places.queries import calendar_for


@requires("view_desk")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """The year's holidays and the week's hours; forms for those who may set them."""
    return _page(request)


@requires("manage_calendar")
@require_POST
@never_cache
def preview(request: Any, act: str) -> HttpResponse:
    """What the change would move, before it is made; nothing is written."""
    form, change = _asked(request, act)
    if change is None:
        return _page(request, {act: form}, status=422)
    told = change.try_out()
    context = {
        "desk": desk_of(request), "act": act, "form": form, "change": change, "preview": told, "most": MOST,
        "rows": _visible(request, told), "hidden": _hidden(request, told), "today": request.today,
    }  # fmt: skip
    return render(request, "desk/calendar_preview.html", context)


@requires("manage_calendar")
@require_POST
@never_cache
def confirm(request: Any, act: str) -> HttpResponse:
    """Make the change that was previewed."""
    form, change = _asked(request, act)
    if change is None:
        return _page(request, {act: form}, status=422)
    try:
        change.make(request.user.code, request.at)
    except PlaceProblem as problem:
        form.add_error(None, problem.message)
        return _page(request, {act: form}, status=422)
    messages.success(request, _("Recorded. %(change)s") % {"change": change.sentence})
    year = form.cleaned_data["day"].year if "day" in form.cleaned_data else request.POST.get("tahun", "")
    return redirect(reverse("desk:calendar") + (f"?tahun={year}" if str(year).isdecimal() else ""))


def _asked(request: Any, act: str) -> tuple[Form, Change | None]:
    """The form and the change it asks for; None where the form must go back."""
    if act not in FORMS:
        raise Http404
    office = desk_of(request).office.code
    form = FORMS[act](request.POST, auto_id=f"{act}_%s")
    if not form.is_valid():
        return form, None
    holiday = None
    if act == "withdraw":
        holiday = get_object_or_404(OfficeHoliday, pk=form.cleaned_data["holiday"], withdrawn_at=None)
        office = holiday.office_id
    scope.allow(request.user, "manage_calendar", office, today=request.today)
    try:
        return form, change_of(act, form.cleaned_data, office=office, holiday=holiday)
    except PlaceProblem as problem:
        form.add_error(None, problem.message)
        return form, None


def _visible(request: Any, told: Preview) -> list[dict[str, Any]]:
    """Rows of those clocks whose cases the person may see; an administrator sees no case content."""
    return [
        {
            "moved": moved,
            "case": moved.clock.case,
            "url": links.case(moved.clock.case_id),
            "step": wording.STEPS.get(moved.clock.step, moved.clock.step),
        }
        for moved in told.moved
        if _may_see(request, moved.clock.case)
    ]


def _hidden(request: Any, told: Preview) -> int:
    return sum(not _may_see(request, moved.clock.case) for moved in told.moved)


def _may_see(request: Any, case: Case) -> bool:
    return may(request, "view_cases", case.office_id)


def _page(request: Any, faulty: dict[str, Form] | None = None, *, status: int = 200) -> HttpResponse:
    desk = desk_of(request)
    calendar = calendar_for(desk.office.code)
    year = _year(request, calendar.first_year, calendar.last_year)
    forms = {name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()} | (faulty or {})
    context = {
        "desk": desk,
        "year": year,
        "before": year - 1 if year > calendar.first_year else None,
        "after": year + 1 if year < calendar.last_year else None,
        "lines": calendar_page.holidays_of(
            desk.office.code, year, may_withdraw=lambda code: may(request, "manage_calendar", code)
        ),
        "hours": calendar_page.hours_of(desk.office.code, on=request.today),
        "forms": forms,
        "faulty": next(iter(faulty.values())) if faulty else None,
        "faulty_act": next(iter(faulty)) if faulty else "",
        "may_set": _may_set(request, desk),
        "today": request.today,
    }
    return render(request, "desk/calendar.html", context, status=status)


def _may_set(request: Any, desk: Desk) -> bool:
    return may(request, "manage_calendar", desk.office.code)


def _year(request: Any, first: int, last: int) -> int:
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.today.year
    return int(min(max(year, first), last))
