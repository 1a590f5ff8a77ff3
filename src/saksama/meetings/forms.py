"""Forms of the room: parse, nothing else."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.meetings import rules
from saksama.meetings.models import Commitment, Delivery, Invitation, Meeting, MeetingFile
from saksama.meetings.operations.commitments import Promise
from saksama.meetings.operations.planning import Plan, Slot
from saksama.pages.forms import DayField
from saksama.people.models import Institution
from saksama.places.rules import is_code


class HourField(forms.Field):
    """A time of day as people write it: 09.00 or 9:00."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 5})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        text = str(value or "").strip().replace(".", ":")
        if not text:
            return None
        try:
            hour, _colon, minute = text.partition(":")
            return time(int(hour), int(minute or 0))
        except ValueError:
            raise ValidationError(_("Write the time as 09.00.")) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class SlotForm(forms.Form):
    """When and where; times are local to the office."""

    day = DayField(label=gettext_lazy("Day"))
    begins = HourField(label=gettext_lazy("Begins"))
    ends = HourField(label=gettext_lazy("Ends"))
    venue = forms.CharField(label=gettext_lazy("Venue"), max_length=160)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=240, required=False)

    def slot(self, zone: ZoneInfo) -> Slot:
        data = self.cleaned_data
        begins, ends = (datetime.combine(data["day"], data[name], tzinfo=zone) for name in ("begins", "ends"))
        return Slot(begins, ends, data["venue"], data["address"])

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        begins, ends = meeting.local(meeting.starts_at), meeting.local(meeting.ends_at)
        return {
            "day": begins.date(), "begins": begins.time(), "ends": ends.time(),
            "venue": meeting.venue, "address": meeting.address,
        }  # fmt: skip


class PlanForm(forms.Form):
    """What the meeting is for."""

    theme = forms.CharField(label=gettext_lazy("Theme"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Meeting.Kind.choices)
    aim = forms.CharField(
        label=gettext_lazy("Aim"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences; the letter carries them."),
    )  # fmt: skip
    host = forms.CharField(
        label=gettext_lazy("Host"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Empty: your office."),
    )
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("One item a line: 09.20 Welcome | Name, post. Time and speaker may be left out."),
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=gettext_lazy("Institutions needed for a quorum"), required=False, min_value=0, max_value=2000,
        help_text=gettext_lazy("Present or represented. Empty: no quorum."),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Whom guests may ask"), max_length=120, required=False,
        help_text=gettext_lazy("Name and telephone of your office; it stands in the letter."),
    )  # fmt: skip

    def clean_agenda(self) -> list[rules.Line]:
        try:
            return rules.agenda(self.cleaned_data["agenda"])
        except rules.UnreadableAgenda as fault:
            number, line = fault.args
            told = _("Line %(number)s cannot be read: “%(line)s”. Write it as 09.20 Welcome | Name, post.")
            raise ValidationError(told % {"number": number, "line": line}) from fault

    def plan(self) -> Plan:
        return Plan(**{**self.cleaned_data, "quorum": self.cleaned_data["quorum"] or 0})

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        items = meeting.agenda.filter(dropped_at=None)
        lines = [rules.Line(item.planned, item.title, item.speaker) for item in items]
        names = ("theme", "kind", "aim", "host", "quorum", "contact")
        return {name: getattr(meeting, name) for name in names} | {"agenda": rules.agenda_text(lines)}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("Guests read it. One sentence.")
    )


class ReplyForm(forms.Form):
    """The guest's answer."""

    reply = forms.ChoiceField(
        label=gettext_lazy("Your answer"), choices=Invitation.Reply.choices, widget=forms.RadioSelect
    )
    delegate_name = forms.CharField(
        label=gettext_lazy("Name of the delegate"), max_length=120, required=False,
        help_text=gettext_lazy("Only when somebody comes in your place."),
    )  # fmt: skip
    delegate_post = forms.CharField(
        label=gettext_lazy("Post of the delegate"), max_length=120, required=False
    )


class DeliveryForm(forms.Form):
    way = forms.ChoiceField(label=gettext_lazy("Way"), choices=Delivery.Way.choices)
    outcome = forms.ChoiceField(label=gettext_lazy("How it ended"), choices=Delivery.Outcome.choices)
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=200, required=False,
        help_text=gettext_lazy("Who received it, or why it came back."),
    )  # fmt: skip


class DiscussionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What was said, in short"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip


class QuestionForm(forms.Form):
    asker = forms.CharField(
        label=gettext_lazy("Who asked"), max_length=160, help_text=gettext_lazy("Institution or post.")
    )
    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer given"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered_by = forms.CharField(label=gettext_lazy("Who answered"), required=False, max_length=160)


class DecisionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Decision"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(forms.Form):
    """A paper, a signed sheet or a photo; a photo needs its note of consent."""

    upload = forms.FileField(label=gettext_lazy("File"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=MeetingFile.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    consent = forms.CharField(
        label=gettext_lazy("For a photo: who agreed to be shown, how, for what use"),
        required=False,
        max_length=300,
    )
    is_for_guests = forms.BooleanField(label=gettext_lazy("Guests find it on their page"), required=False)


class CommitmentForm(forms.Form):
    """A promise of one or several institutions."""

    text = forms.CharField(label=gettext_lazy("What is promised"), max_length=240)
    institutions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who promises"), queryset=Institution.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Each institution gets a commitment of its own."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Commitment.Kind.choices)
    due_on = DayField(label=gettext_lazy("By which day"), required=False)
    evidence_wanted = forms.CharField(
        label=gettext_lazy("What will show it"), max_length=200, required=False,
        help_text=gettext_lazy("A numbered letter, a photo of the signed pledge."),
    )  # fmt: skip
    target = forms.DecimalField(
        label=gettext_lazy("Target"), required=False, min_value=0, max_digits=7, decimal_places=2, localize=True,
        help_text=gettext_lazy("Campaign: turnout in per cent. Pledge: number of signatures."),
    )  # fmt: skip
    area_code = forms.CharField(
        label=gettext_lazy("Area"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Code of the area it is about."),
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institutions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = institutions

    def clean_area_code(self) -> str:
        code: str = self.cleaned_data["area_code"].strip()
        if code and not is_code(code):
            raise ValidationError(_("Write the code as in 64.02.06."))
        return code

    def promises(self) -> list[Promise]:
        facts = {name: value for name, value in self.cleaned_data.items() if name != "institutions"}
        return [
            Promise(institution=institution, **facts) for institution in self.cleaned_data["institutions"]
        ]


class NoteForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=600)


class DueForm(NoteForm):
    due_on = DayField(label=gettext_lazy("Agreed day"))
    field_order = ("due_on", "note")


class MeasureForm(forms.Form):
    value = forms.DecimalField(
        label=gettext_lazy("Result"), min_value=0, max_digits=9, decimal_places=2, localize=True
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)
    measured_on = DayField(label=gettext_lazy("Known since"), required=False)


class ReportForm(forms.Form):
    """What an institution reports: words, a file, or both."""

    note = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = forms.FileField(
        label=gettext_lazy("Evidence, if there is any"), required=False,
        help_text=gettext_lazy("A photo, a scan or a letter; it is kept sealed."),
    )  # fmt: skip
