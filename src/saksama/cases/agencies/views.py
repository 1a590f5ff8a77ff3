"""How long each agency has kept the office waiting, as of a day: page and table to take along."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases import asked
from saksama.cases.agencies import tables
from saksama.cases.tracks import queries
from saksama.cases.views.common import CASES, Request
from saksama.documents import xlsx
from saksama.journal.operations import record
from saksama.pages import formats
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("view_cases")
@never_cache
@require_safe
def agencies(request: Request) -> HttpResponse:
    """Every receiver with what it was asked, how long it has been silent, and the matters that wait for it."""
    on = asked.day_of(request)
    rows = queries.receivers(request.user, on=on.day, today=request.today)
    context = {
        "on": on.day, "problem": on.problem, "today": request.today, "rows": rows,
        "columns": tables.screen_columns(), "cells": [tables.screen_row(row) for row in rows],
        "waiting": [waiting_row(item, on.day) for row in rows for item in row.waiting],
        "has_unaddressed": any(item.track.institution is None for row in rows for item in row.waiting),
        "may_export": bool(scope.scope_of(request.user, "export_register", today=request.today)),
        "cases_url": CASES,
    }  # fmt: skip
    return render(request, "tracks/agencies.html", context, status=on.status)


@requires("export_register")
@never_cache
@require_safe
def agencies_table(request: Request) -> HttpResponse:
    """The same as a sheet, one row for each receiver; the journal keeps who took it."""
    on = asked.day_of(request)
    home = scope.home_office(request.user, today=request.today)
    office = Office.objects.get(pk=home)
    rows = queries.receivers(request.user, on=on.day, today=request.today)
    sample = any(item.track.is_sample for row in rows for item in row.waiting)
    content = xlsx.table(
        _("Ages per agency"), tables.sheet_columns(), [tables.sheet_row(row) for row in rows],
        as_of=f"{office.name}, {formats.long_date(on.day)}", sample=sample, zone=office.zone,
    )  # fmt: skip
    with transaction.atomic():
        record(
            act="agency_ages_exported", office=office.code, subject=("office", office.code), actor=request.user.code,
            at=request.at, facts={"on": on.day.isoformat(), "rows": len(rows)},
        )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="instansi-{office.code}-{on.day}.xlsx"'
    return answer


def waiting_row(item: queries.Waiting, on: Any) -> dict[str, Any]:
    """A matter that waits, as the ledger draws it."""
    track = item.track
    state = "late" if item.is_late else "today" if item.to_remind else "wait"
    line = ", ".join(part for part in (str(queries.ROADS[track.road].states[item.standing.state].bold).rstrip("."),
                                       track.case.number if track.case else "") if part)  # fmt: skip
    return {
        "name": track.institution.name if track.institution else track.agency or _("Gakkumdu"),
        "url": reverse("cases:track", args=[track.pk]),
        "subject": track.subject,
        "line": line,
        "state": state,
        "word": tables.word_of(item),
        "days": item.days,
    }
