"""The search page. Nothing of what is typed stands in an address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.desk import finding, links, listing
from saksama.desk.places import desk_of
from saksama.people.marks import requires


@requires("view_cases")
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: Any) -> HttpResponse:
    """An empty search on GET; the answer on POST."""
    typed = request.POST.get("q", "").strip()
    context: dict[str, Any] = {"desk": desk_of(request), "typed": typed, "longest": finding.LONGEST}
    if typed:
        found = finding.find(typed, account=request.user, today=request.today, at=request.at)
        context |= {
            "found": found,
            "rows": listing.lines(found.cases, request.user, today=request.today),
            "people": [{**row, "url": links.case(row["case"].pk)} for row in finding.rows_of(found.people)],
            "shown": finding.SHOWN,
        }
    return render(request, "desk/search.html", context)
