"""Press releases of an office: the list, one from draft to publication, its paper."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.cases.actors import Actor
from saksama.cases.queries import names_of
from saksama.pages import days, typed
from saksama.people import scope
from saksama.people.marks import requires
from saksama.situation import offices, operations
from saksama.situation import transitions as t
from saksama.situation.briefing import facts
from saksama.situation.forms import QuoteForm, ReasonForm, ReleaseForm
from saksama.situation.models import Release
from saksama.situation.problems import Problem
from saksama.situation.releases import drafting, papers, reading
from saksama.situation.rules.releasing import Quote
from saksama.situation.views.common import says_which_day


@requires("view_releases")
@require_safe
@never_cache
def listed(request: Any) -> HttpResponse:
    """All of the area, newest first."""
    found = scope.visible_to(
        Release.objects.all(), request.user, "view_releases", field="office", today=request.today
    )
    rows = [(release, reading.read(release)) for release in found.prefetch_related("values", "quotes")[:100]]
    may_write = bool(scope.scope_of(request.user, "write_release", today=request.today))
    context = {"rows": rows, "may_write": may_write, "today": request.today}
    return render(request, "situation/releases.html", context)


@requires("write_release")
@require_POST
@says_which_day
def draft(request: Any) -> HttpResponse:
    """A first draft from the day's facts."""
    office = offices.asked(request, "write_release")
    on = days.asked(request.POST, today=request.today)
    with translation.override("id"):  # a release is Indonesian, whatever the reader's language
        told = facts.gather(office, on=on)
    release = operations.draft_release(
        drafting.draft(told), office=office, on=on, actor=Actor.of(request.user), at=request.at,
        is_sample=told.is_sample,
    )  # fmt: skip
    return redirect("situation:release", pk=release.pk)


@requires("view_releases")
@require_safe
@never_cache
def show(request: Any, pk: UUID) -> HttpResponse:
    """One release: as it reads, its values and quotes, what may be done next."""
    return _page(request, _release(request, pk))


def _page(request: Any, release: Release, *, status: int = 200, **forms: Form) -> HttpResponse:
    may = {
        move.act: scope.allows(request.user, move.permission, release.office_id, today=request.today)
        for move in t.MOVES
        if move.source == release.state
    }
    codes = {release.author, release.approved_by, *(note.author for note in release.notes.all())}
    context = {
        "release": release,
        "reading": reading.read(release),
        "doubts": reading.doubts(release) if release.state == t.PUBLISHED else [],
        "may": may,
        "names": names_of(codes),
        "form": ReleaseForm(
            initial={"title": release.title, "text": release.text, "version": release.version}
        ),
        "quote_form": QuoteForm(auto_id="quote_%s"),
        "reason_form": ReasonForm(),
    } | forms
    return render(request, "situation/release.html", context, status=status)


@requires("view_releases")
@require_http_methods(["POST"])
@never_cache
def act(request: Any, pk: UUID, act: str) -> HttpResponse:
    """One step: write, add or remove a quote, submit, return, publish, correct, withdraw."""
    if act not in _ACTS:
        raise Http404
    release = _release(request, pk)
    scope.allow(request.user, t.permission_of(act), release.office_id, today=request.today)
    name, form = _form(act, request)
    if form and not form.is_valid():
        return _page(request, release, status=422, **{name: form})
    try:
        _ACTS[act](release, form.cleaned_data if form else request.POST, Actor.of(request.user), request.at)
    except Problem as problem:
        shown = form or ReasonForm(request.POST or {"reason": "-"})
        shown.is_valid()
        shown.add_error(None, str(problem))
        return _page(request, release, status=422, **{name or "reason_form": shown})
    return redirect("situation:release", pk=release.pk)


def _form(act: str, request: Any) -> tuple[str, Form | None]:
    if act == "write_release":
        return "form", ReleaseForm(request.POST)
    if act == "add_quote":
        return "quote_form", QuoteForm(request.POST, auto_id="quote_%s")
    if act in {"return_release", "correct_release", "withdraw_release"}:
        return "reason_form", ReasonForm(request.POST)
    return "", None


def _write(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.write_release(
        release, title=told["title"], text=told["text"], version=told["version"], actor=actor, at=at
    )


def _quote(release: Release, told: Any, actor: Actor, at: Any) -> None:
    quote = Quote(told["words"], told["speaker"], told["post"])
    operations.add_quote(release, quote, basis=told["basis"], actor=actor, at=at)


def _unquote(release: Release, told: Any, actor: Actor, at: Any) -> None:
    place = typed.whole_number(told.get("place"))
    operations.remove_quote(release, place or 0, actor=actor, at=at)


def _submit(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.submit_release(release, version=_version(told), actor=actor, at=at)


def _publish(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.publish_release(release, version=_version(told), actor=actor, at=at)


def _return(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.return_release(release, reason=told["reason"], actor=actor, at=at)


def _correct(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.correct_release(release, text=told["reason"], actor=actor, at=at)


def _withdraw(release: Release, told: Any, actor: Actor, at: Any) -> None:
    operations.withdraw_release(release, reason=told["reason"], actor=actor, at=at)


def _version(told: Any) -> int:
    return typed.whole_number(told.get("version")) or 0


_ACTS: Mapping[str, Callable[[Release, Any, Actor, Any], None]] = {
    "write_release": _write,
    "add_quote": _quote,
    "remove_quote": _unquote,
    "submit_release": _submit,
    "return_release": _return,
    "publish_release": _publish,
    "correct_release": _correct,
    "withdraw_release": _withdraw,
}


@requires("view_releases")
@require_safe
@never_cache
def paper(request: Any, pk: UUID) -> HttpResponse:
    """On the office's letterhead, with the source of each figure."""
    release = _release(request, pk)
    name = f"siaran-pers-{release.office_id}-{release.on.isoformat()}.pdf"
    return HttpResponse(
        papers.pdf_of(release),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _release(request: Any, pk: UUID) -> Release:
    rows = Release.objects.select_related("office__area").prefetch_related("values", "quotes", "notes")
    found: Release = get_object_or_404(rows, pk=pk)
    scope.allow(request.user, "view_releases", found.office_id, today=request.today)
    return found
