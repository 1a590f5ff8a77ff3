"""The facts of an office: its letterhead, its members, its numbers; and the elections it knows."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.desk import office_page
from saksama.desk.office_form import OfficeForm
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import Office
from saksama.places.operations import update_office
from saksama.places.problems import PlaceProblem
from saksama.places.rules import is_code

MOST_LISTED = 60
"""Offices to choose from in a list; where there are more, the code is typed."""


@requires("manage_places")
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: Any) -> HttpResponse:
    """Look at the facts, try number patterns, or save."""
    office = _office(request)
    if request.method == "GET":
        return _page(request, office, OfficeForm(office=office))
    if request.POST.get("act") == "preview":
        return _preview(request, office)
    return _save(request, office.code)


def _office(request: Any) -> Office:
    """The office asked for; else the person's own, else the first in scope."""
    code = request.GET.get("kantor", "").strip() or _own(request)
    if not is_code(code):
        raise Http404
    scope.allow(request.user, "manage_places", code, today=request.today)
    office: Office = get_object_or_404(Office.objects.select_related("area"), pk=code)
    return office


def _own(request: Any) -> str:
    home = scope.home_office(request.user, today=request.today) or ""
    if home and request.scope.covers(home):
        return home
    return _offices(request).values_list("code", flat=True).first() or ""


def _offices(request: Any) -> Any:
    return Office.objects.filter(request.scope.as_filter("code")).order_by("code")


def _preview(request: Any, office: Office) -> HttpResponse:
    """The next numbers as the typed patterns would write them; nothing is written."""
    form = OfficeForm(request.POST, office=office)
    seen = request.POST.get("seen", "")
    return _page(request, office, form, status=200 if form.is_valid() else 422, seen=seen)


@transaction.atomic
def _save(request: Any, code: str) -> HttpResponse:
    office = Office.objects.select_related("area").select_for_update(of=("self",)).get(pk=code)
    form = OfficeForm(request.POST, office=office)
    if not form.is_valid():
        return _page(request, office, form, status=422, seen=request.POST.get("seen", ""))
    if request.POST.get("seen") != office_page.fingerprint(office) and form.tell_of_others(office):
        return _page(request, office, form, status=409)
    try:
        update_office(office=code, changes=form.cleaned_data, actor=request.user.code, at=request.at)
    except PlaceProblem as problem:
        form.add_error(None, problem.message)
        return _page(request, office, form, status=422)
    messages.success(request, _("Recorded. It stands in letters and numbers from now on."))
    return redirect(_address(request, code))


def _address(request: Any, code: str) -> str:
    chosen = "?" + urlencode({"kantor": code}) if request.GET.get("kantor") else ""
    return reverse("desk:office") + chosen


def _page(
    request: Any, office: Office, form: OfficeForm, *, status: int = 200, seen: str | None = None
) -> HttpResponse:
    on = scope.local_day(request.at, office.code)
    offices = list(_offices(request)[: MOST_LISTED + 1])
    context = {
        "office": office,
        "form": form,
        "faulty": form if form.is_bound and form.errors else None,
        "is_trial": form.is_bound and not form.errors,
        "seen": office_page.fingerprint(office) if seen is None else seen,
        "numbers": _numbers(office, form, on),
        "segments": office_page.segments(),
        "events": office_page.known_events(office, on=on),
        "offices": offices if len(offices) <= MOST_LISTED else [],
        "may_choose": len(offices) > 1,
        "today": on,
    }
    return render(request, "desk/office.html", context, status=status)


def _numbers(office: Office, form: OfficeForm, on: Any) -> list[tuple[str, str]]:
    """By what was typed where it can be used, else by what stands."""
    usable = form.is_bound and {*form.PATTERNS} <= form.cleaned_data.keys()
    stands = form.initial | {name: getattr(office, name) for name in form.PATTERNS}
    return office_page.next_numbers(office, form.cleaned_data if usable else stands, on=on)
