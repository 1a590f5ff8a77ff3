"""What a person writes when an incident is passed on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.bridges.rules import TITLE
from saksama.pages.forms import DayField

INFORMATION, RECORD = "information", "record"
INTO = {
    INFORMATION: _("Preliminary information, to be traced"),
    RECORD: _("Supervision record; a finding may be proposed from it"),
}


class PassOnForm(forms.Form):
    """``into`` offers what the person may open."""

    into = forms.ChoiceField(
        label=_("What it becomes"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it becomes.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=TITLE, help_text=_("Without a name of anybody."),
        error_messages={"required": _("Write a short title.")},
    )  # fmt: skip
    what = forms.CharField(
        label=_("What happened"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000,
        help_text=_("As the field told it; complete it in your own words."),
        error_messages={"required": _("Write what happened.")},
    )  # fmt: skip
    where = forms.CharField(
        label=_("Place"), max_length=200, error_messages={"required": _("Write where it happened.")}
    )
    happened_on = DayField(label=_("Day on which it happened"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, choices: Sequence[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["into"].choices = [(key, INTO[key]) for key in choices]  # type: ignore[attr-defined]
