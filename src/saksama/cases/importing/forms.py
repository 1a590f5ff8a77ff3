"""Forms of bringing a register over: the table, the meaning of its columns, the words of its states."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases import sentences
from saksama.cases.importing import queries, reading, rules, wording
from saksama.cases.importing.rules import Field
from saksama.cases.models import ImportBatch
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office

NOTHING = "-"


class UploadForm(forms.Form):
    """A table, the election it belongs to, and how the office calls the other register."""

    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none(), empty_label=None)
    event = forms.ModelChoiceField(
        label=_("Election"), queryset=ElectionEvent.objects.none(), empty_label=None
    )
    source = forms.CharField(
        label=_("Name of the other register"),
        max_length=80,
        help_text=_("Such as SigapLapor, or Register 2020 (Excel)."),
    )
    table = forms.FileField(
        label=_("Table (.xlsx or .csv)"),
        help_text=_(
            "The first row names the columns, each row below it is one case. At most 100,000 rows, 40 MB."
        ),
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(offices)
        self.fields["office"].queryset = offices
        self.fields["event"].queryset = places.events(on=today)
        self.fields["event"].label_from_instance = lambda event: event.title
        if len(known) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = known[0].pk
            self.fields["event"].queryset = places.events(on=today, office_code=known[0].pk)

    def clean_table(self) -> Any:
        table = self.cleaned_data["table"]
        if table.size > reading.MOST_BYTES:
            raise forms.ValidationError(
                gettext("The file is larger than 40 MB. Split it and upload the parts.")
            )
        return table


class ColumnsForm(forms.Form):
    """What each column tells; a column may tell nothing, and no two may tell the same."""

    def __init__(self, *args: Any, table: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        known = queries.columns_of(table)
        sample = queries.sample_of(table)
        choices = [(NOTHING, _("not brought over")), *((name.value, wording.LABELS[name]) for name in Field)]
        for place, head in enumerate(table.heads):
            if head:
                self.fields[f"column-{place}"] = forms.ChoiceField(
                    label=head, choices=choices, help_text=_shown(sample, place),
                    initial=known[place].value if place in known else NOTHING,
                )  # fmt: skip
        states = [
            (NOTHING, _("not said yet")),
            *((state, sentences.state_name(state)) for state in rules.OFFERED),
        ]
        for word in words_asked(table):
            self.fields[f"word-{word}"] = forms.ChoiceField(
                label=word, choices=states, initial=table.words.get(word, NOTHING)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = [name for key, name in cleaned.items() if key.startswith("column-") and name != NOTHING]
        for name in sorted({name for name in told if told.count(name) > 1}):
            label = wording.LABELS[Field(name)]
            self.add_error(None, gettext("Two columns are said to tell “%(name)s”.") % {"name": label})
        for missing in rules.unmapped(Field(name) for name in told):
            label = wording.LABELS[missing]
            self.add_error(None, gettext("No column tells “%(name)s”, and it is needed.") % {"name": label})
        return cleaned

    @property
    def columns(self) -> dict[int, Field]:
        return {
            int(key.removeprefix("column-")): Field(name)
            for key, name in self.cleaned_data.items()
            if key.startswith("column-") and name != NOTHING
        }

    @property
    def words(self) -> dict[str, str]:
        """Words as they are said now; those that were not asked this time stay."""
        asked = {
            key.removeprefix("word-"): state
            for key, state in self.cleaned_data.items()
            if key.startswith("word-")
        }
        return {word: state for word, state in {**self.table.words, **asked}.items() if state != NOTHING}

    def column_fields(self) -> Iterator[forms.BoundField]:
        return self._starting("column-")

    def word_fields(self) -> list[forms.BoundField]:
        return list(self._starting("word-"))

    def _starting(self, prefix: str) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if name.startswith(prefix))


def _shown(sample: list[str], place: int) -> str:
    """What stands in the first row below the head, so that a column is known by more than its name."""
    told = sample[place].replace("\n", " ") if place < len(sample) else ""
    return gettext("In the first row: %(told)s") % {"told": told[:60]} if told else ""


def words_asked(table: ImportBatch) -> Iterable[str]:
    """Words that the last check did not know, and those that the office has explained."""
    unknown: Mapping[str, int] = table.counts.get("words", {})
    return dict.fromkeys([*unknown, *table.words])
