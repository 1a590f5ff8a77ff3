"""The day's desk: the board, a district's call list, one station, incidents, and the answers that raise them."""

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saksama.checklists import directory
from saksama.checklists.day import operations, pages, queries
from saksama.checklists.drilling import queries as drills
from saksama.checklists.models import CallNote, Incident, Submission
from saksama.checklists.problems import Problem
from saksama.people import scope
from saksama.people.marks import requires
from saksama.places import rules as places
from saksama.places.models import Area, ElectionEvent, PollingStation
from saksama.places.queries import events

SHOWN = 50
_FIRST_STATION = Subquery(
    PollingStation.objects.filter(event=OuterRef("pk")).order_by("code").values("code")[:1]
)
"""Null for a vote whose stations are not known. One look at an index for each vote, however many stations it has."""


class CallForm(forms.Form):
    """What came of a call."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=CallNote.Outcome.choices)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    incident = forms.CharField(
        label=gettext_lazy("Something to act on"), max_length=300, required=False,
        help_text=gettext_lazy("Becomes an incident on the board."),
    )  # fmt: skip


class IncidentForm(forms.Form):
    """What is done about an incident."""

    state = forms.ChoiceField(
        label=gettext_lazy("Now"),
        choices=[(state.value, state.label) for state in (Incident.State.IN_HAND, Incident.State.SETTLED)],
    )
    note = forms.CharField(label=gettext_lazy("What was done"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def event_of(request: Any, slug: str = "") -> ElectionEvent:
    """The vote or drill in the address, once it is announced (decision 7); else of those nearest to today one whose
    stations are known. 404 for none.
    """
    office = scope.home_office(request.user, today=request.today) or places.NATION
    known = events(on=request.today, office_code=office)
    if slug:
        return get_object_or_404(events(on=request.today, include_drills=True), pk=slug)
    with_stations = set(
        known.alias(station=_FIRST_STATION).filter(station__isnull=False).values_list("pk", flat=True)
    )
    found = sorted(
        known, key=lambda event: (event.pk not in with_stations, abs((event.vote_on - request.today).days))
    )
    if not found:
        raise Http404("no vote")
    return found[0]


def votes_to_choose(request: Any, event: ElectionEvent) -> list[ElectionEvent]:
    """Votes whose stations are known, and re-votes; none where there is nothing to choose."""
    office = scope.home_office(request.user, today=request.today) or places.NATION
    known = events(on=request.today, office_code=office).alias(station=_FIRST_STATION)
    wanted = Q(station__isnull=False) | Q(kind=ElectionEvent.Kind.RE_VOTE)
    found = list(known.filter(wanted).order_by("vote_on", "slug"))
    if event not in found:
        found.append(event)
    return found if len(found) > 1 else []


def zone_of_desk(request: Any) -> Any:
    """The zone of the person's own office."""
    return ZoneInfo(places.zone_of(scope.home_office(request.user, today=request.today) or places.NATION))


@requires("view_checklists")
@require_GET
@never_cache
def board(request: Any, event: str = "") -> HttpResponse:
    """Heard and silent by hour and area, incidents, the first calls; of a smaller area (``wilayah``) alone."""
    found = event_of(request, event)
    context = _board_context(request, found, _seen(request)) | {"votes": votes_to_choose(request, found)}
    return render(request, "checklists/day.html", context)


@requires("view_checklists")
@require_GET
def board_part(request: Any, event: str) -> HttpResponse:
    """The part that changes, for pages that ask again; 304 while nothing did."""
    found, seen = event_of(request, event), _seen(request)
    stamp = queries.incident_stamp if _is_shared(request, found, seen) else queries.stamp
    minute = request.at.replace(second=0, microsecond=0)
    told = (*stamp(found, seen), minute, sorted(seen.areas), request.user.pk, request.LANGUAGE_CODE)
    etag = f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        context = _board_context(request, found, seen)
        answer = HttpResponse(render_to_string("checklists/day/part.html", context, request))
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _seen(request: Any) -> scope.Scope:
    """The area asked for, where the person may follow it; else all of that."""
    code = request.GET.get("wilayah", "")
    return inside(request, code) if code else request.scope


def _is_shared(request: Any, event: ElectionEvent, area: scope.Scope) -> bool:
    """Whether the board is counted once a minute for all who look: wider than a regency, or the line is spared."""
    return queries.rows_of(event, area) != "district" or directory.is_spared(event.pk, _home(request))


def _board_of(request: Any, event: ElectionEvent, area: scope.Scope, zone: Any) -> queries.Board:
    def drawn() -> queries.Board:
        return queries.board(event, area, at=request.at, zone=zone)

    if not _is_shared(request, event, area):
        return drawn()
    return directory.spared_pages.ask((event.pk, area, zone.key), drawn) or drawn()


def _home(request: Any) -> str:
    return scope.home_office(request.user, today=request.today) or places.NATION


def _board_context(request: Any, event: ElectionEvent, area: scope.Scope) -> dict[str, Any]:
    zone = zone_of_desk(request)
    held = _board_of(request, event, area, zone)
    waiting = queries.incidents(event, area, at=request.at, states=operations.OPEN)
    today = request.at.astimezone(zone).date()
    calls = event.vote_on <= today and held.level == "district"  # a wider office does not call stations
    rows = queries.silent(event, area, at=request.at, zone=zone, most=3) if calls else []
    title, row_word = pages.by_hour_and(held.level)
    wilayah = request.GET.get("wilayah", "")
    return {
        "event": event,
        "at": request.at,
        "zone": zone,
        "board": held,
        "title": title,
        "row_word": row_word,
        "wilayah": wilayah,
        "place": Area.objects.filter(pk=wilayah).first() if wilayah else None,
        "headline": pages.headline(held, vote_on=event.vote_on, today=today),
        "rows": pages.area_rows(event.pk, held),
        "incidents": list(waiting.select_related("submission__instrument")[:10]),
        "incident_count": waiting.count(),
        "shows_calls": calls,
        "calls": pages.calls(rows, at=request.at, zone=zone),
        "milestone": pages.in_tongue(dict(held.milestone.label)) if held.milestone else "",
        "may_export": bool(scope.scope_of(request.user, "export_submissions", today=request.today)),
        "spared": drills.sparings(event.pk, _home(request)).first(),
    }


@requires("view_checklists")
@require_GET
@never_cache
def district(request: Any, event: str, code: str) -> HttpResponse:
    """Stations of a district that are still silent: who to call, with what words."""
    found, zone = event_of(request, event), zone_of_desk(request)
    area = inside(request, code)
    if places.level_of(code) not in {"district", "village"}:
        raise Http404(code)
    held = queries.board(found, area, at=request.at, zone=zone)
    if not held.rows:
        raise Http404(code)
    rows = queries.silent(found, area, at=request.at, zone=zone)
    context = {
        "event": found,
        "code": code,
        "name": held.rows[0].name,
        "calls": pages.calls(rows, at=request.at, zone=zone),
        "number": held.silent,
        "script": pages.script(held.milestone),
        "at": request.at,
        "zone": zone,
    }
    return render(request, "checklists/day/district.html", context)


def inside(request: Any, code: str) -> scope.Scope:
    """The district alone, where the person may follow it; 404 elsewhere."""
    if not places.is_code(code):
        raise Http404(code)
    if request.scope.covers(code):
        return scope.Scope(areas=frozenset({code}))
    inside = {area for area in request.scope.areas if places.is_within(area, code)}
    if not inside:
        raise scope.OutOfSight("view_checklists", code)
    return scope.Scope(areas=frozenset(inside))


@requires("view_checklists")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def station(request: Any, event: str, code: str) -> HttpResponse:
    """One station: what came from it, calls, incidents; and the form for a call."""
    found = event_of(request, event)
    scope.allow(request.user, "view_checklists", code, today=request.today)
    row = (
        PollingStation.objects.filter(code=code, event__election=found.election_id)
        .select_related("village__parent")
        .first()
    )
    if row is None:
        raise Http404(code)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _called(request, found, code, form.cleaned_data)
    context = _station_context(request, found, row, form)
    return render(request, "checklists/day/station.html", context, status=422 if form.errors else 200)


def _called(request: Any, event: ElectionEvent, code: str, given: dict[str, str]) -> HttpResponse:
    operations.note_call(event, code, given["outcome"], note=given["note"], actor=request.user, at=request.at)
    if given["incident"].strip():
        operations.tell_incident(event, code, given["incident"], actor=request.user, at=request.at)
    return redirect("checklists:day_station", event.pk, code)


def _station_context(
    request: Any, event: ElectionEvent, row: PollingStation, form: CallForm
) -> dict[str, Any]:
    zone, here = zone_of_desk(request), {"event": event, "station_code": row.code}
    came = Submission.objects.filter(**here).select_related("instrument", "sender").defer("payload")
    return {
        "event": event,
        "station": row,
        "form": form
        if scope.allows(request.user, "enter_for_station", row.code, today=request.today)
        else None,
        "zone": zone,
        "script": pages.script(queries.milestone(event, at=request.at, zone=zone)),
        "people": [(pages.named(one), one.phone) for one in queries.people_at(event, [row.code])[row.code]],
        "came": came[:SHOWN],
        "calls": [pages.told_of(note, zone) for note in CallNote.objects.filter(**here)],
        "incidents": Incident.objects.filter(**here).select_related("submission__instrument"),
    }


def _may_answer(request: Any, row: Incident) -> bool:
    return row.state in operations.OPEN and scope.allows(
        request.user, "enter_for_station", row.station_code, today=request.today
    )


@requires("view_checklists")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def incident(request: Any, pk: int) -> HttpResponse:
    """One incident: what was told, and what is done about it. 409 when somebody was faster."""
    row = get_object_or_404(Incident.objects.select_related("event", "submission__instrument"), pk=pk)
    scope.allow(request.user, "view_checklists", row.station_code, today=request.today)
    form = IncidentForm(
        request.POST or None, initial={"version": row.version, "state": Incident.State.IN_HAND}
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.change_incident(
                row,
                given["state"],
                note=given["note"],
                version=given["version"],
                actor=request.user,
                at=request.at,
            )
        except Problem as problem:
            form.add_error("note" if problem.code == "reason_needed" else None, str(problem))
            status = 422 if problem.code == "reason_needed" else 409
        else:
            return redirect("checklists:day_incident", pk)
    elif form.is_bound:
        status = 422
    context = {
        "incident": row,
        "form": form,
        "zone": zone_of_desk(request),
        "is_open": _may_answer(request, row),
    }
    return render(request, "checklists/day/incident.html", context, status=status)
