"""The paper as a form: one box for each cell, in its order."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.checklists.results import rules, wording


class FigureField(forms.CharField):
    """A whole number as it stands on the paper; ``-`` where it is empty or cannot be read."""

    default_error_messages = {
        "required": _(
            "Write the figure as it stands on the sheet, or - where it is empty or cannot be read."
        ),
        "figure": _("“%(text)s” is no figure. Write a whole number, or - where the sheet cannot be read."),
    }

    def __init__(self, **more: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 8})
        super().__init__(max_length=12, widget=box, **more)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return rules.figure(text)
        except ValueError as fault:
            raise forms.ValidationError(self.error_messages["figure"], params={"text": text}) from fault


class SheetForm(forms.Form):
    """The cells ``asked``; ``agreed`` holds those that are not asked any more.

    A sum that fails is told once: it is a slip of the hand, or the paper really says so, which the person confirms.
    """

    as_written = forms.BooleanField(
        required=False,
        label=_("I looked again: the sheet really says so"),
        help_text=_(
            "The figures are kept as they are written. What does not add up is recorded as a remark."
        ),
    )

    def __init__(
        self, *given: Any, paper: rules.Layout, asked: Iterable[str], agreed: rules.Figures | None = None, **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        self.paper, self.agreed = paper, dict(agreed or {})
        self.broken: list[rules.Broken] = []
        wanted = set(asked)
        confirm = self.fields.pop("as_written")
        for cell in paper.cells:
            if cell.key in wanted:
                self.fields[cell.key] = FigureField(label=wording.in_tongue(cell.label))
        self.fields["as_written"] = confirm

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self.broken = rules.broken(self.paper, {**self.agreed, **self.figures})
            if not data.get("as_written"):
                for one in self.broken:
                    self.add_error(self._nearest(one), wording.told(self.paper, one))
        return data

    def _nearest(self, one: rules.Broken) -> str | None:
        """A box that is on the page, so that the sentence leads there."""
        return next((key for key in (one.check.whole, *one.check.parts) if key in self.fields), None)

    @property
    def figures(self) -> dict[str, int | None]:
        """What was read, by cell."""
        return {key: value for key, value in self.cleaned_data.items() if key != "as_written"}

    @property
    def blocks(self) -> list[tuple[str, list[Any]]]:
        """``(title, fields)`` of each block that has a box on the page."""
        found = [
            (
                wording.in_tongue(part.label),
                [self[cell.key] for cell in part.cells if cell.key in self.fields],
            )
            for part in self.paper.parts
        ]
        return [(title, boxes) for title, boxes in found if boxes]
