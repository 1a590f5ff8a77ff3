"""The facts an office keeps about itself, as a form. It parses; ``places.operations`` writes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from saksama.desk import office_page, patterns
from saksama.places.models import Office
from saksama.places.problems import PlaceProblem
from saksama.places.rules import number_template_is_sound

MOST_MEMBERS = 99
"""Two figures; how many an office lawfully has is not decided here."""


def _text(field: str, label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    """One line of text, as long as its column."""
    column: Any = Office._meta.get_field(field)
    return forms.CharField(label=label, max_length=column.max_length, required=required, help_text=help_text)


def _spoken(pattern: str) -> str:
    """A pattern in the language of the page."""
    return patterns.spoken(pattern, get_language() or "")


class OfficeForm(forms.Form):
    """Fields of ``places.operations.OFFICE_FIELDS``; its name follows the area and is not asked."""

    letterhead_1 = _text(
        "letterhead_1",
        gettext_lazy("Letterhead, first line"),
        gettext_lazy("Empty: letters carry the name of the office."),
    )
    letterhead_2 = _text("letterhead_2", gettext_lazy("Letterhead, second line"))
    seat = _text(
        "seat", gettext_lazy("Seat"), gettext_lazy("The town that stands before the date of letters.")
    )
    address = _text("address", gettext_lazy("Address"))
    phone = _text("phone", gettext_lazy("Telephone"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    web = forms.URLField(
        label=gettext_lazy("Web page"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=gettext_lazy("For example https://kukar.bawaslu.go.id"),
    )
    members_count = forms.IntegerField(
        label=gettext_lazy("Number of members"),
        required=False,
        min_value=1,
        max_value=MOST_MEMBERS,
        help_text=gettext_lazy(
            "Chair and members, as appointed. Without it a plenary has no quorum and nothing can be decided."
        ),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            gettext_lazy("Write the number of members in figures, from 1 to 99."),
        ),
    )
    bawaslu_region_code = _text(
        "bawaslu_region_code",
        gettext_lazy("Bawaslu's region code"),
        gettext_lazy("It stands in the case numbers. It is not the area code of the ministry."),
    )
    region_code_confirmed = forms.BooleanField(
        label=gettext_lazy("The region code is confirmed"), required=False
    )
    number_template = _text(
        "number_template", gettext_lazy("Pattern of a received report's number"), required=True
    )
    registration_template = _text(
        "registration_template", gettext_lazy("Pattern of a registered case's number"), required=True
    )

    PLACE = ("letterhead_1", "letterhead_2", "seat", "address", "phone", "email", "web")
    PATTERNS = ("number_template", "registration_template")
    NUMBERS = ("bawaslu_region_code", "region_code_confirmed", *PATTERNS)

    def __init__(self, data: Any = None, *, office: Office) -> None:
        self.office = office
        facts = {name: getattr(office, name) for name in self.base_fields}
        super().__init__(data, initial=facts | {name: _spoken(facts[name]) for name in self.PATTERNS})

    @property
    def place(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PLACE]

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.NUMBERS]

    def clean_number_template(self) -> str:
        return self._pattern("number_template")

    def clean_registration_template(self) -> str:
        return self._pattern("registration_template")

    def _pattern(self, field: str) -> str:
        pattern = patterns.kept(self.cleaned_data[field])
        self.fields[field].run_validators(pattern)  # kept, it may be longer than it was typed
        if not number_template_is_sound(pattern):
            raise ValidationError(PlaceProblem("template_broken").message)
        longest = office_page.longest_number(pattern, self.office, self.cleaned_data)
        if len(longest) > office_page.NUMBER_LENGTH:
            raise ValidationError(
                _(
                    "Numbers of this pattern grow to %(length)s signs; at most %(most)s can be kept: %(number)s"
                )
                % {"length": len(longest), "most": office_page.NUMBER_LENGTH, "number": longest}
            )
        return pattern

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("region_code_confirmed") and data.get("bawaslu_region_code") == "":
            self.add_error("bawaslu_region_code", _("Write the region code before you confirm it."))
        return data

    def tell_of_others(self, standing: Office) -> bool:
        """Mark each field that differs from what somebody else has saved meanwhile; were there any?"""
        differing = [name for name in self.fields if self.cleaned_data[name] != getattr(standing, name)]
        for name in differing:
            value = getattr(standing, name)
            if name in self.PATTERNS:
                value = _spoken(value)
            shown = (_("yes") if value else _("no")) if isinstance(value, bool) else value or _("empty")
            self.add_error(
                name,
                _(
                    "Somebody else saved this page meanwhile. Recorded now: %(value)s. Save again to record yours."
                )
                % {"value": shown},
            )
        return bool(differing)
