"""Recording a plenary: members, quorum, votes, dissent, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from saksama.cases import recusals, rules
from saksama.cases.models import Case, Plenary, PlenaryVote
from saksama.cases.operations import acting
from saksama.cases.problems import Problem
from saksama.cases.sittings import agenda
from saksama.cases.sittings.models import Sitting
from saksama.law import load
from saksama.people import scope
from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class MemberVote:
    """One member of the office and how he or she voted."""

    member: Account
    agrees: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlenaryRecord:
    """A plenary as its minutes tell it, held at ``held_at``; ``sitting``: on whose agenda the case stood."""

    held_at: datetime
    votes: Sequence[MemberVote]
    reasons: str
    number: str = ""
    sitting: Sitting | None = None


def hold(case: Case, purpose: str, plenary: PlenaryRecord, *, at: datetime) -> Plenary:
    """Write a plenary that carried the motion; part of the act that needed it.

    Law: quorum as law/data says for the day (an office assumption, confidence ``check``).
    Args:   at: the instant of the act; the minutes may be recorded later than the plenary, never earlier.
    Raises: Problem in_the_future | plenary_before_receipt | members_unknown | no_quorum | not_a_member |
            dissent_without_reason | no_majority | reason_missing; those of ``sittings.agenda.checked``.
    """
    on = acting.day_of(case, plenary.held_at)
    if plenary.held_at > at:
        raise Problem("in_the_future", day=on)
    if on < case.received_on:
        raise Problem("plenary_before_receipt", received=case.received_on)
    total = case.office.members_count
    if not total:
        raise Problem("members_unknown")
    if not plenary.reasons.strip():
        raise Problem("reason_missing")
    votes = [rules.Vote(vote.member.code, vote.agrees, vote.reason) for vote in plenary.votes]
    needed = load().on(on, case.regime).quorum.needed(total)
    if len(votes) < needed:
        _refuse_where_recusals_leave_too_few(case, on)
        raise Problem("no_quorum", present=len(votes), total=total, needed=needed)
    for vote in plenary.votes:
        if recusals.is_recused(vote.member, case):
            raise Problem("recused_voter", name=vote.member.name)
        if not scope.allows(vote.member, "vote_plenary", case.office_id, today=on):
            raise Problem("not_a_member", name=vote.member.name)
    if rules.dissents_without_reason(votes):
        raise Problem("dissent_without_reason")
    if not rules.majority_agrees(votes):
        agree = sum(vote.agrees for vote in votes)
        raise Problem("no_majority", agree=agree, dissent=len(votes) - agree)
    item = None
    if plenary.sitting is not None:
        voters = [vote.member for vote in plenary.votes]
        item = agenda.checked(case, plenary.sitting, voters=voters, held_at=plenary.held_at)
    written = Plenary.objects.create(
        case=case,
        purpose=purpose,
        case_version=case.version,
        number=plenary.number or (item.sitting.number if item else ""),
        held_at=plenary.held_at,
        held_on=on,
        members_total=total,
        reasons=plenary.reasons.strip(),
    )
    PlenaryVote.objects.bulk_create(
        PlenaryVote(
            plenary=written,
            member=vote.member,
            vote=PlenaryVote.Vote.AGREE if vote.agrees else PlenaryVote.Vote.DISSENT,
            reason=vote.reason.strip(),
        )
        for vote in plenary.votes
    )
    if item is not None:
        agenda.decided(item, written)
    return written


def _refuse_where_recusals_leave_too_few(case: Case, on: date) -> None:
    quorum = recusals.quorum_of(case, on=on)
    if quorum is not None and not quorum.is_possible:
        raise Problem(
            "no_quorum_left",
            recused=quorum.recused, left=quorum.left, total=quorum.total, needed=quorum.needed,
        )  # fmt: skip


def as_facts(plenary: Plenary) -> dict[str, object]:
    """What the journal keeps of a plenary: its row, day, and how many voted how."""
    votes = list(plenary.votes.values_list("vote", flat=True))
    return {
        "plenary": plenary.pk,
        "held_on": plenary.held_on.isoformat(),
        "agree": votes.count(PlenaryVote.Vote.AGREE),
        "dissent": votes.count(PlenaryVote.Vote.DISSENT),
    }
