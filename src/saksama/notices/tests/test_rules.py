"""When each step of a chain is due: a table of days, and what must hold for every limit."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from saksama.notices import rules
from saksama.notices.plans import shipped
from saksama.notices.rules import Limit, Plan, Progress, Step

pytestmark = pytest.mark.rules
ZONE = ZoneInfo("Asia/Makassar")
HOLIDAY = date(2024, 11, 27)


def works(day: date) -> bool:
    return day.weekday() < 5 and day != HOLIDAY


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2024, 11, day, hour, minute, tzinfo=ZONE)


def limit(opened: datetime, due: int, last: int | None = None) -> Limit:
    return Limit(opened, date(2024, 11, due), date(2024, 11, last or due), "Asia/Makassar")


def schedule(opened: datetime, due: int, last: int | None = None) -> list[datetime]:
    return list(rules.schedule(shipped(), limit(opened, due, last), works))


# 2024-11-09 is a Saturday
TABLE = {
    "a week: three days before, one day before, the last day, the day after": (
        at(8, 10), 15, None, [at(12), at(14), at(15), at(16)],
    ),
    "a step on a Sunday moves to the Friday before it": (
        at(4, 10), 13, None, [at(8), at(12), at(13), at(14)],
    ),
    "over a holiday as well": (at(18, 10), 28, None, [at(25), at(26), at(28), at(29)]),
    "the last day itself may be a Sunday": (at(4, 10), 10, None, [at(7), at(8), at(10), at(11)]),
    "two days: the person in charge at once, the coordinator one climb later": (
        at(12, 10), 13, None, [at(12, 10), at(13), at(13), at(14)],
    ),
    "begun at night: in the morning": (at(12, 22), 15, None, [at(13), at(14), at(15), at(16)]),
    "begun at night on the last day: at once": (at(12, 22), 12, None, [at(12, 22)] * 3 + [at(13)]),
    "begun at night before a last day: in the morning of it": (
        at(12, 22), 13, None, [at(13), at(13), at(13), at(14)],
    ),
    "past only after the later reading": (at(8, 10), 15, 16, [at(12), at(14), at(15), at(17)]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_steps_fall_due(name):
    opened, due, last, expected = TABLE[name]
    assert schedule(opened, due, last) == expected


def test_what_nobody_acknowledged_climbs_after_eight_hours_of_the_office():
    asked = (shipped(), limit(at(4, 10), 20), Progress(1, at(12, 14)), works)
    assert rules.next_at(*asked) == at(13)


def test_what_somebody_acknowledged_waits_for_its_day():
    progress = Progress(1, at(12, 14), is_acknowledged=True)
    assert rules.next_at(shipped(), limit(at(4, 10), 20), progress, works) == at(19)


def test_past_the_limit_never_comes_early():
    assert rules.next_at(shipped(), limit(at(4, 10), 20), Progress(3, at(5)), works) == at(21)


def test_a_complete_chain_is_complete():
    assert rules.next_at(shipped(), limit(at(4, 10), 20), Progress(4, at(21)), works) is None


instants = some.datetimes(datetime(2024, 10, 1), datetime(2024, 12, 20)).map(lambda d: d.replace(tzinfo=ZONE))
plans = some.builds(
    Plan,
    steps=some.lists(
        some.builds(Step, recipient=some.sampled_from(rules.RECIPIENTS), days_left=some.integers(-3, 9)),
        min_size=1,
        max_size=5,
    ).map(lambda steps: tuple(sorted(steps, key=lambda step: -step.days_left))),
    opens=some.just(time(8)),
    closes=some.just(time(16)),
    climb=some.integers(15, 2000).map(lambda minutes: timedelta(minutes=minutes)),
)


@given(plan=plans, opened=instants, days=some.integers(0, 20), more=some.integers(0, 2))
def test_for_every_limit(plan, opened, days, more):
    """In order, none before the limit began, none late, and none at night but on the last day or after it."""
    due = opened.date() + timedelta(days=days)
    held = Limit(opened, due, due + timedelta(days=more), "Asia/Makassar")
    instants = rules.schedule(plan, held, works)
    assert list(instants) == sorted(instants)
    assert instants[0] >= opened
    for step, instant in zip(plan.steps, instants, strict=True):
        local = instant.astimezone(ZONE)
        if step.days_left >= 0:
            assert local <= max(datetime.combine(due, plan.opens, ZONE), opened)
            assert local.date() >= due or (works(local.date()) and plan.opens <= local.time() <= plan.closes)
        else:
            assert local.date() > held.last_on


def test_the_shipped_plan_is_sound():
    assert rules.faults(shipped()) == []
    assert rules.from_json(rules.as_json(shipped())) == shipped()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"steps": ()}, "plan_length"),
        ({"steps": (Step("chair", 0), Step("owner", 3))}, "plan_order"),
        ({"steps": (Step("owner", 90), Step("chair", 0))}, "plan_too_far"),
        ({"steps": (Step("owner", 3), Step("chair", -1))}, "plan_without_chair"),
        ({"opens": time(17)}, "plan_hours"),
        ({"climb": timedelta(0)}, "plan_climb"),
    ],
)
def test_a_plan_that_would_stay_silent_is_refused(changes, fault):
    kept = {name: getattr(shipped(), name) for name in ("steps", "opens", "closes", "climb")}
    assert fault in rules.faults(Plan(**{**kept, **changes}))


def test_a_dead_mailer_is_tried_again_ever_more_slowly_and_not_for_ever():
    first = at(4)
    pauses = [rules.next_try(tries, at=first, first_at=first) - first for tries in range(1, 7)]
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60, 60)]
    assert rules.next_try(99, at=first + timedelta(days=7), first_at=first) is None
