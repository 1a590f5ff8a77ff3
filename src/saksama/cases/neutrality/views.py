"""Pages of neutrality: figures, the sanction table, repeated subjects, letters, and the sheet of a respondent."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import asked
from saksama.cases.actors import Actor
from saksama.cases.forms import fields
from saksama.cases.models import CaseFile, Party
from saksama.cases.neutrality import forms, letters, operations, page, queries, sheets
from saksama.cases.neutrality.models import Conduct, ReminderLetter, Subject
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.cases.views.common import CASES, Request, remember_done, scene_of, was_done
from saksama.cases.views.common import page as case_page
from saksama.documents.errors import DocumentProblem
from saksama.evidence.operations import look
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VERIFY = "/periksa/"
"""The public page of verification, a page of the citizens' site above this room."""


# --- figures, table, repeats --------------------------------------------------------------------------


@requires("view_cases")
@never_cache
@require_safe
def neutrality(request: Request) -> HttpResponse:
    """How many, of which agency, for which conduct, and where each stands, as of a day."""
    on, office = asked.day_of(request), _office(request)
    figures = queries.figures(office.code, on=on.day)
    may = {
        name: bool(scope.scope_of(request.user, permission, today=request.today))
        for name, permission in _MAY.items()
    }
    context = {
        "on": on.day, "problem": on.problem, "today": request.today, "figures": figures, "office": office,
        "parts": page.parts(figures), "rows": page.subject_rows(request.user, on=on.day, today=request.today),
        "may": may, "cases_url": CASES,
    }  # fmt: skip
    return render(request, "neutrality/neutrality.html", context, status=on.status)


_MAY = {"export": "export_register", "repeats": "view_repeat_subjects", "letters": "send_neutrality_letter"}


@requires("export_register")
@never_cache
@require_safe
def neutrality_xlsx(request: Request) -> HttpResponse:
    """The figures as a sheet; no name stands in it."""
    on, office = asked.day_of(request), _office(request)
    figures = queries.figures(office.code, on=on.day)
    content = sheets.workbook(figures, office=office)
    with transaction.atomic():
        record(
            act="neutrality_figures_exported", office=office.code, subject=("office", office.code),
            actor=request.user.code, at=request.at, facts={"on": on.day.isoformat()},
        )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="netralitas-{office.code}-{on.day}.xlsx"'
    return answer


@requires("view_desk")
@never_cache
@require_safe
def sanction_table(request: Request) -> HttpResponse:
    """The conduct list with both levels, as it stands on a day; what is unconfirmed is marked."""
    on, office = asked.day_of(request), _office(request)
    table = queries.sanction_table(office.code, on=on.day)
    context = {
        "on": on.day, "problem": on.problem, "today": request.today, "table": table, "rows": page.table_rows(table),
        "levels": page.level_rows(), "subjects": page.kind_rows(on.day), "cases_url": CASES,
    }  # fmt: skip
    return render(request, "neutrality/table.html", context, status=on.status)


@requires("view_repeat_subjects")
@never_cache
@require_safe
def repeats(request: Request) -> HttpResponse:
    """People who stand in more than one case: for case officers, each look in the journal (decision 18)."""
    found = queries.repeats(request.user, today=request.today)
    office = _office(request)
    operations.look_for_repeats(office.code, found=len(found), actor=Actor.of(request.user), at=request.at)
    context = {
        "people": [page.repeat_row(item) for item in found],
        "retention": page.retention(),
        "cases_url": CASES,
    }
    return render(request, "neutrality/repeats.html", context)


# --- letters ------------------------------------------------------------------------------------------


@requires("send_neutrality_letter")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: Request) -> HttpResponse:
    """Letters already sent, and the form of the next."""
    office = _office_for(request, "send_neutrality_letter")
    today = scope.local_day(request.at, office.code)
    event = queries.event_of(office.code, on=today)
    given = (request.POST,) if request.method == "POST" else ()
    form = forms.LetterForm(*given, office=office.code, today=today)
    status = 200
    if request.method == "POST":
        once = request.POST.get("once", "")
        if was_done(request, once):
            return redirect("cases:neutrality_letters")
        if form.is_valid() and event is not None:
            try:
                sent = _send(request, form, office, event)
            except (Problem, DocumentProblem) as problem:
                form.add_error(None, str(problem))
            else:
                remember_done(request, once)
                messages.success(request, _("%(count)s letters issued.") % {"count": sent})
                return redirect("cases:neutrality_letters")
        status = 422
    rows = queries.letters_visible_to(request.user, today=request.today)[:200]
    context = {"form": form, "letters": rows, "event": event, "office": office, "cases_url": CASES}
    return render(request, "neutrality/letters.html", context, status=status)


def _send(request: Request, form: forms.LetterForm, office: Office, event: Any) -> int:
    with transaction.atomic():
        for institution, name in form.addressees:
            letter = letters.compose(
                office, event, institution, name, number=form.cleaned_data["number"], at=request.at,
                verify_base=request.build_absolute_uri(VERIFY), sample=request.user.is_demo,
            )  # fmt: skip
            operations.send_reminder(
                office,
                event,
                letter,
                actor=Actor.of(request.user),
                at=request.at,
                is_sample=request.user.is_demo,
            )
    return len(form.addressees)


@requires("view_desk")
@never_cache
@require_safe
def reminder(request: Request, pk: UUID) -> HttpResponseBase:
    """The letter as it was issued."""
    sent = get_object_or_404(ReminderLetter.objects.select_related("document__file"), pk=pk)
    scope.allow(request.user, "send_neutrality_letter", sent.office_id, today=request.today)
    return look(
        sent.document.file,
        actor=request.user.code,
        at=request.at,
        why="neutrality reminder",
        office=sent.office_id,
    ).response()


# --- the sheet of a respondent ------------------------------------------------------------------------


@requires("view_cases")
@never_cache
@require_safe
def sheet(request: Request, pk: UUID, party: int) -> HttpResponse:
    """Subject, conducts with their levels, captured links, the road to the sanction."""
    scene = scene_of(request, pk)
    respondent = _respondent(scene, party)
    return case_page(request, "neutrality/sheet.html", scene, page.sheet(scene, respondent))


Carry = Callable[[Request, Scene, Any], object]


def _subject(request: Request, scene: Scene, form: forms.SubjectForm) -> object:
    respondent = _respondent(scene, request.resolver_match.kwargs["party"])
    return operations.record_subject(respondent, form.facts, actor=scene.actor, at=scene.at)


def _conduct(request: Request, scene: Scene, form: forms.ConductForm) -> object:
    data = form.cleaned_data
    assert form.subject is not None
    return operations.add_conduct(
        form.subject, data["code"], data["occurred_on"], stage=data["stage"], note=form.written("note"),
        actor=scene.actor, at=scene.at,
    )  # fmt: skip


def _link(request: Request, scene: Scene, form: forms.CaptureForm) -> object:
    data = form.cleaned_data
    assert form.subject is not None
    uploads = [data["saved"]] if data["saved"] else []
    sealed = fields.sealed(
        uploads,
        office=scene.case.office_id,
        actor=scene.account.code,
        at=scene.at,
        title="",
        kind=CaseFile.Kind.EVIDENCE,
    )
    return operations.capture_link(
        form.subject, data["url"], seen_at=form.seen_at, posted_on=data["posted_on"],
        file=sealed[0] if sealed else None, note=form.written("note"), actor=scene.actor, at=scene.at,
    )  # fmt: skip


ASKS: Mapping[str, tuple[type[forms.SheetForm], Carry]] = {
    "subjek": (forms.SubjectForm, _subject),
    "perbuatan": (forms.ConductForm, _conduct),
    "tautan": (forms.CaptureForm, _link),
}
"""What can be written on a sheet, by the word in the address."""


@requires("study_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, pk: UUID, party: int, what: str) -> HttpResponse:
    """Ask for a part of the sheet, or keep it; 422 when something is wrong, with what was typed."""
    if what not in ASKS:
        raise Http404(what)
    scene = scene_of(request, pk)
    scope.allow(scene.account, "study_case", scene.case.office_id, today=scene.today)
    respondent = _respondent(scene, party)
    subject = Subject.objects.filter(party=respondent).select_related("case__office", "case__event").first()
    if subject is None and what != "subjek":
        return redirect("cases:neutrality_write", pk=pk, party=party, what="subjek")
    asks, carry = ASKS[what]
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = asks(*given, scene=scene, subject=subject)
    return _kept(request, scene, respondent, form, carry, page.ASK_WORDS[what])


@requires("study_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, pk: UUID, party: int, conduct: int) -> HttpResponse:
    """Take a conduct off the sheet, with a reason."""
    scene = scene_of(request, pk)
    scope.allow(scene.account, "study_case", scene.case.office_id, today=scene.today)
    respondent = _respondent(scene, party)
    held = get_object_or_404(
        Conduct.objects.select_related("subject__case__office"), pk=conduct, subject__party=respondent
    )
    form = forms.DropForm(
        *((request.POST,) if request.method == "POST" else ()), scene=scene, subject=held.subject
    )

    def carry(request: Request, scene: Scene, form: Any) -> object:
        return operations.drop_conduct(held, reason=form.written("reason"), actor=scene.actor, at=scene.at)

    return _kept(request, scene, respondent, form, carry, page.ASK_WORDS["hapus"])


def _kept(
    request: Request, scene: Scene, respondent: Party, form: Any, carry: Carry, words: Mapping[str, Any]
) -> HttpResponse:
    context = {"form": form, "words": words, "respondent": respondent}
    if request.method != "POST":
        return case_page(request, "neutrality/ask.html", scene, context)
    once = request.POST.get("once", "")
    if not was_done(request, once):
        if not form.is_valid():
            return case_page(request, "neutrality/ask.html", scene, context, status=422)
        try:
            with transaction.atomic():
                carry(request, scene, form)
        except Problem as problem:
            form.refuse(problem.code, str(problem))
            return case_page(request, "neutrality/ask.html", scene, context, status=422)
        remember_done(request, once)
        messages.success(request, _("Recorded."))
    return redirect("cases:neutrality_sheet", pk=scene.case.pk, party=respondent.pk)


def _respondent(scene: Scene, party: int) -> Party:
    return get_object_or_404(Party, pk=party, case=scene.case, role=Party.Role.RESPONDENT)


def _office(request: Request) -> Office:
    return Office.objects.select_related("area").get(pk=scope.home_office(request.user, today=request.today))


def _office_for(request: Request, permission: str) -> Office:
    """The office the person serves, when the permission holds there; else the first where it does."""
    held, home = scope.scope_of(request.user, permission, today=request.today), _office(request)
    if held.covers(home.code):
        return home
    return get_object_or_404(
        Office.objects.filter(held.as_filter("code")).select_related("area").order_by("code")[:1]
    )
