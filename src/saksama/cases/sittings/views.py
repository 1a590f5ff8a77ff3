"""Pages of the plenary: the list, one sitting with its papers, each act on it, its minutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saksama.cases import queries as cases
from saksama.cases.actors import Actor
from saksama.cases.forms.issuing import IssueForm
from saksama.cases.papers import LANGUAGE
from saksama.cases.problems import Problem
from saksama.cases.sittings import forms, minutes, operations, page, queries
from saksama.cases.sittings.forms import Meeting
from saksama.cases.sittings.models import AgendaItem, Sitting
from saksama.cases.views.common import CASES, Request, remember_done, was_done
from saksama.documents import operations as documents
from saksama.documents import pdf, word
from saksama.documents import queries as papers
from saksama.documents.errors import DocumentProblem
from saksama.evidence.operations import copy_out
from saksama.people import scope
from saksama.people.marks import requires

PER_PAGE = 30
REFUSED, CONFLICT = 422, 409
VERIFY = "/periksa/"
"""The public page on which anybody checks a document: a page of the faces above this room."""
MEDIA = {"pdf": "application/pdf", "png": "image/png", "docx": word.MEDIA_TYPE}


@requires("view_cases")
@never_cache
@require_safe
def sittings(request: Request) -> HttpResponse:
    """Sittings of the area, newest first; those to come stand on top."""
    found = queries.visible_to(request.user, today=request.today)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    rows = [{"sitting": row, "glyph": page.glyph_of(row)} for row in shown]
    offices = cases.offices_for(request.user, operations.HOLD, today=request.today)
    context = {
        "page": shown,
        "rows": rows,
        "offices": offices,
        "waiting": sum(
            len(queries.waiting_cases(office, request.user, today=request.today)) for office in offices
        ),
        "cases_url": CASES,
    }
    return render(request, "sittings/sittings.html", context)


@requires("hold_plenary")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Plan a sitting of the person's own office; the cases that wait are suggested."""
    office = cases.offices_for(request.user, operations.HOLD, today=request.today).first()
    if office is None:
        raise Http404
    meeting = Meeting(office, request.user, request.at, scope.local_day(request.at, office.pk))
    form = forms.PlanForm(*_sent(request), meeting=meeting)
    if request.method != "POST":
        return _ask(request, form, title=_("Prepare a sitting"), button=_("Plan the sitting"))
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:sittings")
    event = queries.event_of(office.pk, on=meeting.today)
    if form.is_valid():
        try:
            if event is None:
                raise Problem("event_missing")
            made = operations.plan_sitting(
                office, event, form.plan, form.chosen, actor=Actor.of(request.user), at=request.at,
                is_sample=request.user.is_demo,
            )  # fmt: skip
        except Problem as problem:
            form.refuse(problem.code, str(problem))
        else:
            remember_done(request, once)
            return redirect("cases:sitting", pk=made.pk)
    return _ask(request, form, title=_("Prepare a sitting"), button=_("Plan the sitting"))


@requires("view_cases")
@never_cache
@require_safe
def sitting(request: Request, pk: UUID) -> HttpResponse:
    """The sitting: who, when, where; each case with its papers; what may be done next."""
    found = _found(request, pk)
    view = page.View(
        sitting=found,
        account=request.user,
        today=request.today,
        may_hold=_may_hold(request, found),
        may_read=scope.allows(request.user, "view_files", found.office_id, today=request.today),
    )
    return render(
        request, "sittings/sitting.html", {**page.build(view), **_common(found), "today": request.today}
    )


# --- acts --------------------------------------------------------------------------------------------

Do = Callable[[Any, Sitting, Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on a sitting: its form, what does it, the words of its button and of its remark."""

    form: Callable[..., forms.MeetingForm]
    do: Do
    states: Sequence[str]
    button: Any
    told: Any = ""


def _sign(form: Any, sitting: Sitting, by: Mapping[str, Any]) -> None:
    when = form.moment("signed_on", "signed_hour")
    for member, (way, note) in form.signed.items():
        operations.record_signature(sitting, member, way=way, note=note, signed_at=when, **by)


def _add(form: Any, sitting: Sitting, by: Mapping[str, Any]) -> None:
    for case, purpose in form.chosen:
        operations.put_on_agenda(sitting, case, purpose, **by)


ENTRIES: Mapping[str, Entry] = {
    "buka": Entry(
        forms.OpenForm,
        lambda form, sitting, by: operations.open_sitting(
            sitting, form.present, opened_at=form.moment("opened_on", "opened_hour"), **by
        ),
        ("planned",),
        gettext_lazy("Open"),
        gettext_lazy("The minutes take the next number of the office."),
    ),
    "agenda": Entry(forms.AgendaForm, _add, ("planned", "open"), gettext_lazy("Put on the agenda")),
    "ubah": Entry(
        forms.MoveForm,
        lambda form, sitting, by: operations.move_sitting(sitting, form.plan, **by),
        ("planned",),
        gettext_lazy("Save"),
    ),
    "batal": Entry(
        forms.ReasonForm,
        lambda form, sitting, by: operations.cancel_sitting(sitting, reason=form.written("reason"), **by),
        ("planned",),
        gettext_lazy("Cancel the sitting"),
        gettext_lazy("Its cases wait for another sitting; their limits run on."),
    ),
    "hadir": Entry(
        forms.PresenceForm,
        lambda form, sitting, by: operations.change_presence(sitting, form.present, **by),
        ("open",),
        gettext_lazy("Save"),
    ),
    "tutup": Entry(
        forms.CloseForm,
        lambda form, sitting, by: operations.close_sitting(
            sitting, closed_at=form.moment("closed_on", "closed_hour"), **by
        ),
        ("open",),
        gettext_lazy("Close"),
        gettext_lazy("Afterwards its minutes can be issued."),
    ),
    "tanda-tangan": Entry(
        forms.SignForm,
        _sign,
        ("closed",),
        gettext_lazy("Record"),
        gettext_lazy("By hand, under the printed minutes. You confirm that you saw the paper."),
    ),
}


@requires("view_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, pk: UUID, act: str) -> HttpResponse:
    """Ask for an act on a sitting, or carry it out; 409 where it is too late or too early."""
    found, entry = _found(request, pk), ENTRIES.get(act)
    if entry is None:
        raise Http404(act)
    scope.allow(request.user, operations.HOLD, found.office_id, today=request.today)
    form = entry.form(*_sent(request), meeting=_meeting(request, found), **_more(act, found))
    words = {"title": page.LABELS[act], "button": entry.button, "needs": entry.told, **_common(found)}
    if found.state not in entry.states:
        refusal = Problem("sitting_not_open" if found.state == "planned" else "sitting_over")
        return _ask(request, form, refusal=str(refusal), status=CONFLICT, **words)
    return _carry_out(request, form, lambda: entry.do(form, found, _by(request)), found, words)


@requires("view_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: Request, pk: UUID, item: int) -> HttpResponse:
    """Take a case off the agenda; in an open sitting it is put off, with a reason for the minutes."""
    found = _found(request, pk)
    scope.allow(request.user, operations.HOLD, found.office_id, today=request.today)
    rows = AgendaItem.objects.filter(case__in=cases.visible_to(request.user, today=request.today))
    row = get_object_or_404(rows.select_related("case", "sitting"), pk=item, sitting=found)
    form = forms.TakeOffForm(*_sent(request), meeting=_meeting(request, found, row))
    is_open = found.state == Sitting.State.OPEN
    words = {
        "title": _("Put off") if is_open else _("Take off the agenda"),
        "button": _("Put off") if is_open else _("Take off"),
        "needs": f"{row.case.number}: {row.case.title}",
        **_common(found),
    }
    return _carry_out(
        request,
        form,
        lambda: operations.take_off_agenda(
            row, reason=form.written("reason") if is_open else "", **_by(request)
        ),
        found,
        words,
    )


def _carry_out(
    request: Request, form: Any, do: Callable[[], object], found: Sitting, words: Mapping[str, Any]
) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, form, **words)
    once = request.POST.get("once", "")
    if was_done(request, once):
        return redirect("cases:sitting", pk=found.pk)
    if form.is_valid():
        try:
            with transaction.atomic():
                do()
        except Problem as problem:
            form.refuse(problem.code, str(problem))
        else:
            remember_done(request, once)
            messages.success(request, _("Recorded. %(what)s.") % {"what": words["title"]})
            return redirect("cases:sitting", pk=found.pk)
    return _ask(request, form, **words)


# --- minutes -----------------------------------------------------------------------------------------


@requires("view_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request, pk: UUID) -> HttpResponse:
    """The minutes beside their preview; issue them, or issue them anew with a reason."""
    found = _readable(request, pk)
    earlier = operations.latest_minutes(found)
    form = IssueForm(*_sent(request), may_open=False, is_anew=earlier is not None, is_edited=True)
    once = request.POST.get("once", "")
    if request.method == "POST" and was_done(request, once):
        return redirect("cases:sitting", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            operations.issue_minutes(
                found, verify_base=request.build_absolute_uri(VERIFY), file=form.kind_of_file, reason=form.why,
                **_by(request),
            )  # fmt: skip
        except (Problem, DocumentProblem) as problem:
            form.refuse(problem.code, _sentence(problem))
        else:
            remember_done(request, once)
            messages.success(request, _("Issued and sealed: %(what)s.") % {"what": found.number})
            return redirect("cases:sitting", pk=pk)
    context = {
        "form": form,
        "earlier": earlier,
        "own": papers.template_of(found.office_id, minutes.KIND),
        **{kind: reverse("cases:sitting_minutes", args=[pk, kind]) for kind in MEDIA},
        **_common(found),
    }
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "sittings/issue.html", context, status=status)


@requires("view_cases")
@never_cache
@require_safe
def preview(request: Request, pk: UUID, file: str) -> HttpResponse:
    """The minutes as they would be issued now, marked as a preview: first page as a picture, PDF, or Word."""
    found = _readable(request, pk)
    if file not in MEDIA:
        raise Http404(file)
    with translation.override(LANGUAGE):
        data = {**minutes.data_of(found, at=request.at), "draft": True}
    try:
        drawn = (
            pdf.picture(minutes.KIND, data)
            if file == "png"
            else documents.draw(minutes.KIND, data, at=request.at, file=file, office=found.office_id)
        )
    except DocumentProblem as problem:
        context = {"problem": problem, **_common(found)}
        return render(request, "sittings/fault.html", context, status=REFUSED)
    answer = HttpResponse(drawn, content_type=MEDIA[file])
    how = "attachment" if file == "docx" else "inline"
    answer["Content-Disposition"] = f'{how}; filename="pratinjau-berita-acara-{found.pk.hex[:8]}.{file}"'
    return answer


@requires("view_cases")
@never_cache
@require_safe
def issued(request: Request, pk: UUID, document: UUID) -> HttpResponseBase:
    """Issued minutes byte for byte; the look stands in their custody."""
    found = _readable(request, pk, permission="view_files")
    row = get_object_or_404(papers.about(operations.SUBJECT, str(found.pk)), pk=document)
    with transaction.atomic():
        view = copy_out(
            row.file, actor=request.user.code, at=request.at, why=f"minutes {row.pk}", office=found.office_id
        )
    return view.response()


# --- shared ------------------------------------------------------------------------------------------


def _found(request: Request, pk: UUID) -> Sitting:
    found: Sitting = get_object_or_404(queries.visible_to(request.user, today=request.today), pk=pk)
    return found


def _readable(request: Request, pk: UUID, permission: str = operations.HOLD) -> Sitting:
    """A sitting whose minutes this person may read: none of its cases is hidden from the person."""
    found = _found(request, pk)
    scope.allow(request.user, permission, found.office_id, today=request.today)
    if found.number == "" or queries.hides_from(found, request.user):
        raise Http404
    return found


def _may_hold(request: Request, found: Sitting) -> bool:
    return scope.allows(request.user, operations.HOLD, found.office_id, today=request.today)


def _meeting(request: Request, found: Sitting, item: AgendaItem | None = None) -> Meeting:
    day = scope.local_day(request.at, found.office_id)
    return Meeting(found.office, request.user, request.at, day, found, item)


def _more(act: str, found: Sitting) -> dict[str, Any]:
    """What a form is told beside the meeting."""
    return {"unsigned": operations.unsigned(found)} if act == "tanda-tangan" else {}


def _sent(request: Request) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _by(request: Request) -> dict[str, Any]:
    return {"actor": Actor.of(request.user), "at": request.at}


def _common(found: Sitting) -> dict[str, Any]:
    return {"sitting": found, "zone": found.office.zone, "cases_url": CASES}


def _ask(request: Request, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    if status == 200 and form.is_bound and form.errors:
        status = REFUSED
    return render(request, "sittings/act.html", {"form": form, "cases_url": CASES, **more}, status=status)


def _sentence(problem: Problem | DocumentProblem) -> str:
    if isinstance(problem, DocumentProblem):
        return f"{problem.message} {problem.advice}"
    return str(problem)
