"""The case list and its table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.desk import listing, sheets
from saksama.desk.case_table import case_table
from saksama.desk.places import desk_of, may
from saksama.people.marks import requires

_ALL = f"?keadaan={listing.ALL}"


@requires("view_cases")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """The cases of the person's area, narrowed and in order."""
    desk = desk_of(request)
    filters = _filters(request, desk.office.code)
    ways = listing.ways(filters.asked)
    context: dict[str, Any] = {
        "desk": desk,
        "filters": filters,
        "ways": ways,
        "way": next((way.label for way in ways if way.current and way.url != _ALL), ""),
        "is_narrowed": not any(way.current for way in ways),
        "today": request.today,
    }
    if filters.is_valid():
        rows = listing.cases_of(filters, request.user, today=request.today)
        page = listing.page_of(rows, request.GET.get("halaman"))
        context |= {
            "page": page,
            "most": listing.MOST,
            "rows": listing.lines(page.cases, request.user, today=request.today),
            "may_export": may(request, "export_register", desk.office.code),
        }
    return render(request, "desk/cases.html", context, status=200 if filters.is_valid() else 400)


@requires("export_register")
@require_GET
@never_cache
def table(request: Any) -> HttpResponse:
    """The same cases as a sheet, with the right to take them away."""
    desk = desk_of(request)
    filters = _filters(request, desk.office.code)
    if not filters.is_valid():
        context = {"desk": desk, "filters": filters, "today": request.today}
        return render(request, "desk/cases.html", context, status=400)
    rows = listing.cases_of(filters, request.user, today=request.today, permission="export_register")
    cases = list(listing.with_classes(rows.select_related("area"))[: sheets.MOST_ROWS])
    sheets.note_export(
        "case_list_exported", office=desk.office.code, account=request.user, at=request.at,
        facts={"rows": len(cases), "filters": filters.asked},
    )  # fmt: skip
    content = case_table(_("Case list"), cases, desk=desk, today=request.today, at=request.at)
    return sheets.download(content, sheets.XLSX, f"perkara-{desk.office.code}-{request.today}.xlsx")


def _filters(request: Any, office_code: str) -> listing.Filters:
    return listing.Filters(request.GET, listing.choices_for(office_code, today=request.today))
