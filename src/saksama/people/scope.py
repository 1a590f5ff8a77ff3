"""The one function of area scope: who may do what, where, on which day.

A person holds *duties*: a role, in an area, for a period. A permission names the roles that hold
it and how far it reaches (``permissions``). Everything that asks "may this account do this here?"
asks this module: screens, operations, exports, search. A code lies within an area by the prefix
rule of ``places.rules``, so the database answers from one range of an index.

``today`` is a local date in the place's zone. Rights are always today's, even where the figures
shown are those of a past day (decision 7).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from saksama.people import permissions
from saksama.people.models import Account, Duty
from saksama.places import rules
from saksama.places.models import within

ModelT = TypeVar("ModelT", bound=Model)
Anyone = Account | AnonymousUser

EARLIEST_ZONE = ZoneInfo("Asia/Jayapura")
"""Where a day of Indonesia begins; used only when no place is known yet."""


class NotAllowed(Exception):
    """The account may not do this here. ``permission`` and ``place_code`` tell what was asked."""

    def __init__(self, permission: str, place_code: str | None) -> None:
        super().__init__(permission, place_code)
        self.permission = permissions.named(permission)
        self.place_code = place_code


class OutOfSight(NotAllowed, Http404):
    """To this account the matter does not exist: answered 404, like a wrong address."""


class Refused(NotAllowed, PermissionDenied):
    """The account sees the matter but does not hold the act: answered 403, with who does."""

    @property
    def roles(self) -> list[str]:
        """Roles that hold the act, for the sentence that says whom to ask; sorted."""
        return sorted(self.permission.roles)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one permission holds: areas with all below, and single offices. Empty = nowhere."""

    areas: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.areas or self.offices)

    def covers(self, place_code: str) -> bool:
        return place_code in self.offices or any(rules.is_within(place_code, area) for area in self.areas)

    def as_filter(self, field: str) -> Q:
        """Condition on ``field`` (a code, or a foreign key to one); matches nothing when empty."""
        condition = Q(**{f"{field}__in": sorted(self.offices)}) if self.offices else Q()
        for area in sorted(_outermost(self.areas)):
            condition |= within(area, field)
        return condition if self else Q(pk__in=())


def scope_of(account: Anyone | None, permission: str, *, today: date) -> Scope:
    """Where ``account`` holds ``permission`` on ``today``.

    Visitors, barred accounts and duties outside their period give an empty scope.
    Raises: permissions.UnknownPermission.
    """
    asked = permissions.named(permission)
    codes = frozenset(duty.area_code for duty in duties_of(account, today=today) if duty.role in asked.roles)
    return Scope(areas=codes) if asked.reach == permissions.AREA else Scope(offices=codes)


def allows(account: Anyone | None, permission: str, place_code: str, *, today: date) -> bool:
    """Whether ``account`` holds ``permission`` at ``place_code`` (for a case: the office that holds it)."""
    return scope_of(account, permission, today=today).covers(place_code)


def allow(account: Anyone | None, permission: str, place_code: str, *, today: date) -> None:
    """Do nothing when allowed.

    Raises: Refused for one who may see the matter but not do this; OutOfSight for everybody else.
    """
    if allows(account, permission, place_code, today=today):
        return
    seen_with = permissions.named(permission).seen_with
    if seen_with and allows(account, seen_with, place_code, today=today):
        raise Refused(permission, place_code)
    raise OutOfSight(permission, place_code)


def allow_somewhere(account: Anyone | None, permission: str, *, today: date) -> Scope:
    """The scope, when there is any: the first gate of a view, before it knows its object.

    Raises: as ``allow``.
    """
    scope = scope_of(account, permission, today=today)
    if scope:
        return scope
    seen_with = permissions.named(permission).seen_with
    if seen_with and scope_of(account, seen_with, today=today):
        raise Refused(permission, None)
    raise OutOfSight(permission, None)


def visible_to(
    queryset: QuerySet[ModelT],
    account: Anyone | None,
    permission: str,
    *,
    field: str = "office_code",
    today: date,
) -> QuerySet[ModelT]:
    """Those rows of ``queryset`` whose ``field`` lies where ``account`` holds ``permission``."""
    return queryset.filter(scope_of(account, permission, today=today).as_filter(field))


def duties_of(account: Anyone | None, *, today: date) -> list[Duty]:
    """The account's duties that hold on ``today``; none for a visitor or a barred account."""
    if account is None or not account.is_authenticated or not account.is_active:
        return []
    held = account.duties_of_request
    if held is None:
        return list(Duty.objects.on(today).filter(account_id=account.pk))
    return [duty for duty in held if duty.holds_on(today)]


def remember_duties(account: Account) -> None:
    """Read the duties once for this instance. Only for ``request.user``, which one request throws away."""
    if account.duties_of_request is None:
        account.duties_of_request = list(Duty.objects.filter(account_id=account.pk).select_related("office"))


def local_day(at: datetime, place_code: str | None) -> date:
    """The legal day of instant ``at`` in the zone of ``place_code``; in the earliest zone when unknown."""
    zone = ZoneInfo(rules.zone_of(place_code)) if place_code else EARLIEST_ZONE
    return at.astimezone(zone).date()


def home_office(account: Anyone | None, *, today: date) -> str | None:
    """Code of the office whose desk the account sees first: that of its oldest open duty."""
    duties = duties_of(account, today=today)
    return duties[0].office_id if duties else None


def _outermost(areas: Iterable[str]) -> set[str]:
    """Without those that lie inside another one."""
    codes = set(areas)
    return {
        code for code in codes if not any(code != other and rules.is_within(code, other) for other in codes)
    }
