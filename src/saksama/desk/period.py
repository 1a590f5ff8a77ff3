"""From which day to which day a page speaks: ``?dari=2024-11-01&sampai=2024-11-09``."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from saksama.pages.days import NoSuchDay, asked
from saksama.pages.formats import plain_date


@dataclass(frozen=True, slots=True)
class Period:
    """Both days inclusive; ``last`` is never after today."""

    first: date
    last: date

    @property
    def words(self) -> str:
        return _("%(first)s to %(last)s") % {"first": plain_date(self.first), "last": plain_date(self.last)}

    @property
    def address(self) -> str:
        return f"dari={self.first.isoformat()}&sampai={self.last.isoformat()}"


def asked_period(query: QueryDict, *, today: date) -> Period:
    """The period in the address; this month up to today where none stands there.

    Raises: NoSuchDay.
    """
    last = asked(query, today=today, name="sampai")
    first = asked(query, today=today, name="dari") if query.get("dari", "").strip() else last.replace(day=1)
    if first > last:
        raise NoSuchDay(
            _("The period ends before it begins."), _("Choose a first day that is not after the last one.")
        )
    return Period(first, last)
