"""Forms of a neutrality sheet: the subject with the NIP, a conduct, a captured link, and the reminder letter."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.neutrality import rules, wording
from saksama.cases.neutrality.models import Conduct, Subject
from saksama.cases.neutrality.operations import SubjectFacts
from saksama.cases.scenes import Scene
from saksama.evidence.forms import SealedFileField
from saksama.law import load
from saksama.pages.forms import DayField
from saksama.people.directory.queries import around
from saksama.people.models import Institution


class SheetForm(OnceForm):
    """A form about one respondent."""

    def __init__(self, *args: Any, scene: Scene, subject: Subject | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scene, self.subject = scene, subject
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and suggestions."""


class SubjectForm(SheetForm):
    """Post, rank, agency, NIP; and whether the appointing authority can judge impartially."""

    shown_at: ClassVar = {"nip_wrong": "nip", "agency_missing": "agency_name", "unknown_subject": "kind"}

    kind = forms.ChoiceField(label=_("Who the subject is"), widget=forms.RadioSelect)
    post = fields.line(_("Post"))
    rank = fields.line(_("Rank and grade"), most=60, hint=_("As in the decree: Pembina, IV/a."))
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=_("not in the directory"),
    )
    agency_name = fields.line(_("Name of the agency, if the directory does not have it"))
    nip = fields.line(
        _("NIP"), most=40, hint=_("18 digits; blanks do not count. Kept encrypted. It may be left empty.")
    )
    keep_doubtful = forms.BooleanField(
        label=_("Keep this NIP although its check fails; it stands so on the paper"), required=False
    )
    conflict = forms.ChoiceField(
        label=_("The appointing authority (PPK)"), required=False, widget=forms.RadioSelect,
        choices=Subject.Conflict.choices,
        help_text=_("The PPK of a regency is the regent, who may be part of the contest."),
    )  # fmt: skip
    conflict_note = fields.reason(_("What is known of it"))

    def prepare(self) -> None:
        law, held = load().neutrality, self.subject
        self.fields["kind"].choices = [
            (item.code, item.label.of(wording.language())) for item in law.subjects(self.scene.today)
        ]
        self.fields["agency"].queryset = around(self.scene.case.office_id, on=self.scene.today)
        if not self.is_bound:
            del self.fields["keep_doubtful"]
        if held is not None:
            names = ("kind", "post", "rank", "agency", "nip", "conflict", "conflict_note")
            for name in names:
                self.fields[name].initial = getattr(held, name)
            self.fields["agency_name"].initial = "" if held.agency_id else held.agency_name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = data.get("nip") or ""
        _parts, faults = rules.read_nip(typed, today=self.scene.today) if typed else (None, ())
        if faults and not data.get("keep_doubtful"):
            self.add_error("nip", wording.nip_faults(faults))
        if not data.get("agency") and not (data.get("agency_name") or "").strip():
            self.add_error("agency_name", _("Choose the agency, or write its name."))
        return data

    @property
    def facts(self) -> SubjectFacts:
        """What was written, for the operation."""
        data = self.cleaned_data
        return SubjectFacts(
            kind=data["kind"],
            post=self.written("post"),
            rank=self.written("rank"),
            agency=data["agency"],
            agency_name=self.written("agency_name"),
            nip=self.written("nip"),
            keep_doubtful=bool(data.get("keep_doubtful")),
            conflict=data["conflict"],
            conflict_note=self.written("conflict_note"),
        )


class ConductForm(SheetForm):
    """One conduct of the list; the calendar of the election says at which stage its day lies."""

    shown_at: ClassVar = {
        "unknown_conduct": "code", "conduct_twice": "code", "in_the_future": "occurred_on", "stage_unknown": "stage",
    }  # fmt: skip

    code = forms.ChoiceField(label=_("Conduct"), widget=forms.RadioSelect)
    occurred_on = DayField(label=_("Day of the conduct"))
    stage = forms.ChoiceField(
        label=_("Stage of the conduct"), required=False, widget=forms.RadioSelect,
        choices=[("", _("as the calendar of the election says")), *Conduct.Stage.choices],
    )  # fmt: skip
    note = fields.reason(_("Note"))

    def prepare(self) -> None:
        self.fields["code"].choices = [
            (item.code, wording.conduct_with_levels(item))
            for item in load().neutrality.conducts(self.scene.today)
        ]
        self.fields["occurred_on"].initial = self.scene.case.occurred_on


class DropForm(SheetForm):
    """Why a conduct is taken off the sheet."""

    shown_at: ClassVar = {"reason_missing": "reason"}

    reason = fields.reason(_("Reason"), required=True)


class CaptureForm(SheetForm):
    """The address of a post, when it was seen, and what was saved of it."""

    shown_at: ClassVar = {"in_the_future": "seen_on"}

    url = forms.URLField(
        label=_("Address of the post or page"), assume_scheme="https", max_length=500,
        help_text=_("Copy the whole address of the post itself, not of the account."),
    )  # fmt: skip
    seen_on = DayField(label=_("Day on which you saw and saved it"))
    seen_hour = fields.HourField(label=_("Hour"))
    posted_on = DayField(label=_("Day on the post itself"), required=False)
    saved = SealedFileField(
        label=_("The saved page or picture"), required=False,
        help_text=_(
            "A picture of the screen with address and time, or the page as PDF. Its hash is taken at once and kept."
        ),
    )  # fmt: skip
    note = fields.reason(_("Note"))

    def prepare(self) -> None:
        self.fields["seen_on"].initial = self.scene.today
        self.fields["seen_hour"].initial = self.scene.clock_time.time()

    @property
    def seen_at(self) -> datetime:
        """The instant told; the minute of now means now."""
        told = fields.instant(self.cleaned_data["seen_on"], self.cleaned_data["seen_hour"], self.scene.zone)
        return min(told, self.scene.at) if told.date() == self.scene.today else told


class LetterForm(OnceForm):
    """To whom the reminder goes, and under which number. One number may go to several addressees."""

    institutions = forms.ModelMultipleChoiceField(
        label=_("Agencies"),
        queryset=Institution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = fields.line(_("Another addressee, if the directory does not have it"))
    number = fields.line(_("Number of the letter"), required=True, most=80)

    def __init__(self, *args: Any, office: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institutions"].queryset = around(office, on=today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("institutions") and not (data.get("other") or "").strip():
            self.add_error("institutions", _("Choose at least one agency, or write the addressee."))
        return data

    @property
    def addressees(self) -> list[tuple[Institution | None, str]]:
        """``(institution or None, name)`` of each letter."""
        other = str(self.cleaned_data.get("other") or "").strip()
        chosen = [(item, item.name) for item in self.cleaned_data["institutions"]]
        return [*chosen, (None, other)] if other else chosen
