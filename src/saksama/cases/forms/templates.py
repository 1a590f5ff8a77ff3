"""Bringing an office's own Word template."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.documents import blanks, word
from saksama.documents.models import DocumentKind
from saksama.evidence.forms import SealedFileField


class TemplateForm(forms.Form):
    """Which form, and the file."""

    kind = forms.ChoiceField(label=_("Form or letter"))
    file = SealedFileField(label=_("Word file (DOCX)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(DocumentKind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in blanks.all_blanks()]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > word.LARGEST:
            raise ValidationError(
                gettext("The file is larger than 4 MB. Take pictures out of it, or make them smaller.")
            )
        return upload
