"""Reads of places: areas, offices, events and stages, an office's calendar and hours.

Areas, elections and calendars are public facts, so these reads take no user.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from saksama import law
from saksama.law.receipt import OwnHours, StageSpan
from saksama.places import reference, rules
from saksama.places.models import (
    Area,
    Election,
    ElectionEvent,
    Office,
    OfficeHoliday,
    OfficeHours,
    PollingStation,
    Stage,
    within,
)


def reference_is_complete() -> bool:
    """Whether every area and office of the data is in the database, by number."""
    areas = sum(reference.AREA_COUNTS.values())
    offices = areas - reference.AREA_COUNTS["village"]
    return Area.objects.count() >= areas and Office.objects.count() >= offices


# Areas and offices


def children(code: str) -> QuerySet[Area]:
    """The areas directly inside ``code``, by name; reads one index."""
    return Area.objects.filter(parent=code).order_by("name")


def lineage(code: str) -> list[Area]:
    """The area and all that contain it, nearest first, the nation left out."""
    codes = [ancestor for ancestor in rules.lineage(code) if ancestor != rules.NATION]
    return list(Area.objects.filter(code__in=codes).order_by("-code"))


def full_name(code: str) -> str:
    """``Desa Perian, Kecamatan Muara Muntai, Kabupaten Kutai Kartanegara``; empty when unknown."""
    return ", ".join(area.title for area in lineage(code) if area.level != "province" or area.code == code)


def office_for(code: str, level: str = "regency") -> Office | None:
    """The office at ``level`` whose area contains ``code``; a report from a village goes to its regency."""
    wanted = [ancestor for ancestor in rules.lineage(code) if rules.level_of(ancestor) == level]
    return Office.objects.filter(code__in=wanted).first()


# Elections, events, stages


def events(
    *, on: date, office_code: str | None = None, include_drills: bool = False
) -> QuerySet[ElectionEvent]:
    """Events known on ``on``: announced by that day, earliest vote first.

    The one query through which figures read events; drills are left out unless asked for (decision 10).
    ``office_code``: only events that concern this office, because they are held in its area, in a
    part of it, or in an area that contains it.
    """
    known = ElectionEvent.objects.filter(announced_on__lte=on).select_related("election", "area")
    if not include_drills:
        known = known.exclude(kind=ElectionEvent.Kind.DRILL)
    return known if office_code is None else known.filter(_concerns(office_code))


def _concerns(office_code: str) -> Q:
    return Q(area__in=rules.lineage(office_code)) | within(office_code, "area")


def next_vote(*, on: date, office_code: str | None = None) -> tuple[ElectionEvent, int] | None:
    """The nearest vote on or after ``on`` that was known on ``on``, and the days to it (0 on the day).

    None when nothing is ahead: in Kukar on 15 Dec 2024, since the re-vote was ordered on 24 Feb 2025
    (decision 7). Of votes on one day the office's own comes first.
    """
    ahead = list(events(on=on, office_code=office_code).filter(vote_on__gte=on).order_by("vote_on", "slug"))
    if not ahead:
        return None
    same_day = [event for event in ahead if event.vote_on == ahead[0].vote_on]
    chosen = next((event for event in same_day if event.area_id == office_code), same_day[0])
    return chosen, (chosen.vote_on - on).days


def stages(*, on: date, office_code: str | None = None) -> QuerySet[Stage]:
    """Stages that run on ``on``, both days inclusive, of events known on that day."""
    started = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    running = Stage.objects.filter(started, ends_on__gte=on, event__in=events(on=on, office_code=office_code))
    return running.select_related("event").order_by("starts_on", "ends_on", "event")


def stage_keys(*, on: date, office_code: str | None = None) -> frozenset[str]:
    """Keys of the stages that run on ``on``: ``{"campaign", "monitor_accreditation"}``."""
    return frozenset(stages(on=on, office_code=office_code).values_list("key", flat=True))


def stage_spans(*, on: date, office_code: str | None = None) -> list[StageSpan]:
    """``(key, first day, last day)`` of the stages that run on ``on``, as ``law.receipt`` takes them.

    A stage whose first day is not given counts as begun by ``on``.
    """
    running = stages(on=on, office_code=office_code).values_list("key", "starts_on", "ends_on")
    return [(key, first or on, last) for key, first, last in running]


def elections(*, on: date, office_code: str | None = None) -> QuerySet[Election]:
    """Elections with at least one event known on ``on``."""
    known = events(on=on, office_code=office_code).order_by().values("election")
    return Election.objects.filter(slug__in=known)


def stations(event: ElectionEvent, code: str) -> QuerySet[PollingStation]:
    """Stations of ``event`` inside ``code``, in order of their codes."""
    return PollingStation.objects.filter(within(code), event=event).select_related("village")


# The office's calendar


class CalendarChange(NamedTuple):
    """A change that is only tried, for a preview: ``holiday`` None takes the day away."""

    day: date
    holiday: law.Holiday | None


def calendar_for(office_code: str, *, changes: Iterable[CalendarChange] = ()) -> law.WorkCalendar:
    """The work calendar of an office: the seed, then what wider offices say, then its own word.

    ``changes`` come last and are kept nowhere: counting with and without them shows what a new
    holiday would move. One small query each time, so every process sees a change at once; the
    calendar built from equal rows is shared.
    """
    words = _words(office_code) | {change.day: change.holiday for change in changes}
    return _calendar(office_code, tuple(sorted(words.items(), key=lambda item: item[0])))


def office_holidays(office_code: str) -> QuerySet[OfficeHoliday]:
    """Standing changes that hold for this office, its own and those of wider offices, by day."""
    standing = OfficeHoliday.objects.filter(office__in=rules.lineage(office_code), withdrawn_at__isnull=True)
    return standing.select_related("office").order_by("day", "office")


def _words(office_code: str) -> dict[date, law.Holiday | None]:
    """``{day: holiday, or None where taken away}``; wider offices speak first, so the nearer wins."""
    standing = OfficeHoliday.objects.filter(office__in=rules.lineage(office_code), withdrawn_at__isnull=True)
    rows = sorted(standing, key=lambda row: len(rules.lineage(row.office_id)))
    return {row.day: _holiday(row) for row in rows}


def _holiday(row: OfficeHoliday) -> law.Holiday | None:
    if row.effect == OfficeHoliday.Effect.REMOVE:
        return None
    return law.Holiday(day=row.day, name=row.name, kind=row.kind, decree=row.decree)


@lru_cache(maxsize=512)
def _calendar(office_code: str, words: tuple[tuple[date, law.Holiday | None], ...]) -> law.WorkCalendar:
    return law.seeded_calendar(
        area=office_code,
        extra=[holiday for _, holiday in words if holiday],
        removed=[day for day, holiday in words if holiday is None],
    )


def office_hours(office_code: str, *, on: date) -> OwnHours:
    """``{weekday: (opens, closes) or None when closed}`` where the office differs from the law data.

    Weekday 0 is Monday; weekdays that are missing follow the law. Of several rows the one that
    began last by ``on`` holds; the office's own word goes before that of a wider office.
    """
    rows = OfficeHours.objects.filter(office__in=rules.lineage(office_code), from_day__lte=on)
    in_order = sorted(rows, key=lambda row: (len(rules.lineage(row.office_id)), row.from_day))
    return {row.weekday: (row.opens, row.closes) if row.opens else None for row in in_order}
