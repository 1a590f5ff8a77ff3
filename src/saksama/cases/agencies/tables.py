"""The table of receivers, for the screen and for the sheet."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.cases.tracks.queries import Receiver, Waiting
from saksama.documents import xlsx
from saksama.pages import formats


def screen_columns() -> list[dict[str, Any]]:
    """Heads of the table on the page."""
    figures = (
        _("Asked"), _("Waiting"), _("Oldest, days"), _("No proof of receipt"), _("Limit passed"), _("To remind"),
        _("Answer, median days"),
    )  # fmt: skip
    return [{"label": _("Agency")}, *({"label": label, "number": True} for label in figures)]


def screen_row(row: Receiver) -> list[Any]:
    """One receiver, as the table component takes it."""
    ages = row.ages
    name: dict[str, Any] = {"text": row.name}
    if ages.silent:
        name["line"] = ngettext(
            "%(count)s silence on record", "%(count)s silences on record", ages.silent
        ) % {"count": ages.silent}
    return [
        name, ages.asked, ages.waiting, "–" if ages.oldest_days is None else ages.oldest_days, ages.without_receipt,
        ages.overdue, ages.to_remind,
        "–" if ages.median_answer_days is None else formats.number(ages.median_answer_days),
    ]  # fmt: skip


def sheet_columns() -> list[xlsx.Column]:
    """Columns of the sheet."""
    return [
        xlsx.Column(_("Agency"), width=40),
        *(
            xlsx.Column(label, "number")
            for label in (
                _("Asked"), _("Waiting"), _("Oldest, days"), _("No proof of receipt"), _("Limit passed"),
                _("To remind"), _("Reminders sent"), _("Silences on record"), _("Answer, median days"),
            )
        ),
    ]  # fmt: skip


def sheet_row(row: Receiver) -> list[Any]:
    """One receiver, figures as numbers and empty where there is none."""
    ages = row.ages
    return [
        row.name, ages.asked, ages.waiting, ages.oldest_days, ages.without_receipt, ages.overdue, ages.to_remind,
        ages.reminders, ages.silent, ages.median_answer_days,
    ]  # fmt: skip


def word_of(item: Waiting) -> str:
    """The state of a waiting matter in a word or two."""
    if item.is_late:
        return _("limit passed")
    return _("to remind") if item.to_remind else _("waiting")
