"""Pages of the roads outside: agencies with their ages, one track, one act on it, its proofs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases.actors import Actor
from saksama.cases.problems import Problem
from saksama.cases.tracks import operations, page, queries
from saksama.cases.tracks.forms import TrackForm
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.roads import ROADS
from saksama.cases.views.common import CASES, Request, remember_done, was_done
from saksama.cases.views.files import STATUS
from saksama.evidence.operations import look
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires

REFUSED, CONFLICT = 422, 409


@requires("view_desk")
@never_cache
@require_safe
def track(request: Request, pk: UUID) -> HttpResponse:
    """One matter on its road: state, clocks, next acts, what happened."""
    found = queries.reachable(request.user, pk, today=request.today)
    today = scope.local_day(request.at, found.office_id)
    context = page.build(found, request.user, today=today)
    may_read = scope.allows(request.user, "view_files", found.office_id, today=today)
    context["proofs"] = page.proofs_of(found) if may_read else []
    return render(request, "tracks/track.html", {**context, "today": today, "cases_url": CASES})


@requires("view_desk")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, pk: UUID, act: str) -> HttpResponse:
    """Ask for an act, or carry it out: 403 without the permission, 404 for strangers, 409 in the wrong state."""
    found = queries.reachable(request.user, pk, today=request.today)
    road = ROADS[found.road]
    if act not in road.acts or road.acts[act].only_by:
        raise Http404(act)
    scope.allow(
        request.user, road.acts_with, found.office_id, today=scope.local_day(request.at, found.office_id)
    )
    if request.method != "POST":
        form = TrackForm(track=found, act=act, at=request.at)
        refusal = _wrong_state(found, act)
        return _ask(request, found, act, form, refusal, status=CONFLICT if refusal else 200)
    return _carry_out(request, found, act)


def _carry_out(request: Request, found: Track, act: str) -> HttpResponse:
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:track", pk=found.pk)
    form = TrackForm(request.POST, request.FILES, track=found, act=act, at=request.at)
    if refusal := _wrong_state(found, act):
        return _ask(request, found, act, form, refusal, status=CONFLICT)
    if whole_number(request.POST.get("version")) not in (None, found.version):
        return _ask(request, found, act, form, str(Problem("moved_on")), status=CONFLICT)
    if not form.is_valid():
        return _ask(request, found, act, form, status=REFUSED)
    try:
        with transaction.atomic():
            operations.act_on(
                found, act, form.told(request.user.code), actor=Actor.of(request.user), at=form.happened_at,
                recorded_at=request.at, version=form.cleaned_data["version"],
            )  # fmt: skip
    except Problem as problem:
        form.refuse(problem.code, str(problem))
        return _ask(request, found, act, form, status=REFUSED)
    remember_done(request, once)
    messages.success(request, _("Recorded."))
    return redirect("cases:track", pk=found.pk)


@requires("view_files")
@never_cache
@require_safe
def proof(request: Request, pk: UUID, seq: int) -> HttpResponseBase:
    """The safe view of a paper kept with an act, with its custody line."""
    found = queries.reachable(request.user, pk, today=request.today)
    scope.allow(request.user, "view_files", found.office_id, today=request.today)
    kept = get_object_or_404(found.acts.exclude(proof=None).select_related("proof"), seq=seq)
    try:
        view = look(
            kept.proof, actor=request.user.code, at=request.at, why=f"track {found.road} {kept.act}",
            office=found.office_id,
        )  # fmt: skip
    except tuple(STATUS) as refusal:
        context: dict[str, Any] = {"track": found, "sealed": kept.proof, "why": STATUS[type(refusal)]}
        return render(request, "tracks/proof_refused.html", context, status=STATUS[type(refusal)])
    return view.response()


def _wrong_state(found: Track, act: str) -> str:
    road = ROADS[found.road]
    if road.find(found.state, act, found.mark):
        return ""
    return str(Problem("wrong_state", state=str(road.states[found.state].bold).rstrip(".")))


def _ask(
    request: Request, found: Track, act: str, form: TrackForm, refusal: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "track": found, "words": ROADS[found.road].acts[act], "form": form, "refusal": refusal, "cases_url": CASES,
    }  # fmt: skip
    return render(request, "tracks/act.html", context, status=status)
