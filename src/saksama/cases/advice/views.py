"""Pages of advice for correction: the list with its figures, giving one, its letter."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import asked
from saksama.cases import queries as cases
from saksama.cases.actors import Actor
from saksama.cases.advice import letters, operations, queries
from saksama.cases.advice.forms import AdviceForm
from saksama.cases.advice.models import Advice
from saksama.cases.advice.road import ROAD
from saksama.cases.problems import Problem
from saksama.cases.views.common import CASES, Request, remember_done, was_done
from saksama.documents.errors import DocumentProblem
from saksama.evidence.operations import look
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places import queries as places

PER_PAGE = 50
VERIFY = "/periksa/"


@requires("view_advice")
@never_cache
@require_safe
def advice(request: Request) -> HttpResponse:
    """What was advised, newest first; figures as of a day."""
    on = asked.day_of(request)
    home = scope.home_office(request.user, today=request.today) or ""
    rows = queries.visible_to(request.user, today=request.today).filter(opened_on__lte=on.day)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    figures = queries.figures(home, on=on.day)
    context = {
        "on": on.day, "problem": on.problem, "today": request.today, "page": page, "figures": figures,
        "states": [(str(ROAD.states[code].bold).rstrip("."), count) for code, count in figures.by_state.items()],
        "rows": [{"track": track, "state": ROAD.states[track.state]} for track in page],
        "may_give": bool(scope.scope_of(request.user, "give_advice", today=request.today)), "cases_url": CASES,
    }  # fmt: skip
    return render(request, "advice/advice.html", context, status=on.status)


@requires("give_advice")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Give advice: the letter is set and sealed, or word of mouth is written down."""
    offices = cases.offices_for(request.user, "give_advice", today=request.today)
    if not offices:
        raise Http404
    given = (request.POST,) if request.method == "POST" else ()
    form = AdviceForm(*given, offices=offices, today=request.today)
    if request.method != "POST":
        return _ask(request, form)
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:advice")
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        track = _give(request, form)
    except (Problem, DocumentProblem) as problem:
        form.refuse(problem.code, str(problem))
        return _ask(request, form, status=422)
    remember_done(request, once)
    return redirect("cases:track", pk=track.pk)


def _give(request: Request, form: AdviceForm) -> Any:
    office, facts, sample = form.cleaned_data["office"], form.facts, request.user.is_demo
    today = scope.local_day(request.at, office.code)
    ahead = places.next_vote(on=today, office_code=office.code)
    event = ahead[0] if ahead else places.events(on=today, office_code=office.code).last()
    if event is None:
        raise Problem("event_missing")
    letter = None
    if facts.way == Advice.Way.LETTER:
        letter = letters.data_of(office, event, facts, at=request.at, sample=sample)
    with transaction.atomic():
        return operations.give_advice(
            office, event, facts, letter=letter, verify_base=request.build_absolute_uri(VERIFY),
            actor=Actor.of(request.user), at=request.at, is_sample=sample,
        )  # fmt: skip


def _ask(request: Request, form: AdviceForm, *, status: int = 200) -> HttpResponse:
    return render(request, "advice/new.html", {"form": form, "cases_url": CASES}, status=status)


@requires("view_advice")
@never_cache
@require_safe
def letter(request: Request, pk: UUID) -> HttpResponseBase:
    """The letter as it was issued."""
    found = get_object_or_404(Advice.objects.select_related("track", "document__file"), pk=pk)
    scope.allow(request.user, "view_advice", found.track.office_id, today=request.today)
    if found.document is None:
        raise Http404(_("This advice was given by word of mouth."))
    return look(
        found.document.file,
        actor=request.user.code,
        at=request.at,
        why="advice letter",
        office=found.track.office_id,
    ).response()
