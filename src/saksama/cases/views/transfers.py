"""Cases that pass between offices, with the receipts of both sides."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases import queries
from saksama.cases.views.common import CASES, Request
from saksama.people.marks import requires

PER_PAGE = 50


@requires("view_cases")
@never_cache
@require_safe
def transfers(request: Request) -> HttpResponse:
    """Transfers from and to the offices of the person's area, newest first."""
    found = queries.transfers_visible_to(request.user, today=request.today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    rows = [{"transfer": row, "is_open_to_me": _may_open(request, row)} for row in page]
    return render(request, "cases/transfers.html", {"page": page, "rows": rows, "cases_url": CASES})


def _may_open(request: Request, row: queries.Transfer) -> bool:
    """The case is here, or on its way here."""
    is_here = request.scope.covers(row.case.office_id)
    return is_here or (row.received_at is None and request.scope.covers(row.to_office_id))
