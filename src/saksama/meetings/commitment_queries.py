"""Reads of commitments, as of a day: each from its dated acts, never from today's copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from saksama.meetings import rules, turnout
from saksama.meetings.models import Commitment, CommitmentAct, CommitmentLink, Meeting
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class Held:
    """A commitment and how it stood at the end of a day."""

    commitment: Commitment
    standing: rules.Standing
    day: date

    @property
    def state(self) -> str:
        """``done | reported | late | undated | open | withdrawn``, the word a list shows."""
        if self.standing.state != "open":
            return str(self.standing.state)
        if self.standing.is_overdue(self.day):
            return "late"
        return "open" if self.standing.due_on else "undated"

    @property
    def target(self) -> str:
        """The target as people read it: per cent of voters, or signatures; empty where there is none."""
        told = self.commitment
        if told.target is None:
            return ""
        if told.kind == Commitment.Kind.CAMPAIGN:
            return f"{formats.number(told.target, 2)}%"
        return ngettext("%(number)s signature", "%(number)s signatures", int(told.target)) % {
            "number": formats.number(told.target)
        }

    @property
    def is_in_time(self) -> bool:
        return rules.kept_in_time(self.standing)

    @property
    def meeting(self) -> Meeting | None:
        return self.commitment.decision.meeting if self.commitment.decision else None

    @property
    def proof(self) -> CommitmentAct | None:
        """The newest act that shows something: a report, an acceptance, a measured result."""
        telling = ("reported", "accepted", "measured")
        found = [act for act in self.commitment.acts.all() if act.act in telling and act.on <= self.day]
        return found[-1] if found else None


@dataclass(slots=True)
class Score:
    """One institution's row of the board."""

    institution: Any
    promised: int = 0
    done: int = 0
    in_time: int = 0
    waiting: int = 0
    late: int = 0

    @property
    def row(self) -> list[int]:
        return [self.promised, self.done, self.in_time, self.waiting, self.late]


def visible_to(account: Account, *, today: date) -> QuerySet[Commitment]:
    return scope.visible_to(_whole(), account, "view_meetings", field="office", today=today)


def reachable(account: Account, pk: Any, *, today: date, permission: str = "view_meetings") -> Commitment:
    commitment: Commitment = get_object_or_404(_whole(), pk=pk)
    scope.allow(account, permission, commitment.office_id, today=today)
    return commitment


def of_office(office_code: str) -> QuerySet[Commitment]:
    """For the briefing and the release, which have asked their own permission."""
    return _whole().filter(office=office_code)


def of_meeting(meeting: Meeting) -> QuerySet[Commitment]:
    return _whole().filter(decision__meeting=meeting)


def of_link(token: str) -> CommitmentLink | None:
    """The link that holds ``token``; whether it still opens is for the caller to ask."""
    if not rules.is_token(token):
        return None
    found: CommitmentLink | None = CommitmentLink.objects.filter(digest=rules.digest(token)).first()
    return found


def as_of(commitments: Iterable[Commitment], day: date) -> list[Held]:
    """Those that had been made by the end of ``day``, unpaid and late ones first."""
    found = [Held(row, standing(row, day), day) for row in commitments if row.made_on <= day]
    order = {"late": 0, "undated": 1, "open": 2, "reported": 3, "done": 4, "withdrawn": 5}
    held = [row for row in found if row.standing.state is not None]
    return sorted(
        held,
        key=lambda row: (
            order[row.state],
            row.standing.due_on or date.max,
            row.commitment.institution.name,
            row.commitment.text,
        ),
    )


def standing(commitment: Commitment, day: date) -> rules.Standing:
    """Needs ``acts`` prefetched; in the order in which they were written down."""
    acts = [rules.Act(act.act, act.on, act.due_on, act.value) for act in commitment.acts.all()]
    return rules.standing(acts, day)


def unpaid_before(meeting: Meeting) -> list[Held]:
    """What earlier meetings of the office left unpaid on the day before this one: it opens with this list."""
    day = date.fromordinal(meeting.on.toordinal() - 1)
    earlier = of_office(meeting.office_id).exclude(decision__meeting=meeting)
    return [row for row in as_of(earlier, day) if row.standing.is_unpaid]


def board(held: Iterable[Held]) -> list[Score]:
    """Rows by institution, the most unpaid first; withdrawn ones do not count."""
    scores: dict[str, Score] = {}
    for row in held:
        if row.standing.state == "withdrawn":
            continue
        score = scores.setdefault(row.commitment.institution_id, Score(row.commitment.institution))
        score.promised += 1
        score.done += row.standing.state == "done"
        score.in_time += row.standing.state == "done" and row.is_in_time
        score.waiting += row.standing.is_unpaid
        score.late += row.state == "late"
    return sorted(scores.values(), key=lambda score: (-score.late, -score.waiting, score.institution.name))


def total(scores: Iterable[Score]) -> list[int]:
    return [sum(column) for column in zip(*(score.row for score in scores), strict=True)] or [0] * 5


def asked_of(held: Iterable[Held]) -> list[dict[str, Any]]:
    """What each stakeholder is asked to do: ``[{institution, category, asks: [{text, due_on, state}]}]``.

    Only what is unpaid; campaigns and pledges too. For the briefing of the day.
    """
    asked: dict[str, dict[str, Any]] = {}
    for row in held:
        if not row.standing.is_unpaid:
            continue
        institution = row.commitment.institution
        entry = asked.setdefault(
            institution.code, {"institution": institution.name, "category": institution.category, "asks": []}
        )
        entry["asks"].append({"text": row.commitment.text, "due_on": row.standing.due_on, "state": row.state})
    return sorted(asked.values(), key=lambda entry: (entry["category"], entry["institution"]))


@dataclass(frozen=True, slots=True)
class Turnout:
    """A campaign against its target and the last vote, in per cent; None where no figure is known."""

    target: Decimal | None
    value: Decimal | None
    before: turnout.Known | None

    @property
    def to_target(self) -> Decimal | None:
        return self.value - self.target if self.value is not None and self.target is not None else None

    @property
    def to_last_vote(self) -> Decimal | None:
        return self.value - self.before.percent if self.value is not None and self.before else None


def turnout_of(row: Held) -> Turnout:
    """``before``: the last published turnout of the same area before the promise."""
    commitment = row.commitment
    before = turnout.last_before(commitment.area_code, commitment.made_on)
    return Turnout(commitment.target, row.standing.value, before)


def _whole() -> QuerySet[Commitment]:
    acts = CommitmentAct.objects.select_related("file").order_by("at", "pk")
    return Commitment.objects.select_related(
        "institution", "office", "decision__meeting__office"
    ).prefetch_related(Prefetch("acts", acts))
