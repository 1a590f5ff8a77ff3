"""Articles to check: found by plain words, each with its elements and what the file still lacks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.cases import operations
from saksama.cases.models import ArticleToCheck, ElementMark
from saksama.cases.operations.articles import MarkIn, picklist
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.cases.views.common import Request, page, scene_of
from saksama.law import Offence, offences
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires

MOST_FOUND = 8
LONGEST = 2_000
"""Letters of a search, and of a note on an element."""


@requires("study_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def articles(request: Request, pk: UUID) -> HttpResponse:
    """The list of a case: search, choose, mark, drop. Words are sent by POST, so that no story stands in an address."""
    scene = scene_of(request, pk)
    scope.allow(scene.account, "study_case", scene.case.office_id, today=scene.today)
    words = str(request.POST.get("words", ""))[:LONGEST]
    if request.method != "POST" or "search" in request.POST:
        return _show(request, scene, words)
    try:
        _do(request, scene)
    except Problem as problem:
        return _show(request, scene, words, refusal=str(problem), status=422)
    return redirect("cases:articles", pk=pk)


def _do(request: Request, scene: Scene) -> None:
    by: dict[str, Any] = {"actor": scene.actor, "at": scene.at}
    if "choose" in request.POST:
        operations.choose_article(scene.case, request.POST["choose"], **by)
        return
    wanted = request.POST.get("drop") or request.POST.get("mark")
    article = get_object_or_404(ArticleToCheck, case=scene.case, pk=whole_number(wanted) or 0)
    if "drop" in request.POST:
        operations.drop_article(article, **by)
        return
    operations.mark_elements(article, _marks(request), **by)


def _marks(request: Request) -> dict[int, MarkIn]:
    """``state-1``, ``note-1`` and so on; a state that does not exist counts as unmarked."""
    found = {}
    for name, value in request.POST.items():
        place = whole_number(name.removeprefix("state-")) if name.startswith("state-") else None
        if place and value in ElementMark.State.values:
            found[place] = MarkIn(value, str(request.POST.get(f"note-{place}", ""))[:LONGEST].strip())
    return found


def _show(
    request: Request, scene: Scene, words: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    known = picklist(scene.case)
    chosen = list(scene.case.articles.filter(dropped_at=None).prefetch_related("marks"))
    taken = {article.offence for article in chosen}
    searched = words or f"{scene.case.title} {scene.case.what}"
    found = [match for match in offences.find(searched, known) if match.offence.code not in taken]
    by_code = {item.code: item for item in known}
    context = {
        "has_list": bool(known),
        "words": words,
        "refusal": refusal,
        "found": [_offer(match) for match in found[:MOST_FOUND]],
        "chosen": [_row(article, by_code[article.offence]) for article in chosen if article.offence in by_code],
        "all": [(item.code, f"{item.article}: {item.label.of(_lang())}") for item in known if item.code not in taken],
        "states": ElementMark.State.choices,
        "longest": LONGEST,
    }  # fmt: skip
    return page(request, "cases/articles.html", scene, context, status=status)


def _lang() -> str:
    return get_language() or "id"


def _offer(match: offences.Match) -> dict[str, Any]:
    return {**_about(match.offence), "words": ", ".join(match.words)}


def _about(offence: Offence) -> dict[str, Any]:
    return {
        "code": offence.code,
        "article": offence.article,
        "label": offence.label.of(_lang()),
        "sanction": offences.sanction(offence).of(_lang()),
        "is_sure": offence.source.is_confirmed,
    }


def _row(article: ArticleToCheck, offence: Offence) -> dict[str, Any]:
    marks = {mark.element: mark for mark in article.marks.all()}
    elements = [
        {
            "place": place,
            "text": element.of(_lang()),
            "state": marks[place].state if place in marks else "",
            "note": marks[place].note if place in marks else "",
        }
        for place, element in enumerate(offence.elements, start=1)
    ]
    shown = sum(element["state"] == ElementMark.State.SHOWN for element in elements)
    return {
        **_about(offence),
        "pk": article.pk,
        "elements": elements,
        "shown": shown,
        "wanted": len(elements),
    }
