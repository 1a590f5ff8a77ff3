"""``?on=2024-11-09``: which day a page of figures speaks of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saksama.pages.formats import long_date


@dataclass(frozen=True, slots=True)
class Asked:
    """The day to show; ``problem`` says what was wrong with the one in the address, and then today is shown."""

    day: date
    problem: str = ""

    @property
    def status(self) -> int:
        """HTTP status of a page that shows this day."""
        return 400 if self.problem else 200


def day_of(request: Any) -> Asked:
    """The day in the address; today where none stands there, or where it cannot be used."""
    text, today = request.GET.get("on", "").strip(), request.today
    if not text:
        return Asked(today)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Asked(today, _("“%(text)s” is not a day. Today is shown instead.") % {"text": text[:40]})
    if day > today:
        return Asked(today, _("%(day)s has not come yet. Today is shown instead.") % {"day": long_date(day)})
    return Asked(day)
