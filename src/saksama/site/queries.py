"""Reads for the citizen's pages. Public facts of offices and elections; of cases only what a code opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from saksama.cases import transitions as t
from saksama.cases.digests import tracking_digest
from saksama.cases.models import Case
from saksama.cases.rules import Limit, limit_on, local_day
from saksama.law import Due, LawError, RuleSet, due, load
from saksama.pages import formats
from saksama.places import queries as places
from saksama.places.models import Area, ElectionEvent, Level, Office
from saksama.places.rules import is_code

DAYS_BACK = 31
"""How far back the example on the first page looks for the day whose limit is today."""


# --- which office ------------------------------------------------------------------------------------


def home_office(at: datetime) -> Office | None:
    """The one office this installation receives reports for; None when it serves several.

    ``SITE_OFFICE`` in the settings names it; otherwise it is the only regency with an election of its own.
    """
    named = getattr(settings, "SITE_OFFICE", "")
    if named:
        return Office.objects.filter(pk=named).first()
    regencies = places.events(on=at.date()).filter(area__level=Level.REGENCY)
    codes = list(regencies.order_by().values_list("area", flat=True).distinct()[:2])
    return Office.objects.filter(pk=codes[0]).first() if len(codes) == 1 else None


def event_for(office: Office, *, on: date) -> ElectionEvent | None:
    """The event a report of today belongs to: the next vote, else the last one held; None: no election here."""
    ahead = places.next_vote(on=on, office_code=office.code)
    if ahead:
        return ahead[0]
    held = places.events(on=on, office_code=office.code).order_by("-vote_on", "slug")
    return next((event for event in held if event.area_id == office.code), held.first())


def provinces() -> list[Area]:
    return list(Area.objects.filter(level=Level.PROVINCE).order_by("name"))


def regencies(province: str) -> list[Area]:
    """Regencies and cities of a province; none for what is no code."""
    if not is_code(province):
        return []
    return list(Area.objects.filter(level=Level.REGENCY, parent=province).order_by("name"))


def regency_office(code: str) -> Office | None:
    """The office of a regency or city; None for anything else that stands in an address."""
    return Office.objects.filter(pk=code, level=Level.REGENCY).first() if is_code(code) else None


def places_inside(office: Office) -> list[tuple[str, list[tuple[str, str]]]]:
    """``[(district, [(code, village), ..]), ..]`` for one select; each district itself comes first."""
    inside = Area.objects.within(office.code).exclude(level=Level.REGENCY).order_by("code")
    districts: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for area in inside:
        if area.level == Level.DISTRICT:
            unknown = _("%(district)s, village not known") % {"district": area.title}
            districts[area.code] = (area.title, [(area.code, unknown)])
        elif str(area.parent_id) in districts:
            districts[str(area.parent_id)][1].append((area.code, area.title))
    return sorted(districts.values())


def district_offices(office: Office) -> list[Office]:
    """The sub-district supervisors, the next doors to knock on."""
    return list(Office.objects.within(office.code).filter(level=Level.DISTRICT).order_by("name"))


# --- until when --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FilingLimit:
    """How a day of knowing stands to the time for reporting (PK-01, PM-01).

    ``due`` is None, and ``standing`` too, where the law data cannot answer; then nothing is promised.
    """

    due: Due | None
    standing: Limit | None


def filing_limit(known_on: date, *, office: Office, regime: str, today: date) -> FilingLimit:
    counted = filing_due(known_on, office=office, regime=regime)
    if counted is None or counted.due_on is None:
        return FilingLimit(None, None)
    return FilingLimit(counted, limit_on(today, due_on=counted.due_on, other_due_on=counted.other_due_on))


def filing_due(known_on: date, *, office: Office, regime: str) -> Due | None:
    """The last day to report what became known on ``known_on``; None: the law data cannot answer."""
    try:
        rule = load().on(known_on, regime)[t.STEP_CLOCKS["filing"][regime]]
        return due(rule, known_on, calendar=places.calendar_for(office.code), zone=office.zone)
    except LawError:
        return None


def due_today(*, office: Office, regime: str, today: date) -> Due | None:
    """The sum of whoever may report today for the last time: the example on the first page."""
    found = None
    calendar = places.calendar_for(office.code)
    for back in range(DAYS_BACK):
        start = today - timedelta(days=back)
        try:
            rule = load().on(start, regime)[t.STEP_CLOCKS["filing"][regime]]
            counted = due(rule, start, calendar=calendar, zone=office.zone)
        except LawError:
            return found
        if counted.due_on is None or counted.due_on < today:
            return found
        found = counted
    return found


# --- when the office is open -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hours:
    """One row of the opening hours. ``is_sure`` False: to be shown with the mark of unconfirmed law."""

    days: str
    times: str
    is_sure: bool = True


def law_of(office: Office, event: ElectionEvent | None, *, on: date) -> RuleSet:
    return load().on(on, event.election.regime if event else "pilkada")


def opening_hours(office: Office, rules: RuleSet, *, on: date) -> list[Hours]:
    """Weekdays with equal hours together: *Senin–Kamis, 08.00–16.00 WITA*."""
    own = places.office_hours(office.code, on=on)
    rows: list[tuple[list[int], Hours]] = []
    for weekday in range(7):
        shown = _hours_of(weekday, own, rules, formats.zone_name(office.zone))
        if rows and rows[-1][1].times == shown.times and rows[-1][1].is_sure == shown.is_sure:
            rows[-1][0].append(weekday)
        else:
            rows.append(([weekday], shown))
    return [Hours(_weekdays(days), hours.times, hours.is_sure) for days, hours in rows]


def _hours_of(weekday: int, own: object, rules: RuleSet, zone: str) -> Hours:
    if isinstance(own, dict) and weekday in own:
        stretch = own[weekday]
        return Hours(
            "", f"{_clock(stretch[0])}–{_clock(stretch[1])} {zone}" if stretch else _("no reception")
        )
    stretches = [item for item in rules.receipt_hours.hours if item.weekday == weekday]
    if not stretches:
        return Hours("", _("no reception"))
    opens, closes = min(item.opens for item in stretches), max(item.closes for item in stretches)
    is_sure = all(item.confidence == "sure" for item in stretches)
    return Hours("", f"{_clock(opens)}–{_clock(closes)} {zone}", is_sure)


def _clock(value: time) -> str:
    return value.strftime("%H.%M" if formats.language() == "id" else "%H:%M")


def _weekdays(days: list[int]) -> str:
    names = formats.DAYS[formats.language()]
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"


def round_the_clock(
    event: ElectionEvent | None, rules: RuleSet, *, on: date
) -> Iterator[tuple[str, str, bool]]:
    """``(stage, its days, is sure)`` of the stages still to end in which reports are received day and night."""
    always = rules.receipt_hours.always
    for stage in event.stages.filter(key__in=always, ends_on__gte=on) if event else ():
        first, last = stage.starts_on or stage.ends_on, stage.ends_on
        yield stage.label, _span(first, last), always[stage.key] == "sure"


def _span(first: date, last: date) -> str:
    """*24–26 November 2024*; both days in full where the month changes."""
    if first == last:
        return formats.plain_date(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{formats.plain_date(last)}"
    return f"{formats.plain_date(first)} – {formats.plain_date(last)}"


# --- what a code opens -------------------------------------------------------------------------------


def case_by_code(code: str) -> Case | None:
    """The case of a normalised tracking code. The digest is computed whether or not the code is one."""
    found = Case.objects.filter(tracking_digest=tracking_digest(code))
    case = found.select_related("office", "event", "event__election").first()
    return case if code else None


def case_sent(case_id: UUID | str) -> Case:
    """The case a receipt speaks of."""
    return Case.objects.select_related("office", "event", "event__election").get(pk=case_id)


def today_at(office: Office, at: datetime) -> date:
    return local_day(at, office.zone)
