"""``?on=2024-11-09``: which day a page speaks of."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from saksama.pages.formats import long_date


@dataclass(frozen=True, slots=True)
class NoSuchDay(Exception):
    """The page cannot speak of the day asked for; ``title`` says why, ``remedy`` what to do."""

    title: str
    remedy: str


def asked(query: QueryDict, *, today: date, name: str = "on") -> date:
    """The day in the address, today where none stands there.

    Raises: NoSuchDay for text that is no day, and for a day that has not come.
    """
    text = query.get(name, "").strip()
    day = read(text) if text else today
    if day > today:
        raise NoSuchDay(
            _("%(day)s has not come yet.") % {"day": long_date(day)},
            _("Today is %(day)s. Ask for a day up to today.") % {"day": long_date(today)},
        )
    return day


def read(text: str) -> date:
    """A day written as ``2024-11-09``. Raises NoSuchDay."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchDay(
            _("“%(text)s” is not a day.") % {"text": text[:40]},
            _("Write year, month and day with figures, for example 2024-11-09."),
        ) from None
