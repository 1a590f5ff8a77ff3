"""The Word templates of an office: the shipped one of each form, the office's own in its place, with a preview."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import queries
from saksama.cases.forms.templates import TemplateForm
from saksama.cases.views.common import CASES, Request
from saksama.documents import blanks, letterheads, word
from saksama.documents import operations as documents
from saksama.documents import queries as papers
from saksama.documents.errors import DocumentProblem
from saksama.documents.models import DocumentKind
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import Office

REFUSED = 422


@requires("manage_places")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: Request) -> HttpResponse:
    """Every form with the template in use; bring one, or go back to the shipped one."""
    office = _office(request)
    form = (
        TemplateForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else TemplateForm()
    )
    if "withdraw" in request.POST:
        own = papers.template_of(office.pk, request.POST["withdraw"])
        if own:
            documents.withdraw_template(own, actor=request.user.code, at=request.at)
        return redirect("cases:templates")
    if request.method == "POST" and form.is_valid():
        try:
            _bring(request, office, form)
        except DocumentProblem as problem:
            form.add_error("file", f"{problem.message} {problem.advice}")
        else:
            messages.success(request, _("The template is in use. Look at its preview."))
            return redirect("cases:templates")
    context = {"form": form, "rows": _rows(office), "office": office, "cases_url": CASES}
    return render(request, "cases/templates.html", context, status=REFUSED if form.is_bound else 200)


@requires("manage_places")
@never_cache
@require_safe
def template_preview(request: Request, kind: str, which: str) -> HttpResponse:
    """An example filled by the template in use, or the shipped template itself, as a start for one's own."""
    office = _office(request)
    if kind not in blanks.all_blanks() or which not in {"contoh", "bawaan"}:
        raise Http404(kind)
    if which == "bawaan":
        content = word.shipped(documents.word_shape_of(kind))
    else:
        content = documents.draw(kind, example(kind, office, request), file=documents.WORD, office=office.pk)
    answer = HttpResponse(content, content_type=word.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{which}-{kind}.docx"'
    return answer


def example(kind: str, office: Office, request: Request) -> dict[str, Any]:
    """A form filled with nothing but invented words: what a template is tried on."""
    told = {
        "case": {"title": _("An invented matter"), "number": "900/CONTOH"},
        "office": {"name": office.name},
    }
    return {
        **blanks.fill(kind, told),
        "values": told,
        "office": letterheads.of(office),
        "issued_on": request.today.isoformat(),
        "number": "900/CONTOH",
        "place_and_day": office.seat or office.name,
        "addressee": {"name": _("An invented agency"), "as": "", "address": ""},
        "signers": [{"post": _("Officer"), "name": ""}],
        "sample": True,
        "draft": True,
    }


def _bring(request: Request, office: Office, form: TemplateForm) -> None:
    upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    documents.bring_template(
        office=office.pk, kind=kind, name=str(upload.name), content=upload.read(),
        example=example(kind, office, request), actor=request.user.code, at=request.at,
    )  # fmt: skip


def _rows(office: Office) -> list[dict[str, Any]]:
    labels = dict(DocumentKind.choices)
    own = {item.kind: item for item in papers.templates_of(office.pk)}
    return [{"kind": kind, "label": labels[kind], "own": own.get(kind)} for kind in blanks.all_blanks()]


def _office(request: Request) -> Office:
    """The office whose templates the person keeps; the first by code where there are several."""
    found = queries.offices_for(request.user, "manage_places", today=request.today).first()
    if found is None:
        raise Http404
    scope.allow(request.user, "manage_places", found.pk, today=request.today)
    return found
