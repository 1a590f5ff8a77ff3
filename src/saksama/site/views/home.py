"""The first page and the quiet ones: offices, privacy, words, the form on paper, checking a document."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saksama.documents import queries as documents
from saksama.law import length_text
from saksama.pages import formats
from saksama.people.marks import public
from saksama.places import queries as places
from saksama.site import glossary, limits, queries, receipts, throttle
from saksama.site.forms import AreaForm, VerifyForm
from saksama.site.guards import private
from saksama.site.showing import show


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can be reported, how, until when, and where else."""
    office = queries.home_office(request.at)
    context: dict[str, Any] = {}
    if office:
        today = queries.today_at(office, request.at)
        event = queries.event_for(office, on=today)
        rules = queries.law_of(office, event, on=today)
        example = queries.due_today(office=office, regime=rules.regime, today=today)
        context = {
            "today": today,
            "event": event,
            "days_to_vote": (event.vote_on - today).days if event and event.vote_on >= today else None,
            "example": example.as_json() if example else None,
            "known_on": example.start if example else None,
            "length": length_text(example.length, example.unit, formats.language()) if example else "",
            "first_counts": bool(example and example.first_day == "counted"),
            "hours": queries.opening_hours(office, rules, on=today),
            "always": list(queries.round_the_clock(event, rules, on=today)),
        }
    return show(request, "site/home.html", context, office=office)


@public
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Where to go in person, and when. Without one home office, first the province and the regency."""
    home_office = queries.home_office(request.at)
    wanted = request.GET.get("regency", "")
    office = queries.regency_office(wanted) if wanted else home_office
    form = None
    if home_office is None:
        province = request.GET.get("province", "")
        form = AreaForm(
            initial={"province": province, "regency": wanted},
            provinces=[(area.code, area.name) for area in queries.provinces()],
            regencies=[(area.code, area.name) for area in queries.regencies(province)] if province else (),
        )
    context: dict[str, Any] = {"form": form, "shown": office}
    if office:
        today = queries.today_at(office, request.at)
        event = queries.event_for(office, on=today)
        rules = queries.law_of(office, event, on=today)
        context |= {
            "today": today,
            "hours": queries.opening_hours(office, rules, on=today),
            "always": list(queries.round_the_clock(event, rules, on=today)),
            "districts": queries.district_offices(office),
        }
    return show(request, "site/offices.html", context, office=home_office)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice of UU 27/2022, whole."""
    keep = {"draft_days": limits.draft_keep().days, "receipt_minutes": limits.receipt_keep().seconds // 60}
    return show(request, "site/privacy.html", keep, office=queries.home_office(request.at))


@public
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The words of the law, each with a plain one beside it."""
    return show(
        request, "site/glossary.html", {"words": glossary.words()}, office=queries.home_office(request.at)
    )


@public
@require_safe
def blank_form(request: HttpRequest) -> HttpResponse:
    """The report form for pen and paper."""
    office = queries.home_office(request.at)
    today = queries.today_at(office, request.at) if office else request.at.date()
    event = queries.event_for(office, on=today) if office else None
    regime = event.election.regime if event else "pilkada"
    data = receipts.blank_form(office, on=today, regime=regime, is_sample=settings.DEMO)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="formulir-laporan-kosong.pdf"'
    patch_cache_control(response, public=True, max_age=3600)
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Did an office of this house issue the paper in somebody's hands? Names no party."""
    form = VerifyForm({"code": code} if code else request.POST or None, request.FILES or None)
    found = None
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data["code"]
        throttle.admit_code(request, typed)
        copy = form.cleaned_data["copy"]
        found = documents.verify(typed, copy.sha256 if copy else None)
        if found is None:
            throttle.count_wrong_code(request, typed)
            form.add_error("code", _("We issued no document with this code. Compare it sign by sign."))
    office = places.office_for(found.office) if found else None
    zone = office.zone if office else "Asia/Jakarta"
    context = {
        "form": form,
        "found": found,
        "issuer": office.name if office else "",
        "issued": formats.long_moment(found.issued_at, zone) if found else "",
        "replaced": formats.long_moment(found.replaced_at, zone) if found and found.replaced_at else "",
    }
    return show(request, "site/verify.html", context, office=queries.home_office(request.at))
