"""Recusal: declared by the person, or set by whoever leads, with a ground; the case passes on by itself."""

from datetime import datetime

from django.db import transaction

from saksama.cases import recusals
from saksama.cases.actors import Actor
from saksama.cases.models import Case, Recusal
from saksama.cases.operations import acting, deadlines
from saksama.cases.problems import Problem
from saksama.notices import operations as notices
from saksama.people import scope
from saksama.people.models import Account


@transaction.atomic
def recuse(
    case: Case,
    account: Account,
    *,
    ground: str,
    note: str = "",
    stand_in: Account | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Recusal:
    """Keep ``account`` from the case: hidden from it everywhere, no vote, no alert.

    Where the person is in charge the case goes to ``stand_in``, or to nobody: then its alerts fall to the chair.

    Raises: Problem recused_already | not_of_the_office | ground_missing | stand_in_unfit; scope.NotAllowed, also
            for setting it for somebody else without ``set_recusal``.
    """
    case = acting.lawful(case, "recuse", actor=actor, at=at, version=version)
    if actor.account is None or actor.account.pk != account.pk:
        acting.may(actor, "set_recusal", case.office_id, at=at)
    on = acting.day_of(case, at)
    if ground not in Recusal.Ground.values or (ground == Recusal.Ground.OTHER and not note.strip()):
        raise Problem("recusal_ground_missing")
    if not scope.allows(account, "view_cases", case.office_id, today=on):
        raise Problem("not_of_the_office", name=account.name)
    if recusals.is_recused(account, case):
        raise Problem("recused_already", name=account.name)
    facts: dict[str, object] = {"recused": account.code, "ground": ground}
    if case.owner_id == account.pk:
        case.owner = _fit(stand_in, account, case, at=at)
        facts["owner"] = case.owner.code if case.owner else ""
    recusal = Recusal.objects.create(
        case=case, account=account, ground=ground, note=note.strip(), declared_at=at, declared_by=actor.code
    )
    quorum = recusals.quorum_of(case, on=on)
    if quorum is not None:
        facts |= {"members_left": quorum.left, "members_needed": quorum.needed}
    acting.done(case, "recuse", actor=actor, at=at, facts=facts)
    notices.withdraw((deadlines.KIND, str(case.pk)), account, at=at)
    return recusal


@transaction.atomic
def lift_recusal(
    case: Case, account: Account, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Recusal:
    """The ground has fallen away; the person sees the case again from now on. Nobody lifts the own one.

    Raises: Problem reason_missing | not_recused.
    """
    case = acting.lawful(case, "lift_recusal", actor=actor, at=at, version=version)
    if not reason.strip():
        raise Problem("reason_missing")
    recusal: Recusal | None = recusals.hidden_from(account.pk).filter(case=case).first()
    if recusal is None:
        raise Problem("not_recused", name=account.name)
    recusal.lifted_at, recusal.lifted_by = at, actor.code
    recusal.save(update_fields=["lifted_at", "lifted_by"])
    acting.done(case, "lift_recusal", actor=actor, at=at, reason=reason, facts={"recused": account.code})
    return recusal


def _fit(stand_in: Account | None, leaving: Account, case: Case, *, at: datetime) -> Account | None:
    """Whoever takes the case over must be able to study it and not be kept from it."""
    if stand_in is None:
        return None
    able = scope.allows(stand_in, "study_case", case.office_id, today=acting.day_of(case, at))
    if not able or stand_in.pk == leaving.pk or recusals.is_recused(stand_in, case):
        raise Problem("stand_in_unfit", name=stand_in.name)
    return stand_in
