"""Forms of the calendar page: parse, nothing else. Each becomes a change to preview, then to make."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.pages.formats import DAYS, language
from saksama.places.models import OfficeHoliday


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, required=False)


class AddForm(forms.Form):
    """A further day on which the office does not work."""

    day = _day(_("Day"))
    name = forms.CharField(label=_("Name of the holiday"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=OfficeHoliday.Kind.choices, initial=OfficeHoliday.Kind.OFFICE
    )
    decree = forms.CharField(label=_("Decree or letter"), max_length=160, help_text=_("Its number and day."))


class RemoveForm(forms.Form):
    """A holiday on which the office works all the same."""

    day = _day(_("Day"))
    decree = forms.CharField(label=_("Decree or letter"), max_length=160, help_text=_("Its number and day."))


class WithdrawForm(forms.Form):
    """One of the office's own words, taken back."""

    holiday = forms.IntegerField(widget=forms.HiddenInput)


class HoursForm(forms.Form):
    """Receipt hours of one weekday."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int)
    opens = _hour(_("Opens"))
    closes = _hour(_("Closes"))
    from_day = _day(_("From this day on"))
    decree = forms.CharField(label=_("Decree or letter"), max_length=160, help_text=_("Its number and day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = list(enumerate(DAYS[language()]))  # type: ignore[attr-defined]
        self.fields["opens"].help_text = _("Both hours empty: closed on this weekday.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if not self.errors and (opens is None) != (closes is None):
            self.add_error("closes", _("Give both hours, or leave both empty when the office is closed."))
        elif opens and closes and closes <= opens:
            self.add_error("closes", _("The closing hour must be later than the opening hour."))
        return data


FORMS: dict[str, type[forms.Form]] = {
    "add": AddForm,
    "remove": RemoveForm,
    "withdraw": WithdrawForm,
    "hours": HoursForm,
}
"""What can be done on the page, by the name that its form carries."""
