"""The office's own plan of steps and hours."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.desk import alerts
from saksama.desk.alert_forms import PlanForm
from saksama.desk.places import desk_of
from saksama.notices import operations as notices
from saksama.notices import plans, rules
from saksama.notices.directory import Directory
from saksama.notices.problems import Problem
from saksama.people import scope
from saksama.people.marks import requires

EXAMPLE_DAYS = 5
"""Length of the limit on which the page shows what a plan does."""


@requires("manage_alerts")
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: Any) -> HttpResponse:
    """Look at the plan of the own office, try a changed one, or save it for limits that begin from now on."""
    desk = desk_of(request)
    scope.allow(request.user, "manage_alerts", desk.office.code, today=request.today)
    policy = plans.policy_of(desk.office.code, at=request.at)
    standing = plans.plan_of(policy)
    if request.method == "GET":
        return _page(request, desk, policy, PlanForm(plan=standing), standing)
    form = PlanForm(request.POST, plan=standing)
    if not form.is_valid():
        return _page(request, desk, policy, form, None, status=422)
    plan = form.plan()
    if request.POST.get("act") == "preview" and not rules.faults(plan):
        return _page(request, desk, policy, form, plan)
    try:
        notices.set_plan(desk.office.code, plan, actor=request.user, at=request.at)
    except Problem as problem:
        form.add_error(None, str(problem))
        return _page(request, desk, policy, form, None, status=422)
    messages.success(request, _("Recorded. It holds for limits that begin from now on."))
    return redirect("desk:alert_plan")


def _page(
    request: Any, desk: Any, policy: Any, form: PlanForm, plan: rules.Plan | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "policy": policy,
        "form": form,
        "faulty": form if form.is_bound and form.errors else None,
        "is_trial": form.is_bound and plan is not None,
        "example": _example(desk, plan, request) if plan else [],
        "last_day": request.today + timedelta(days=EXAMPLE_DAYS),
    }
    return render(request, "desk/alert_plan.html", context, status=status)


def _example(desk: Any, plan: rules.Plan, request: Any) -> list[tuple[str, Any]]:
    """Who would be told when of a limit that begins now, if nobody did anything but acknowledge."""
    last = request.today + timedelta(days=EXAMPLE_DAYS)
    limit = rules.Limit(request.at, last, last, desk.zone)
    working = Directory(request.at).is_working_day(desk.office.code)
    instants = rules.schedule(plan, limit, working)
    return [(who, at) for (who, _when), at in zip(alerts.plan_lines(plan), instants, strict=True)]
