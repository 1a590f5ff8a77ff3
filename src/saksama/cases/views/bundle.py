"""The bundle of a case: what its file still lacks, files named for it, and the one file of everything."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.cases import operations
from saksama.cases.forms.bundle import BundleForm, EnclosureForm
from saksama.cases.paperwork import bundle as contents
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.cases.views.common import Request, page, scene_of
from saksama.cases.views.issuing import VERIFY
from saksama.documents.errors import DocumentProblem
from saksama.people import scope
from saksama.people.marks import requires


@requires("copy_files")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: Request, pk: UUID) -> HttpResponseBase:
    """The checklist with what is missing; with a purpose, the file itself."""
    scene = scene_of(request, pk)
    scope.allow(scene.account, "copy_files", scene.case.office_id, today=scene.today)
    if request.method != "POST":
        return _ask(request, scene, BundleForm())
    if "item" in request.POST:
        return _name(request, scene)
    form = BundleForm(request.POST)
    if not form.is_valid():
        return _ask(request, scene, form)
    try:
        made = operations.make_bundle(
            scene.case, verify_base=request.build_absolute_uri(VERIFY), why=form.cleaned_data["why"],
            actor=scene.actor, at=scene.at,
        )  # fmt: skip
    except (Problem, DocumentProblem) as problem:
        form.add_error(None, problem.message)
        return _ask(request, scene, form)
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": content_disposition_header(True, made.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(made.chunks, headers=headers)


def _name(request: Request, scene: Scene) -> HttpResponse:
    form = EnclosureForm(request.POST, case=scene.case, items=_items(scene))
    if not form.is_valid():
        return _ask(request, scene, BundleForm(), form)
    data = form.cleaned_data
    operations.name_enclosure(
        scene.case, item=data["item"], file=data["file"], actor=scene.actor, at=scene.at
    )
    messages.success(request, _("Named for the checklist."))
    return redirect("cases:bundle", pk=scene.case.pk)


def _items(scene: Scene) -> list[tuple[str, str]]:
    lang = translation.get_language() or "id"
    there = contents.checklist(contents.held(scene.case))
    return [(item.paper.code, item.paper.label.of(lang)) for item in there if not item.is_there]


def _ask(
    request: Request, scene: Scene, form: BundleForm, naming: EnclosureForm | None = None
) -> HttpResponse:
    lang = translation.get_language() or "id"
    items = contents.checklist(contents.held(scene.case))
    rows = [
        {
            "label": item.paper.label.of(lang),
            "source": item.paper.source,
            "is_there": item.is_there,
            "note": item.note,
        }
        for item in items
    ]
    missing = [(item.paper.code, item.paper.label.of(lang)) for item in items if not item.is_there]
    files = scene.case.files.exists()
    context = {
        "rows": rows,
        "there": sum(item.is_there for item in items),
        "all": len(items),
        "form": form,
        "naming": naming or (EnclosureForm(case=scene.case, items=missing) if missing and files else None),
    }
    is_refused = form.is_bound or (naming is not None and naming.is_bound)
    return page(request, "cases/bundle.html", scene, context, status=422 if is_refused else 200)
