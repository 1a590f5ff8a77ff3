"""List, plan, change, move; the page of a meeting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.meetings import page, queries
from saksama.meetings.forms import PlanForm, ReasonForm, SlotForm
from saksama.meetings.models import Meeting
from saksama.meetings.operations import planning
from saksama.meetings.views.common import HOLD, VIEW, meeting_of, told, tried
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places import queries as places
from saksama.places.models import Office

PER_PAGE = 40


@requires(VIEW)
@require_GET
@never_cache
def meetings(request: Any) -> HttpResponse:
    """Meetings to come and held, the newest first."""
    found = Paginator(queries.list_rows(request.user, today=request.today), PER_PAGE)
    context = {
        "page": found.get_page(request.GET.get("halaman")),
        "at": request.at,
        "may_plan": bool(scope.scope_of(request.user, HOLD, today=request.today)),
    }
    return render(request, "meetings/list.html", context)


@requires(HOLD)
@never_cache
def plan(request: Any) -> HttpResponse:
    """A new meeting of the person's own office."""
    office = _own_office(request)
    first, slot = PlanForm(request.POST or None), SlotForm(request.POST or None)
    if request.method == "POST" and first.is_valid() and slot.is_valid():
        ahead = places.next_vote(on=request.today, office_code=office.code)
        made: list[Meeting] = []

        def act(**by: Any) -> None:
            made.append(
                planning.plan_meeting(
                    office=office,
                    event=ahead[0] if ahead else None,
                    plan=first.plan(),
                    slot=slot.slot(page.zone_of(office)),
                    **by,
                )
            )

        if tried(first, act, request):
            messages.success(request, _("Planned. Now choose whom you invite."))
            return redirect("meetings:choose", pk=made[0].pk)
    faulty = bool(first.errors or slot.errors)
    context = {"form": first, "slot": slot, "office": office}
    return render(request, "meetings/plan.html", context, status=422 if faulty else 200)


@requires(VIEW)
@require_GET
@never_cache
def meeting(request: Any, pk: UUID) -> HttpResponse:
    """Everything on one page: status sentence, commitments, seats, agenda."""
    return page.show(request, meeting_of(request, pk))


@requires(VIEW)
@never_cache
def change(request: Any, pk: UUID) -> HttpResponse:
    """What it is for; time and place are moved on a page of their own."""
    standing = meeting_of(request, pk, HOLD)
    form = PlanForm(request.POST or None, initial=PlanForm.values_of(standing))
    if request.method == "POST" and form.is_valid():
        version = whole_number(request.POST.get("version"))
        if tried(form, planning.change_plan, request, standing, form.plan(), version=version):
            messages.success(request, _("Recorded."))
            return redirect("meetings:meeting", pk=pk)
    context = {"form": form, "meeting": standing}
    return render(request, "meetings/change.html", context, status=422 if form.errors else 200)


@requires(VIEW)
@never_cache
def move(request: Any, pk: UUID) -> HttpResponse:
    """Another time or place; or not at all."""
    standing = meeting_of(request, pk, HOLD)
    is_cancelling = request.POST.get("act") == "cancel"
    given = request.POST or None
    slot = SlotForm(None if is_cancelling else given, initial=SlotForm.values_of(standing))
    reason = ReasonForm(given)
    done = False
    if request.method == "POST" and reason.is_valid():
        why = reason.cleaned_data["reason"]
        if is_cancelling:
            done = tried(reason, planning.cancel_meeting, request, standing, reason=why)
        elif slot.is_valid():
            done = tried(
                slot, planning.move_meeting, request, standing, slot.slot(standing.zone), reason=why,
                version=whole_number(request.POST.get("version")),
            )  # fmt: skip
    if done:
        messages.success(request, _("Recorded. Tell the guests: their letters and calendar entries are new."))
        return redirect("meetings:guests", pk=pk)
    context = {"slot": slot, "reason": reason, "meeting": standing}
    faulty = bool(slot.errors or reason.errors)
    return render(request, "meetings/move.html", context, status=422 if faulty else 200)


@requires(VIEW)
@require_POST
def state(request: Any, pk: UUID) -> HttpResponse:
    """Open or close the meeting, or begin an item of its agenda."""
    standing = meeting_of(request, pk, HOLD)
    act = request.POST.get("act")
    if act == "open":
        told(request, planning.open_meeting, standing, done=_("The meeting is open."))
    elif act == "close":
        told(request, planning.close_meeting, standing, done=_("The meeting is closed. Write its minutes."))
    elif act == "begin":
        item = standing.agenda.filter(pk=whole_number(request.POST.get("item"))).first()
        if item is not None:
            told(request, planning.begin_item, item, done=_("Recorded."))
    return redirect("meetings:meeting", pk=pk)


def _own_office(request: Any) -> Office:
    """The office the person plans for: the own one where it is in scope, else the first that is."""
    home = scope.home_office(request.user, today=request.today)
    offices = Office.objects.select_related("area").filter(request.scope.as_filter("code"))
    return offices.filter(pk=home).first() or offices.order_by("code")[0]
