"""A person's alerts: read, open, acknowledge; what others have not answered; the office's plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.desk import alerts
from saksama.desk.places import desk_of
from saksama.notices import kinds, plans, queries
from saksama.notices import operations as notices
from saksama.notices.problems import Problem
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import any_account, requires, today_of


@requires("view_desk")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """The person's own alerts, those that ask for an answer first."""
    desk = desk_of(request)
    live, rest = queries.own(request.user, today=request.today, most=alerts.MOST)
    followed = scope.scope_of(request.user, "follow_alerts", today=request.today)
    others = (
        queries.unanswered(request.user, followed, today=request.today, most=alerts.MOST) if followed else []
    )
    policy = plans.policy_of(desk.office.code, at=request.at)
    context = {
        "desk": desk,
        "rows": alerts.rows_of(live, today=request.today),
        "rest": [
            (row, alerts.outcome_of(row.alert))
            for row in alerts.rows_of(rest[: alerts.MOST_PAST], today=request.today)
        ],
        "others": alerts.with_telephones(alerts.rows_of(others, today=request.today), today=request.today),
        "may_plan": bool(scope.scope_of(request.user, "manage_alerts", today=request.today)),
        "may_follow": bool(followed),
        "plan": alerts.plan_lines(plans.plan_of(policy)),
        "stands_still": alerts.stands_still(),
        "today": request.today,
    }
    return render(request, "desk/alerts.html", context)


@any_account
@require_GET
@never_cache
def follow(request: Any, pk: int) -> HttpResponse:
    """Open what the alert is about; that it was opened is kept as proof."""
    known = whole_number(str(pk))  # more figures than a database holds are nobody's
    alert = queries.one_of(request.user, known, today=today_of(request)) if known else None
    if alert is None:
        raise Http404
    notices.note_opened(alert, at=request.at)
    address = kinds.of(alert.deadline.subject_kind).address(alert.deadline.subject_id)
    return redirect(address or "desk:alerts")


@any_account
@require_POST
def acknowledge(request: Any) -> HttpResponse:
    """The person takes care of one or more of the own alerts."""
    today = today_of(request)
    asked = [number for text in request.POST.getlist("alert") if (number := whole_number(text))]
    done = 0
    for pk in asked[: alerts.MOST]:
        if alert := queries.one_of(request.user, pk, today=today):
            notices.acknowledge(alert, actor=request.user, at=request.at)
            done += 1
    if done:
        told = ngettext("%(count)s alert acknowledged.", "%(count)s alerts acknowledged.", done)
        messages.success(request, told % {"count": done})
    else:
        messages.warning(
            request, _("Nothing was acknowledged: these alerts are not yours, or no longer stand.")
        )
    return redirect("desk:alerts")


@any_account
@require_POST
def sent_by_hand(request: Any, pk: int) -> HttpResponse:
    """The person has sent the ready message by the own telephone."""
    today = today_of(request)
    followed = scope.scope_of(request.user, "follow_alerts", today=today)
    known = whole_number(str(pk))
    alert = queries.unanswered_one(request.user, followed, known, today=today) if known else None
    if alert is None:
        raise Http404
    try:
        notices.note_sent_by_hand(alert, actor=request.user, note=request.POST.get("note", ""), at=request.at)
    except Problem as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Noted. That you sent it is proof of delivery."))
    return redirect("desk:alerts")
