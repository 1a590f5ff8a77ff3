"""The form of an act on a track: when it happened, and what the act asks."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.moves import Act
from saksama.cases.tracks.operations import Told
from saksama.cases.tracks.roads import ROADS
from saksama.evidence.forms import SealedFileField
from saksama.evidence.operations import seal
from saksama.pages.forms import DayField
from saksama.people.directory.queries import around
from saksama.people.models import Institution

SHOWN_AT = {
    "in_the_future": "happened_on",
    "before_last_act": "happened_on",
    "still_running": "happened_on",
    "choice_missing": "choice",
    "letter_number_missing": "number",
    "reason_missing": "note",
    "limit_passed": "note",
}
"""Beside which field a refusal stands."""


class TrackForm(OnceForm):
    """What an act asks; built from the road's data, so that a new road needs no form."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    happened_on = DayField(label=_("Day on which it happened"))
    happened_hour = fields.HourField(label=_("Hour"))
    choice = forms.ChoiceField(label="", widget=forms.RadioSelect)
    institution = forms.ModelChoiceField(
        label=_("Who has to act now"), queryset=Institution.objects.none(), required=False,
        help_text=_("From the directory; it may be left as it is."),
    )  # fmt: skip
    number = fields.line(_("Number of the letter"), most=80)
    note = fields.reason(_("Note"), hint=_("Kept encrypted with the track."))
    proof = SealedFileField(label=_("Paper or picture that proves it"), required=False)

    shown_at: ClassVar = SHOWN_AT

    def __init__(self, *args: Any, track: Track, act: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.track, self.at = track, at
        self.act: Act = ROADS[track.road].acts[act]
        self._prepare()

    def _prepare(self) -> None:
        act, here = self.act, self.at.astimezone(_zone(self.track))
        self.fields["version"].initial = self.track.version
        self.fields["happened_on"].initial = here.date()
        self.fields["happened_hour"].initial = here.time()
        for name in ("number", "note", "proof"):
            if name not in act.asks:
                del self.fields[name]
        for name in act.must:
            self.fields[name].required = True
        if act.number_label and "number" in self.fields:
            self.fields["number"].label = act.number_label
        if act.choices:
            self.fields["choice"].choices = list(act.choices.items())
            self.fields["choice"].label = act.choice_label
        else:
            del self.fields["choice"]
        if act.names_institution:
            self.fields["institution"].queryset = around(self.track.office_id, on=here.date())
        else:
            del self.fields["institution"]

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal beside its field, or on top when it has none."""
        name = self.shown_at.get(code)
        self.add_error(name if name in self.fields else None, sentence)

    @property
    def happened_at(self) -> datetime:
        """The instant told. A minute has no seconds: the minute of now, or of the last act, means just that act."""
        told = fields.instant(
            self.cleaned_data["happened_on"], self.cleaned_data["happened_hour"], self.track.office.zone
        )
        last = self.track.acts.order_by("-seq").values_list("effective_at", flat=True).first()
        for known in (last, self.at):
            if known is not None and told <= known < told + timedelta(minutes=1):
                return known
        return told

    def told(self, actor: str) -> Told:
        """What was written, its file sealed."""
        data = self.cleaned_data
        upload = data.get("proof")
        sealed = seal(upload, office=self.track.office_id, actor=actor, at=self.at) if upload else None
        return Told(
            number=data.get("number") or "",
            note=data.get("note") or "",
            choice=data.get("choice") or "",
            proof=sealed,
            institution=data.get("institution"),
        )


def _zone(track: Track) -> ZoneInfo:
    return ZoneInfo(track.office.zone)
