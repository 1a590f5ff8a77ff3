"""Register book and weekly recap: on screen, as XLSX, as PDF."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.cases import class_names, sentences
from saksama.cases.queries import visible_to
from saksama.desk import books, links, recap, register_sheets, sheets
from saksama.desk.period import Period, asked_period
from saksama.desk.places import Desk, desk_of, may
from saksama.desk.views.today import no_such_day
from saksama.pages import days
from saksama.people.marks import requires

View = Callable[..., HttpResponse]


def _says_which_day(view: View) -> View:
    """A day that is none, or has not come, gets its own page instead of the view's."""

    @wraps(view)
    def said(request: Any) -> HttpResponse:
        try:
            return view(request)
        except days.NoSuchDay as problem:
            return no_such_day(request, problem)

    return said


# The register book


@requires("view_cases")
@require_GET
@never_cache
@_says_which_day
def register(request: Any) -> HttpResponse:
    """The reports and findings received in a period, as they stood at its end."""
    desk, period = desk_of(request), asked_period(request.GET, today=request.today)
    entries, is_cut = _entries(request, period, most=books.ON_SCREEN)
    names = class_names.class_names(on=period.last)
    rows = [
        {
            "entry": entry,
            "number": entry.told.number or entry.case.number,
            "url": links.case(entry.case.pk),
            "classes": register_sheets.classes_of(entry, names),
            "respondents": ", ".join(entry.respondents),
            "glyph": sentences.SENTENCES[entry.told.folded.state].glyph,
            "state": sentences.state_name(entry.told.folded.state),
        }
        for entry in entries
    ]
    context = {
        "desk": desk, "period": period, "rows": rows, "is_cut": is_cut, "shown": books.ON_SCREEN,
        "today": request.today, "may_export": may(request, "export_register", desk.office.code),
    }  # fmt: skip
    return render(request, "desk/register.html", context)


@requires("export_register")
@require_GET
@never_cache
@_says_which_day
def register_xlsx(request: Any) -> HttpResponse:
    return _register_file(request, "xlsx", register_sheets.sheet, sheets.XLSX)


@requires("export_register")
@require_GET
@never_cache
@_says_which_day
def register_pdf(request: Any) -> HttpResponse:
    return _register_file(request, "pdf", register_sheets.document, sheets.PDF)


def _register_file(request: Any, ending: str, make: Callable[..., bytes], kind: str) -> HttpResponse:
    desk, period = desk_of(request), asked_period(request.GET, today=request.today)
    entries, _is_cut = _entries(request, period, most=sheets.MOST_ROWS, permission="export_register")
    facts = {
        "format": ending, "from": period.first.isoformat(), "until": period.last.isoformat(), "rows": len(entries)
    }  # fmt: skip
    sheets.note_export(
        "register_exported", office=desk.office.code, account=request.user, at=request.at, facts=facts
    )
    content = make(entries, desk=desk, period=period, at=request.at)
    return sheets.download(
        content, kind, f"register-{desk.office.code}-{period.first}-{period.last}.{ending}"
    )


def _entries(
    request: Any, period: Period, *, most: int, permission: str = "view_cases"
) -> tuple[Sequence[books.Entry], bool]:
    rows = visible_to(request.user, today=request.today, permission=permission)
    cases = list(books.register(rows, first=period.first, last=period.last)[: most + 1])
    return books.entries(cases[:most], last=period.last), len(cases) > most


# The weekly recap


@requires("view_figures")
@require_GET
@never_cache
@_says_which_day
def week(request: Any) -> HttpResponse:
    """The seven days up to ``?on=``, today where none is asked for."""
    desk, told = _week(request)
    context = {
        "desk": desk,
        "week": told,
        "title": recap.title(told),
        "period": recap.period_of(told),
        "parts": recap.parts(told, with_limits=bool(desk.cases)),
        "today": request.today,
        "may_export": may(request, "export_register", desk.office.code),
    }
    return render(request, "desk/recap.html", context)


@requires("export_register")
@require_GET
@never_cache
@_says_which_day
def week_xlsx(request: Any) -> HttpResponse:
    return _week_file(request, "xlsx", recap.sheet, sheets.XLSX)


@requires("export_register")
@require_GET
@never_cache
@_says_which_day
def week_pdf(request: Any) -> HttpResponse:
    return _week_file(request, "pdf", recap.document, sheets.PDF)


def _week(request: Any) -> tuple[Desk, books.Week]:
    desk, on = desk_of(request), days.asked(request.GET, today=request.today)
    return desk, books.week(desk.office.code, desk.cases, last=on, zone=desk.zone)


def _week_file(request: Any, ending: str, make: Callable[..., bytes], kind: str) -> HttpResponse:
    desk, told = _week(request)
    facts = {"format": ending, "from": told.first.isoformat(), "until": told.last.isoformat()}
    sheets.note_export(
        "recap_exported", office=desk.office.code, account=request.user, at=request.at, facts=facts
    )
    content = make(told, desk=desk, at=request.at)
    return sheets.download(content, kind, f"rekap-{desk.office.code}-{told.last}.{ending}")
