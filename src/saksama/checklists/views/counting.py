"""Answers per question: counts, two questions against each other, and the stations behind each number."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.checklists import queries as room
from saksama.checklists import wording
from saksama.checklists.counting import pages, queries
from saksama.checklists.counting.queries import Cut
from saksama.checklists.models import InstrumentVersion
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.places.models import Area, ElectionEvent, Office
from saksama.places.rules import is_code, lineage

PER_PAGE = 100


@in_field("view_checklists")
@never_cache
@require_safe
def answers(request: Request) -> HttpResponse:
    """Every question of a form with what was answered."""
    office, event, versions, cut = _opened(request)
    context: dict[str, Any] = {"event": event, "versions": versions}
    if cut is None:
        return render(request, "checklists/counting/answers.html", context)
    told = queries.count(cut, [question["path"] for question in pages.questions_of(cut)])
    asked = pages.asked(cut, told)
    context |= _around(request, cut, office.pk) | {
        "told": told,
        "asked": asked,
        "days": pages.days_of(told, day=cut.day),
        "by_hour": pages.hours_of(told, cut),
        "crossable": [one for one in asked if one.kind == "choices"],
        "kept": pages.address_of(cut),
        "may_export": bool(scope.scope_of(request.user, "export_submissions", today=request.today)),
    }
    return render(request, "checklists/counting/answers.html", context)


@in_field("view_checklists")
@never_cache
@require_safe
def crossed(request: Request) -> HttpResponse:
    """Two questions against each other."""
    office, event, _versions, cut = _opened(request)
    if cut is None:
        return render(request, "checklists/counting/answers.html", {"event": event})
    crossable = [question for question in pages.questions_of(cut) if pages.can_be_crossed(question)]
    if not crossable:
        raise Http404
    first = _question(crossable, request.GET.get("a") or crossable[0]["path"])
    second = _question(crossable, request.GET.get("b") or crossable[min(1, len(crossable) - 1)]["path"])
    told = queries.crossed(cut, first["path"], second["path"])
    context = _around(request, cut, office.pk) | {
        "event": event,
        "first": wording.spoken(first["label"]) or first["path"],
        "second": wording.spoken(second["label"]) or second["path"],
        "a": first["path"],
        "b": second["path"],
        "crossable": [
            (question["path"], wording.spoken(question["label"]) or question["path"])
            for question in crossable
        ],
        "crossed": pages.crossed(cut, first, second, told),
        "kept": pages.address_of(cut),
    }
    return render(request, "checklists/counting/crossed.html", context)


@in_field("view_checklists")
@never_cache
@require_safe
def stations(request: Request) -> HttpResponse:
    """The stations behind one number."""
    office, event, _versions, cut = _opened(request)
    if cut is None:
        return render(request, "checklists/counting/answers.html", {"event": event})
    given = {key: value[:120] for key, value in request.GET.items()}
    tests: list[Any] = []
    said = []
    for suffix in ("", "2"):
        if not given.get(f"tanya{suffix}"):
            continue
        question = _question(pages.questions_of(cut), given[f"tanya{suffix}"])
        found = pages.wanted(question, given, suffix)
        if found is None:
            raise Http404
        said.append((wording.spoken(question["label"]) or question["path"], found[0]))
        tests.append((question["path"], found[1]))
    counts = queries.stations(cut, tests)
    page = Paginator(sorted(counts.items()), PER_PAGE).get_page(request.GET.get("halaman"))
    words = room.places_in_words(code for code, _forms in page.object_list)
    again = {key: value for key, value in given.items() if key not in {"halaman", "acara", "versi"}}
    context = _around(request, cut, office.pk) | {
        "event": event,
        "said": said,
        "page": page,
        "rows": [(code, words[code], forms, "-" in code) for code, forms in page.object_list],
        "forms": sum(counts.values()),
        "kept": pages.address_of(cut),
        "query": f"{pages.address_of(cut, **again)}&",
    }
    return render(request, "checklists/counting/stations.html", context)


def areas_near(request: Request, here: str) -> list[Area]:
    """Areas one may go to from ``here``: those around it, then those inside."""
    codes = [code for code in lineage(here) if request.scope.covers(code)]
    around = Area.objects.filter(code__in=codes).order_by("code")
    inside = Area.objects.filter(parent=here).order_by("name")
    return [*around, *(area for area in inside if request.scope.covers(area.code))]


def _opened(request: Request) -> tuple[Office, ElectionEvent, list[InstrumentVersion], Cut | None]:
    """Whose answers, of which vote and forms, and which of them; no cut where no form has been answered yet."""
    office = office_of(request)
    event = event_of(request, office)
    versions = queries.versions_used(event.pk, office.pk, request.scope)
    return office, event, versions, _cut(request, event.pk, versions) if versions else None


def _cut(request: Request, event: str, versions: list[InstrumentVersion]) -> Cut:
    """What the address asks for; what cannot be meant is left out. 404 for a version of others."""
    wanted = request.GET.get("versi", "")
    number = whole_number(wanted)
    version = (
        next((row for row in versions if row.pk == number), None) if wanted else next(iter(versions), None)
    )
    if version is None:
        raise Http404
    area = request.GET.get("wilayah", "")
    first, last = _hour(request.GET.get("dari"), 0), _hour(request.GET.get("sampai"), 23)
    return Cut(
        event, version, request.scope, area if is_code(area) else "", _day(request.GET.get("hari", "")),
        min(first, last), max(first, last),
    )  # fmt: skip


def _hour(text: str | None, otherwise: int) -> int:
    told = whole_number(text)
    return otherwise if told is None or told > 23 else told


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _question(asked: list[pages.Question], path: str) -> pages.Question:
    found = next((question for question in asked if question["path"] == path), None)
    if found is None:
        raise Http404
    return found


def _around(request: Request, cut: Cut, office: str) -> dict[str, Any]:
    """What all three pages say of the cut."""
    return {
        "cut": cut,
        "areas": areas_near(request, cut.area or office),
        "area": Area.objects.filter(code=cut.area).first() if cut.area else None,
        "hours": range(24),
    }
