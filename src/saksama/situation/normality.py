"""*Is this normal?* of an office on a day: counts against what is published, parts, course, past."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import Left

from saksama.cases.counting import DayCount, Days, Places, count
from saksama.places import queries as places
from saksama.places.models import Area, ElectionEvent, Office, PollingStation, within
from saksama.places.rules import is_within
from saksama.situation import comparisons
from saksama.situation.comparisons import Comparison
from saksama.situation.rules import counts
from saksama.situation.rules.earlier import differs
from saksama.situation.rules.funnel import Unit
from saksama.situation.rules.judging import Verdict, judge, nothing_to_compare
from saksama.situation.rules.smoothing import Smoothed, smooth
from saksama.situation.rules.trend import Trend, trend

WEEK = 7


@dataclass(frozen=True, slots=True)
class Against:
    """A verdict against a published comparison; ``comparison`` None when nothing comparable is published."""

    verdict: Verdict
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Part:
    """One area inside the office, judged against its siblings."""

    code: str
    name: str
    unit: Unit
    verdict: Verdict
    smoothed: Smoothed | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The areas inside an office. ``elsewhere``: counted cases whose area nobody entered, or a wider one."""

    level: str
    rows: Sequence[Part]
    elsewhere: int
    exposure: str


@dataclass(frozen=True, slots=True)
class Course:
    """The office's own weeks, oldest first, each with its last day."""

    ends: Sequence[date]
    trend: Trend


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same number of days before an earlier vote. ``p``: exact; None where sizes are missing."""

    comparison: Comparison
    days_before: int
    on: date
    now: int
    then: int
    p: float | None


@dataclass(frozen=True, slots=True)
class Normality:
    """All that can be said of one measure at one office on one day."""

    office: Office
    on: date
    measure: str
    observed: int
    interval: tuple[float, float]
    against: Against
    parts: Parts | None
    course: Course
    earlier: Sequence[Earlier]


def of(
    office: Office,
    *,
    on: date,
    measure: str = "handled",
    violation_class: str = "",
    told: DayCount | None = None,
) -> Normality:
    """Judge a count of ``office`` as it stood at the end of ``on``.

    Args:  violation_class: only cases that bore the class then. Nothing is published by class, so only the office's
               own parts and course are looked at.
           told: the count, if it is there already.
    """
    told = told or count(office.code, on=on, violation_class=violation_class)
    observed = sum(told.days[measure].values())
    vote = _vote(office.code, on)
    return Normality(
        office=office,
        on=on,
        measure=measure,
        observed=observed,
        interval=counts.interval(observed),
        against=Against(nothing_to_compare(observed), None)
        if violation_class
        else _against(office.code, observed, on=on, measure=measure, vote=vote),
        parts=_parts(office, told.places[measure], vote),
        course=_course(office.code, told.days[measure], on=on),
        earlier=[] if violation_class else _earlier(office.code, told.days, on=on, vote=vote),
    )


def _vote(office_code: str, on: date) -> ElectionEvent | None:
    """The vote that the counts of the day belong to: the next one, or the last when none is ahead."""
    ahead = places.next_vote(on=on, office_code=office_code)
    return ahead[0] if ahead else places.events(on=on, office_code=office_code).last()


def _against(
    office_code: str, observed: int, *, on: date, measure: str, vote: ElectionEvent | None
) -> Against:
    of_this_vote = [
        found
        for found in comparisons.known_on(on, place=office_code)
        if vote and found.vote_on == vote.vote_on
    ]
    if not of_this_vote:
        return Against(nothing_to_compare(observed), None)
    nearest = max(of_this_vote, key=lambda found: (found.measure == measure, found.until))
    verdict = judge(
        office_code, observed, nearest.units, same_day=nearest.until == on,
        same_measure=nearest.measure == measure, total=nearest.total,
    )  # fmt: skip
    return Against(verdict, nearest)


# The parts of an office


def _parts(office: Office, told: Places, vote: ElectionEvent | None) -> Parts | None:
    areas = list(places.children(office.code).order_by("code"))
    if not areas:
        return None
    sizes, exposure = _sizes(office.code, areas, vote)
    recorded = Counter[str]()
    for (holder, area), cases in told.items():
        place = next((row.code for row in areas if is_within(area or holder, row.code)), "")
        recorded[place] += cases
    units = [Unit(area.code, recorded[area.code], sizes.get(area.code)) for area in areas]
    drawn = {row.code: row for row in smooth(units)}
    rows = [
        Part(area.code, area.title, unit, judge(area.code, unit.observed or 0, units), drawn.get(area.code))
        for area, unit in zip(areas, units, strict=True)
    ]
    return Parts(areas[0].level, rows, recorded[""], exposure)


def _sizes(
    office_code: str, areas: Sequence[Area], vote: ElectionEvent | None
) -> tuple[dict[str, float], str]:
    """``{area: voters}`` where every station's are known, else ``{area: stations}``; and which of the two."""
    if vote is None:
        return {}, "stations"
    events = ElectionEvent.objects.filter(vote_on=vote.vote_on).exclude(kind=ElectionEvent.Kind.DRILL)
    here = PollingStation.objects.filter(within(office_code), event__in=events)
    rows = list(
        here.annotate(part=Left("code", len(areas[0].code)))
        .order_by()
        .values_list("part")
        .annotate(stations=Count("code", distinct=True), known=Count("voters"), voters=Sum("voters"))
    )
    if rows and all(known == stations for _, stations, known, _ in rows):
        return {part: voters for part, _, _, voters in rows}, "voters"
    return {part: stations for part, stations, _, _ in rows}, "stations"


# The office's own course and past


def _course(office_code: str, days: Days, *, on: date) -> Course:
    """Whole weeks that end on ``on``, back to the first day of the campaign that runs or ran last."""
    first = _campaign_began(office_code, on)
    weeks = min(26, ((on - first).days + 1) // WEEK) if first else 0
    ends = [on - timedelta(days=WEEK * back) for back in range(weeks - 1, -1, -1)]
    if not ends:
        return Course([], trend([]))
    per_week = [sum(days.get(end - timedelta(days=back), 0) for back in range(WEEK)) for end in ends]
    return Course(ends, trend(per_week))


def _campaign_began(office_code: str, on: date) -> date | None:
    vote = _vote(office_code, on)
    stage = vote.stages.filter(key="campaign", starts_on__lte=on).first() if vote else None
    return stage.starts_on if stage else None


def _earlier(
    office_code: str, told: Mapping[str, Days], *, on: date, vote: ElectionEvent | None
) -> list[Earlier]:
    """Published counts of this very place before earlier votes, on the same number of days before the vote."""
    found = []
    for comparison in comparisons.known_on(on, place=office_code):
        unit = comparison.unit(office_code)
        if not vote or comparison.vote_on >= vote.vote_on or unit is None or unit.observed is None:
            continue
        days = (comparison.vote_on - comparison.until).days
        day = vote.vote_on - timedelta(days=days)
        if day > on:
            continue
        now = sum(cases for began, cases in told[comparison.measure].items() if began <= day)
        p = differs(now, unit.observed, unit.exposure, unit.exposure) if unit.exposure else None
        found.append(Earlier(comparison, days, day, now, unit.observed, p))
    return found
