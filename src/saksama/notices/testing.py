"""Months of an office in minutes: simulated cases over the real calendar, swept and mailed as they go.

Used by the tests with a few hundred cases and by ``bench.alerts`` with ten thousand. Limits are counted by the law
data over the office's calendar; people meet them, miss them, fall silent, leave; the mailer is dead for a day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from saksama import law
from saksama.notices import operations as notices
from saksama.notices import rules, sending
from saksama.notices.models import Alert, Deadline, Delivery
from saksama.notices.operations import DueDate
from saksama.notices.plans import shipped
from saksama.people.models import Account

ZONE = ZoneInfo("Asia/Makassar")
KIND = "simulated"
CHAINS: Mapping[str, Sequence[str]] = {
    "pilkada": ("PK-03", "PK-05", "PK-06", "PK-07", "PK-09"),
    "pemilu": ("PM-03", "PM-05", "PM-06"),
}
"""Clocks that a case runs through, one after the other."""


@dataclass(slots=True)
class Told:
    """One limit as the simulation, and not the program, knows it."""

    mark: str
    due_on: date
    last_on: date
    opened_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class Simulation:
    """What happened, and what was found wrong with it."""

    limits: list[Told] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    alerts: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        """Limits that passed while they ran: by the later reading."""
        return sum(1 for limit in self.limits if _ran_past(limit))


def simulate(
    *,
    cases: int,
    officers: Sequence[Account],
    office: str = "64.02",
    first: date = date(2024, 10, 1),
    days: int = 60,
    every: timedelta = timedelta(hours=2),
    dead: tuple[date, date] = (date(2024, 11, 4), date(2024, 11, 5)),
    answered: float = 0.3,
    seed: int = 20241109,
    progress: Callable[[date], None] = lambda day: None,
) -> Simulation:
    """Play ``cases`` cases from ``first`` on. ``dead``: first and last day on which the mailer fails.

    Whoever has an e-mail channel is mailed; nothing leaves the process. ``answered``: share of alerts acknowledged.
    """
    random, played = Random(seed), Simulation()  # noqa: S311 - a game, no secret
    calendar = law.seeded_calendar(office)
    begins: dict[date, list[int]] = defaultdict(list)
    for case in range(cases):
        begins[first + timedelta(days=random.randrange(days * 2 // 3))].append(case)
    running: dict[int, tuple[list[str], str, Told]] = {}
    ends: dict[datetime, list[int]] = defaultdict(list)
    owners = {case: random.choice(officers) for case in range(cases)}

    def open_next(case: int, rest: list[str], regime: str, at: datetime) -> None:
        rule, day = rest[0], at.astimezone(ZONE).date()
        due = law.due(law.load().on(day, regime)[rule], day, calendar=calendar, zone=ZONE.key)
        assert due.due_on is not None
        told = Told(f"{case}-{rule}", due.due_on, due.other_due_on or due.due_on, at)
        played.limits.append(told)
        running[case] = (rest, regime, told)
        _say(case, [told], rule, owners[case], office, at)
        span = (told.last_on - day).days
        hours = (
            random.randrange(2, 24 * max(span, 1) + 2)
            if random.random() < 0.75
            else 24 * (span + random.randrange(2, 6))
        )
        slot = at + every * max(1, round(timedelta(hours=hours) / every))
        ends[slot].append(case)

    def outlet(kind: str, address: str, secret: str, message: Any, *, key: str, at: datetime) -> None:
        if dead[0] <= at.astimezone(ZONE).date() <= dead[1]:
            raise sending.NotSent("failed")
        played.sent[key] += 1

    at = datetime.combine(first, shipped().opens, ZONE)
    finish = at + timedelta(days=days)
    while at <= finish:
        with (
            transaction.atomic()
        ):  # what an office does in two hours; one wait for the disk, not one for each case
            for case in ends.pop(at, ()):
                rest, regime, told = running.pop(case)
                told.ended_at = at
                if rest[1:]:
                    open_next(case, rest[1:], regime, at)
                else:
                    _say(case, [], "", owners[case], office, at)
            if at.astimezone(ZONE).time() == shipped().opens:
                progress(at.date())
                for case in begins.pop(at.astimezone(ZONE).date(), ()):
                    regime = random.choice(("pilkada", "pemilu"))
                    open_next(case, list(CHAINS[regime]), regime, at)
        last = Alert.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        notices.sweep(at)
        with transaction.atomic():
            _answer(random, at, answered, after=last)
        notices.deliver(at, send=outlet, budget=3600)
        at += every
    played.alerts = Alert.objects.count()
    played.faults = _faults(played, finish, every)
    return played


def _say(case: int, limits: Sequence[Told], rule: str, owner: Account, office: str, at: datetime) -> None:
    with transaction.atomic():
        notices.hand(
            (KIND, str(case)),
            [DueDate(limit.mark, rule, limit.due_on, limit.last_on, rule=rule) for limit in limits],
            office=office,
            owner=owner.pk,
            reference=f"{case:05}",
            at=at,
        )


def _answer(random: Random, at: datetime, share: float, *, after: int) -> None:
    """Some of those who were told just now acknowledge."""
    fresh = Alert.objects.filter(pk__gt=after, acknowledged_at=None, closed_at=None).select_related("account")
    for alert in fresh.order_by("pk"):  # the same game on every database
        if alert.account is not None and random.random() < share:
            notices.acknowledge(alert, actor=alert.account, at=at)


# --- what must hold ------------------------------------------------------------------------------------


def _ran_past(limit: Told) -> bool:
    end = limit.ended_at.astimezone(ZONE).date() if limit.ended_at else date.max
    return end > limit.last_on


def _faults(played: Simulation, finish: datetime, every: timedelta) -> list[str]:
    """Everything that is wrong, found from the records and the simulation's own memory; empty when all holds."""
    given: dict[str, list[Alert]] = defaultdict(list)
    for alert in Alert.objects.select_related("deadline"):
        given[alert.deadline.mark].append(alert)
    found = [
        fault for limit in played.limits for fault in _faults_of(limit, given[limit.mark], finish, every)
    ]
    found += [f"message {key} was sent {times} times" for key, times in played.sent.items() if times > 1]
    found += _lost(played, finish)
    return found


def _faults_of(limit: Told, alerts: Sequence[Alert], finish: datetime, every: timedelta) -> list[str]:
    steps = shipped().steps
    doubled = [key for key, times in Counter((a.position, a.account_id) for a in alerts).items() if times > 1]
    found = [f"{limit.mark}: step and person {key} given twice" for key in doubled]
    if any(alert.given_at < limit.opened_at for alert in alerts):
        found.append(f"{limit.mark}: told before it began")
    ended = limit.ended_at or finish
    morning = datetime.combine(limit.due_on, shipped().opens, ZONE)
    if ended > max(morning, limit.opened_at) + every:
        told = [a for a in alerts if a.recipient == rules.CHAIR and a.days_left >= 0]
        if not told or min(a.given_at for a in told) > max(morning, limit.opened_at) + every:
            found.append(f"{limit.mark}: the chair was not told on the last day")
    after = datetime.combine(limit.last_on + timedelta(days=1), shipped().opens, ZONE)
    if ended > after + every and {a.position for a in alerts} != set(range(len(steps))):
        found.append(f"{limit.mark}: passed with steps {sorted({a.position for a in alerts})}")
    if limit.ended_at and limit.ended_at <= after and any(a.days_left < 0 for a in alerts):
        found.append(f"{limit.mark}: told to be past before it was")
    return found


def _lost(played: Simulation, finish: datetime) -> list[str]:
    """Messages neither sent nor withdrawn for cause a day before the end."""
    old = Delivery.objects.filter(queued_at__lt=finish - timedelta(days=4)).select_related("alert")
    found = []
    for row in old:
        if row.state == Delivery.State.SENT:
            if not played.sent[str(row.key)]:
                found.append(f"delivery {row.pk} says sent and never left")
        elif row.state != Delivery.State.DROPPED or row.alert.is_live:
            found.append(f"delivery {row.pk} was lost: {row.state}")
    return found


def open_deadlines() -> int:
    """How many run now."""
    return Deadline.objects.filter(closed_at=None).count()
