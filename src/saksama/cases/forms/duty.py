"""Forms of recusal: who is kept from a case, why, who takes over."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm
from saksama.cases.models import Recusal
from saksama.people import scope
from saksama.people.models import Account


class RecuseForm(ActForm):
    """Whoever may set it for others chooses among the people of the office; everybody else is asked for the ground."""

    shown_at: ClassVar = {
        "recusal_ground_missing": "note",
        "recused_already": "who",
        "not_of_the_office": "who",
        "stand_in_unfit": "stand_in",
    }

    who = forms.ModelChoiceField(
        label=_("Who is kept from the case"), queryset=Account.objects.none(), empty_label=None
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=Recusal.Ground.choices, widget=forms.RadioSelect)
    note = fields.reason(_("Note"), hint=_("Kept encrypted. Needed for another ground."))
    stand_in = forms.ModelChoiceField(
        label=_("Who takes the case over"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("nobody yet: alerts go to the chair"),
    )

    def prepare(self) -> None:
        scene = self.scene
        office, on = scene.case.office_id, scene.today
        kept = scene.case.recusals.filter(lifted_at=None).values("account")
        people = queries.holders_of("view_cases", office, on=on).exclude(pk__in=kept)
        may_set = scope.allows(scene.account, "set_recusal", office, today=on)
        self.fields["who"].queryset = people if may_set else people.filter(pk=scene.account.pk)
        self.fields["who"].initial = scene.account.pk
        officers = queries.holders_of("study_case", office, on=on).exclude(pk__in=kept)
        self.fields["stand_in"].queryset = officers
        for name in ("who", "stand_in"):
            self.fields[name].label_from_instance = lambda account: account.name
        if scene.case.owner_id is None:
            del self.fields["stand_in"]


class LiftRecusalForm(ActForm):
    """Whose recusal has lost its ground."""

    shown_at: ClassVar = {"reason_missing": "reason", "not_recused": "who"}

    who = forms.ModelChoiceField(
        label=_("Who may see the case again"), queryset=Account.objects.none(), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = fields.reason(_("Reason"), required=True)

    def prepare(self) -> None:
        kept = self.scene.case.recusals.filter(lifted_at=None).values("account")
        self.fields["who"].queryset = Account.objects.filter(pk__in=kept).order_by("code")
        self.fields["who"].label_from_instance = lambda account: account.name


def stand_in_of(form: Any) -> Account | None:
    """Whoever was chosen; None where it was not asked or left open."""
    return form.cleaned_data.get("stand_in")
