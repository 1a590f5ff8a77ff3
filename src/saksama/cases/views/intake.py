"""How staff write down a report or preliminary information, and the receipt the reporter takes home."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.cases import before_sending as typed
from saksama.cases import operations, queries, rules
from saksama.cases.actors import Actor
from saksama.cases.forms.intake import InformationForm, OpeningForm, ReportForm
from saksama.cases.models import Case
from saksama.cases.problems import Problem
from saksama.cases.views.common import CASES, Request, page, scene_of
from saksama.documents import qr
from saksama.evidence import crypto
from saksama.law import LawError
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places.models import Office

_RECEIPTS, _PURPOSE = "cases.receipts", "cases.receipt"
SHOWN_FOR = timedelta(minutes=30)
"""How long the tracking code stays with the officer's session, encrypted, for printing."""
TRACKING = "/lacak/"
"""The tracking page, a page of the site above this room."""


@requires("receive_report")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """A report in person, by telephone or by letter; received at its instant, however late."""
    form = _form(request, ReportForm, "receive_report")
    if request.method == "POST" and "show" in request.POST:
        form.judge_nothing()
        return _ask(request, form, "cases/report.html")
    if request.method == "POST" and form.is_valid():
        return _opened(request, form, _receive, "cases/report.html")
    return _ask(request, form, "cases/report.html")


@requires("record_information")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def information(request: Request) -> HttpResponse:
    """A message without a known reporter, to be traced."""
    form = _form(request, InformationForm, "record_information")
    if request.method == "POST" and "show" in request.POST:
        form.judge_nothing()
        return _ask(request, form, "cases/information.html")
    if request.method == "POST" and form.is_valid():
        return _opened(request, form, _record, "cases/information.html")
    return _ask(request, form, "cases/information.html")


@requires("view_cases")
@never_cache
@require_POST
def before_sending(request: Request) -> HttpResponse:
    """Checklist and likely duplicates of what is typed so far: a piece of the page, asked again as it changes."""
    office = _typed_office(request, "view_cases")
    context = _so_far(request, office, is_report="reporter_name" in request.POST)
    return render(request, "cases/page/before_sending.html", context)


@requires("receive_report")
@never_cache
@require_safe
def last_day(request: Request) -> HttpResponse:
    """The last day to report, for the day typed: a piece of the page, asked again as it changes."""
    office = _offices(request, "receive_report")[0]
    known_on = typed.day(request.GET, "known_on")
    return render(request, "cases/page/last_day.html", _limit(office, known_on, request))


@requires("view_cases")
@never_cache
@require_safe
def receipt(request: Request, pk: UUID) -> HttpResponse:
    """Number and tracking code. The code is stored nowhere: only the session that made it shows it."""
    scene = scene_of(request, pk)
    code = tracking_code(request, scene.case)
    filing = scene.case.clocks.filter(step="filing").first()
    context = {
        "code": rules.shown_tracking_code(code) if code else "",
        "picture": qr.svg(request.build_absolute_uri(TRACKING)) if code else "",
        "filing": filing,
        "is_late": filing is not None and filing.result == filing.Result.LATE,
        "files": scene.case.files.count(),
        "paper_url": reverse("cases:paper", args=[pk, "receipt"]),
        "study": scene.case.clocks.filter(step="initial_study").first(),
    }
    return page(request, "cases/receipt.html", scene, context)


def keep_tracking_code(request: Request, case: Case, code: str) -> None:
    """Keep a code with the session, sealed, until the receipt is printed."""
    kept = request.session.get(_RECEIPTS, {})
    sealed = crypto.seal(code.encode(), purpose=_PURPOSE)
    request.session[_RECEIPTS] = {**kept, str(case.pk): [sealed, request.at.isoformat()]}


def tracking_code(request: Request, case: Case) -> str:
    """The code of a case that this session has just received; empty for everybody else and later."""
    sealed, at = request.session.get(_RECEIPTS, {}).get(str(case.pk), ("", ""))
    if not sealed or abs(request.at - datetime.fromisoformat(at)) > SHOWN_FOR:
        return ""
    return crypto.open_token(sealed, purpose=_PURPOSE).decode()


# --- one form, one case ------------------------------------------------------------------------------


def _offices(request: Request, permission: str) -> list[Office]:
    found = list(queries.offices_for(request.user, permission, today=request.today))
    if not found:
        raise Http404
    return found


def _typed_office(request: Request, permission: str) -> Office:
    """The office that was chosen in the form, where the person may choose it; else the first."""
    offices = _offices(request, permission)
    return next((office for office in offices if office.pk == request.POST.get("office")), offices[0])


def _so_far(request: Request, office: Office, *, is_report: bool) -> dict[str, Any]:
    today = scope.local_day(request.at, office.code)
    return typed.context(request.POST, office, request.user, at=request.at, today=today, is_report=is_report)


def _form(request: Request, kind: type[OpeningForm], permission: str) -> Any:
    _offices(request, permission)
    offices = queries.offices_for(request.user, permission, today=request.today)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"known_on": typed.day(request.GET, "known_on")}
    return kind(*given, offices=offices, account=request.user, today=request.today, initial=initial)


def _ask(request: Request, form: OpeningForm, template: str) -> HttpResponse:
    known_on = typed.day(request.POST or {"known_on": form["known_on"].value()}, "known_on")
    context = {
        "form": form,
        "cases_url": CASES,
        "today": request.today,
        **_limit(form.office, known_on, request),
        **_so_far(request, form.office, is_report=isinstance(form, ReportForm)),
    }
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _opened(request: Request, form: Any, open_case: Any, template: str) -> HttpResponse:
    """Open the case under the form's own id, so that a second press finds it made."""
    case_id = form.cleaned_data["once"]
    try:
        if not Case.objects.filter(pk=case_id).exists():
            with transaction.atomic():
                open_case(request, form, case_id)
    except Problem as problem:
        form.refuse(problem.code, str(problem))
        return _ask(request, form, template)
    except IntegrityError:
        if not Case.objects.filter(pk=case_id).exists():
            raise
    return redirect("cases:receipt", pk=case_id)


def _receive(request: Request, form: ReportForm, case_id: UUID) -> None:
    data = form.cleaned_data
    received = operations.receive_report(
        office=data["office"], event=data["event"], channel=data["channel"], facts=form.facts, people=form.people,
        files=form.sealed(at=request.at), actor=Actor.of(request.user), at=request.at, received_at=form.arrived_at,
        case_id=case_id,
    )  # fmt: skip
    keep_tracking_code(request, received.case, received.tracking_code)


def _record(request: Request, form: InformationForm, case_id: UUID) -> None:
    data = form.cleaned_data
    operations.record_information(
        office=data["office"], event=data["event"], channel=data["channel"], facts=form.facts,
        respondents=form.respondents, files=form.sealed(at=request.at), actor=Actor.of(request.user), at=request.at,
        case_id=case_id,
    )  # fmt: skip


# --- the last day ------------------------------------------------------------------------------------


def _limit(office: Office, known_on: date | None, request: Request) -> dict[str, Any]:
    """The last day to report after ``known_on``, and whether it has passed; empty while no day is known."""
    today = scope.local_day(request.at, office.code)
    if known_on is None:
        return {"limit": None, "today": today}
    try:
        due = queries.last_day_to_report(office, queries.regime_at(office.code, today=today), known_on)
    except LawError as gap:
        return {"limit": None, "today": today, "gap": gap.message(get_language() or "id")}
    passed = (
        not rules.in_time(today, due_on=due.due_on, other_due_on=due.other_due_on) if due.due_on else False
    )
    return {"limit": due.as_json(), "today": today, "has_passed": passed}
