"""Which answers of a form raise an incident: shown, added and withdrawn, for a version of the form."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.checklists import wording
from saksama.checklists.day import operations, rules
from saksama.checklists.models import CriticalAnswer, InstrumentVersion
from saksama.checklists.problems import Problem
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.checklists.views.instruments import version_for
from saksama.pages.typed import whole_number
from saksama.people import scope


class WatchForm(forms.Form):
    """One answer of one question; ``|`` parts the two, as no path holds it."""

    what = forms.ChoiceField(
        label=gettext_lazy("Answer to watch"),
        error_messages={
            "required": gettext_lazy("Choose an answer."), "invalid_choice": gettext_lazy("Choose an answer.")
        },
    )  # fmt: skip

    def __init__(self, *given: Any, version: InstrumentVersion, **more: Any) -> None:
        super().__init__(*given, **more)
        groups = [
            (_label(question), [(f"{question['path']}|{value}", text) for value, text in _answers(question)])
            for question in version.questions
            if rules.can_be_watched(question)
        ]
        self.fields["what"].choices = [("", _("Choose an answer")), *groups]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, str]:
        path, _bar, answer = self.cleaned_data["what"].partition("|")
        return path, answer


def _label(question: Any) -> str:
    return wording.spoken(question["label"]) or question["path"]


def _answers(question: Any) -> list[tuple[str, str]]:
    return [
        *((choice["value"], wording.spoken(choice["label"]) or choice["value"]) for choice in question["choices"]),
        ("", _("any answer at all")),
    ]  # fmt: skip


@in_field("view_checklists")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def watched(request: Request, pk: int) -> HttpResponse:
    """The answers watched now, those of before, and the form to add one."""
    office = office_of(request)
    version = version_for(request, pk)
    instrument = version.instrument
    may = scope.allows(request.user, "manage_instruments", instrument.office_id, today=request.today)
    form = WatchForm(request.POST if "tambah" in request.POST else None, version=version)
    if request.method == "POST":
        scope.allow(request.user, "manage_instruments", instrument.office_id, today=request.today)
        who = {"actor": request.user, "at": request.at}
        try:
            if "cabut" in request.POST:
                one = whole_number(request.POST.get("cabut"))
                operations.stop_watching(
                    get_object_or_404(CriticalAnswer, pk=one, instrument=instrument), **who
                )
                messages.success(request, _("This answer no longer raises an incident."))
                return redirect("checklists:watched", pk)
            if form.is_valid():
                path, answer = form.chosen
                operations.watch_answer(instrument, path, answer, **who)
                messages.success(request, _("From now on this answer raises an incident."))
                return redirect("checklists:watched", pk)
        except Problem as problem:
            form.add_error(None, str(problem))
    asked = {question["path"]: question for question in version.questions}
    shown = [(row, *_said(asked, row)) for row in instrument.critical_answers.all()]
    context = {
        "version": version,
        "event": event_of(request, office),
        "now": [row for row in shown if row[0].withdrawn_at is None],
        "before": [row for row in shown if row[0].withdrawn_at is not None],
        "form": form if may else None,
        "zone": office.zone,
    }
    return render(
        request, "checklists/watched.html", context, status=422 if request.method == "POST" else 200
    )


def _said(asked: dict[str, Any], row: CriticalAnswer) -> tuple[str, str, bool]:
    """Question, answer, and whether this version asks it."""
    question = asked.get(row.path)
    if question is None:
        return row.path, row.answer or _("any answer at all"), False
    return _label(question), dict(_answers(question)).get(row.answer, row.answer), True
