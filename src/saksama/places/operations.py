"""The only writers of places. Each act of a person has its journal line beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import transaction

from saksama.journal import operations as journal
from saksama.places import queries, reference, rules
from saksama.places.models import (
    Area,
    Election,
    ElectionEvent,
    Office,
    OfficeHoliday,
    OfficeHours,
    PollingStation,
    Stage,
)
from saksama.places.problems import PlaceProblem

Row = TypeVar("Row")
Progress = Callable[[int, int], None]
BATCH: Final = 1000  # rows in one transaction: on SQLite others wait for a moment, not for seconds
EXAMPLE: Final = "pilkada-2024"
_SAID: Final = {"add": "holiday_added", "remove": "holiday_removed"}
OFFICE_FIELDS: Final = frozenset(
    {
        "name", "seat", "letterhead_1", "letterhead_2", "address", "phone", "email", "web", "members_count",
        "bawaslu_region_code", "region_code_confirmed", "number_template", "registration_template",
    }
)  # fmt: skip


# Reference data


def load_reference(progress: Progress = lambda done, total: None) -> tuple[int, int]:
    """Load or refresh all areas, then the offices that are missing; may be repeated or broken off.

    Areas take the data's names; offices that exist keep what the office has written into them.
    ``progress(done, total)`` is told after each batch. Returns the numbers of areas and offices.
    """
    areas = list(reference.areas())
    offices = [reference.office_of(area) for area in areas if area.level != "village"]
    total = len(areas) + len(offices)
    done = 0
    for batch in _batches(areas):
        done += save_areas(batch)
        progress(done, total)
    for office_batch in _batches(offices):
        done += save_offices(office_batch)
        progress(done, total)
    return len(areas), len(offices)


def save_areas(rows: Iterable[reference.AreaRow]) -> int:
    """Insert or refresh areas; parents must come before or with their children."""
    areas = [
        Area(code=row.code, name=row.name, level=row.level, kind=row.kind, parent_id=row.parent)
        for row in rows
    ]
    Area.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "kind", "parent"],
    )
    return len(areas)


def save_offices(rows: Iterable[reference.OfficeRow]) -> int:
    """Insert offices that do not exist yet."""
    offices = [_new_office(row) for row in rows]
    Office.objects.bulk_create(offices, ignore_conflicts=True)
    return len(offices)


def _new_office(row: reference.OfficeRow) -> Office:
    return Office(
        code=row.code,
        area_id=row.code,
        level=row.level,
        name=row.name,
        letterhead_1=row.letterhead_1,
        letterhead_2=row.letterhead_2,
        members_count=row.members_count,
        seat=row.known.seat,
        bawaslu_region_code=row.known.bawaslu_region_code,
        region_code_confirmed=row.known.confirmed,
    )


# The office's own entries


@transaction.atomic
def update_office(*, office: str, changes: Mapping[str, Any], actor: str, at: datetime) -> Office:
    """Change letterhead, seat, members, region code or number patterns of an office.

    ``changes`` maps fields of OFFICE_FIELDS to new values; fields that stay the same are not journalled.
    """
    for field in changes:
        if field not in OFFICE_FIELDS:
            raise PlaceProblem("field_unknown", field=field)
        if field.endswith("_template") and not rules.number_template_is_sound(changes[field]):
            raise PlaceProblem("template_broken")
    row = _office(office)
    changed = {field: value for field, value in changes.items() if getattr(row, field) != value}
    if changed:
        for field, value in changed.items():
            setattr(row, field, value)
        row.save(update_fields=list(changed))
        # Which fields, not their content: an address or telephone may one day be a person's.
        facts = {"fields": sorted(changed)}
        journal.record(
            act="office_updated", office=office, subject=("office", office), actor=actor, at=at, facts=facts
        )
    return row


@transaction.atomic
def add_holiday(
    *, office: str, day: date, name: str, kind: str, decree: str, actor: str, at: datetime
) -> OfficeHoliday:
    """Declare ``day`` a holiday for the office and all within it; replaces what it said before."""
    if not name.strip():
        raise PlaceProblem("name_missing")
    if kind not in OfficeHoliday.Kind.values:
        raise PlaceProblem("holiday_kind_unknown")
    return _say(office, day, OfficeHoliday.Effect.ADD, name.strip(), kind, decree, actor, at)


@transaction.atomic
def remove_holiday(*, office: str, day: date, decree: str, actor: str, at: datetime) -> OfficeHoliday:
    """Declare that the office works on ``day``, though a seed or a wider office calls it a holiday."""
    holiday = queries.calendar_for(office).holiday_on(day)
    if holiday is None:
        raise PlaceProblem("not_a_holiday")
    return _say(office, day, OfficeHoliday.Effect.REMOVE, holiday.name, holiday.kind, decree, actor, at)


@transaction.atomic
def withdraw_holiday(*, holiday: int, actor: str, at: datetime) -> OfficeHoliday:
    """Take back one word of an office; the day is again what seed and wider offices say."""
    row = OfficeHoliday.objects.select_for_update().get(pk=holiday)
    if row.withdrawn_at is None:
        _withdraw(row, actor, at)
        _record_holiday("holiday_withdrawn", row, actor, at)
    return row


def _say(
    office: str, day: date, effect: str, name: str, kind: str, decree: str, actor: str, at: datetime
) -> OfficeHoliday:
    """Write the office's one standing word about ``day``."""
    if not decree.strip():
        raise PlaceProblem("decree_missing")
    _office(office)
    calendar = queries.calendar_for(office)
    if not calendar.covers(day):
        raise PlaceProblem("year_unknown", first=calendar.first_year, last=calendar.last_year)
    standing = OfficeHoliday.objects.select_for_update()
    for old in standing.filter(office=office, day=day, withdrawn_at__isnull=True):
        _withdraw(old, actor, at)
    row = OfficeHoliday.objects.create(
        office_id=office,
        day=day,
        effect=effect,
        name=name,
        kind=kind,
        decree=decree.strip(),
        created_at=at,
        created_by=actor,
    )
    _record_holiday(_SAID[effect], row, actor, at)
    return row


def _withdraw(row: OfficeHoliday, actor: str, at: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by = at, actor
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _record_holiday(act: str, row: OfficeHoliday, actor: str, at: datetime) -> None:
    journal.record(
        act=act,
        office=row.office_id,
        subject=("office_holiday", str(row.pk)),
        actor=actor,
        at=at,
        facts={"day": row.day.isoformat(), "name": row.name, "kind": row.kind, "decree": row.decree},
    )


@transaction.atomic
def set_hours(
    *,
    office: str,
    weekday: int,
    opens: time | None,
    closes: time | None,
    from_day: date,
    decree: str,
    actor: str,
    at: datetime,
) -> OfficeHours:
    """Receipt hours of one weekday (0 = Monday) from ``from_day`` on; both None = closed.

    Reports outside them are received all the same and marked (decision 6).
    """
    if weekday not in range(7):
        raise PlaceProblem("weekday_unknown")
    if (opens is None) != (closes is None):
        raise PlaceProblem("hours_incomplete")
    if opens is not None and closes is not None and opens >= closes:
        raise PlaceProblem("hours_reversed")
    if not decree.strip():
        raise PlaceProblem("decree_missing")
    _office(office)
    row, _ = OfficeHours.objects.update_or_create(
        office_id=office,
        weekday=weekday,
        from_day=from_day,
        defaults={
            "opens": opens,
            "closes": closes,
            "decree": decree.strip(),
            "created_at": at,
            "created_by": actor,
        },
    )
    journal.record(
        act="hours_set",
        office=office,
        subject=("office_hours", str(row.pk)),
        actor=actor,
        at=at,
        facts={
            "weekday": weekday,
            "opens": opens.isoformat("minutes") if opens else None,
            "closes": closes.isoformat("minutes") if closes else None,
            "from_day": from_day.isoformat(),
            "decree": row.decree,
        },
    )
    return row


# Elections


@dataclass(frozen=True, slots=True)
class NewEvent:
    """The facts of an event; see ``ElectionEvent`` for their meaning."""

    slug: str
    kind: str
    area: str
    name: str
    vote_on: date
    announced_on: date
    name_en: str = ""
    voters: int | None = None
    pairs: int | None = None
    note: str = ""
    source: str = ""
    confidence: str = "check"


@transaction.atomic
def create_election(
    *,
    slug: str,
    regime: str,
    kind: str,
    year: int,
    area: str,
    name: str,
    actor: str,
    at: datetime,
    name_en: str = "",
) -> Election:
    """Open a race; events are added to it."""
    _area(area)
    if Election.objects.filter(pk=slug).exists():
        raise PlaceProblem("already_exists", slug=slug)
    row = Election.objects.create(
        slug=slug, regime=regime, kind=kind, year=year, area_id=area, name=name, name_en=name_en
    )
    facts = {"regime": regime, "kind": kind, "year": year, "area": area}
    _record_election("election_created", "election", slug, area, actor, at, facts)
    return row


@transaction.atomic
def create_event(
    *,
    election: Election,
    event: NewEvent,
    stages: Iterable[reference.StageRow] = (),
    actor: str,
    at: datetime,
) -> ElectionEvent:
    """Add a vote, a re-vote or a drill to an election, with its stages."""
    _area(event.area)
    if event.vote_on < event.announced_on:
        raise PlaceProblem("vote_before_announcement")
    if ElectionEvent.objects.filter(pk=event.slug).exists():
        raise PlaceProblem("already_exists", slug=event.slug)
    values = asdict(event)
    row = ElectionEvent.objects.create(election=election, area_id=values.pop("area"), **values)
    Stage.objects.bulk_create(Stage(event=row, **stage._asdict()) for stage in stages)
    facts = {"kind": event.kind, "vote_on": event.vote_on.isoformat(), "election": election.slug}
    _record_election("event_created", "election_event", event.slug, event.area, actor, at, facts)
    return row


def _record_election(
    act: str, kind: str, key: str, area: str, actor: str, at: datetime, facts: dict[str, Any]
) -> None:
    """Elections are journalled in the chain of the office of their area."""
    journal.record(act=act, office=area, subject=(kind, key), actor=actor, at=at, facts=facts)


def load_kukar_2024(*, actor: str, at: datetime, with_stations: bool = True) -> None:
    """The published facts of Pilkada 2024 in Kutai Kartanegara: races, vote, re-vote, stages, 1,447 stations.

    What is there already stays as it is, so this may be repeated. Areas and offices must be loaded.
    """
    data = reference.elections(EXAMPLE)
    for entry in data["elections"]:
        if not Election.objects.filter(pk=entry["slug"]).exists():
            create_election(**entry, actor=actor, at=at)
    for entry in data["events"]:
        if not ElectionEvent.objects.filter(pk=entry["slug"]).exists():
            _load_event(entry, actor, at)
        if with_stations and "stations_within" in entry:
            load_stations(event=entry["slug"], area=entry["stations_within"])


def _load_event(entry: Mapping[str, Any], actor: str, at: datetime) -> None:
    facts = {key: entry[key] for key in entry if key not in {"election", "calendar", "stations_within"}}
    create_event(
        election=Election.objects.get(pk=entry["election"]),
        event=NewEvent(**facts),
        stages=reference.stages(EXAMPLE, entry["calendar"]),
        actor=actor,
        at=at,
    )


def load_stations(*, event: str, area: str) -> int:
    """The stations of ``event`` inside ``area``, spread over villages by the sample; returns how many."""
    stations = [
        PollingStation(event_id=event, code=code, village_id=village, number=number, spread_by_sample=True)
        for code, village, number in reference.stations(area)
    ]
    PollingStation.objects.bulk_create(stations, ignore_conflicts=True, batch_size=BATCH)
    return len(stations)


def _office(code: str) -> Office:
    office: Office | None = Office.objects.filter(pk=code).first()
    if office is None:
        raise PlaceProblem("office_unknown", code=code)
    return office


def _area(code: str) -> None:
    if not Area.objects.filter(pk=code).exists():
        raise PlaceProblem("area_unknown", code=code)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
