"""Track a report: the code is posted, never part of an address, and never kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saksama.cases.models import Case
from saksama.cases.problems import Problem
from saksama.cases.rules import normalise_tracking_code, shown_tracking_code
from saksama.cases.transitions import AWAITING_COMPLETION
from saksama.evidence.upload import SealedUpload
from saksama.pages.typed import whole_number
from saksama.site import appointments, queries, throttle
from saksama.site.forms import CompletionForm, TrackForm
from saksama.site.guards import private
from saksama.site.operations import send_completion
from saksama.site.showing import show
from saksama.site.tracking import status_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with it, say how the report stands."""
    if request.method != "POST":
        return _ask(request, TrackForm())
    form = TrackForm(request.POST)
    case = _find(request, form)
    return _ask(request, form) if case is None else _tell(request, case, form.cleaned_data["code"])


@private
@require_POST
def complete(request: HttpRequest) -> HttpResponse:
    """Hand in what was missing, on the tracking page itself."""
    asked = TrackForm(request.POST)
    case = _find(request, asked)
    if case is None:
        return _ask(request, asked)
    code = asked.cleaned_data["code"]
    form = CompletionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _tell(request, case, code, form=form)
    uploads: list[SealedUpload] = form.cleaned_data["files"]
    throttle.admit(request, "add")
    throttle.admit(request, "upload", len(uploads))
    try:
        case = send_completion(
            case,
            told=form.cleaned_data["told"],
            uploads=uploads,
            version=_version(request, case),
            at=request.at,
        )
    except Problem as problem:
        return _refused(request, case, code, form, problem)
    return _tell(request, case, code, note=_("We have received what you added. Thank you."))


@private
@require_POST
def appointment(request: HttpRequest) -> HttpResponse:
    """The day until which something is to be brought, for the calendar of the phone; asked by code like the page."""
    asked = TrackForm(request.POST)
    case = _find(request, asked)
    if case is None:
        return _ask(request, asked)
    entry = appointments.entry(case, today=queries.today_at(case.office, request.at), at=request.at)
    if entry is None:
        return _tell(request, case, asked.cleaned_data["code"], note=_("Nothing is waited for now."))
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="jadwal.ics"'
    return answer


def _refused(
    request: HttpRequest, case: Case, code: str, form: CompletionForm, problem: Problem
) -> HttpResponse:
    case.refresh_from_db()
    if case.state != AWAITING_COMPLETION:  # most often the same form, sent twice
        return _tell(
            request, case, code, note=_("Nothing was added now: the report is no longer open for this.")
        )
    if problem.code == "moved_on":
        form.add_error(
            None, _("The office has just worked on this report. Look at it again, then send once more.")
        )
        return _tell(request, case, code, form=form)
    raise problem


def _find(request: HttpRequest, form: TrackForm) -> Case | None:
    """The case of a typed code; a wrong one is counted and answered with what to check."""
    if not form.is_valid():
        return None
    code = form.cleaned_data["code"]
    throttle.admit_code(request, code)
    case = queries.case_by_code(code)
    if case is None:
        throttle.count_wrong_code(request, code)
        form.add_error(
            "code",
            _(
                "No report has this code. Compare it with your receipt sign by sign; the office cannot look it up."
            ),
        )
    return case


def _ask(request: HttpRequest, form: TrackForm) -> HttpResponse:
    return show(request, "site/track.html", {"form": form}, office=queries.home_office(request.at))


def _tell(
    request: HttpRequest, case: Case, code: str, *, form: CompletionForm | None = None, note: str = ""
) -> HttpResponse:
    today = queries.today_at(case.office, request.at)
    status = status_of(case, today=today)
    context = {
        "status": status,
        "code": shown_tracking_code(normalise_tracking_code(code)),
        "version": case.version,
        "form": (form or CompletionForm()) if status.may_complete else None,
        "note": note,
        "today": today,
        "zone": case.office.zone,
    }
    return show(request, "site/status.html", context, office=case.office)


def _version(request: HttpRequest, case: Case) -> int:
    told = whole_number(request.POST.get("version"))
    return case.version if told is None else told
