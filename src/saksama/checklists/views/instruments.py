"""Forms of the field: what is in use, a new version, its preview, publication, freeze."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.checklists import operations, queries, shipped, wording, xlsforms
from saksama.checklists.drilling import queries as drills
from saksama.checklists.forms import ReasonForm, UploadForm
from saksama.checklists.models import Instrument, InstrumentVersion, Publication, Quarantine
from saksama.checklists.operations import MediaIn, Told
from saksama.checklists.problems import Problem
from saksama.checklists.views.common import Request, event_of, events_of, in_field, office_of
from saksama.evidence.media import XLSX
from saksama.people import scope
from saksama.places.rules import lineage

MEDIA_TYPES = {
    "csv": "text/csv",
    "xml": "text/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


@in_field("view_checklists")
@never_cache
@require_safe
def home(request: Request) -> HttpResponse:
    """What is asked on the day, what came, what waits."""
    return home_page(request)


def home_page(request: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    office, today = office_of(request), request.today
    event = event_of(request, office)
    in_use = {
        row.instrument_id: row
        for row in Publication.objects.filter(event=event, withdrawn_at__isnull=True).select_related(
            "version"
        )
    }
    instruments = list(queries.instruments_for(office.pk).prefetch_related("versions"))
    rows = [
        {"instrument": one, "publication": in_use.get(one.pk), "newest": next(iter(one.versions.all()), None)}
        for one in sorted(
            instruments, key=lambda one: (list(Instrument.Kind.values).index(one.kind), one.title)
        )
    ]
    own = {one.code for one in instruments}
    waiting = queries.quarantined_visible_to(request.user, today=today).filter(status=Quarantine.Status.OPEN)
    context = {
        "office": office,
        "event": event,
        "events": events_of(request, office),
        "rows": rows,
        "shipped": [one for one in shipped.everything() if one.code not in own],
        "freezes": queries.freezes(event.pk, office.pk),
        "received": queries.received_count(request.user, event.pk, today=today),
        "waiting": waiting.count(),
        "may_make": scope.allows(request.user, "manage_instruments", office.pk, today=today),
        "may_export": bool(scope.scope_of(request.user, "export_submissions", today=today)),
        "may_cards": bool(scope.scope_of(request.user, "manage_cards", today=today)),
        "may_type": bool(scope.scope_of(request.user, "enter_for_station", today=today)),
        "freeze_form": ReasonForm(auto_id="freeze_%s"),
        "spare_form": ReasonForm(auto_id="spare_%s"),
        "spared": drills.sparings(event.pk, office.pk).first(),
        "may_spare": scope.allows(request.user, "spare_the_line", office.pk, today=today),
        "zone": office.zone,
        **more,
    }
    return render(request, "checklists/home.html", context, status=status)


@in_field("manage_instruments")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request) -> HttpResponse:
    """A form becomes a version, or every fault is told by sheet and row."""
    office = office_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "checklists/upload.html", {"form": form}, status=422 if form.errors else 200)
    given = form.cleaned_data["file"]
    name = str(given.name)
    try:
        data = given.read() if (given.size or 0) <= xlsforms.MAX_BYTES else b"0" * (xlsforms.MAX_BYTES + 1)
        made = _read(data, name, f"{request.at:%Y%m%d%H%M}")
        version = operations.save_version(
            made, office=office.pk, told=Told(form.cleaned_data["kind"], "", form.cleaned_data["needs_station"]),
            actor=request.user, at=request.at, source=b"" if name.lower().endswith(".xml") else data, source_name=name,
            media=_media(form.cleaned_data["media"]),
        )  # fmt: skip
    except xlsforms.Faulty as faulty:
        return render(request, "checklists/upload.html", {"form": form, "faults": faulty.faults}, status=422)
    except Problem as problem:
        form.add_error("file", str(problem))
        return render(request, "checklists/upload.html", {"form": form}, status=422)
    messages.success(request, _("The form is kept. Look at it, then put it into use."))
    return redirect("checklists:version", pk=version.pk)


def _read(data: bytes, name: str, version: str) -> Any:
    if name.lower().endswith(".xml"):
        return xlsforms.read_xml(data)
    stem = name.rpartition(".")[0]
    return xlsforms.read(
        data,
        default_version=version,
        default_id=slugify(stem)[:60] or "formulir",
        default_title=stem[:80].strip(),
    )


def _media(given: Any) -> list[MediaIn]:
    if not given or given.problem:
        return []
    ending = str(given.name).rpartition(".")[2].lower()
    return [
        MediaIn(str(given.name)[-160:], given.read(), MEDIA_TYPES.get(ending, "application/octet-stream"))
    ]


@in_field("manage_instruments")
@require_POST
def take_shipped(request: Request, code: str) -> HttpResponse:
    """Keep an instrument that ships as the office's own first version."""
    one = next((one for one in shipped.everything() if one.code == code), None)
    if one is None:
        return redirect("checklists:home")
    source = shipped.workbook(one)
    version = operations.save_version(
        xlsforms.read(source), office=office_of(request).pk, told=Told(one.kind, one.title_en, one.needs_station),
        actor=request.user, at=request.at, source=source, source_name=f"{one.code}.xlsx",
    )  # fmt: skip
    return redirect("checklists:version", pk=version.pk)


@in_field("view_checklists")
@never_cache
@require_safe
def version(request: Request, pk: int) -> HttpResponse:
    """One version as people will be asked it, and where it is in use."""
    found = version_for(request, pk)
    office = office_of(request)
    event = event_of(request, office)
    questions = [
        {**question, "words": wording.spoken(question["label"]), "hint_words": wording.spoken(question["hint"]),
         "answers": [wording.spoken(choice["label"]) or choice["value"] for choice in question["choices"]]}
        for question in found.questions
    ]  # fmt: skip
    context = {
        "version": found,
        "questions": questions,
        "office": office,
        "event": event,
        "others": found.instrument.versions.exclude(pk=found.pk),
        "publication": found.publications.filter(event=event, withdrawn_at__isnull=True).first(),
        "freezes": queries.freezes(event.pk, office.pk),
        "may_make": scope.allows(
            request.user, "manage_instruments", found.instrument.office_id, today=request.today
        ),
        "zone": office.zone,
    }
    return render(request, "checklists/version.html", context)


@in_field("view_checklists")
@require_safe
def source(request: Request, pk: int) -> HttpResponse:
    """The XLSForm of a version, byte for byte; the XForm where it was uploaded as XML."""
    found = version_for(request, pk)
    name = slugify(found.instrument.code) or "formulir"
    if found.source:
        answer = HttpResponse(bytes(found.source), content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    else:
        answer = HttpResponse(found.xml, content_type="text/xml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.xml"'
    return answer


@in_field("view_checklists")
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """Put a version into use for the event, or take it out (``tarik``)."""
    found = version_for(request, pk)
    scope.allow(request.user, "manage_instruments", found.instrument.office_id, today=request.today)
    event = event_of(request, office_of(request))
    try:
        if "tarik" in request.POST:
            row = get_object_or_404(found.publications, event=event, withdrawn_at__isnull=True)
            operations.withdraw(row, actor=request.user, at=request.at)
            messages.success(request, _("The form is out of use. What was filled with it is still received."))
        else:
            operations.publish(found, event, actor=request.user, at=request.at)
            messages.success(request, _("The form is in use. Phones fetch it with their next line."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('checklists:version', args=[pk])}?acara={event.pk}")


@in_field("manage_instruments")
@require_POST
def freeze(request: Request) -> HttpResponse:
    """Freeze the forms of the event, or lift the office's own freeze (``cabut``)."""
    office = office_of(request)
    event, form = event_of(request, office), ReasonForm(request.POST, auto_id="freeze_%s")
    if not form.is_valid():
        return home_page(request, status=422, freeze_form=form)
    reason = form.cleaned_data["reason"]
    try:
        if "cabut" in request.POST:
            own = next(
                (row for row in queries.freezes(event.pk, office.pk) if row.office_id == office.pk), None
            )
            if own is None:
                raise Problem("not_frozen", event=event.title)
            operations.lift(own, reason=reason, actor=request.user, at=request.at)
        else:
            operations.freeze(event, office, reason=reason, actor=request.user, at=request.at)
    except Problem as problem:
        form.add_error(None, str(problem))
        return home_page(request, status=422, freeze_form=form)
    return redirect(f"{reverse('checklists:home')}?acara={event.pk}")


def version_for(request: Request, pk: int) -> InstrumentVersion:
    """A version of an office in the line of those where the person may look; 404 for others."""
    found = get_object_or_404(InstrumentVersion.objects.select_related("instrument__office"), pk=pk)
    office = found.instrument.office_id
    own = scope.home_office(request.user, today=request.today) or ""
    if office not in lineage(own):
        scope.allow(request.user, "view_checklists", office, today=request.today)
    return found
