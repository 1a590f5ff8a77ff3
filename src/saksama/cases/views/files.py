"""Files of a case: the safe view, the original, who had it. Each look and copy writes a line of custody."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.cases import operations, queries
from saksama.cases.forms.care import CopyForm
from saksama.cases.models import CaseFile
from saksama.cases.scenes import Scene
from saksama.cases.views.common import Request, page, scene_of
from saksama.evidence import queries as evidence
from saksama.evidence.operations import AlreadyErased, InQuarantine, NotViewable
from saksama.people import scope
from saksama.people.marks import requires

STATUS = {InQuarantine: 409, NotViewable: 415, AlreadyErased: 410, FileNotFoundError: 404}
"""Answers to a look that is not possible; the page says why and what can be done."""


@requires("view_files")
@never_cache
@require_safe
def view(request: Request, pk: UUID, file: int) -> HttpResponseBase:
    """The safe view: pictures built anew without what they carried, PDF as a download."""
    scene, item = _file(request, pk, file, "view_files")
    try:
        return operations.look_at_file(item, actor=scene.actor, at=scene.at).response()
    except tuple(STATUS) as refusal:
        return _refused(request, scene, item, refusal)


@requires("copy_files")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: Request, pk: UUID, file: int) -> HttpResponseBase:
    """Copy the original out, for a purpose that stands in its custody."""
    scene, item = _file(request, pk, file, "copy_files")
    form = CopyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(
            request,
            "cases/copy.html",
            scene,
            {"form": form, "file": item},
            status=422 if form.is_bound else 200,
        )
    data = form.cleaned_data
    try:
        copy = operations.copy_file(
            item, why=data["why"], from_quarantine=data["from_quarantine"], actor=scene.actor, at=scene.at
        )
    except tuple(STATUS) as refusal:
        return _refused(request, scene, item, refusal)
    return copy.response()


@requires("view_files")
@never_cache
@require_safe
def history(request: Request, pk: UUID, file: int) -> HttpResponse:
    """Who had the file, when and why."""
    scene, item = _file(request, pk, file, "view_files")
    custody = list(evidence.custody(item.sealed).select_related("line"))
    names = queries.names_of(row.actor for row in custody)
    rows = [
        {"row": row, "who": names.get(row.actor, row.actor), "intact": row.line.facts.get("intact")}
        for row in custody
    ]
    may_copy = scope.allows(scene.account, "copy_files", scene.case.office_id, today=scene.today)
    return page(request, "cases/file_history.html", scene, {"file": item, "rows": rows, "may_copy": may_copy})


@requires("view_files")
@require_POST
def check(request: Request, pk: UUID, file: int) -> HttpResponse:
    """Compare the stored bytes with the hash taken when they came in."""
    scene, item = _file(request, pk, file, "view_files")
    try:
        operations.check_file(item, actor=scene.actor, at=scene.at)
    except AlreadyErased as refusal:
        return _refused(request, scene, item, refusal)
    return redirect("cases:file_history", pk=pk, file=file)


def _file(request: Request, pk: UUID, file: int, permission: str) -> tuple[Scene, CaseFile]:
    scene = scene_of(request, pk)
    scope.allow(scene.account, permission, scene.case.office_id, today=scene.today)
    item = get_object_or_404(CaseFile.objects.select_related("sealed", "case"), pk=file, case=scene.case)
    return scene, item


def _refused(request: Request, scene: Scene, item: CaseFile, refusal: Exception) -> HttpResponse:
    status = STATUS[type(refusal)]
    may_copy = scope.allows(scene.account, "copy_files", scene.case.office_id, today=scene.today)
    context = {"file": item, "why": status, "may_copy": may_copy}
    return page(request, "cases/file_refused.html", scene, context, status=status)
