"""Drills with their score, and the switch that spares the line."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.checklists import queries as room
from saksama.checklists.drilling import operations, queries, rules
from saksama.checklists.forms import DrillForm, ReasonForm
from saksama.checklists.models import Drill
from saksama.checklists.problems import Problem
from saksama.checklists.views import instruments
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.documents import xlsx
from saksama.evidence.media import XLSX
from saksama.pages import formats
from saksama.people import scope
from saksama.places.models import ElectionEvent

PER_PAGE = 100


@in_field("view_checklists")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: Request) -> HttpResponse:
    """Drills of a vote; a new one."""
    office = office_of(request)
    event = event_of(request, office)
    if event.kind == ElectionEvent.Kind.DRILL:
        event = Drill.objects.select_related("vote").get(pk=event.pk).vote
    form = DrillForm(request.POST or None, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        starts_at, ends_at = form.moments(office.zone)
        try:
            made = operations.begin_drill(
                event,
                office=office.pk,
                starts_at=starts_at,
                ends_at=ends_at,
                actor=request.user,
                at=request.at,
            )
        except Problem as problem:
            form.add_error("ends" if problem.code == "drill_times" else None, str(problem))
        else:
            messages.success(request, _("The drill is set. Phones offer it while it is on."))
            return redirect("checklists:drill", made.pk)
    context = {
        "event": event,
        "form": form,
        "drills": queries.drills_of(event.pk, office.pk),
        "may_hold": scope.allows(request.user, "manage_instruments", office.pk, today=request.today),
        "at": request.at,
        "zone": office.zone,
    }
    return render(request, "checklists/drills.html", context, status=422 if form.errors else 200)


@in_field("view_checklists")
@never_cache
@require_safe
def score(request: Request, event: str) -> HttpResponse:
    """Who came, who sent, who never did, by district."""
    drill = _drill(request, event)
    people = queries.people_of(drill, request.scope)
    told = queries.scores(people)
    never = [person for person in people if person.state == rules.NEVER]
    page = Paginator(never, PER_PAGE).get_page(request.GET.get("halaman"))
    words = room.places_in_words(person.assignment.area_code for person in page.object_list)
    page.object_list = [
        {"assignment": person.assignment, "place": words[person.assignment.area_code]}
        for person in page.object_list
    ]
    context = {
        "drill": drill,
        "all": rules.all_of(score for score, _name in told),
        "columns": [
            {"label": _("District")},
            *({"label": label, "number": True} for label in _heads()),
        ],
        "rows": [[name, *_cells(score)] for score, name in told],
        "total": [_("Sum"), *_cells(rules.all_of(score for score, _name in told))],
        "caption": _("People by district"),
        "page": page,
        "query": "",
        "may_end": drill.ends_at > request.at
        and scope.allows(request.user, "manage_instruments", drill.office_code, today=request.today),
        "zone": office_of(request).zone,
    }
    return render(request, "checklists/drill.html", context)


def _heads() -> list[str]:
    return [
        pgettext("people", "Expected"), pgettext("people", "Came"), pgettext("people", "Sent"),
        pgettext("people", "Never came"), pgettext("people", "Share that sent"),
    ]  # fmt: skip


def _cells(score: rules.Score) -> list[str]:
    figures = (score.expected, score.came, score.sent, score.never)
    return [*(formats.number(figure) for figure in figures), formats.percent(score.share, 1)]


@in_field("view_checklists")
@never_cache
@require_safe
def table(request: Request, event: str) -> HttpResponse:
    """Everybody expected, with what came of it, as XLSX."""
    drill, zone = _drill(request, event), office_of(request).zone
    states = {
        rules.SENT: pgettext("people", "sent"), rules.CAME: pgettext("people", "came, sent nothing"),
        rules.NEVER: pgettext("people", "never came"),
    }  # fmt: skip
    content = xlsx.table(
        drill.event.title,
        [
            xlsx.Column(_("District")), xlsx.Column(_("Station or area")), xlsx.Column(_("Name")),
            xlsx.Column(pgettext("people", "Post")), xlsx.Column(pgettext("people", "Outcome")),
            xlsx.Column(pgettext("people", "Came"), "moment"), xlsx.Column(_("Forms"), "number"),
        ],
        (
            (
                person.assignment.area_code[:8], person.assignment.area_code, person.assignment.account.name,
                person.assignment.post.upper(), states[person.state], person.came_at, person.sent,
            )
            for person in queries.people_of(drill, request.scope)
        ),
        as_of=formats.long_moment(request.at, zone), sample=settings.DEMO, zone=zone,
    )  # fmt: skip
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="LATIHAN-{drill.pk}.xlsx"'
    return answer


@in_field("view_checklists")
@require_POST
def end(request: Request, event: str) -> HttpResponse:
    """End it before its time."""
    drill = _drill(request, event)
    try:
        operations.end_drill(drill, actor=request.user, at=request.at)
        messages.success(request, _("The drill is over. Phones leave it with their next line."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("checklists:drill", drill.pk)


@in_field("spare_the_line")
@require_POST
def spare(request: Request) -> HttpResponse:
    """Spare the line from now on, or (``cabut``) no longer."""
    office = office_of(request)
    event, form = event_of(request, office), ReasonForm(request.POST, auto_id="spare_%s")
    try:
        if "cabut" in request.POST:
            held = next(
                (row for row in queries.sparings(event.pk, office.pk) if row.office_code == office.pk), None
            )
            if held is None:
                raise Problem("sparing_over")
            operations.end_sparing(held, actor=request.user, at=request.at)
        elif form.is_valid():
            reason = form.cleaned_data["reason"]
            operations.spare(event, office.pk, reason=reason, actor=request.user, at=request.at)
        else:
            return instruments.home_page(request, status=422, spare_form=form)
    except Problem as problem:
        form.add_error(None, str(problem))
        return instruments.home_page(request, status=422, spare_form=form)
    return redirect(f"{reverse('checklists:home')}?acara={event.pk}")


def _drill(request: Request, event: str) -> Drill:
    """The drill, for who may look in the area that takes part, or in a part of it; 404 for others."""
    drill = get_object_or_404(Drill.objects.select_related("event", "vote"), pk=event)
    inside = any(area.startswith(f"{drill.office_code}.") for area in request.scope.areas)
    if not inside and not request.scope.covers(drill.office_code):
        raise scope.OutOfSight("view_checklists", drill.office_code)
    return drill
