"""Forms that join two cases, and part them: the other case is chosen among suggestions, or by its number."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm
from saksama.cases.likeness import queries as likeness
from saksama.cases.likeness.wording import reasons
from saksama.cases.models import Case

BY_NUMBER = ""


class JoinForm(ActForm):
    """Which other case, and why. Nothing is chosen beforehand but what the person pressed."""

    shown_at: ClassVar = {
        "reason_missing": "reason",
        "linked_to_itself": "number",
        "linked_already": "number",
    }
    prefilled: ClassVar = ("other",)

    other = forms.ChoiceField(label=_("The other case"), widget=forms.RadioSelect, required=False)
    number = fields.line(
        _("Number of the other case"), hint=_("As received or as registered, whole."), most=80
    )
    reason = fields.reason(_("Reason"), required=True, hint=_("Kept in the history of both cases."))

    def prepare(self) -> None:
        scene = self.scene
        found = likeness.for_case(scene.case, scene.account, today=scene.today)
        known = {str(item.case.pk): item.case for item in found}
        self._known = known
        told = {str(item.case.pk): reasons(item.likeness) for item in found}
        self.fields["other"].choices = [
            *((pk, f"{case.number}: {case.title} ({told[pk]})") for pk, case in known.items()),
            (BY_NUMBER, _("another one, by its number")),
        ]
        if not known:
            del self.fields["other"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("other") or BY_NUMBER
        self.other = self._known.get(chosen) or self._numbered(self.written("number"))
        if self.other is None and "number" not in self.errors:
            self.add_error("number", _("Choose a case above, or write the number of one that you can see."))
        return cleaned

    def _numbered(self, number: str) -> Case | None:
        """The one visible case of that number; None where there is none, or more than one."""
        if not number:
            return None
        rows = queries.visible_to(self.scene.account, today=self.scene.today)
        found = list(rows.filter(Q(number_received=number) | Q(number_registered=number))[:2])
        return found[0] if len(found) == 1 else None


class PartForm(ActForm):
    """From which case it is parted."""

    shown_at: ClassVar = {"reason_missing": "reason", "not_linked": "other"}
    prefilled: ClassVar = ("other",)

    other = forms.ModelChoiceField(
        label=_("The other case"), queryset=Case.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    reason = fields.reason(_("Reason"), required=True, hint=_("Kept in the history of both cases."))

    def prepare(self) -> None:
        scene = self.scene
        self.fields["other"].queryset = queries.joined_with(scene.case, scene.account, today=scene.today)
        self.fields["other"].label_from_instance = lambda case: f"{case.number}: {case.title}"
