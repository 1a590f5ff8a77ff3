"""Forms of the staff's pages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saksama.checklists import filling
from saksama.checklists.models import Export, Instrument
from saksama.checklists.wording import spoken
from saksama.pages.forms import DayField

FIGURES = {"int": forms.IntegerField, "decimal": forms.DecimalField}


class UploadForm(forms.Form):
    """A form to keep as a version."""

    file = forms.FileField(
        label=_("The form"),
        help_text=_("An XLSForm (.xlsx) or an XForm (.xml), at most 2 MB."),
        error_messages={"required": _("Choose a file.")},
    )
    kind = forms.ChoiceField(label=_("What it is for"), choices=Instrument.Kind.choices, initial="own")
    needs_station = forms.BooleanField(
        label=_("Every answer belongs to a polling station"), required=False, initial=True
    )
    media = forms.FileField(
        label=_("A list or picture the form needs"),
        required=False,
        help_text=_("Such as tps.csv. Others can be added with the next version."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Write the reason in a few words.")}
    )


class ListForm(forms.Form):
    """A list of temporary staff."""

    file = forms.FileField(
        label=_("The list (.xlsx)"),
        help_text=_("One row for each person. Take the empty list below as a start."),
        error_messages={"required": _("Choose a file.")},
    )
    starts_on = DayField(label=_("First day"), help_text=_("For rows that name none."))
    ends_on = DayField(label=_("Last day"), help_text=_("For rows that name none; still part of the term."))


class MoveForm(forms.Form):
    """Where the person stands from now on."""

    area_code = forms.CharField(
        label=_("New station"),
        max_length=20,
        help_text=_("Code as in 64.02.06.1001-003."),
        error_messages={"required": _("Write the code of the station.")},
    )


class ReleaseForm(forms.Form):
    """Where a form in quarantine belongs."""

    station = forms.CharField(
        label=_("Polling station"),
        required=False,
        max_length=20,
        help_text=_("Only where the form names none or a wrong one. Code as in 64.02.06.1001-003."),
    )


HOURS = [(hour, f"{hour:02d}") for hour in range(24)]


class ExportForm(forms.Form):
    """What to take along as a file."""

    what = forms.ChoiceField(label=pgettext_lazy("export", "What"), choices=Export.What.choices)
    version = forms.TypedChoiceField(
        label=_("Form"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Counts for answers alone."),
    )
    area = forms.ChoiceField(label=pgettext_lazy("place", "Area"), required=False)
    day = forms.DateField(
        label=_("Only of the day"), help_text=_("Of the board: as it stood at the end of that day's last hour."),
        required=False, widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": _("Write the day as 2024-11-27, or leave it empty.")},
    )  # fmt: skip
    first_hour = forms.TypedChoiceField(label=_("From hour"), coerce=int, choices=HOURS, initial=0)
    last_hour = forms.TypedChoiceField(label=_("To hour"), coerce=int, choices=HOURS, initial=23)
    format = forms.ChoiceField(
        label=pgettext_lazy("export", "Format"), choices=Export.Format.choices,
        help_text=_("CSV opens in every spreadsheet; Parquet keeps numbers and times as such."),
    )  # fmt: skip

    def __init__(
        self, *given: Any, versions: Sequence[tuple[int, str]], areas: Sequence[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["version"].choices = [("", "–"), *versions]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", pgettext_lazy("place", "everywhere")), *areas]  # type: ignore[attr-defined]


class DrillForm(forms.Form):
    """When a drill is held, by the office's clock."""

    day = DayField(label=pgettext_lazy("calendar", "Day"))
    begins = forms.TimeField(
        label=_("From"), input_formats=["%H.%M", "%H:%M"], help_text=_("As in 09.00."),
        error_messages={"required": _("Write the time."), "invalid": _("Write the time as 08.15.")},
    )  # fmt: skip
    ends = forms.TimeField(
        label=_("Until"), input_formats=["%H.%M", "%H:%M"],
        error_messages={"required": _("Write the time."), "invalid": _("Write the time as 08.15.")},
    )  # fmt: skip

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """Begin and end as instants."""
        given = self.cleaned_data
        return _moment(given["day"], given["begins"], zone), _moment(given["day"], given["ends"], zone)


class VoiceForm(forms.Form):
    """The questions of an instrument, as far as they can be answered by telephone."""

    station = forms.CharField(
        label=_("Polling station"),
        max_length=20,
        help_text=_("Code as in 64.02.06.1001-003."),
        error_messages={"required": _("Write the code of the station.")},
    )
    told_on = DayField(label=_("Day on which it was so"))
    told_at = forms.TimeField(
        label=_("At what time it was so"),
        help_text=_("As the caller says it, such as 08.15; not the time of the call."),
        input_formats=["%H.%M", "%H:%M"],
        error_messages={"required": _("Write the time."), "invalid": _("Write the time as 08.15.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, questions: Sequence[Mapping[str, Any]], zone: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.zone = zone
        self.asked = [question for question in questions if filling.can_be_told(question)]
        for place, question in enumerate(self.asked):
            self.fields[f"q{place}"] = _field(question)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "told_on" in data and "told_at" in data:
            data["recorded_at"] = _moment(data["told_on"], data["told_at"], self.zone)
        return data

    @property
    def answers(self) -> list[tuple[str, str]]:
        """``(path, text)`` in form order."""
        return [
            (question["path"], _text(self.cleaned_data.get(f"q{place}")))
            for place, question in enumerate(self.asked)
        ]


def _field(question: Mapping[str, Any]) -> forms.Field:
    """A field that may always stay empty: what a caller does not know is not forced."""
    told: dict[str, Any] = {"label": spoken(question["label"]), "required": False}
    if question["hint"]:
        told["help_text"] = spoken(question["hint"])
    choices = [(choice["value"], spoken(choice["label"])) for choice in question["choices"]]
    if question["kind"] == "select":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    if choices:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if question["type"] in FIGURES:
        return FIGURES[question["type"]](**told)
    if question["type"] == "time":
        return forms.TimeField(input_formats=["%H.%M", "%H:%M"], **told)
    if question["type"] == "date":
        return DayField(**told)
    wide = forms.Textarea(attrs={"rows": 3}) if "multiline" in question["appearance"] else forms.TextInput()
    return forms.CharField(max_length=4000, widget=wide, **told)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
