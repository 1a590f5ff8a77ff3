"""Who is kept from which case: the one place that screens, operations and alerts ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from saksama.cases.models import Case, Recusal
from saksama.law import load
from saksama.people import scope
from saksama.people.models import Account
from saksama.people.scope import Scope

_CASE_BESIDE = {"office": "pk", "case__office": "case", "to_office": "case", "from_office": "case"}
"""Where a row keeps its case, by the field in which it keeps an office."""


@dataclass(frozen=True, slots=True)
class CaseScope(Scope):
    """Where somebody may see cases, without those that the person is kept from."""

    reader: int | None = None

    def as_filter(self, field: str) -> Q:
        return Scope.as_filter(self, field) & unhidden(self.reader, _CASE_BESIDE.get(field, ""))

    def hidden(self, field: str) -> Q:
        """The second half of :meth:`as_filter`, for a caller that says the area in other words."""
        return unhidden(self.reader, _CASE_BESIDE.get(field, ""))


def scope_for(account: Account | None, permission: str, *, today: date) -> CaseScope:
    """As ``people.scope.scope_of``, for cases."""
    area = scope.scope_of(account, permission, today=today)
    return CaseScope(area.areas, area.offices, account.pk if account and account.is_authenticated else None)


def hidden_from(reader: int | None) -> QuerySet[Recusal]:
    """Recusals that hold of an account."""
    return Recusal.objects.filter(account=reader, lifted_at=None)


def unhidden(reader: int | None, field: str) -> Q:
    """Condition that leaves out cases the reader is kept from; ``field`` leads to the case, '' where none does."""
    if not field or reader is None:
        return Q()
    return ~Q(**{f"{field}__in": hidden_from(reader).values("case")})


def is_recused(account: Account, case: Case) -> bool:
    return hidden_from(account.pk).filter(case=case).exists()


def barred_from(case_ids: Collection[str]) -> Mapping[str, Collection[int]]:
    """``{case id: accounts kept from it}``; one question for all."""
    found: dict[str, set[int]] = {}
    rows = Recusal.objects.filter(case__in=case_ids, lifted_at=None).values_list("case", "account")
    for case_id, account in rows:
        found.setdefault(str(case_id), set()).add(account)
    return found


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members of the office, how many are kept from the case, how many must take part."""

    total: int
    recused: int
    needed: int

    @property
    def left(self) -> int:
        return self.total - self.recused

    @property
    def is_possible(self) -> bool:
        return self.left >= self.needed


def quorum_of(case: Case, *, on: date) -> Quorum | None:
    """Can a plenary of this office still decide the case? None where the number of members is not recorded."""
    total = case.office.members_count
    if not total:
        return None
    kept = [row.account for row in case.recusals.filter(lifted_at=None).select_related("account")]
    recused = sum(scope.allows(account, "vote_plenary", case.office_id, today=on) for account in kept)
    return Quorum(total, recused, load().on(on, case.regime).quorum.needed(total))
