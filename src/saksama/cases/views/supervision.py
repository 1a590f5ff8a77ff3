"""Supervision records: the list, a new one, its page, and the finding proposed from it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import operations, queries
from saksama.cases.actors import Actor
from saksama.cases.forms.intake import FindingForm, SupervisionForm
from saksama.cases.models import Case, RecordFile, SupervisionRecord
from saksama.cases.problems import Problem
from saksama.cases.views.common import CASES, Request
from saksama.cases.views.files import STATUS
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
    """Write down what was seen."""
    offices = queries.offices_for(request.user, "write_supervision_record", today=request.today)
    if not offices:
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SupervisionForm(*given, offices=offices, account=request.user, today=request.today)
    if request.method == "POST" and form.is_valid():
        return _written(request, form)
    return _ask(request, "cases/record_new.html", form)


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
        "files": found.files.select_related("sealed"),
        "findings": found.findings.all() if may_see_cases else (),
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


def _written(request: Request, form: SupervisionForm) -> HttpResponse:
    data, pk = form.cleaned_data, form.cleaned_data["once"]
    try:
        if not SupervisionRecord.objects.filter(pk=pk).exists():
            with transaction.atomic():
                operations.write_supervision_record(
                    office=data["office"], event=data["event"], observed_on=data["observed_on"],
                    place=form.written("place"), text=form.written("what"), files=form.sealed(at=request.at),
                    area=data["area"], actor=Actor.of(request.user), at=request.at, record_id=pk,
                )  # fmt: skip
    except Problem as problem:
        form.refuse(problem.code, str(problem))
        return _ask(request, "cases/record_new.html", form)
    except IntegrityError:
        if not SupervisionRecord.objects.filter(pk=pk).exists():
            raise
    return redirect("cases:record", pk=pk)


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
