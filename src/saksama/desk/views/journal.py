"""The journal of an office, and the walk along its chain."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.desk import journal_page
from saksama.desk.places import desk_of
from saksama.journal import wording
from saksama.journal.queries import verify
from saksama.people import scope
from saksama.people.marks import requires


@requires("view_journal")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """Lines of the person's offices, newest first, fifty a page."""
    kind = request.GET.get("jenis", "")
    kind = kind if kind in journal_page.KINDS else ""
    asked = request.GET.get("sebelum", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    found = list(
        journal_page.lines_in(request.scope, reader=request.user, kind=kind, before=before)[
            : journal_page.PAGE + 1
        ]
    )
    lines = found[: journal_page.PAGE]
    context = {
        "desk": desk_of(request),
        "rows": journal_page.rows_of(lines, request),
        "kind": kind,
        "kinds": [(name, label) for name, (label, _acts) in journal_page.KINDS.items()],
        "older": lines[-1].pk if len(found) > len(lines) else None,
        "is_newest": before is None,
        "today": request.today,
    }
    return render(request, "desk/journal.html", context)


@requires("view_journal")
@require_GET
@never_cache
def check(request: Any) -> HttpResponse:
    """Walk the chain of the person's own office and say whether it is whole."""
    desk = desk_of(request)
    scope.allow(request.user, "view_journal", desk.office.code, today=request.today)
    report = verify(desk.office.code)
    context = {
        "desk": desk,
        "report": report,
        "summary": wording.summary(report),
        "behind": [wording.behind(chain) for chain in report.chains if chain.behind],
        "at": request.at,
    }
    return render(request, "desk/journal_check.html", context)
