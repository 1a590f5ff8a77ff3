"""What came: submissions with their answers and files, quarantine, and what is told by telephone."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.checklists import directory, filling, operations, problems, queries, wording
from saksama.checklists.forms import ReasonForm, ReleaseForm, VoiceForm
from saksama.checklists.models import Attachment, Channel, Quarantine, Submission
from saksama.checklists.problems import Problem
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.evidence import operations as evidence
from saksama.people import scope
from saksama.places.models import within
from saksama.places.rules import is_code

PER_PAGE = 50
MOST_LISTED = 5_000
"""The newest; a page far behind would make the database walk past all before it."""
NO_ANSWERS = frozenset({"start", "end", "today", "deviceid", "station"})
"""What a phone adds by itself, or the head of the page tells already."""
SHOWN_RAW = 20_000
"""Letters of something quarantined that are shown."""


@in_field("view_checklists")
@never_cache
@require_safe
def submissions(request: Request) -> HttpResponse:
    """Newest first; by form and by place."""
    office = office_of(request)
    event = event_of(request, office)
    rows = queries.submissions_visible_to(request.user, event.pk, today=request.today)
    form, place = request.GET.get("formulir", ""), request.GET.get("wilayah", "")
    place = place if is_code(place) else ""
    if form:
        rows = rows.filter(instrument__code=form[:80])
    if place:
        rows = rows.filter(within(place, "station_code"))
    pages = Paginator(rows, PER_PAGE)
    told = queries.received_count(request.user, event.pk, today=request.today, form=form[:80], place=place)
    pages.count = min(max(told, len(rows[:PER_PAGE])), MOST_LISTED)  # also what was not read yet
    page = pages.get_page(request.GET.get("halaman"))
    words = queries.places_in_words(row.station_code for row in page.object_list if row.station_code)
    context = {
        "office": office,
        "event": event,
        "page": page,
        "rows": [(row, words.get(row.station_code, ""), flags_of(row)) for row in page.object_list],
        "forms": queries.versions_in_use(event.pk, office.pk),
        "form": form,
        "place": place,
        "zone": office.zone,
        "most": MOST_LISTED if told > MOST_LISTED else 0,
        "told": told,
        "may_export": bool(scope.scope_of(request.user, "export_submissions", today=request.today)),
    }
    return render(request, "checklists/submissions.html", context)


def flags_of(row: Submission) -> list[str]:
    """What is said of a submission besides its answers."""
    return [str(problems.FLAGS[flag]) for flag in row.flags.split()]


@in_field("view_checklists")
@never_cache
@require_safe
def submission(request: Request, pk: int) -> HttpResponse:
    """One submission: answers in words, files, times, how it came."""
    row = _submission(request, pk)
    sheet = queries.sheet_of(row)
    questions = {question["path"]: question for question in sheet.version.questions} if sheet else {}
    values = sheet.values if sheet else {}
    answers = [
        (wording.spoken(questions[path]["label"]) if path in questions else path,
         wording.in_words(questions[path], text) if path in questions else text)
        for path, text in values.items()
        if text and path not in NO_ANSWERS and (path not in questions or questions[path]["kind"] != "upload")
    ]  # fmt: skip
    named = sheet.files_named if sheet else []
    files = queries.files_of(row, named)
    missing = sorted(set(named) - {file.name for file in files})
    context = {
        "row": row,
        "place": queries.places_in_words([row.station_code]).get(row.station_code, "")
        if row.station_code
        else "",
        "answers": answers,
        "is_read": sheet is not None,
        "files": files,
        "missing": missing,
        "flags": flags_of(row),
        "line": sheet.line if sheet else None,
        "zone": office_of(request).zone,
    }
    return render(request, "checklists/submission.html", context)


@in_field("view_checklists")
@never_cache
@require_safe
def attachment(request: Request, pk: int, file: int) -> HttpResponseBase:
    """The safe view of a photo, with its custody line."""
    row = _submission(request, pk)
    item = get_object_or_404(Attachment.objects.select_related("file"), pk=file, submission=row)
    try:
        view = evidence.look(
            item.file,
            actor=request.user.code,
            at=request.at,
            why=_("submission from the field"),
            office=row.office_code,
        )
    except (evidence.InQuarantine, evidence.NotViewable, evidence.AlreadyErased, FileNotFoundError):
        context = {"row": row, "item": item}
        return render(request, "checklists/file_refused.html", context, status=409)
    return view.response()


def _submission(request: Request, pk: int) -> Submission:
    event = get_object_or_404(Submission.objects.only("event"), pk=pk).event_id
    rows = queries.submissions_visible_to(request.user, event, today=request.today)
    found: Submission = get_object_or_404(rows, pk=pk)
    return found


# --- quarantine ---------------------------------------------------------------------------------------


@in_field("view_checklists")
@never_cache
@require_safe
def quarantine(request: Request) -> HttpResponse:
    """What waits for a person, newest first; with ``semua`` also what was settled."""
    rows = queries.quarantined_visible_to(request.user, today=request.today)
    everything = "semua" in request.GET
    if not everything:
        rows = rows.filter(status=Quarantine.Status.OPEN)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "everything": everything, "zone": office_of(request).zone}
    return render(request, "checklists/quarantine.html", context)


@in_field("view_checklists")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quarantined(request: Request, pk: int) -> HttpResponse:
    """One thing in quarantine: why, what it is, and what can be done with it."""
    seen = queries.quarantined_visible_to(request.user, today=request.today)
    row = get_object_or_404(seen.defer(None), pk=pk)
    release_form, aside_form = ReleaseForm(), ReasonForm()
    if request.method == "POST":
        scope.allow(request.user, "settle_submissions", row.office_code, today=request.today)
        who = {"actor": request.user, "at": request.at}
        bound: Any = ReasonForm(request.POST) if "sisihkan" in request.POST else ReleaseForm(request.POST)
        try:
            if bound.is_valid() and isinstance(bound, ReasonForm):
                operations.set_aside(row, reason=bound.cleaned_data["reason"], **who)
                return redirect("checklists:quarantine")
            if bound.is_valid():
                made = operations.release(row, station=bound.cleaned_data["station"].strip(), **who)
                messages.success(request, _("It is taken in."))
                return redirect("checklists:submission", pk=made.pk)
        except Problem as problem:
            bound.add_error(None, str(problem))
        release_form, aside_form = (
            (release_form, bound) if isinstance(bound, ReasonForm) else (bound, aside_form)
        )
    context = {
        "row": row,
        "why": problems.QUARANTINED[row.reason].message,
        "raw": bytes(row.raw)[:SHOWN_RAW].decode("utf-8", "replace").replace("\0", "�"),
        "is_broken": row.reason in operations.BROKEN,
        "may_settle": scope.allows(request.user, "settle_submissions", row.office_code, today=request.today),
        "first": Submission.objects.filter(instance_id=row.instance_id).first() if row.instance_id else None,
        "release_form": release_form,
        "aside_form": aside_form,
        "zone": office_of(request).zone,
    }
    return render(
        request, "checklists/quarantined.html", context, status=422 if request.method == "POST" else 200
    )


# --- by telephone -------------------------------------------------------------------------------------


@in_field("enter_for_station")
@never_cache
@require_safe
def voice(request: Request) -> HttpResponse:
    """Which form does the caller answer?"""
    office = office_of(request)
    event = event_of(request, office)
    context = {
        "event": event,
        "versions": queries.versions_in_use(event.pk, office.pk),
        "station": request.GET.get("tps", "")[:20],
    }
    return render(request, "checklists/voice.html", context)


@in_field("enter_for_station")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def voice_form(request: Request, code: str) -> HttpResponse:
    """Type what a station tells; the record says who typed, and keeps the time at which it was so."""
    office = office_of(request)
    event = event_of(request, office)
    found = queries.version_in_use(event.pk, office.pk, code)
    if found is None:
        messages.error(request, _("This form is not in use."))
        return redirect("checklists:voice")
    start = {"station": request.GET.get("tps", "")[:20], "once": uuid.uuid4(), "told_on": request.today}
    form = VoiceForm(request.POST or None, questions=found.questions, zone=office.zone, initial=start)
    if request.method == "POST" and form.is_valid():
        station = form.cleaned_data["station"].strip()
        if not scope.allows(request.user, "enter_for_station", station, today=request.today):
            form.add_error("station", _("This station does not lie in your area."))
        else:
            receipt = _typed(request, form, found, event.pk, office.pk, station)
            if receipt.submission_id:
                messages.success(request, _("The station is heard. It is recorded that you typed it."))
                return redirect("checklists:submission", pk=receipt.submission_id)
            form.add_error("station", str(problems.QUARANTINED[receipt.reason].message))
    context = {"form": form, "version": found, "event": event}
    return render(request, "checklists/voice_form.html", context, status=422 if form.errors else 200)


def _typed(
    request: Request, form: VoiceForm, version: Any, event: str, office: str, station: str
) -> operations.Receipt:
    raw = filling.as_xml(
        version.instrument.code, version.version, form.answers, instance_id=f"uuid:{form.cleaned_data['once']}",
        recorded_at=form.cleaned_data["recorded_at"], station=station,
    )  # fmt: skip
    sender = directory.desk(request.user.pk, request.user.code, office)
    return operations.receive(
        raw, sender=sender, event=event, channel=Channel.VOICE, at=request.at, station=station
    )
