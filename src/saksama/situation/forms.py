"""Forms of the room: parse, nothing more."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.pages.forms import DayField
from saksama.places.models import Area
from saksama.situation import scale


class SituationForm(forms.Form):
    """How an area stands."""

    area = forms.ChoiceField(label=_("Area"))
    on = DayField(label=_("Day"))
    level = forms.ChoiceField(
        label=_("How does it stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the steps shown.")},
    )
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("What was seen, or who reported and when. No names of persons."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write what was seen or who reported.")},
    )

    def __init__(self, *args: Any, areas: Sequence[Area], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in areas}
        self.fields["area"].choices = [(area.code, area.title) for area in areas]
        self.fields["on"].initial = today
        self.fields["level"].choices = [
            (level.code, f"{level.label}: {level.meaning}") for level in scale.levels().values()
        ]

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal of the operation beside the field it concerns."""
        field = {
            "in_the_future": "on",
            "area_outside": "area",
            "unknown_level": "level",
            "ground_missing": "ground",
        }.get(code)
        self.add_error(field, sentence)


class ReleaseForm(forms.Form):
    """Headline and text of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Headline"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Paragraphs are parted by an empty line. Names in braces are filled in with the values beside."
        ),
        widget=forms.Textarea(attrs={"rows": 22}),
        max_length=20_000,
    )


class QuoteForm(forms.Form):
    """What somebody said."""

    words = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    speaker = forms.CharField(label=_("Who said it"), max_length=160)
    post = forms.CharField(label=_("Post"), max_length=160, required=False)
    basis = forms.CharField(
        label=_("Where it is on record"),
        help_text=_("Recording, minutes or letter. The program invents no quote."),
        max_length=200,
    )


class ReasonForm(forms.Form):
    """A reason, or the words of a correction."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
