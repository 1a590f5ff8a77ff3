"""What can go wrong in places: a code for programs, a sentence for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "decree_missing": _("Name the decree or letter on which this rests."),
    "name_missing": _("Give the holiday a name."),
    "holiday_kind_unknown": _("Choose one of the kinds of holiday."),
    "year_unknown": _("The calendar knows the years %(first)s to %(last)s only. Choose a day in them."),
    "not_a_holiday": _("This day is not a holiday, so it cannot be taken away."),
    "weekday_unknown": _("Choose a day of the week."),
    "hours_incomplete": _(
        "Give both hours, opening and closing, or leave both empty when the office is closed."
    ),
    "hours_reversed": _("The closing hour must be later than the opening hour."),
    "office_unknown": _("There is no office with the code %(code)s."),
    "area_unknown": _("There is no area with the code %(code)s."),
    "field_unknown": _("%(field)s is not something an office can change."),
    "template_broken": _(
        "The number pattern must hold {number} once. It may also hold {registered}, {type}, {election}, "
        "{level}, {region}, {province}, {month} and {year}."
    ),
    "vote_before_announcement": _("The vote cannot be earlier than the day it was announced."),
    "already_exists": _("This is already recorded: %(slug)s."),
}


class PlaceProblem(ValueError):
    """An act of this room was refused; ``code`` is a key of MESSAGES."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message(self) -> str:
        """The sentence in the reader's language."""
        return str(MESSAGES[self.code]) % self.values
