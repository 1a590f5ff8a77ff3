"""Bringing a register over: one page for all tables, one for each, and the sheet of rows to be mended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.cases import queries as case_queries
from saksama.cases.actors import Actor
from saksama.cases.importing import operations, queries, wording
from saksama.cases.importing.forms import ColumnsForm, UploadForm
from saksama.cases.models import ImportBatch
from saksama.cases.problems import Problem
from saksama.cases.views.common import CASES, Request
from saksama.documents import xlsx
from saksama.people import scope
from saksama.people.marks import requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSED = 422
SHOWN = 50
FIRST_FAULTS = 20
"""Rows with a fault that the page shows; the sheet has all."""


@requires("import_register")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: Request) -> HttpResponse:
    """Tables so far, and a new one."""
    offices = case_queries.offices_for(request.user, queries.PERMISSION, today=request.today)
    if not offices:
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, offices=offices, today=request.today)
    if request.method == "POST" and form.is_valid() and (table := _upload(request, form)):
        return redirect("cases:import", pk=table.pk)
    found = queries.batches(request.user, today=request.today)[:SHOWN]
    context = {"form": form, "tables": found, "cases_url": CASES}
    return render(request, "cases/importing/tables.html", context, status=REFUSED if form.errors else 200)


@requires("view_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, pk: UUID) -> HttpResponse:
    """One table: what its columns mean, what a check found, what became of it."""
    found = queries.batch(request.user, pk, today=request.today)
    form = ColumnsForm(request.POST or None, table=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.explain(found, form.columns, form.words, actor=Actor.of(request.user), at=request.at)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("cases:import", pk=pk)
    return _show(request, found, form, status=REFUSED if form.errors else 200)


@requires("view_cases")
@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Begin to bring the good rows over."""
    found = queries.batch(request.user, pk, today=request.today)
    return _carry(request, found, operations.begin)


@requires("view_cases")
@require_POST
def go_on(request: Request, pk: UUID) -> HttpResponse:
    """The next rows; the page asks by itself until all are done, without JavaScript by its button."""
    found = queries.batch(request.user, pk, today=request.today)
    table = operations.go_on(found, actor=Actor.of(request.user), at=request.at)
    if request.headers.get("HX-Request") and table.state == ImportBatch.State.RUNNING:
        return render(request, "cases/importing/progress.html", {"table": table, "share": _share(table)})
    answer = redirect("cases:import", pk=pk)
    if request.headers.get("HX-Request"):
        answer = HttpResponse(headers={"HX-Redirect": answer.url})
    return answer


@requires("view_cases")
@require_POST
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Forget the rows that are kept; cases that were made stay."""
    found = queries.batch(request.user, pk, today=request.today)
    try:
        operations.discard(found, actor=Actor.of(request.user), at=request.at)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("cases:import", pk=pk)
    messages.success(request, _("The table was discarded. Cases already brought over stay."))
    return redirect("cases:imports")


@requires("view_cases")
@never_cache
@require_safe
def bad_rows(request: Request, pk: UUID) -> HttpResponse:
    """The rows with a fault as they came, with what is to be mended: to be uploaded again."""
    found = queries.batch(request.user, pk, today=request.today)
    today = scope.local_day(request.at, found.office_id)
    heads = [str(wording.FAULT_HEAD), *found.heads]
    rows = (
        [wording.told(read.faults), *read.cells, *[""] * (len(found.heads) - len(read.cells))][: len(heads)]
        for read in queries.bad_rows(found, today=today)
    )
    answer = HttpResponse(xlsx.bare(_("To be mended"), heads, rows), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="perbaiki.xlsx"'
    return answer


def _upload(request: Request, form: UploadForm) -> ImportBatch | None:
    data = form.cleaned_data
    try:
        return operations.upload(
            data["table"].file, data["table"].name, office=data["office"], event=data["event"],
            source=data["source"], actor=Actor.of(request.user), at=request.at,
        )  # fmt: skip
    except Problem as problem:
        form.add_error("table", str(problem))
        return None


def _carry(request: Request, found: ImportBatch, act: Any) -> HttpResponse:
    try:
        act(found, actor=Actor.of(request.user), at=request.at)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("cases:import", pk=found.pk)


def _show(request: Request, found: ImportBatch, form: ColumnsForm, *, status: int = 200) -> HttpResponse:
    is_checked = "good" in found.counts
    context = {
        "table": found,
        "form": form,
        "is_mapped": found.state == ImportBatch.State.MAPPED,
        "is_running": (is_running := found.state == ImportBatch.State.RUNNING),
        "needs_a_hand": is_running and not queries.goes_on_by_itself(found, today=request.today),
        "is_done": found.state == ImportBatch.State.DONE,
        "is_checked": is_checked,
        "bad": found.counts["rows"] - found.counts["good"] - found.counts["there"] if is_checked else 0,
        "faults": [(wording.FAULTS[code], count) for code, count in found.counts.get("faults", {}).items()],
        "first_bad": _first_bad(request, found) if is_checked else (),
        "share": _share(found),
        "cases_url": CASES,
        "zone": found.office.zone,
    }
    return render(request, "cases/importing/table.html", context, status=status)


def _first_bad(request: Request, found: ImportBatch) -> list[dict[str, Any]]:
    today = scope.local_day(request.at, found.office_id)
    bad = zip(range(FIRST_FAULTS), queries.bad_rows(found, today=today), strict=False)
    return [{"row": read.row, "faults": wording.told(read.faults)} for _place, read in bad]


def _share(found: ImportBatch) -> str:
    rows = found.counts.get("rows", 0)
    done = found.brought + found.left
    return ngettext("%(done)s of %(rows)s row", "%(done)s of %(rows)s rows", rows) % {
        "done": done,
        "rows": rows,
    }
