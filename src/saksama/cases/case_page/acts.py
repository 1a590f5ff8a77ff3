"""The lawful acts of a case's state: offered, locked with a reason, or still ahead."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.cases import queries, wording
from saksama.cases import transitions as t
from saksama.cases.case_page.labels import class_labels
from saksama.cases.case_page.record import Record, Shown
from saksama.cases.models import (
    Case,
    Clarification,
    Outcome,
    Party,
)
from saksama.cases.operations import links
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.pages import formats


def acts_of(scene: Scene, record: Record) -> list[Shown]:
    """The lawful acts of the state: those that can be done first, the others locked with the reason."""
    coming = record.open_transfer
    moves = queries.next_acts(
        scene.case, scene.account, today=scene.today, coming_to=coming.to_office_id if coming else None
    )
    shown: list[Shown] = []
    for move, allowed in moves:
        if _concerns(move.act, scene, record) and not any(_same(move.act, item["act"]) for item in shown):
            shown.append(_act_row(move, scene, record, allowed=allowed))
    shown.sort(key=lambda item: bool(item["locked"]))
    offered = next((item for item in shown if not item["locked"] and not item["is_care"]), None)
    if offered:
        offered["main"] = True
    return shown


def _act_row(move: t.Move, scene: Scene, record: Record, *, allowed: bool) -> Shown:
    words = wording.WORDS[move.act]
    waits = blocked(move.act, scene, record)
    locked = waits or (
        ""
        if allowed
        else _("Your duty does not include this. %(roles)s may do it.") % {"roles": _roles(move)}
    )
    return {
        "act": move.act,
        "icon": words.icon,
        "label": words.label,
        "needs": words.needs,
        "button": words.button,
        "url": reverse("cases:act", args=[scene.case.pk, move.act]),
        "main": False,
        "locked": locked,
        "is_care": move.act in wording.CARE,
    }


def _same(one: str, other: str) -> bool:
    """The initial study is one form with two results."""
    return {one, other} == {"find_complete", "find_incomplete"}


def _roles(move: t.Move) -> str:
    return ", ".join(queries.role_names(move.permission))


def _concerns(act: str, scene: Scene, record: Record) -> bool:
    """Acts that make no sense on this very case are not shown at all."""
    case = scene.case
    if act in {"register_published", "note_publication"}:
        return case.is_published
    if act == "take_over_case":
        return queries.offices_above(case, scene.account, today=scene.today).exists()
    if act == "lift_recusal":
        return bool(record.recusals)
    if act == "part_case":
        return bool(record.joined)
    if act == "hand_over_case":
        transfer = record.open_transfer
        return transfer is not None and transfer.handed_over_at is None
    if act == "receive_delegation":
        return record.open_transfer is not None
    if act == "forward_outcome":
        return any(_waits_for_forwarding(outcome) for outcome in record.outcomes)
    if act == "record_clarification":
        return any(item.attendance == Clarification.Attendance.PENDING for item in record.clarifications)
    return True


def _waits_for_forwarding(outcome: Outcome) -> bool:
    return bool(outcome.destination) and not hasattr(outcome, "forwarding")


def blocked(act: str, scene: Scene, record: Record) -> str:
    """Why a lawful act would still be refused now; empty when it would not."""
    check = _BLOCKS.get(act)
    problem = check(scene, record) if check else None
    return problem.message if problem else ""


def _decision_waits(scene: Scene, record: Record) -> Problem | None:
    if not record.studies and not links.study_counts(scene.case):
        return Problem("study_missing")
    if not any(party.role == Party.Role.RESPONDENT for party in record.parties):
        return Problem("respondent_missing")
    return None


def _closing_waits(scene: Scene, record: Record) -> Problem | None:
    waiting = [item for item in record.outcomes if _waits_for_forwarding(item)]
    if waiting:
        labels = class_labels(scene.case, [item.violation_class for item in waiting])
        return Problem("not_forwarded", missing=", ".join(labels))
    return None if record.notices else Problem("not_notified")


def _hearing_waits(scene: Scene, record: Record) -> Problem | None:
    pending = [item for item in record.clarifications if item.attendance == Clarification.Attendance.PENDING]
    earliest = min((item.scheduled_at for item in pending), default=scene.at)
    if earliest <= scene.at:
        return None
    return Problem("not_yet_held", when=formats.long_moment(earliest, scene.zone))


def _plenary_waits(scene: Scene, record: Record) -> Problem | None:
    return None if scene.case.office.members_count else Problem("members_unknown")


_BLOCKS: Mapping[str, Any] = {
    "decide": lambda scene, record: _decision_waits(scene, record) or _plenary_waits(scene, record),
    "accept_in_plenary": _plenary_waits,
    "decline_registration": _plenary_waits,
    "extend_handling": _plenary_waits,
    "close_case": _closing_waits,
    "record_clarification": _hearing_waits,
}


def ahead(case: Case) -> list[Shown]:
    """The next acts of the road, with a lock and what they wait for."""
    return [
        {"label": wording.WORDS[act].label, "locked": wording.WORDS[act].waits}
        for act in wording.acts_ahead(case.state, case.kind)
    ]
