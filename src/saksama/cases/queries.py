"""Reads of cases for screens and figures, always through what the account may see.

Figures are counted from dated acts by :mod:`saksama.cases.counting`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from saksama.cases import recusals
from saksama.cases import transitions as t
from saksama.cases.counting import Figures, count
from saksama.cases.models import Case, CaseAct, CaseLink, SupervisionRecord, Transfer
from saksama.cases.rules import fold
from saksama.law import Due, due, load
from saksama.people import permissions, scope
from saksama.people.models import Account, Duty, Role
from saksama.places import queries as places
from saksama.places.models import Election, Office, within
from saksama.places.rules import lineage


def visible_to(account: Account | None, *, today: date, permission: str = "view_cases") -> QuerySet[Case]:
    """Cases whose office lies where the account holds ``permission`` today, and that it is not kept from."""
    area = recusals.scope_for(account, permission, today=today)
    return Case.objects.select_related("office", "owner").filter(area.as_filter("office"))


def reachable(account: Account | None, pk: UUID, *, today: date) -> Case:
    """One case the account may see: in its area, or on its way to an office of its area.

    Raises: Http404 where the case does not exist for the account.
    """
    rows = Case.objects.select_related("office__area", "owner", "event__election", "area", "source_record")
    area = recusals.scope_for(account, "view_cases", today=today)
    coming = Transfer.objects.filter(area.as_filter("to_office"), received_at=None, case=pk)
    return get_object_or_404(rows.filter(area.as_filter("office") | Q(pk__in=coming.values("case"))), pk=pk)


@dataclass(frozen=True, slots=True)
class Joined:
    """A case that another one is joined with. ``leads``: that one is handled under it."""

    case: Case
    link: CaseLink
    leads: bool


def joined_to(case: Case, account: Account | None, *, today: date) -> list[Joined]:
    """What the case is joined with now, as far as the account may see it. One question where there is nothing."""
    return joined_to_each([case], account, today=today).get(case.pk, [])


def joined_to_each(
    cases: Collection[Case], account: Account | None, *, today: date
) -> dict[UUID, list[Joined]]:
    """``{id: what that case is joined with}`` for those that are joined; two questions, however many cases."""
    keys = {case.pk for case in cases}
    held = CaseLink.objects.filter(Q(case__in=keys) | Q(older__in=keys), parted_at=None).order_by("pk")
    ends = [(link, link.case_id, link.older_id) for link in held]
    sides = [
        (link, *end) for link, one, other in ends for end in ((one, other), (other, one)) if end[0] in keys
    ]
    if not sides:
        return {}
    seen = visible_to(account, today=today).in_bulk({other for _link, _one, other in sides})
    found: dict[UUID, list[Joined]] = {}
    for link, one, other in sides:
        if other in seen:
            leads = link.kind == CaseLink.Kind.MERGED and link.older_id == other
            found.setdefault(one, []).append(Joined(seen[other], link, leads))
    return found


def joined_with(case: Case, account: Account | None, *, today: date) -> QuerySet[Case]:
    """The cases on the other side of its links, as far as the account may see them."""
    held = CaseLink.objects.filter(parted_at=None)
    others = Q(links_down__in=held.filter(case=case)) | Q(links_up__in=held.filter(older=case))
    return visible_to(account, today=today).filter(others).distinct()


def records_visible_to(account: Account | None, *, today: date) -> QuerySet[SupervisionRecord]:
    """Supervision records of the account's area, and its own."""
    rows = SupervisionRecord.objects.select_related("office", "author")
    area = scope.scope_of(account, "view_supervision_records", today=today).as_filter("office")
    own = (
        Q(author=account)
        if scope.scope_of(account, "view_own_supervision_records", today=today)
        else Q(pk__in=())
    )
    return rows.filter(area | own)


def transfers_visible_to(account: Account | None, *, today: date) -> QuerySet[Transfer]:
    """Transfers from and to the offices of the account's area, newest first: its receipts on both sides."""
    area = recusals.scope_for(account, "view_cases", today=today)
    rows = Transfer.objects.select_related("case", "from_office", "to_office").order_by("-sent_at", "-pk")
    return rows.filter(area.as_filter("from_office") | area.as_filter("to_office"))


def offices_for(account: Account | None, permission: str, *, today: date) -> QuerySet[Office]:
    """Offices at which the account may do something, by code. An area inside an office counts as its own."""
    held = scope.scope_of(account, permission, today=today)
    homes = {duty.office_id for duty in scope.duties_of(account, today=today) if held.covers(duty.area_code)}
    return (
        Office.objects.filter(Q(pk__in=held.offices | held.areas | homes))
        .select_related("area")
        .order_by("code")
    )


def regime_at(office_code: str, *, today: date) -> str:
    """Regime of the election that is next, or was last, at an office; Pilkada where none is known."""
    ahead = places.next_vote(on=today, office_code=office_code)
    event = ahead[0] if ahead else places.events(on=today, office_code=office_code).last()
    return event.election.regime if event else Election.Regime.PILKADA.value


def last_day_to_report(office: Office, regime: str, known_on: date) -> Due:
    """The last day on which a report may be submitted, with its sum (PK-01, PM-01).

    Raises: law.LawError where the law data has no answer.
    """
    rule = load().on(known_on, regime)[t.STEP_CLOCKS["filing"][regime]]
    return due(rule, known_on, calendar=places.calendar_for(office.code), zone=office.zone)


# Written out, not as parameters: only then does a database see that the index of open cases (case_open_due) fits.
_IS_OPEN = f'"cases_case"."state" IN ({", ".join(repr(state) for state in t.OPEN)})'


def still_open(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``cases`` that have not ended; reads the open ones only, however many are closed."""
    return cases.extra(where=[_IS_OPEN])  # noqa: S610 - states of the program, nothing typed


def figures(office_code: str, *, on: date) -> Figures:
    """The office's matters as they stood at the end of ``on``; ``counting.count`` tells more in the same time."""
    return count(office_code, on=on).figures


def next_acts(
    case: Case, account: Account | None, *, today: date, coming_to: str | None = None
) -> list[tuple[t.Move, bool]]:
    """Moves of the case's state, main ones first, each with whether this account may make it.

    ``coming_to``: the office that is to confirm receipt of a case under way; its permission counts there.
    """
    moves: dict[str, t.Move] = {}
    for move in t.moves_from(case.state, case.kind):
        moves.setdefault(move.act, move)
    ordered = sorted(moves.values(), key=lambda move: not move.main)
    return [
        (move, scope.allows(account, move.permission, _place_of(move, case, coming_to), today=today))
        for move in ordered
    ]


def _place_of(move: t.Move, case: Case, coming_to: str | None) -> str:
    return coming_to if coming_to and move.act == "receive_delegation" else case.office_id


def members_of(office_code: str, *, on: date) -> list[Account]:
    """Those who may vote in the plenary of the office on that day, by user name."""
    return list(holders_of("vote_plenary", office_code, on=on))


def holders_of(permission: str, office_code: str, *, on: date) -> QuerySet[Account]:
    """Accounts that hold a permission with the reach of an office at this very office."""
    roles = permissions.named(permission).roles
    duties = Duty.objects.on(on).filter(role__in=roles, area_code=office_code)
    return Account.objects.filter(is_active=True, pk__in=duties.values("account")).order_by("code")


def voters_on(case: Case, *, on: date) -> list[Account]:
    """Members of the case's office who may vote on it: without those who are kept from it."""
    kept = case.recusals.filter(lifted_at=None).values("account")
    return list(holders_of("vote_plenary", case.office_id, on=on).exclude(pk__in=kept))


def offices_in_line(case: Case) -> QuerySet[Office]:
    """Offices above and below the case's own: those to which it may be delegated."""
    above = Q(pk__in=lineage(case.office_id))
    return (
        Office.objects.filter(above | within(case.office_id, "code"))
        .exclude(pk=case.office_id)
        .order_by("code")
    )


def offices_above(case: Case, account: Account | None, *, today: date) -> QuerySet[Office]:
    """Offices above the case's own at which the account may take cases over."""
    own = scope.scope_of(account, "take_over_case", today=today)
    above = [code for code in lineage(case.office_id) if code != case.office_id and own.covers(code)]
    return Office.objects.filter(pk__in=above).order_by("code")


def role_names(permission: str) -> list[str]:
    """Roles that hold a permission, in the reader's words."""
    held = permissions.named(permission).roles
    return [str(role.label) for role in Role if role in held]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """``{account code: name}``, for showing who acted."""
    return dict(Account.objects.filter(code__in=set(codes)).values_list("code", "name"))


def untrue_copies() -> list[str]:
    """Ids of cases whose state, office, number or version differs from what their acts tell.

    Both tables are read once, in the same order, side by side: two questions whatever the number of cases.
    """
    wrong = []
    acts = CaseAct.objects.order_by("case_id", "seq").iterator(chunk_size=2000)
    columns = ("pk", "state", "office_id", "number_registered", "version")
    copies = Case.objects.order_by("pk").values_list(*columns).iterator(chunk_size=2000)
    for case_id, group in groupby(acts, key=attrgetter("case_id")):
        told = fold(group)
        kept = next((copy for pk, *copy in copies if pk == case_id), None)
        if kept != [told.state, told.office, told.number_registered, told.version]:
            wrong.append(str(case_id))
    return wrong
