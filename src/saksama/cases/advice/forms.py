"""The form of advice for correction."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saksama.cases.advice.models import Advice
from saksama.cases.advice.operations import AdviceFacts
from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.pages.forms import DayField
from saksama.people.directory.queries import around
from saksama.people.models import Institution
from saksama.places.models import Office


class AdviceForm(OnceForm):
    """To whom, what is wrong, what is to be put right."""

    shown_at: ClassVar = {
        "agency_missing": "agency", "letter_number_missing": "number", "in_the_future": "seen_on",
    }  # fmt: skip

    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none(), empty_label=None)
    institution = forms.ModelChoiceField(
        label=_("To"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=_("not in the directory"),
    )
    agency = fields.line(
        _("Name, if the directory does not have it"),
        hint=_("Such as PPK Kecamatan Sebulu, or KPPS of TPS 3."),
    )
    subject = fields.line(_("About, in a few words"), required=True, hint=_("Without a name of a person."))
    seen_on = DayField(label=_("Day on which it was seen"))
    place = fields.line(_("Place"))
    what = fields.story(_("What is wrong"), rows=4, most=fields.SHORT)
    advised = fields.story(_("What is to be put right"), rows=4, most=fields.SHORT)
    basis = fields.line(_("Article it rests on"), most=200)
    way = forms.ChoiceField(
        label=_("How it is given"),
        choices=Advice.Way.choices,
        widget=forms.RadioSelect,
        initial=Advice.Way.LETTER,
    )
    number = fields.line(_("Number of the letter"), most=80, hint=_("Empty for advice by word of mouth."))

    def __init__(self, *args: Any, offices: QuerySet[Office], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(offices)
        wanted = self.data.get("office") if self.is_bound else None
        self.office = next((office for office in known if office.pk == wanted), known[0])
        self.fields["office"].queryset = offices
        self.fields["office"].initial = self.office.pk
        if len(known) == 1:
            self.fields["office"].widget = forms.HiddenInput()
        self.fields["institution"].queryset = around(self.office.pk, on=today)
        self.fields["seen_on"].initial = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("institution") and not (data.get("agency") or "").strip():
            self.add_error("agency", _("Choose to whom the advice goes, or write the name."))
        if data.get("way") == Advice.Way.LETTER and not (data.get("number") or "").strip():
            self.add_error("number", _("Write the number of the letter, or choose advice by word of mouth."))
        return data

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal beside its field, or on top when it has none."""
        name = self.shown_at.get(code)
        self.add_error(name if name in self.fields else None, sentence)

    @property
    def facts(self) -> AdviceFacts:
        """What was written, for the operation."""
        data = self.cleaned_data
        chosen = data["institution"]
        return AdviceFacts(
            subject=data["subject"], what=data["what"], advised=data["advised"], seen_on=data["seen_on"],
            way=data["way"], agency=data["agency"].strip() or (chosen.name if chosen else ""), institution=chosen,
            place=data["place"], basis=data["basis"], number=data["number"],
        )  # fmt: skip
