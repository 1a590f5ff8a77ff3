"""A change of the calendar asked for on the page: said in words, tried in a preview, made by its operation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from saksama.desk import calendar_preview as preview
from saksama.law import Holiday
from saksama.pages.formats import DAYS, language, long_date
from saksama.places import operations
from saksama.places.models import OfficeHoliday
from saksama.places.problems import PlaceProblem
from saksama.places.queries import CalendarChange, calendar_for


@dataclass(frozen=True, slots=True)
class Change:
    """``office``: whose word it is. ``sentence`` says it; ``try_out`` and ``make`` carry it out."""

    office: str
    sentence: str
    try_out: Callable[[], preview.Preview]
    make: Callable[[str, datetime], object]


def change_of(act: str, data: dict[str, Any], *, office: str, holiday: OfficeHoliday | None = None) -> Change:
    """The change that a valid form asks for. Raises: PlaceProblem where it can be seen at once to be none."""
    if act == "withdraw":
        assert holiday is not None
        return _withdraw(holiday)
    return {"add": _add, "remove": _remove, "hours": _hours}[act](data, office)


def _add(data: dict[str, Any], office: str) -> Change:
    day: date = data["day"]
    _covered(office, day)
    change = CalendarChange(
        day, Holiday(day=day, name=data["name"], kind=data["kind"], decree=data["decree"])
    )
    return Change(
        office,
        _("%(day)s becomes a holiday: %(name)s.") % {"day": long_date(day), "name": data["name"]},
        lambda: preview.of_holiday(office, change),
        lambda actor, at: operations.add_holiday(office=office, actor=actor, at=at, **data),
    )


def _remove(data: dict[str, Any], office: str) -> Change:
    day: date = data["day"]
    _covered(office, day)
    holiday = calendar_for(office).holiday_on(day)
    if holiday is None:
        raise PlaceProblem("not_a_holiday")
    return Change(
        office,
        _("The office works on %(day)s (%(name)s).") % {"day": long_date(day), "name": holiday.name},
        lambda: preview.of_holiday(office, CalendarChange(day, None)),
        lambda actor, at: operations.remove_holiday(office=office, actor=actor, at=at, **data),
    )


def _withdraw(holiday: OfficeHoliday) -> Change:
    change = preview.after_withdrawal(holiday)
    sentence = (
        _("%(day)s is a holiday again: %(name)s.")
        if change.holiday
        else _("%(day)s is no holiday of this office any more.")
    )
    name = change.holiday.name if change.holiday else ""
    return Change(
        holiday.office_id,
        sentence % {"day": long_date(holiday.day), "name": name},
        lambda: preview.of_holiday(holiday.office_id, change),
        lambda actor, at: operations.withdraw_holiday(holiday=holiday.pk, actor=actor, at=at),
    )


def _hours(data: dict[str, Any], office: str) -> Change:
    change = preview.HoursChange(data["weekday"], data["opens"], data["closes"], data["from_day"])
    words = {"weekday": DAYS[language()][change.weekday], "day": long_date(change.from_day)}
    if change.opens and change.closes:
        words |= {"opens": f"{change.opens:%H.%M}", "closes": f"{change.closes:%H.%M}"}
        sentence = (
            _("%(weekday)s: reports are received from %(opens)s to %(closes)s, from %(day)s on.") % words
        )
    else:
        sentence = _("%(weekday)s: closed for receipt, from %(day)s on.") % words
    return Change(
        office,
        sentence,
        lambda: preview.of_hours(office, change),
        lambda actor, at: operations.set_hours(office=office, actor=actor, at=at, **data),
    )


def _covered(office: str, day: date) -> None:
    calendar = calendar_for(office)
    if not calendar.covers(day):
        raise PlaceProblem("year_unknown", first=calendar.first_year, last=calendar.last_year)
