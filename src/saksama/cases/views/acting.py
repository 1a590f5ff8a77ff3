"""One view for every act of an open case: ``acts.ENTRIES`` says which form asks and which operation does it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.cases import conflicts, sentences, transitions, wording
from saksama.cases.acts import ENTRIES, Entry
from saksama.cases.forms.base import ActForm
from saksama.cases.models import Transfer
from saksama.cases.problems import Problem
from saksama.cases.recusals import is_recused
from saksama.cases.scenes import Scene
from saksama.cases.views.common import CASES, Request, page, remember_done, scene_of, was_done
from saksama.documents.errors import DocumentProblem
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires

REFUSED, CONFLICT = 422, 409


@requires("view_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, pk: UUID, act: str) -> HttpResponse:
    """Ask for an act, or carry it out.

    403 without the permission, 404 for strangers and unknown acts, 409 in the wrong state or when the case
    has moved on, 422 when something is missing; what was typed stays.
    """
    entry = ENTRIES.get(act)
    if entry is None:
        raise Http404(act)
    scene = scene_of(request, pk)
    _allow(scene, act)
    if request.method == "POST":
        return _carry_out(request, scene, act, entry)
    brought = {name: request.GET[name] for name in entry.form.prefilled if name in request.GET}
    form = entry.form(scene=scene, initial=brought)
    refusal = _wrong_state(scene, act)
    context = {"refusal": str(refusal)} if refusal else {}
    return _show(request, scene, act, form, status=CONFLICT if refusal else 200, **context)


def _allow(scene: Scene, act: str) -> None:
    """The act's permission at the case's office; receipt of a transfer counts at the receiving office."""
    permission = next(move.permission for move in transitions.MOVES if move.act == act)
    place = scene.case.office_id
    if act == "receive_delegation":
        coming = Transfer.objects.filter(case=scene.case, received_at=None).first()
        place = coming.to_office_id if coming else place
    scope.allow(scene.account, permission, place, today=scene.today)


def _wrong_state(scene: Scene, act: str) -> Problem | None:
    """The refusal that the operation would give, told before anything is typed."""
    case = scene.case
    if transitions.find_move(case.state, act, case.kind):
        return None
    return Problem("wrong_state", state=sentences.state_name(case.state))


def _carry_out(request: Request, scene: Scene, act: str, entry: Entry) -> HttpResponse:
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:case", pk=scene.case.pk)
    data = conflicts.chosen(request.POST, lambda: entry.form(scene=scene))
    form = entry.form(data, request.FILES, scene=scene)
    if whole_number(request.POST.get("version")) not in (None, scene.case.version):
        return _moved_on(request, scene, act, entry)
    if refusal := _wrong_state(scene, act):
        form.refuse_all(str(refusal))
        return _show(request, scene, act, form, status=CONFLICT, refusal=str(refusal))
    if not form.is_valid():
        return _show(request, scene, act, form, status=REFUSED)
    try:
        with transaction.atomic():
            entry.do(form)
    except Problem as problem:
        return _refused(request, scene, act, entry, form, problem)
    except DocumentProblem as problem:
        form.refuse(problem.code, f"{problem.message} {problem.advice}")
        return _show(request, scene, act, form, status=REFUSED)
    remember_done(request, once)
    messages.success(
        request, _("Recorded. %(what)s.") % {"what": conflicts.acts_since(scene, form.seen)[-1].told}
    )
    if is_recused(scene.account, scene.case):  # to this person the case is no longer there
        return redirect(CASES)
    return redirect(form.afterwards or reverse("cases:case", args=[scene.case.pk]))


def _refused(
    request: Request, scene: Scene, act: str, entry: Entry, form: ActForm, problem: Problem
) -> HttpResponse:
    """The operation said no: somebody was faster, or a rule of the law stands in the way."""
    if problem.code == "moved_on":
        scene.case.refresh_from_db()
        return _moved_on(request, scene, act, entry)
    if problem.code == "wrong_state":
        form.refuse_all(str(problem))
        return _show(request, scene, act, form, status=CONFLICT, refusal=str(problem))
    form.refuse(problem.code, str(problem))
    return _show(request, scene, act, form, status=REFUSED)


def _moved_on(request: Request, scene: Scene, act: str, entry: Entry) -> HttpResponse:
    """Both values side by side; the next press saves what was chosen on the case as it is now."""
    data: QueryDict = request.POST.copy()
    seen, data["version"] = int(data["version"]), str(scene.case.version)
    form = entry.form(data, scene=scene)
    form.refuse_all(str(Problem("moved_on")))
    refusal = _wrong_state(scene, act)
    return _show(
        request, scene, act, form, status=CONFLICT,
        refusal=str(refusal) if refusal else "",
        since=conflicts.acts_since(scene, seen),
        differences=conflicts.differences(entry.form(scene=scene), form),
        lost_files=bool(request.FILES),
    )  # fmt: skip


def _show(
    request: Request, scene: Scene, act: str, form: ActForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"act": act, "words": wording.WORDS[act], "form": form, **more}
    return page(request, "cases/act.html", scene, context, status=status)
