"""Everything an act on accounts and duties can be refused for: code, sentence, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. ``message`` and ``remedy`` may hold named placeholders."""

    message: Any
    remedy: Any


CATALOGUE: Mapping[str, Kind] = {
    "code_taken": Kind(
        _("The user name %(code)s is already used."),
        _("Leave it empty to get the next free one."),
    ),
    "code_unsuitable": Kind(
        _("The user name may hold small letters, figures, dots and dashes only, three to sixty of them."),
        _("Leave it empty to get one, such as 64.02-petugas-1."),
    ),
    "area_outside_office": Kind(
        _("%(area)s does not lie in the area of office %(office)s."),
        _("Choose an area inside it, or leave it empty."),
    ),
    "unknown_area": Kind(_("%(area)s is no area code."), _("Write it as in 64.02.06.1001.")),
    "unknown_office": Kind(_("There is no office %(office)s."), _("Write its code as in 64.02.")),
    "ends_before_start": Kind(_("The last day lies before the first day."), _("Check one of the two.")),
    "ends_in_the_past": Kind(
        _("%(day)s is already over; on that day the duty did hold."),
        _("Choose today or later, or take the duty back at once."),
    ),
    "duty_twice": Kind(
        _("The person already holds this duty from %(starts_on)s."),
        _("End that one first, or choose other days."),
    ),
    "absent_already": Kind(
        _("For %(name)s an absence is recorded already on one of these days."), _("Cancel that one first.")
    ),
    "stand_in_away": Kind(
        _("%(name)s cannot stand in on these days."), _("Choose somebody who is there, or nobody.")
    ),
    "duty_over": Kind(_("This duty is already over."), _("Nothing needs to be done.")),
    "institution_code": Kind(
        _("“%(code)s” cannot name an institution."),
        _("Use small letters, figures, dots and dashes, such as kpu-64.02, or leave it empty."),
    ),
    "institution_closed": Kind(_("This institution is already closed."), _("Nothing needs to be done.")),
    "name_missing": Kind(_("The name is missing."), _("Write it as on an envelope, with titles.")),
    "tenure_overlaps": Kind(
        _("In these days somebody else holds the post, from %(starts_on)s."),
        _("Note the last day of that person first, or choose other days."),
    ),
    "person_erased": Kind(
        _("Name and contacts of this person were taken away."), _("Place the person in the post anew.")
    ),
    "sheet_unreadable": Kind(
        _("This file cannot be read as an XLSX table."),
        _("Save it as .xlsx in your spreadsheet, or fill in our empty table."),
    ),
    "sheet_columns": Kind(
        _("The table lacks the columns: %(columns)s."),
        _("Use the heads of our empty table; their order is free."),
    ),
    "sheet_too_long": Kind(
        _("The table has more than %(most)s rows."), _("Divide it and bring in one part after the other.")
    ),
    "sheet_stale": Kind(
        _("The checked table can no longer be read."), _("Choose the file again and check it once more.")
    ),
    "own_duty": Kind(
        _("Nobody changes the duties or the log-in of the own account."),
        _("Ask another administrator of your office."),
    ),
    "not_yours": Kind(
        _("This person also serves outside your area."),
        _("Ask the administrator of the office above yours."),
    ),
}


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``CATALOGUE``."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)

    @property
    def message(self) -> str:
        return str(CATALOGUE[self.code].message) % self.facts

    @property
    def remedy(self) -> str:
        return str(CATALOGUE[self.code].remedy) % self.facts

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
