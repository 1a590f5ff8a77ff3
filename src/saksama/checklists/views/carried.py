"""The staff's page for a queue that somebody carried to the office as a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from saksama.checklists import operations
from saksama.checklists.problems import Problem
from saksama.people import scope
from saksama.people.marks import requires


class CarriedForm(forms.Form):
    """A file with the ending ``.titipan``, made by a phone in the field."""

    file = forms.FileField(
        label=gettext_lazy("Carried file"),
        help_text=gettext_lazy("The phone names it saksama-….titipan. Only this office can open it."),
    )


@requires("enter_for_station")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Any) -> HttpResponse:
    """Choose the file; 422 with a sentence where it cannot be opened."""
    form = CarriedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        office = scope.home_office(request.user, today=request.today) or ""
        scope.allow(request.user, "enter_for_station", office, today=request.today)
        try:
            content = form.cleaned_data["file"].read(operations.MOST_CARRIED + 1)
            brought = operations.receive_carried(
                content, office=office, actor=request.user.code, at=request.at
            )
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            messages.success(request, _told(brought))
            return redirect("checklists:carried")
    return render(request, "checklists/carried.html", {"form": form}, status=422 if form.errors else 200)


def _told(brought: operations.Carried) -> str:
    count = len(brought.receipts)
    said = ngettext("%(count)s form was brought.", "%(count)s forms were brought.", count) % {"count": count}
    known = sum(receipt.outcome is operations.Outcome.KNOWN for receipt in brought.receipts)
    return f"{said} {_('%(count)s of them were here already.') % {'count': known}}" if known else said
