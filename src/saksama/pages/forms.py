"""One field that every room needs: a date written as day, month and year, in words or figures."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saksama.pages import formats

PARTS = ("day", "month", "year")


class DayParts(forms.Widget):
    """Three inputs: ``name_0`` day, ``name_1`` month (word or figure), ``name_2`` year."""

    template_name = "pages/widgets/day_parts.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...] | str | None:
        if name in data:  # from a script or a browser's own date input: 2024-11-07
            return data.get(name)
        return tuple(str(data.get(f"{name}_{index}", "")).strip() for index in range(3))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{index}" not in data for index in range(3))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    @staticmethod
    def parts(value: Any) -> tuple[str, ...]:
        """What the three boxes show: a date in words, or exactly what was typed."""
        if isinstance(value, date):
            return str(value.day), formats.MONTHS[formats.language()][value.month - 1], str(value.year)
        if isinstance(value, list | tuple):
            return tuple(value)
        match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value or ""))
        return DayParts.parts(date(*map(int, match.groups()))) if match else ("", "", "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = self.parts(value)
        return context


class DayField(forms.Field):
    """A date typed in three boxes. The month may be *11*, *November* or *nov*; the year has four figures."""

    widget = DayParts
    default_error_messages = {
        "required": _("Write the day, the month and the year."),
        "incomplete": _("Write all three: the day, the month and the year."),
        "month": _("We do not know the month “%(value)s”. Write its name or its number, 1 to 12."),
        "year": _("Write the year with four figures, for example 2024."),
        "invalid": _("There is no %(value)s. Check the day and the month."),
    }

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if isinstance(value, str):
            value = tuple(reversed(value.strip().split("-"))) if value.strip() else ("", "", "")
        if not any(value):
            return None
        if len(value) != 3 or not all(value):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._join(*value)

    def _join(self, day: str, month: str, year: str) -> date:
        month_number = month_from_text(month)
        if month_number is None:
            raise ValidationError(self.error_messages["month"], code="month", params={"value": month})
        if not re.fullmatch(r"[0-9]{4}", year):
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(int(year), month_number, int(day))
        except ValueError as error:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": f"{day} {month} {year}"}
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


def month_from_text(text: str) -> int | None:
    """Read a month: *11*, *November*, *nov*, *Nopember*, *Agt*, *August*; None when it is none."""
    word = text.strip().casefold().rstrip(".")
    if re.fullmatch(r"[0-9]{1,2}", word):
        return int(word) if 1 <= int(word) <= 12 else None
    word = {"nopember": "november", "pebruari": "februari", "agt": "agustus", "agu": "agustus"}.get(
        word, word
    )
    if len(word) < 3:
        return None
    for names in formats.MONTHS.values():
        for number, name in enumerate(names, start=1):
            if name.casefold().startswith(word):
                return number
    return None
