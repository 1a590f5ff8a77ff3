"""Files to take along: asked for, listed as they become ready, fetched."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.checklists.counting.queries import versions_used
from saksama.checklists.drilling import queries as drills
from saksama.checklists.exporting import operations, queries, writers
from saksama.checklists.forms import ExportForm
from saksama.checklists.models import Export
from saksama.checklists.problems import Problem
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.checklists.views.counting import areas_near
from saksama.pages.typed import whole_number

SHOWN = 30


@in_field("export_submissions")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: Request) -> HttpResponse:
    """Ask for a file; below it one's own, with what became of each."""
    office = office_of(request)
    event = event_of(request, office)
    versions = versions_used(event.pk, office.pk, request.scope)
    areas = areas_near(request, office.pk)
    form = ExportForm(
        request.POST or None,
        versions=[(row.pk, f"{row.instrument.name} ({row.version})") for row in versions],
        areas=[(area.code, area.title) for area in areas],
        initial=_asked(request, versions[0].pk if versions else None),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.ask_export(
                event, given["what"], given["format"],
                version=next((row for row in versions if row.pk == given["version"]), None), area=given["area"],
                day=given["day"], hours=(given["first_hour"], given["last_hour"]), actor=request.user, at=request.at,
            )  # fmt: skip
        except Problem as problem:
            form.add_error("version" if problem.code == "export_form" else None, str(problem))
        else:
            messages.success(request, _("The file is being made. You may leave this page."))
            return redirect(f"{reverse('checklists:exports')}?acara={event.pk}")
    spared = drills.sparings(event.pk, office.pk).first()
    context = {"event": event, "form": form, "spared": spared, **_list(request)}
    return render(request, "checklists/exports.html", context, status=422 if form.errors else 200)


def _asked(request: Request, version: int | None) -> dict[str, Any]:
    """What the page one comes from was about."""
    told = request.GET
    return {
        "what": told.get("isi", ""),
        "version": whole_number(told.get("versi")) or version,
        "area": told.get("wilayah", ""),
        "day": told.get("hari", ""),
        "first_hour": whole_number(told.get("dari")) or 0,
        "last_hour": 23 if (last := whole_number(told.get("sampai"))) is None else last,
    }


@in_field("export_submissions")
@never_cache
@require_safe
def part(request: Request) -> HttpResponse:
    """The list alone, for pages that ask again."""
    return render(request, "checklists/exports_part.html", _list(request))


def _list(request: Request) -> dict[str, Any]:
    rows = list(queries.own(request.user)[:SHOWN])
    waits = any(row.state in {Export.State.WAITING, Export.State.MAKING} for row in rows)
    return {"exports": rows, "waits": waits, "zone": office_of(request).zone}


@in_field("export_submissions")
@never_cache
@require_safe
def fetch(request: Request, pk: Any) -> HttpResponseBase:
    """The file, for who asked for it; for anybody else there is none."""
    export = queries.own(request.user).filter(pk=pk).first()
    try:
        if export is None:
            raise Problem("export_gone")
        file = operations.fetch_export(export, actor=request.user, at=request.at)
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("checklists:exports")
    return FileResponse(
        file, as_attachment=True, filename=name_of(export), content_type=writers.MEDIA_TYPES[export.format]
    )


def name_of(export: Export) -> str:
    """``LATIHAN-saksama-kukar-2024-11-27-answers-20241127T0910.csv``; says of whom only the vote."""
    mark = operations.mark_of(export).replace(" ", "-")
    stem = f"saksama-{export.event_id}-{export.what}-{export.asked_at:%Y%m%dT%H%M}"
    return f"{mark}-{stem}.{export.format}" if mark else f"{stem}.{export.format}"
