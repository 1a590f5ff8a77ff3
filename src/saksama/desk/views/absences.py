"""Who is away, when, and who stands in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saksama.cases.operations.absence import hand_over_for_absences
from saksama.cases.queries import holders_of
from saksama.desk.places import Desk, desk_of
from saksama.pages.forms import DayField
from saksama.people import scope
from saksama.people.absences import MANAGE, cancel_absence, record_absence
from saksama.people.marks import requires
from saksama.people.models import Absence, Account
from saksama.people.problems import Problem
from saksama.people.queries import absences_ahead


class AbsenceForm(forms.Form):
    """Whoever sees the cases of the office may be away; whoever studies them may stand in."""

    who = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"), queryset=Account.objects.none(), empty_label=None
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    stand_in = forms.ModelChoiceField(
        label=gettext_lazy("Who stands in"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody: alerts go to the chair"),
        help_text=gettext_lazy("Open cases pass to this person on the first day, and stay there afterwards."),
    )

    def __init__(self, data: Any = None, *, desk: Desk, today: Any) -> None:
        super().__init__(data, initial={"starts_on": today, "ends_on": today})
        people: QuerySet[Account] = holders_of("view_cases", desk.office.code, on=today)
        for name in ("who", "stand_in"):
            self.fields[name].queryset = people
            self.fields[name].label_from_instance = lambda account: account.name


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
@never_cache
def show(request: Any) -> HttpResponse:
    """Absences of the own office, and a form for another one."""
    desk = desk_of(request)
    scope.allow(request.user, MANAGE, desk.office.code, today=request.today)
    form = AbsenceForm(request.POST or None, desk=desk, today=request.today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_absence(
                data["who"], office_code=desk.office.code, starts_on=data["starts_on"], ends_on=data["ends_on"],
                stand_in=data["stand_in"], actor=request.user, at=request.at,
            )  # fmt: skip
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            handed = hand_over_for_absences(request.at)
            messages.success(
                request,
                _("Recorded. Cases handed over: %(count)s.") % {"count": handed},
            )
            return redirect("desk:absences")
    context = {
        "desk": desk,
        "form": form,
        "faulty": form if form.errors else None,
        "absences": absences_ahead(desk.office.code, today=request.today),
        "today": request.today,
    }
    return render(request, "desk/absences.html", context, status=422 if form.errors else 200)


@requires("view_cases")
@require_POST
def cancel(request: Any, pk: int) -> HttpResponse:
    """The person is back. To another office the absence does not exist."""
    absence = get_object_or_404(Absence.objects.filter(request.scope.as_filter("office")), pk=min(pk, 2**62))
    cancel_absence(absence, actor=request.user, at=request.at)
    messages.success(
        request, _("The absence has ended. Cases stay with whoever has them until you assign them.")
    )
    return redirect("desk:absences")
