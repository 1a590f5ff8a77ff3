"""What a bundle asks: why the whole file leaves the house; and which file answers an item of the checklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.models import Case, CaseFile
from saksama.pages import formats


class BundleForm(OnceForm):
    """The purpose; it stands in the custody of each piece."""

    why = fields.line(
        _("For whom and for what"), required=True, hint=_("It stands in the history of each file."), most=200
    )


class EnclosureForm(forms.Form):
    """A file of the case for one item."""

    item = forms.ChoiceField(label=_("Item of the checklist"))
    file = forms.ModelChoiceField(
        label=_("File of the case"), queryset=CaseFile.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, case: Case, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items
        self.fields["file"].queryset = case.files.select_related("sealed").order_by("pk")
        self.fields["file"].label_from_instance = lambda file: (
            f"{file.get_kind_display()} {file.pk}: {file.title}, {formats.plain_date(file.added_on)}"
        )
