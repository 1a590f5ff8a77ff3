"""Form fields of the citizen's pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saksama.pages import formats


class LongText(forms.CharField):
    """A text with a limit of letters. Beyond it the page gives the first part back, never 20 MB."""

    widget = forms.Textarea
    default_error_messages = {
        "too_long": _(
            "You wrote %(length)s letters; at most %(limit)s fit here. Below are the first %(limit)s. "
            "Put the whole text into a file and add it to the evidence."
        ),
    }

    def __init__(self, *, letters: int, **kwargs: Any) -> None:
        self.letters = letters
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace("\r\n", "\n")
        if len(text) > self.letters:
            figures = {"length": formats.number(len(text)), "limit": formats.number(self.letters)}
            raise ValidationError(self.error_messages["too_long"], code="too_long", params=figures)
        return text

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data[: self.letters] if isinstance(data, str) else data


class ShortText(LongText):
    """One line."""

    widget = forms.TextInput
    default_error_messages = {
        "too_long": _("This is too long: %(length)s letters, at most %(limit)s. Shorten it, please."),
    }
