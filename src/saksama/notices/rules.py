"""When each step of an alert chain falls due. Pure: no database, no clock.

Sources: design section 4 ("nothing is silent"); lessons 13 to 15. No law: an office's plan moves no limit.

The algorithm, with worked examples and guarantees: docs/notices.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

OWNER: Final = "owner"
COORDINATOR: Final = "coordinator"
CHAIR: Final = "chair"
KEEPER: Final = "keeper"
"""Whoever keeps the installation: told when the sweep itself stood still. No step of an office's plan."""
RECIPIENTS: Final = (OWNER, COORDINATOR, CHAIR)
MOST_STEPS: Final = 8
FARTHEST_DAYS: Final = 60

IsWorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: who is told, and how many days before the limit (0 = the last day, below zero = after it)."""

    recipient: str
    days_left: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The rungs in their order, the hours for people, and how long an alert may stay unacknowledged."""

    steps: tuple[Step, ...]
    opens: time
    closes: time
    climb: timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """A due date as the chain sees it.

    ``due_on``: the day to which people work. ``last_on``: the later reading, the same day where there is one.
    ``zone``: IANA name; days begin there.
    """

    opened_at: datetime
    due_on: date
    last_on: date
    zone: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a chain has come: rungs done, when the last one was given, whether somebody acknowledged it."""

    done: int = 0
    given_at: datetime | None = None
    is_acknowledged: bool = False


def schedule(plan: Plan, limit: Limit, is_working_day: IsWorkingDay) -> tuple[datetime, ...]:
    """The instant of each step, never one before the step above it.

    A step whose day lies before the limit began is given as soon as the hours allow, and the next such step
    one climb later, so that a limit of two days does not wake everybody at once; none of them later than the
    morning of the last day. A step that falls on a day without work moves to the working day before it.
    """
    instants: list[datetime] = []
    hurried = 0
    latest = max(limit.opened_at, _at(limit.due_on, plan.opens, ZoneInfo(limit.zone)))
    for step in plan.steps:
        at = _planned(plan, step, limit, is_working_day)
        if step.days_left >= 0 and at < limit.opened_at:
            wanted = min(limit.opened_at + hurried * plan.climb, latest)
            at = min(in_hours(plan, wanted, limit, is_working_day), latest)
            hurried += 1
        instants.append(max(at, instants[-1] if instants else limit.opened_at))
    return tuple(instants)


def next_at(plan: Plan, limit: Limit, progress: Progress, is_working_day: IsWorkingDay) -> datetime | None:
    """When the next step is due; None when the chain is complete.

    An alert that nobody acknowledged brings the next step forward. Only a step that says *past the limit*
    waits for that day whatever happens.
    """
    if progress.done >= len(plan.steps):
        return None
    at = schedule(plan, limit, is_working_day)[progress.done]
    if progress.given_at is None:
        return at
    if not progress.is_acknowledged and plan.steps[progress.done].days_left >= 0:
        at = min(at, in_hours(plan, progress.given_at + plan.climb, limit, is_working_day))
    return max(at, progress.given_at)


def in_hours(plan: Plan, at: datetime, limit: Limit, is_working_day: IsWorkingDay) -> datetime:
    """``at``, or the next hour for people; the last day and what follows it know no hours.

    Never later than the morning of the last day, or than ``at`` itself where that is later.
    """
    zone = ZoneInfo(limit.zone)
    local = at.astimezone(zone)
    last_morning = _at(limit.due_on, plan.opens, zone)
    if local.date() >= limit.due_on:
        return at
    if is_working_day(local.date()):
        if plan.opens <= local.time() <= plan.closes:
            return at
        if local.time() < plan.opens:
            return min(_at(local.date(), plan.opens, zone), last_morning)
    day = local.date() + timedelta(days=1)
    while day < limit.due_on and not is_working_day(day):
        day += timedelta(days=1)
    return min(_at(day, plan.opens, zone), last_morning)


def _planned(plan: Plan, step: Step, limit: Limit, is_working_day: IsWorkingDay) -> datetime:
    zone = ZoneInfo(limit.zone)
    if step.days_left < 0:
        return _at(limit.last_on + timedelta(days=-step.days_left), plan.opens, zone)
    day = limit.due_on - timedelta(days=step.days_left)
    if step.days_left:
        first = limit.opened_at.astimezone(zone).date()
        while day >= first and not is_working_day(day):
            day -= timedelta(days=1)  # before the first day: given as soon as the hours allow
    return _at(day, plan.opens, zone)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone)


def faults(plan: Plan) -> list[str]:
    """Codes of what makes a plan unfit, empty when it is sound: see problems.CATALOGUE."""
    found = []
    days = [step.days_left for step in plan.steps]
    if not plan.steps or len(plan.steps) > MOST_STEPS:
        found.append("plan_length")
    if days != sorted(days, reverse=True):
        found.append("plan_order")
    if any(abs(day) > FARTHEST_DAYS for day in days):
        found.append("plan_too_far")
    if not any(day >= 0 and step.recipient == CHAIR for day, step in zip(days, plan.steps, strict=True)):
        found.append("plan_without_chair")
    if plan.opens >= plan.closes:
        found.append("plan_hours")
    if not timedelta(minutes=15) <= plan.climb <= timedelta(days=7):
        found.append("plan_climb")
    return found


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as it is kept: ``{opens, closes, climb_minutes, steps: [{recipient, days_left}]}``."""
    return {
        "opens": plan.opens.isoformat("minutes"),
        "closes": plan.closes.isoformat("minutes"),
        "climb_minutes": int(plan.climb.total_seconds() // 60),
        "steps": [{"recipient": step.recipient, "days_left": step.days_left} for step in plan.steps],
    }


def from_json(kept: Mapping[str, Any]) -> Plan:
    """The plan that :func:`as_json` wrote, or that ``data/plan.toml`` holds."""
    return Plan(
        steps=_steps(kept["steps"]),
        opens=_hour(kept["opens"]),
        closes=_hour(kept["closes"]),
        climb=timedelta(minutes=kept["climb_minutes"]),
    )


def _steps(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(Step(row["recipient"], row["days_left"]) for row in rows)


def _hour(value: time | str) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


RETRY_MINUTES: Final = (1, 5, 15, 60)
"""Pauses before the second, third ... try; the last one repeats."""
GIVE_UP_AFTER: Final = timedelta(days=7)
"""A limit of the law is shorter; what was not delivered by then is told to people, not to a dead mailbox."""


def next_try(tries: int, *, at: datetime, first_at: datetime) -> datetime | None:
    """When to try again after the ``tries``-th failure; None: give up."""
    if at - first_at >= GIVE_UP_AFTER:
        return None
    return at + timedelta(minutes=RETRY_MINUTES[min(tries, len(RETRY_MINUTES)) - 1])
