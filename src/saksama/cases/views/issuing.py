"""The papers of a case: what can be issued, its preview, issuing it, and what has been issued."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import operations, paper_list
from saksama.cases.forms.issuing import IssueForm
from saksama.cases.models import Case
from saksama.cases.papers import Occasion
from saksama.cases.paperwork import preparing
from saksama.cases.paperwork.sheets import SHEETS, Sheet, sealed_parties
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.cases.views.common import Request, page, remember_done, scene_of, was_done
from saksama.cases.views.intake import TRACKING
from saksama.documents import blanks, pdf, queries, word
from saksama.documents import operations as documents
from saksama.documents.errors import DocumentProblem
from saksama.documents.models import IssuedDocument
from saksama.evidence.operations import AlreadyErased
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires

VERIFY = "/periksa/"
"""The public page on which anybody checks a document: a page of the faces above this room."""

MEDIA = {"pdf": "application/pdf", "png": "image/png", "docx": word.MEDIA_TYPE}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the address asks: which form, about which row, in place of which document."""

    sheet: Sheet
    row: Any
    replaces: IssuedDocument | None

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        parts = [f"nomor={self.row.pk}"] if self.row is not None else []
        parts += [f"ganti={self.replaces.pk}"] if self.replaces else []
        return f"?{'&'.join(parts)}" if parts else ""


@requires("view_files")
@never_cache
@require_safe
def papers(request: Request, pk: UUID) -> HttpResponse:
    """What has been issued, newest first, and what can be issued now."""
    scene = _scene(request, pk)
    context = {
        "issued": paper_list.issued(scene),
        "offered": paper_list.offered(scene.case),
        "may_bundle": scope.allows(scene.account, "copy_files", scene.case.office_id, today=scene.today),
        "may_issue": scope.allows(
            scene.account, "issue_document", scene.case.office_id, today=scene.today
        ),
    }  # fmt: skip
    return page(request, "cases/papers.html", scene, context)


@requires("issue_document")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request, pk: UUID, sheet: str) -> HttpResponse:
    """Ask how a paper is issued, beside its preview; issue it."""
    scene = _scene(request, pk)
    scope.allow(scene.account, "issue_document", scene.case.office_id, today=scene.today)
    wish = _wish(request, scene.case, sheet)
    form = _form(request, scene, wish)
    if request.method != "POST":
        return _ask(request, scene, wish, form)
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:papers", pk=pk)
    if not form.is_valid():
        return _ask(request, scene, wish, form)
    try:
        document = operations.issue_paper(
            wish.sheet, _occasion(request, scene, wish.row), verify_base=request.build_absolute_uri(VERIFY),
            opening=form.opening, replaces=wish.replaces, reason=form.why, file=form.kind_of_file,
            actor=scene.actor, at=scene.at,
        )  # fmt: skip
    except (Problem, DocumentProblem) as problem:
        form.refuse(problem.code, _sentence(problem))
        return _ask(request, scene, wish, form)
    remember_done(request, once)
    number = document.number or document.get_kind_display()
    messages.success(request, _("Issued and sealed: %(what)s.") % {"what": number})
    return redirect("cases:papers", pk=pk)


@requires("view_files")
@never_cache
@require_safe
def preview(request: Request, pk: UUID, sheet: str, file: str) -> HttpResponse:
    """The paper as it would be issued now, marked as a preview: first page as a picture, PDF, or Word."""
    scene = _scene(request, pk)
    if file not in MEDIA:
        raise Http404(file)
    wish = _wish(request, scene.case, sheet)
    prepared = preparing.prepare(wish.sheet, _occasion(request, scene, wish.row))
    data, kind = prepared.as_draft(), prepared.kind
    if file == "docx" and kind not in blanks.all_blanks():
        raise Http404(file)
    try:
        if file == "png":
            drawn = pdf.picture(documents.shape_of(kind), data)
        else:
            drawn = documents.draw(kind, data, at=scene.at, file=file, office=scene.case.office_id)
    except DocumentProblem as problem:
        return page(request, "cases/paper_fault.html", scene, {"problem": problem}, status=422)
    answer = HttpResponse(drawn, content_type=MEDIA[file])
    how = "attachment" if file == "docx" else "inline"
    answer["Content-Disposition"] = f'{how}; filename="pratinjau-{kind}-{scene.case.pk.hex[:8]}.{file}"'
    return answer


@requires("view_files")
@never_cache
@require_safe
def issued(request: Request, pk: UUID, document: UUID) -> HttpResponseBase:
    """An issued paper, byte for byte as it was sealed; the look stands in its custody."""
    scene = _scene(request, pk)
    found = get_object_or_404(queries.about("case", str(scene.case.pk)), pk=document)
    try:
        view = operations.copy_paper(found, scene.case, actor=scene.actor, at=scene.at)
    except (FileNotFoundError, AlreadyErased) as gone:
        raise Http404 from gone
    return view.response()


def _scene(request: Request, pk: UUID) -> Scene:
    scene = scene_of(request, pk)
    scope.allow(scene.account, "view_files", scene.case.office_id, today=scene.today)
    return scene


def _wish(request: Request, case: Case, key: str) -> _Wish:
    sheet = SHEETS.get(key)
    if sheet is None:
        raise Http404(key)
    rows = list(sheet.rows(case))
    wanted = whole_number(request.GET.get("nomor"))
    row = next((item for item in rows if item is not None and item.pk == wanted), None)
    if row is None and (wanted is not None or not rows):
        raise Http404(key)
    return _Wish(sheet, row if wanted is not None else rows[-1], _replaced(request, case, sheet))


def _replaced(request: Request, case: Case, sheet: Sheet) -> IssuedDocument | None:
    wanted = request.GET.get("ganti")
    if not wanted:
        return None
    try:
        key = UUID(wanted)
    except ValueError as fault:
        raise Http404(wanted) from fault
    return get_object_or_404(queries.about("case", str(case.pk)), pk=key, kind=sheet.kind)


def _occasion(request: Request, scene: Scene, row: Any) -> Occasion:
    address = request.build_absolute_uri(TRACKING)
    return Occasion(case=scene.case, row=row, today=scene.today, at=scene.at, tracking_url=address)


def _form(request: Request, scene: Scene, wish: _Wish) -> IssueForm:
    names = sealed_parties(wish.sheet, scene.case, wish.row)
    may_open = scope.allows(scene.account, "reveal_identity", scene.case.office_id, today=scene.today)
    return IssueForm(
        request.POST if request.method == "POST" else None,
        may_open=bool(names) and may_open,
        is_anew=wish.replaces is not None,
        is_edited=wish.sheet.kind in blanks.all_blanks(),
    )


def _ask(request: Request, scene: Scene, wish: _Wish, form: IssueForm) -> HttpResponse:
    def address(file: str) -> str:
        return reverse("cases:paper_preview", args=[scene.case.pk, wish.sheet.key, file]) + wish.query

    context = {
        "sheet": wish.sheet,
        "told": wish.sheet.told(wish.row),
        "law_form": preparing.form_of(wish.sheet, scene.case),
        "replaces": wish.replaces,
        "form": form,
        "picture": address("png"),
        "pdf": address("pdf"),
        "docx": address("docx") if wish.sheet.kind in blanks.all_blanks() else "",
        "own": queries.template_of(scene.case.office_id, wish.sheet.kind),
    }
    return page(request, "cases/issue.html", scene, context, status=422 if form.is_bound else 200)


def _sentence(problem: Problem | DocumentProblem) -> str:
    if isinstance(problem, DocumentProblem):
        return f"{problem.message} {problem.advice}"
    return str(problem)
