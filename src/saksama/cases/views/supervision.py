"""Supervision records: the list, a new one, its page, and the finding proposed from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.cases import operations, queries, recusals, supervision_parts
from saksama.cases.actors import Actor
from saksama.cases.forms.fields import sealed
from saksama.cases.forms.intake import FindingForm, SupervisionForm
from saksama.cases.models import Case, RecordFile, SupervisionRecord
from saksama.cases.paperwork import record_form as forms_of_record
from saksama.cases.problems import Problem
from saksama.cases.views.common import CASES, Request
from saksama.cases.views.files import STATUS
from saksama.cases.views.issuing import MEDIA, VERIFY
from saksama.documents import operations as documents
from saksama.documents import queries as issued_papers
from saksama.evidence import operations as evidence
from saksama.evidence.upload import SealedUpload
from saksama.people import scope
from saksama.people.marks import requires

PER_PAGE = 50


@requires("view_desk")
@never_cache
@require_safe
def records(request: Request) -> HttpResponse:
    """Records of the area, newest first; a field supervisor sees the own ones, others none."""
    found = queries.records_visible_to(request.user, today=request.today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    may_write = scope.scope_of(request.user, "write_supervision_record", today=request.today)
    return render(
        request, "cases/records.html", {"page": page, "may_write": bool(may_write), "cases_url": CASES}
    )


@requires("write_supervision_record")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Write down what was seen. An unfinished record waits for its author, files and all, on any device."""
    offices = queries.offices_for(request.user, "write_supervision_record", today=request.today)
    if not offices:
        raise Http404
    draft = operations.record_draft(request.user, at=request.at)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = _as_left(draft.data) if draft else {}
    form = SupervisionForm(
        *given, offices=offices, account=request.user, today=request.today, initial=initial
    )
    if request.method != "POST":
        return _ask_record(request, form, draft)
    if "discard" in request.POST:
        operations.discard_record_draft(request.user)
        return redirect("cases:record_new")
    if "draft" in request.POST:
        _keep_draft(request)
        messages.success(request, _("The draft is kept; it waits for you here."))
        return redirect("cases:record_new")
    if form.is_valid():
        return _written(request, form, draft)
    _keep_draft(request)  # files are not chosen twice because a day was missing
    return _ask_record(request, form, operations.record_draft(request.user, at=request.at))


@requires("write_supervision_record")
@never_cache
@require_POST
def keep_draft(request: Request) -> HttpResponse:
    """What has been typed so far, kept while the form is being filled. Answers without a page."""
    _keep_draft(request)
    return HttpResponse(status=204)


@requires("view_desk")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record_form(request: Request, pk: UUID, file: str) -> HttpResponseBase:
    """Form A of the record: as PDF/A or Word to read; sent, it is issued and sealed."""
    found = _record(request, pk)
    if file not in {"pdf", "docx"}:
        raise Http404(file)
    if request.method == "POST":
        operations.issue_record_form(
            found, verify_base=request.build_absolute_uri(VERIFY), actor=Actor.of(request.user), at=request.at
        )
        messages.success(request, _("Issued and sealed: %(what)s.") % {"what": found.number})
        return redirect("cases:record", pk=pk)
    with translation.override("id"):
        data = {**forms_of_record.data_of(found, at=request.at), "draft": True}
    drawn = documents.draw("supervision_record", data, at=request.at, file=file, office=found.office_id)
    answer = HttpResponse(drawn, content_type=MEDIA[file])
    how = "inline" if file == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="lhp-{found.pk.hex[:8]}.{file}"'
    return answer


@requires("view_desk")
@never_cache
@require_safe
def issued_form(request: Request, pk: UUID, document: UUID) -> HttpResponseBase:
    """An issued Form A as it was sealed; the look stands in its custody."""
    found = _record(request, pk)
    paper = get_object_or_404(issued_papers.about("supervision_record", str(found.pk)), pk=document)
    try:
        view = evidence.copy_out(
            paper.file,
            actor=request.user.code,
            at=request.at,
            why=f"paper {paper.pk}",
            office=found.office_id,
        )
    except (FileNotFoundError, evidence.AlreadyErased) as gone:
        raise Http404 from gone
    return view.response()


@requires("view_desk")
@never_cache
@require_safe
def record(request: Request, pk: UUID) -> HttpResponse:
    """One record with its files, and the findings that came of it."""
    found = _record(request, pk)
    may_propose = scope.allows(request.user, "record_finding", found.office_id, today=request.today)
    may_see_cases = scope.allows(request.user, "view_cases", found.office_id, today=request.today)
    context = {
        "record": found,
        "parts": _parts(found),
        "issued": issued_papers.about("supervision_record", str(found.pk)).order_by("-issued_at"),
        "may_issue": found.author_id == request.user.pk or may_propose,
        "files": found.files.select_related("sealed"),
        "findings": found.findings.filter(recusals.unhidden(request.user.pk, "pk")) if may_see_cases else (),
        "may_propose": may_propose,
        "zone": found.office.zone,
        "cases_url": CASES,
    }
    return render(request, "cases/record.html", context)


@requires("view_desk")
@never_cache
@require_safe
def record_file(request: Request, pk: UUID, file: int) -> HttpResponseBase:
    """The safe view of a record's file, with its custody line."""
    found = _record(request, pk)
    item = get_object_or_404(RecordFile.objects.select_related("sealed"), pk=file, record=found)
    try:
        view = operations.look_at_record_file(item, actor=Actor.of(request.user), at=request.at)
    except tuple(STATUS) as refusal:
        context = {"record": found, "sealed": item.sealed, "why": STATUS[type(refusal)]}
        return render(request, "cases/record_file_refused.html", context, status=STATUS[type(refusal)])
    return view.response()


@requires("record_finding")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Propose a finding from the record; the plenary decides on it."""
    found = _record(request, pk)
    scope.allow(request.user, "record_finding", found.office_id, today=request.today)
    given = (request.POST,) if request.method == "POST" else ()
    form = FindingForm(*given, record=found, today=scope.local_day(request.at, found.office_id))
    if request.method == "POST" and form.is_valid():
        return _proposed(request, form)
    return _ask(request, "cases/finding_new.html", form, record=found)


def _record(request: Request, pk: UUID) -> SupervisionRecord:
    rows = queries.records_visible_to(request.user, today=request.today)
    found: SupervisionRecord = get_object_or_404(rows.select_related("event__election", "area"), pk=pk)
    return found


def _ask(request: Request, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "cases_url": CASES, **more}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _ask_record(request: Request, form: SupervisionForm, draft: Any) -> HttpResponse:
    return _ask(request, "cases/record_new.html", form, draft=draft)


def _keep_draft(request: Request) -> None:
    """Text and new files of the form; names of files in POST are no text of the record."""
    data = {
        name: value
        for name, value in request.POST.items()
        if name not in {"csrfmiddlewaretoken", "draft", "discard", "once"}
    }
    day = SupervisionForm.base_fields["observed_on"].widget.value_from_datadict(
        request.POST, {}, "observed_on"
    )
    data["observed_on"] = _typed_day(day)
    uploads = [upload for upload in request.FILES.getlist("files") if isinstance(upload, SealedUpload)]
    operations.save_record_draft(request.user, data, uploads=uploads, at=request.at)


def _as_left(data: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's text as the form's first values; its day as a day."""
    day = data.get("observed_on")
    return {**data, "observed_on": date.fromisoformat(day) if day else None}


def _typed_day(parts: Any) -> str:
    """A day of the draft as text, empty while it is none."""
    try:
        day = SupervisionForm.base_fields["observed_on"].clean(parts)
    except ValidationError:
        return ""
    return day.isoformat() if day else ""


def _written(request: Request, form: SupervisionForm, draft: Any) -> HttpResponse:
    data, pk = form.cleaned_data, form.cleaned_data["once"]
    waiting = draft.files if draft else []
    try:
        if not SupervisionRecord.objects.filter(pk=pk).exists():
            with transaction.atomic():
                kept = sealed(waiting, office=data["office"].pk, actor=request.user.code, at=request.at)
                operations.write_supervision_record(
                    office=data["office"], event=data["event"], observed_on=data["observed_on"],
                    place=form.written("place"), text=form.written("what"),
                    files=[*kept, *form.sealed(at=request.at)], area=data["area"], parts=form.parts,
                    actor=Actor.of(request.user), at=request.at, record_id=pk,
                )  # fmt: skip
                operations.discard_record_draft(request.user)
    except Problem as problem:
        form.refuse(problem.code, str(problem))
        return _ask_record(request, form, draft)
    except IntegrityError:
        if not SupervisionRecord.objects.filter(pk=pk).exists():
            raise
    return redirect("cases:record", pk=pk)


def _parts(record: SupervisionRecord) -> list[dict[str, Any]]:
    """The other parts as written; one without anything says so."""
    return [
        {
            "title": part.title,
            "rows": [
                (line.label, record.parts[line.key]) for line in part.lines if record.parts.get(line.key)
            ],
            "may_be_nil": part.may_be_nil,
        }
        for part in supervision_parts.PARTS
    ]


def _proposed(request: Request, form: FindingForm) -> HttpResponse:
    pk = form.cleaned_data["once"]
    try:
        if not Case.objects.filter(pk=pk).exists():
            operations.propose_finding(
                source=form.record, facts=form.facts, respondents=form.respondents,
                classes=form.cleaned_data["classes"], actor=Actor.of(request.user), at=request.at, case_id=pk,
            )  # fmt: skip
    except Problem as problem:
        form.refuse(problem.code, str(problem))
        return _ask(request, "cases/finding_new.html", form, record=form.record)
    except IntegrityError:
        if not Case.objects.filter(pk=pk).exists():
            raise
    return redirect("cases:case", pk=pk)
