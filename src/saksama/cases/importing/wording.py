"""Names of the columns, and each fault of a row in a sentence that says what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saksama.cases.importing.rules import Fault, Field

LABELS: Mapping[Field, Any] = {
    Field.NUMBER: gettext_lazy("Number there"),
    Field.KIND: gettext_lazy("Report, finding or information"),
    Field.STATE: gettext_lazy("State there"),
    Field.RECEIVED: gettext_lazy("Day of receipt"),
    Field.REGISTERED: gettext_lazy("Day of registration"),
    Field.ENDED: gettext_lazy("Day on which it ended"),
    Field.OCCURRED: gettext_lazy("Day of the event"),
    Field.KNOWN: gettext_lazy("Became known"),
    Field.TITLE: gettext_lazy("Matter, in one sentence"),
    Field.WHAT: gettext_lazy("What happened"),
    Field.WHERE: gettext_lazy("Place, as told"),
    Field.AREA: gettext_lazy("District or village"),
    Field.CLASS: gettext_lazy("Class of violation"),
    Field.RESPONDENT: gettext_lazy("Respondents (several with a semicolon)"),
    Field.POST: gettext_lazy("Respondent's post"),
    Field.REPORTER: gettext_lazy("Reporter (is sealed)"),
    Field.PHONE: gettext_lazy("Reporter's telephone (is sealed)"),
    Field.ADDRESS: gettext_lazy("Reporter's address (is sealed)"),
}
FAULTS: Mapping[str, Any] = {
    "number_missing": gettext_lazy("The number is missing: write the number that the case has there."),
    "number_long": gettext_lazy("The number has more than 80 signs."),
    "number_twice": gettext_lazy("This number stands in a row above: keep one of the two."),
    "story_missing": gettext_lazy("Neither matter nor story is told: write one of them."),
    "received_missing": gettext_lazy("The day of receipt is missing."),
    "registered_missing": gettext_lazy("A case that is being handled needs its day of registration."),
    "day_unreadable": gettext_lazy("This is no day: write it as 2024-11-05 or 5 November 2024."),
    "day_ahead": gettext_lazy("This day has not come yet."),
    "days_crossed": gettext_lazy("This day is earlier than the one before it in the case."),
    "state_unknown": gettext_lazy("Nobody has said which state this word means."),
    "state_unfit": gettext_lazy("This kind of case cannot be in this state."),
    "kind_unknown": gettext_lazy("Write laporan, temuan or informasi awal, or leave it empty."),
    "class_unknown": gettext_lazy(
        "This class of violation is not known: write pidana, administrasi or netralitas ASN."
    ),
}
FAULT_HEAD = pgettext_lazy("column of a sheet", "What is to be mended")


def told(faults: Iterable[Fault]) -> str:
    """All faults of a row, each with its column and what stands there."""
    return " ".join(_one(fault) for fault in faults)


def _one(fault: Fault) -> str:
    about = {"column": LABELS[fault.field], "fault": FAULTS[fault.code], "told": fault.told[:60]}
    return (_("%(column)s “%(told)s”: %(fault)s") if fault.told else _("%(column)s: %(fault)s")) % about
