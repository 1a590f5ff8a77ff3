"""The running numbers of an office, and the page on which somebody says why one is missing or dated back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saksama.desk import numbers, office_page
from saksama.desk.places import desk_of, may
from saksama.documents import numbering
from saksama.documents.errors import DocumentProblem
from saksama.documents.models import GapNote, IssuedNumber, NumberKind, NumberSeries
from saksama.people import scope
from saksama.people.marks import requires


@requires("view_numbers")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """Each series with what is out of order; what waits for a word first."""
    desk = desk_of(request)
    may_explain = may(request, "explain_numbers", desk.office.code)
    rows = numbers.page(desk.office, request.user, today=request.today, may_explain=may_explain)
    waiting = sum(row["series"].unexplained for row in rows)
    context = {"desk": desk, "rows": rows, "waiting": waiting, "segments": office_page.segments()}
    return render(request, "desk/numbers.html", context)


class GapForm(forms.Form):
    """Why numbers were never given."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=GapNote.Ground.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the book says, without a name of a person. It stays with the number."),
    )


class ReasonForm(forms.Form):
    """Why a number is dated back."""

    note = forms.CharField(
        label=gettext_lazy("Why it is dated back"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Without a name of a person. It stays with the number and cannot be changed."),
    )


@requires("explain_numbers")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def explain(request: Any, pk: int) -> HttpResponse:
    """Say why a number is dated back."""
    number = get_object_or_404(IssuedNumber, pk=pk)
    scope.allow(request.user, "explain_numbers", number.office, today=request.today)
    form = ReasonForm(request.POST or None)

    def keep() -> None:
        numbering.explain(number, form.cleaned_data["note"], actor=request.user.code, at=request.at)

    told = {"told": f"{number.number:03}", "label": NumberKind(number.kind).label, "is_gap": False}
    return _ask(request, form, keep, told)


@requires("explain_numbers")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def explain_gap(request: Any, series: int, first: int, last: int) -> HttpResponse:
    """Say why the numbers from ``first`` to ``last`` were never given."""
    row = get_object_or_404(NumberSeries, pk=series)
    scope.allow(request.user, "explain_numbers", row.office, today=request.today)
    if not 1 <= first <= last < row.next:
        raise Http404
    form = GapForm(request.POST or None)

    def keep() -> None:
        numbering.explain_gap(row, first, last, **form.cleaned_data, actor=request.user.code, at=request.at)

    told = {"told": numbers.run(first, last), "label": NumberKind(row.kind).label, "is_gap": True}
    return _ask(request, form, keep, told)


def _ask(request: Any, form: forms.Form, keep: Callable[[], None], told: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            keep()
        except DocumentProblem as problem:
            form.add_error(None, f"{problem.message} {problem.advice}")
        else:
            messages.success(request, _("The explanation is recorded."))
            return redirect("desk:numbers")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/number_explain.html", {"form": form, **told}, status=status)
