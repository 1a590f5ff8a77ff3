"""Commitments: list and board as of a day, one commitment with its acts, and the page of an outside person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from saksama.documents import pdf
from saksama.evidence.operations import (
    AlreadyErased,
    InQuarantine,
    NotKept,
    NotViewable,
    copy_out,
    look,
    seal,
)
from saksama.meetings import board_paper, papers
from saksama.meetings import commitment_queries as queries
from saksama.meetings.forms import DueForm, MeasureForm, NoteForm, ReportForm
from saksama.meetings.models import Commitment
from saksama.meetings.operations import commitments as acts
from saksama.meetings.problems import Problem
from saksama.meetings.views.common import HOLD, VIEW, file, tried
from saksama.meetings.views.public import guarded
from saksama.pages import days, formats
from saksama.people import scope
from saksama.people.marks import public, requires
from saksama.places.models import Office


@requires(VIEW)
@never_cache
@require_GET
def commitments(request: Any) -> HttpResponse:
    """What was promised and what became of it, as of a day; unpaid first."""
    on = _day(request)
    held = queries.as_of(queries.visible_to(request.user, today=request.today), on)
    scores = queries.board(held)
    context = {
        "rows": held,
        "scores": scores,
        "total": queries.total(scores),
        "unpaid": sum(row.standing.is_unpaid for row in held),
        "late": sum(row.state == "late" for row in held),
        "on": on,
        "is_past": on < request.today,
        "today": request.today,
    }
    return render(request, "meetings/commitments.html", context)


@requires(VIEW)
@never_cache
@require_GET
def board(request: Any, kind: str) -> HttpResponse:
    """The board as proof of prevention: PDF or XLSX, as of a day."""
    on = _day(request)
    held = queries.as_of(queries.visible_to(request.user, today=request.today), on)
    with translation.override(papers.LANGUAGE):
        if kind == "xlsx":
            content, media = board_paper.table(held, on), XLSX
        else:
            content, media = (
                pdf.render("commitment_board", _board(request, held, on), issued_at=request.at),
                "application/pdf",
            )
    return file(content, media, f"komitmen-{on:%Y%m%d}.{kind}")


@requires(VIEW)
@never_cache
def commitment(request: Any, pk: UUID) -> HttpResponse:
    """One commitment: what was promised, each act, and what can be done next."""
    found = queries.reachable(request.user, pk, today=request.today)
    may_hold = scope.allows(request.user, HOLD, found.office_id, today=request.today)
    if request.method == "POST":
        scope.allow(request.user, HOLD, found.office_id, today=request.today)
        return _act(request, found)
    return _page(request, found, may_hold=may_hold)


@requires(VIEW)
@never_cache
@require_GET
def proof(request: Any, pk: UUID, act: int) -> HttpResponseBase:
    """The evidence of an act: a safe view where one can be made, else a copy; with its line of custody."""
    found = queries.reachable(request.user, pk, today=request.today)
    scope.allow(request.user, HOLD, found.office_id, today=request.today)
    row = get_object_or_404(found.acts.exclude(file=None), pk=act)
    by = {"actor": request.user.code, "at": request.at, "why": "commitment", "office": found.office_id}
    try:
        return look(row.file, **by).response()
    except NotViewable:
        return copy_out(row.file, **by).response()
    except (InQuarantine, AlreadyErased, FileNotFoundError):
        messages.error(request, _("This file cannot be shown: it is kept apart or was erased."))
        return redirect("meetings:commitment", pk=pk)


@public
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def own_commitment(request: Any, token: str) -> HttpResponse:
    """What this institution promised, and a form to say that it is done. Nothing else is shown."""
    link = queries.of_link(token)
    if link is None:
        raise Http404
    found = queries.of_office(link.commitment.office_id).get(pk=link.commitment_id)
    today = scope.local_day(request.at, found.office_id)
    if not link.holds_on(today):
        return guarded(render(request, "meetings/link_closed.html", status=410))
    form = ReportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _report(found, form.cleaned_data, actor=None, at=request.at, is_guest=True)
            except Problem as problem:
                form.add_error(None, str(problem))
                status = 409
            else:
                return redirect(f"{request.path}?terima-kasih=1")
    context = {
        "row": queries.Held(found, queries.standing(found, today), today),
        "form": form,
        "thanks": "terima-kasih" in request.GET,
        "returned": found.acts.filter(act="returned").last(),
        "office_name": found.office.name,
        "last_day": link.last_day,
        "today": today,
    }
    return guarded(render(request, "meetings/own_commitment.html", context, status=status))


def _act(request: Any, found: Commitment) -> HttpResponse:
    """One act; a refusal is shown in its form."""
    act = request.POST.get("act", "")
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, request.FILES)
    if act == "remind":
        return _remind(request, found, form)
    if form.is_valid() and tried(form, ACTS[act], request, found, form.cleaned_data):
        messages.success(request, _("Recorded."))
        return redirect("meetings:commitment", pk=found.pk)
    return _page(request, found, may_hold=True, faulty={act: form}, status=422)


def _remind(request: Any, found: Commitment, form: Any) -> HttpResponse:
    """The link is shown once, with the message to copy: nobody can read it again."""
    try:
        token = acts.remind(found, actor=request.user, at=request.at)
    except Problem as problem:
        form.full_clean()
        form.add_error(None, str(problem))
        return _page(request, found, may_hold=True, faulty={"remind": form}, status=409)
    url = request.build_absolute_uri(reverse("meetings:own_commitment", kwargs={"token": token}))
    fresh = queries.of_office(found.office_id).get(pk=found.pk)
    return _page(request, fresh, may_hold=True, message=_message(fresh, url, request.today))


def _message(found: Commitment, url: str, today: Any) -> str:
    with translation.override(papers.LANGUAGE):
        due = formats.plain_date(found.due_on, papers.LANGUAGE) if found.due_on else _("not agreed")
        told = {
            "institution": found.institution.name, "office": found.office.name, "text": found.text, "due": due,
            "url": url,
        }  # fmt: skip
        words = _(
            "To %(institution)s. This is a reminder from %(office)s of what was promised: “%(text)s” (day: %(due)s). "
            "If it is done, please tell us here, with evidence; no account is needed: %(url)s"
        )
        return words % told


def _page(
    request: Any,
    found: Commitment,
    *,
    may_hold: bool,
    message: str = "",
    faulty: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = queries.Held(found, queries.standing(found, request.today), request.today)
    initial = {"due_on": found.due_on or request.today}
    forms = {act: form(initial=initial if act == "date" else None) for act, form in FORMS.items()} | (
        faulty or {}
    )
    context = {
        "row": row,
        "commitment": found,
        "acts": found.acts.all(),
        "forms": forms if may_hold else {},
        "may": {act for act, word in LAWFUL.items() if may_hold and found.state in word},
        "faulty": next(iter((faulty or {}).values()), None),
        "message": message,
        "turnout": queries.turnout_of(row) if found.kind == Commitment.Kind.CAMPAIGN else None,
        "today": request.today,
        "link": found.links.filter(ended_at=None, last_day__gte=request.today).first(),
    }
    return render(request, "meetings/commitment.html", context, status=status)


def _report(found: Commitment, data: dict[str, Any], *, actor: Any, at: Any, is_guest: bool = False) -> None:
    """Seal what was sent, then report; the file is kept only with the report."""
    upload = data.get("evidence")
    sealed = None
    if upload is not None:
        try:
            sealed = seal(upload, office=found.office_id, actor=actor.code if actor else "public", at=at)
        except NotKept as error:
            raise Problem("file_not_kept") from error
    acts.report_done(found, note=data["note"], file=sealed, actor=actor, at=at, is_guest=is_guest)


FORMS: dict[str, Any] = {
    "date": DueForm, "remind": NoteForm, "report": ReportForm, "accept": NoteForm, "return": NoteForm,
    "measure": MeasureForm, "withdraw": NoteForm,
}  # fmt: skip
ACTS: dict[str, Callable[..., Any]] = {
    "date": lambda found, data, **by: acts.agree_day(found, data["due_on"], note=data["note"], **by),
    "report": lambda found, data, **by: _report(found, data, **by),
    "accept": lambda found, data, **by: acts.accept_done(found, note=data["note"], **by),
    "return": lambda found, data, **by: acts.give_back(found, note=data["note"], **by),
    "measure": lambda found, data, **by: acts.measure(found, **data, **by),
    "withdraw": lambda found, data, **by: acts.withdraw_commitment(found, note=data["note"], **by),
}
LAWFUL = {
    "date": {"open"}, "remind": {"open"}, "report": {"open"}, "accept": {"open", "reported"},
    "return": {"reported", "done"}, "measure": {"open", "reported", "done"}, "withdraw": {"open", "reported"},
}  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _day(request: Any) -> Any:
    try:
        return days.asked(request.GET, today=request.today)
    except days.NoSuchDay:
        return request.today


def _board(request: Any, held: list[queries.Held], on: Any) -> dict[str, Any]:
    home = scope.home_office(request.user, today=request.today)
    office = Office.objects.get(pk=home)
    return board_paper.paper(held, office, on=on, today=request.today)
