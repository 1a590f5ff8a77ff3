"""What issuing a paper asks: the kind of file, whether sealed names are printed, and why it is issued anew."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.operations.papers import Opening
from saksama.documents import operations as documents
from saksama.evidence.rules import Ground


class IssueForm(OnceForm):
    """``may_open``: the paper names sealed persons and the account may open them. ``is_anew``: it replaces one."""

    shown_at: ClassVar = {"reason_missing": "reason", "ground_missing": "ground"}

    file = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (documents.PDF, _("PDF/A, sealed as it is")),
            (documents.WORD, _("Word (DOCX), by the office's template")),
        ],
        initial=documents.PDF,
        widget=forms.RadioSelect,
    )
    opens = forms.BooleanField(label=_("Print the names of sealed persons"), required=False)
    ground = forms.ChoiceField(
        label=_("Ground for opening the identities"),
        choices=[("", "—"), *Ground.choices],
        required=False,
        help_text=_("Needed when names are printed. Each look stands in the journal with its ground."),
    )
    reason = fields.reason(_("Why it is issued anew"), required=True, hint=_("The old document is kept."))

    def __init__(self, *args: Any, may_open: bool, is_anew: bool, is_edited: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_open:
            del self.fields["opens"], self.fields["ground"]
        if not is_anew:
            del self.fields["reason"]
        if not is_edited:
            del self.fields["file"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("opens") and not cleaned.get("ground"):
            self.add_error("ground", _("Say on which ground the names are printed."))
        return cleaned

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal beside its field, or on top when it has none."""
        name = self.shown_at.get(code)
        self.add_error(name if name in self.fields else None, sentence)

    @property
    def opening(self) -> Opening | None:
        """On which ground sealed names are printed; None: labels stand in their place."""
        if not self.cleaned_data.get("opens"):
            return None
        return Opening(self.cleaned_data["ground"], "")

    @property
    def kind_of_file(self) -> str:
        return str(self.cleaned_data.get("file") or documents.PDF)

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("reason") or "").strip()
