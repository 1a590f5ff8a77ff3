"""Who is told: the people of an office by role on a day, read once for a whole sweep."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from saksama.law import CalendarGap, WorkCalendar
from saksama.notices import plans, rules
from saksama.notices.models import Policy
from saksama.people import scope
from saksama.people.models import Duty, Role
from saksama.people.queries import absences_of
from saksama.places.queries import calendar_for
from saksama.places.rules import lineage, zone_of

ROLES = {rules.COORDINATOR: Role.COORDINATOR, rules.CHAIR: Role.CHAIR}
INSTEAD = (Role.CHAIR, Role.PANWASCAM, Role.COORDINATOR, Role.SECRETARY)
"""Who answers where the person a step names is missing; then whoever leads the office above."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Recipients:
    """Accounts to tell. ``is_fallback``: not those whom the plan names. Empty: nobody is left anywhere."""

    accounts: tuple[int, ...]
    is_fallback: bool


class Staff:
    """The people of one office on one day."""

    def __init__(self, office_code: str, today: date) -> None:
        self.office_code = office_code
        self.roles: dict[str, list[int]] = defaultdict(list)
        self.serving: set[int] = set()
        here = Duty.objects.on(today).filter(account__is_active=True, area_code__in=lineage(office_code))
        for duty in here.order_by("starts_on", "pk"):
            self.serving.add(duty.account_id)
            if duty.area_code == office_code:
                self.roles[duty.role].append(duty.account_id)
        rows = absences_of(lineage(office_code), on=today)
        self.away = {row.account_id: row.stand_in_id for row in rows}

    def present(self, accounts: Iterable[int]) -> list[int]:
        """Those of ``accounts`` who are there, or whoever stands in for them; nobody stands in for a stand-in."""
        there = [self.away.get(account, account) for account in accounts]
        return [account for account in there if account in self.serving and account not in self.away]


class Directory:
    """Answers of one sweep: each office's people, plan and calendar are read once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._staff: dict[str, Staff] = {}
        self._calendars: dict[str, WorkCalendar] = {}

    def staff(self, office_code: str) -> Staff:
        if office_code not in self._staff:
            self._staff[office_code] = Staff(office_code, scope.local_day(self.at, office_code))
        return self._staff[office_code]

    def zone(self, office_code: str) -> str:
        return zone_of(office_code)

    def plan(self, office_code: str, opened_at: datetime) -> rules.Plan:
        """The plan that held when a limit began; later changes do not touch a chain under way."""
        for policy, plan in self._plans.get(office_code, ()):
            if policy.from_at <= opened_at:
                return plan
        if parent := next(iter(lineage(office_code)[1:]), None):
            return self.plan(parent, opened_at)
        return plans.shipped()

    @cached_property
    def _plans(self) -> Mapping[str, list[tuple[Policy, rules.Plan]]]:
        """Every office's own plans, the newest first; few offices set one."""
        found: dict[str, list[tuple[Policy, rules.Plan]]] = defaultdict(list)
        for policy in Policy.objects.order_by("-from_at", "-pk"):
            found[policy.office_code].append((policy, plans.plan_of(policy)))
        return found

    def is_working_day(self, office_code: str) -> rules.IsWorkingDay:
        if office_code not in self._calendars:
            self._calendars[office_code] = calendar_for(office_code)
        calendar = self._calendars[office_code]

        def answer(day: date) -> bool:
            try:
                return calendar.is_working_day(day)
            except CalendarGap:  # a year nobody has entered must not silence an alert
                return day.weekday() < SATURDAY

        return answer

    def recipients(
        self, recipient: str, office_code: str, owner: int | None, barred: Collection[int]
    ) -> Recipients:
        """Who is told of a step: those the plan names, or whoever answers where they are missing."""
        staff = self.staff(office_code)
        if recipient == rules.OWNER:
            named = [owner] if owner in staff.serving and owner is not None else []
        else:
            named = staff.roles.get(ROLES[recipient], [])
        told = _free(staff.present(named), barred)
        if told:
            return Recipients(told, is_fallback=False)
        return Recipients(self._instead(office_code, owner, barred), is_fallback=True)

    def _instead(self, office_code: str, owner: int | None, barred: Collection[int]) -> tuple[int, ...]:
        staff = self.staff(office_code)
        for role in INSTEAD:
            if told := _free(staff.present(staff.roles.get(role, [])), barred):
                return told
        if owner is not None and (told := _free(staff.present([owner]), barred)):
            return told
        above = lineage(office_code)[1:]
        return self._instead(above[0], None, barred) if above else ()


def _free(accounts: Collection[int], barred: Collection[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(account for account in accounts if account not in barred))
