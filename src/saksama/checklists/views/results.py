"""Results sheets: what is in, the next one to enter, one sheet beside its photo, a third who settles."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saksama.checklists.day.queries import stations_in
from saksama.checklists.forms import ReasonForm
from saksama.checklists.models import ResultSheet
from saksama.checklists.problems import Problem
from saksama.checklists.queries import places_in_words
from saksama.checklists.results import operations, pages, queries, rules
from saksama.checklists.results.forms import SheetForm
from saksama.checklists.views.common import office_of
from saksama.checklists.views.day import event_of, votes_to_choose
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import ElectionEvent

PER_PAGE = 50
State = ResultSheet.State


@requires("view_checklists")
@require_GET
@never_cache
def home(request: Any, event: str = "") -> HttpResponse:
    """How many sheets are in, what waits, and the figures by district."""
    found = event_of(request, event)
    context = _whole(request, found) | {"votes": votes_to_choose(request, found)}
    return render(request, "checklists/results/home.html", context)


@requires("view_checklists")
@require_GET
def part(request: Any, event: str) -> HttpResponse:
    """The part that changes, for pages that ask again; 304 while nothing did."""
    found = event_of(request, event)
    told = (*queries.stamp(found, request.scope), request.user.pk, request.today, request.LANGUAGE_CODE)
    etag = f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(
            render_to_string("checklists/results/part.html", _whole(request, found), request)
        )
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _whole(request: Any, event: ElectionEvent) -> dict[str, Any]:
    paper = queries.paper_of(event)
    stations = stations_in(event, request.scope)
    progress = queries.progress(event, request.scope, stations)
    cells = ("roll", "present", "valid", "invalid", *(paper.pairs if paper else ()))
    rows = queries.added_up(event, request.scope, stations, cells)
    entering = scope.scope_of(request.user, "enter_results", today=request.today)
    return {
        "event": event,
        "paper": paper,
        "progress": progress,
        "headline": pages.headline(progress),
        "columns": pages.columns(paper) if paper else [],
        "rows": pages.rows(rows, paper) if paper else [],
        "total": pages.total(queries.whole(rows, cells), paper) if paper and len(rows) > 1 else None,
        "mine": queries.waiting_for(request.user, event, entering).count() if entering else 0,
        "may_enter": bool(entering),
        "may_export": bool(scope.scope_of(request.user, "export_submissions", today=request.today)),
    }


@requires("enter_results")
@require_GET
@never_cache
def following(request: Any, event: str) -> HttpResponse:
    """To the next sheet that this person may enter."""
    found = event_of(request, event)
    rows = queries.waiting_for(request.user, found, request.scope)
    nearest = rows.values_list("state", flat=True).first()
    pk = rules.turn(
        rows.filter(state=nearest).values_list("pk", flat=True)[: pages.AT_ONCE] if nearest else (),
        request.user.pk,
    )
    if pk is None:
        messages.success(request, _("No sheet waits for you just now."))
        return redirect("checklists:results_event", found.pk)
    return redirect("checklists:results_enter", pk)


@requires("view_checklists")
@require_GET
@never_cache
def sheets(request: Any, event: str) -> HttpResponse:
    """All sheets, by state and place, or those with a remark."""
    found = event_of(request, event)
    rows = queries.sheets_in(found, request.scope)
    chosen = request.GET.get("keadaan", "")
    if chosen == "remark":
        rows = rows.filter(state=State.SETTLED).exclude(remarks=[])
    elif chosen in State.values:
        rows = rows.filter(state=chosen)
    page = Paginator(rows.order_by("station_code"), PER_PAGE).get_page(request.GET.get("halaman"))
    words = places_in_words(row.station_code for row in page.object_list)
    context = {
        "event": found,
        "page": page,
        "rows": [(row, words.get(row.station_code, row.station_code)) for row in page.object_list],
        "chosen": chosen if chosen == "remark" or chosen in State.values else "",
        "states": [*State.choices, ("remark", _("Entered, with a remark"))],
    }
    return render(request, "checklists/results/sheets.html", context)


@requires("view_checklists")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sheet(request: Any, pk: int) -> HttpResponse:
    """One sheet: where it stands; once settled its figures, remarks and entries. Until then no figure is shown."""
    row = _sheet(request, "view_checklists", pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reopen(row, reason=form.cleaned_data["reason"], actor=request.user, at=request.at)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The sheet waits for its first entry again."))
            return redirect("checklists:results_sheet", pk)
    context = {
        **_head(request, row),
        "figures": pages.figures(row, queries.paper_of(row.event)),
        "remarks": pages.remarks(row, queries.paper_of(row.event)),
        "entries": pages.entries(row),
        "form": form
        if row.state == State.SETTLED
        and scope.allows(request.user, "reopen_results", row.station_code, today=request.today)
        else None,
        "may_enter": row.state != State.SETTLED
        and scope.allows(request.user, "enter_results", row.station_code, today=request.today)
        and not row.entries.filter(round=row.round, account=request.user).exists(),
    }
    return render(request, "checklists/results/sheet.html", context, status=422 if form.errors else 200)


@requires("enter_results")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enter(request: Any, pk: int) -> HttpResponse:
    """The photo and the form beside it; for the third person only the cells in which two entries differ."""
    row = _sheet(request, "enter_results", pk)
    paper = queries.paper_of(row.event)
    mine = row.entries.filter(round=row.round, account=request.user).exists()
    if paper is None or mine or row.state == State.SETTLED:
        code = "paper_unknown" if paper is None else "entered_already" if mine else "sheet_not_waiting"
        messages.error(request, str(Problem(code)))
        return redirect("checklists:results_sheet", pk)
    first, second = pages.two(row) if row.state == State.THIRD else ({}, {})
    disputed = rules.differing(paper, first, second) if first else paper.keys
    agreed = {key: value for key, value in first.items() if key not in disputed}
    form = SheetForm(request.POST or None, paper=paper, asked=disputed, agreed=agreed)
    status = 200
    if request.method == "POST":
        status = 422
        if request.POST.get("keadaan") != row.state and State.THIRD in {
            request.POST.get("keadaan"),
            row.state,
        }:
            messages.error(request, str(Problem("sheet_not_waiting")))
            return redirect("checklists:results_sheet", pk)
        if form.is_valid():
            act = operations.settle if first else operations.enter
            try:
                done = act(row, form.figures, actor=request.user, at=request.at)
            except Problem as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, pages.thanks(done))
                return redirect("checklists:results_next", row.event_id)
    context = {
        **_head(request, row),
        "form": form,
        "differences": pages.differences(paper, disputed, first, second, form) if first else [],
        "agreed": pages.agreed(paper, agreed),
        "paper": paper,
    }
    return render(request, "checklists/results/enter.html", context, status=status)


def _sheet(request: Any, permission: str, pk: int) -> ResultSheet:
    row = get_object_or_404(ResultSheet.objects.select_related("event__election"), pk=pk)
    scope.allow(request.user, permission, row.station_code, today=request.today)
    return row


def _head(request: Any, row: ResultSheet) -> dict[str, Any]:
    words = places_in_words([row.station_code])
    return {
        "sheet": row,
        "event": row.event,
        "place": words.get(row.station_code, row.station_code),
        "photos": list(queries.photos_of(row.event_id, row.station_code)[: pages.PHOTOS]),
        "zone": office_of(request).zone,
    }
