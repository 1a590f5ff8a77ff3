"""Reads for the administrator's and the person's own screens."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from saksama.people import rules, scope
from saksama.people.models import Absence, Account, Duty

MOST_WORDS = 8
"""Words of one search for a person."""


def people_of(administrator: Account, *, today: date, words: str = "", role: str = "") -> QuerySet[Account]:
    """Accounts that serve, served or will serve where ``administrator`` administers, by user name.

    ``words`` looks in user name and name, by its first words; ``role`` keeps those who hold it today.
    """
    administered = scope.scope_of(administrator, "manage_people", today=today)
    here = Duty.objects.filter(administered.as_filter("area_code"))
    if role:
        here = here & Duty.objects.on(today).filter(role=role)
    people = Account.objects.filter(pk__in=here.values("account"))
    for word in words.replace("\0", " ").split()[:MOST_WORDS]:  # PostgreSQL refuses NUL in a text
        people = people.filter(Q(code__icontains=word) | Q(name__icontains=word))
    duties = Duty.objects.not_over(today).select_related("office")
    return people.prefetch_related(Prefetch("duties", duties, to_attr="current_duties"))


def places_of(account: Account, *, today: date) -> set[str]:
    """Area codes in which the account serves or will serve; where it last served, if nowhere now."""
    current = set(Duty.objects.not_over(today).filter(account=account).values_list("area_code", flat=True))
    return current or set(Duty.objects.filter(account=account).values_list("area_code", flat=True))


def next_user_name(office_code: str, role: str) -> str:
    """The first free user name of this kind: 64.02-petugas-3 when 1 and 2 are taken."""
    stem = rules.user_name(office_code, role, 0).removesuffix("0")
    taken = set(Account.objects.filter(code__startswith=stem).values_list("code", flat=True))
    place = 1
    while f"{stem}{place}" in taken:
        place += 1
    return f"{stem}{place}"


def absences_of(office_codes: Iterable[str], *, on: date) -> QuerySet[Absence]:
    """Absences that hold at these offices on a day."""
    return Absence.objects.filter(
        office__in=list(office_codes), starts_on__lte=on, ends_on__gte=on, cancelled_at=None
    )


def absences_ahead(office_code: str, *, today: date) -> QuerySet[Absence]:
    """Absences of the office that hold today or will hold, the earliest first."""
    rows = Absence.objects.filter(office=office_code, ends_on__gte=today, cancelled_at=None)
    return rows.select_related("account", "stand_in").order_by("starts_on", "pk")
