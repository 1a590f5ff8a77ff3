"""Forms of the care of a case: files, parties, owner, corrections, and the look at an identity."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm
from saksama.cases.models import CaseFile, Party
from saksama.cases.operations.intake import Facts, Respondent
from saksama.evidence.rules import Ground
from saksama.pages.forms import DayField
from saksama.people.models import Account


class AddFileForm(ActForm):
    """Files of one kind; without a title each keeps the giver's name for it."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=CaseFile.Kind.choices,
        widget=forms.RadioSelect,
        initial=CaseFile.Kind.EVIDENCE,
    )
    title = fields.line(_("Title"), hint=_("Kept encrypted. Empty: the file's own name."))
    files = fields.files()
    keep_doubtful = fields.keep_doubtful()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fields.refuse_doubtful(self, "files", cleaned.get("files", ()), wished=cleaned["keep_doubtful"])
        return cleaned


class AddPartyForm(ActForm):
    """A respondent by name, or a witness or representative whose identity is sealed apart."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[choice for choice in Party.Role.choices if choice[0] != Party.Role.REPORTER],
        widget=forms.RadioSelect,
    )
    name = fields.line(
        _("Name"),
        required=True,
        hint=_("Of witnesses and representatives it is sealed; the page shows a label."),
    )
    post = fields.line(_("Post, of a respondent"))
    phone = fields.line(_("Telephone"), most=40)
    address = fields.line(_("Address"), most=240)

    @property
    def respondent(self) -> Respondent | None:
        if self.cleaned_data["role"] != Party.Role.RESPONDENT:
            return None
        return Respondent(
            self.written("name"), self.written("post"), self.written("address"), self.written("phone")
        )

    @property
    def identity(self) -> dict[str, str] | None:
        if self.cleaned_data["role"] == Party.Role.RESPONDENT:
            return None
        return {name: self.written(name) for name in ("name", "phone", "address")}


class AssignForm(ActForm):
    """Who takes care of the case."""

    owner = forms.ModelChoiceField(
        label=_("Officer"), queryset=Account.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        self.fields["owner"].queryset = queries.holders_of(
            "study_case", self.scene.case.office_id, on=self.scene.today
        )
        self.fields["owner"].label_from_instance = lambda account: account.name
        self.fields["owner"].initial = self.scene.case.owner_id


class CorrectFactsForm(ActForm):
    """What the record says of the event. Dates already given stand."""

    shown_at: ClassVar = {
        "reason_missing": "reason",
        "known_before_event": "known_on",
        "in_the_future": "known_on",
    }
    compared: ClassVar = ("title", "what", "where_text", "area", "occurred_on", "known_on")

    title = fields.line(_("Matter, in one sentence"), required=True)
    what = fields.story(_("What happened"), rows=10, most=8 * fields.LONG)
    where_text = fields.line(_("Place, as told"), most=200)
    area = fields.AreaField()
    occurred_on = DayField(label=_("Day of the event"), required=False)
    known_on = DayField(label=_("Day on which it became known"), required=False)
    reason = fields.reason(_("Reason for the correction"), required=True)

    def prepare(self) -> None:
        case = self.scene.case
        self.fields["area"].offer(case.office_id)
        for name in ("title", "what", "where_text", "occurred_on", "known_on"):
            self.fields[name].initial = getattr(case, name)
        self.fields["area"].initial = case.area_id or ""

    @property
    def facts(self) -> Facts:
        data = self.cleaned_data
        return Facts(
            title=self.written("title"),
            what=self.written("what"),
            where_text=self.written("where_text"),
            area=data["area"],
            occurred_on=data["occurred_on"],
            known_on=data["known_on"],
        )


class RevealForm(forms.Form):
    """Why a sealed identity must be seen."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, widget=forms.RadioSelect)
    note = fields.reason(_("Note"), hint=_("Kept encrypted with the look."))


class CopyForm(forms.Form):
    """Why an original is copied out."""

    why = fields.reason(_("What the copy is for"), required=True, hint=_("It stands in the file's custody."))
    from_quarantine = forms.BooleanField(
        label=_("I know that this file is in quarantine and may be dangerous"), required=False
    )
