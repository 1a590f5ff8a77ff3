"""What a briefing tells of an office on a day. Plain values from dated acts and published tables; no words yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Sum

from saksama.cases import tallies
from saksama.cases.counting import Course, Figures, Held, count
from saksama.cases.neutrality import queries as neutrality
from saksama.cases.neutrality.rules import CIVIL_SERVANTS
from saksama.cases.tallies import Clocks
from saksama.people.scope import Scope
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office, PollingStation, Stage, within
from saksama.situation import normality, queries, table, turnout, turnout_page
from saksama.situation.normality import Normality
from saksama.situation.queries import Picture
from saksama.situation.table import Promise, Sitting
from saksama.situation.turnout import Turnout
from saksama.situation.turnout_page import Compared
from saksama.vulnerability import queries as vulnerability
from saksama.vulnerability.queries import Standing


@dataclass(frozen=True, slots=True)
class Stations:
    """Polling stations of the vote in the office's area. voters: None where no roll is published.

    turned_out: the whole, then the districts of which anything is known.
    """

    count: int
    voters: int | None
    last: Turnout | None
    turned_out: Sequence[Compared]
    source: str


@dataclass(frozen=True, slots=True)
class Neutrality:
    """Handled matters about civil servants, how many were forwarded, what became of them, and the sanctions."""

    cases: int
    forwarded: int
    followed: neutrality.Figures
    table: neutrality.SanctionTable


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything. ``days_to_vote`` None: no vote is known to be ahead."""

    office: Office
    on: date
    is_sample: bool
    event: ElectionEvent | None
    days_to_vote: int | None
    stages: Sequence[Stage]
    figures: Figures
    course: Course
    clocks: Clocks
    normality: Normality
    ranks: Standing | None
    neutrality: Neutrality
    picture: Picture
    stations: Stations | None
    sitting: Sitting | None
    promises: Sequence[Promise]


def gather(office: Office, *, on: date) -> Facts:
    """Ask every room for its part of the day."""
    ahead = places.next_vote(on=on, office_code=office.code)
    event = ahead[0] if ahead else None
    told = count(office.code, on=on)
    of_civil_servants = told.held.get(CIVIL_SERVANTS, Held(0, 0))
    return Facts(
        office=office,
        on=on,
        is_sample=tallies.holds_samples(office.code),
        event=event,
        days_to_vote=ahead[1] if ahead else None,
        stages=_stages(event, on=on),
        figures=told.figures,
        course=told.course,
        clocks=tallies.clocks(office.code, on=on),
        normality=normality.of(office, on=on, told=told),
        ranks=vulnerability.standing(office.code, on=on),
        neutrality=Neutrality(
            of_civil_servants.cases,
            of_civil_servants.forwarded,
            neutrality.figures(office.code, on=on),
            neutrality.sanction_table(office.code, on=on),
        ),
        picture=queries.picture(office, on=on),
        stations=_stations(office, event or _last_vote(office, on), on=on),
        sitting=table.sitting(office.code, on=on),
        promises=table.promises(office.code, on=on),
    )


def _stages(event: ElectionEvent | None, *, on: date) -> list[Stage]:
    """Stages that run or are to come."""
    if event is None:
        return []
    found = event.stages.filter(ends_on__gte=on)
    return sorted(found, key=lambda stage: (stage.starts_on or stage.ends_on, stage.ends_on))


def _last_vote(office: Office, on: date) -> ElectionEvent | None:
    last: ElectionEvent | None = places.events(on=on, office_code=office.code).last()
    return last


def _stations(office: Office, event: ElectionEvent | None, *, on: date) -> Stations | None:
    if event is None:
        return None
    same_day = ElectionEvent.objects.filter(vote_on=event.vote_on).exclude(kind=ElectionEvent.Kind.DRILL)
    here = PollingStation.objects.filter(within(office.code), event__in=same_day)
    known = here.exclude(voters=None).aggregate(all=Sum("voters"))["all"]
    return Stations(
        count=here.values("code").distinct().count(),
        voters=event.voters if event.area_id == office.code else known,
        last=turnout.last(office.code, on=on),
        turned_out=_turned_out(event, office, on),
        source=event.source,
    )


def _turned_out(event: ElectionEvent, office: Office, on: date) -> list[Compared]:
    """Turnout of the sheets that were entered by the end of the day, beside target and last vote."""
    area = Scope(areas=frozenset({office.code}))
    until = datetime.combine(on + timedelta(days=1), time.min, ZoneInfo(office.zone))
    whole, parts = turnout_page.compared(event, office, area, on=on, until=until)
    return [row for row in (whole, *parts) if row.is_known]
