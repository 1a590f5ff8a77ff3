"""What the page of a sitting shows: its standing, the agenda with papers, who sits, minutes and signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saksama.cases import queries as cases
from saksama.cases import recusals, wording
from saksama.cases.case_page.labels import class_labels
from saksama.cases.case_page.rows import initial_study_row
from saksama.cases.models import Plenary, PlenaryVote
from saksama.cases.sittings import minutes, queries
from saksama.cases.sittings import rules as sitting_rules
from saksama.cases.sittings.models import AgendaItem, Seat, Signature, Sitting
from saksama.cases.sittings.operations import SUBJECT
from saksama.documents import queries as papers
from saksama.documents import rules as codes
from saksama.law import load
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account

Shown = dict[str, Any]
LABELS: Mapping[str, Any] = {
    "buka": gettext_lazy("Open the sitting"),
    "agenda": gettext_lazy("Put cases on the agenda"),
    "ubah": gettext_lazy("Change day, place or chair"),
    "batal": gettext_lazy("Cancel the sitting"),
    "hadir": gettext_lazy("Correct who is there"),
    "tutup": gettext_lazy("Close the sitting"),
    "tanda-tangan": gettext_lazy("Record signatures"),
}
"""The acts on a sitting, by the last part of their address."""


@dataclass(frozen=True, slots=True)
class View:
    """Who looks at which sitting, and what this person may do."""

    sitting: Sitting
    account: Account
    today: Any
    may_hold: bool
    may_read: bool


def build(view: View) -> Shown:
    """The context of the page; the number of questions does not grow with the agenda."""
    sitting = view.sitting
    items = queries.items_for(sitting, view.account)
    seats = list(sitting.seats.select_related("member"))
    barred = recusals.barred_from([str(item.case_id) for item in items])
    voters = _voters(view, seats)
    counts = {item.pk: _count(view, item, seats, barred, voters) for item in items}
    issued = list(papers.about(SUBJECT, str(sitting.pk)).order_by("-issued_at", "-pk"))
    posts = minutes.posts_of(sitting)
    hides = queries.hides_from(sitting, view.account)
    return {
        "sitting": sitting,
        "glyph": glyph_of(sitting),
        "sentence": _sentence(sitting, items),
        "items": [_item(view, item, counts[item.pk], barred, voters) for item in items],
        "hides": hides,
        "seats": [
            {"seat": seat, "post": posts.get(seat.member_id, ""), "told": minutes.presence_told(seat)} for seat in seats
        ],
        "pairs": _pairs(sitting),
        "present": sum(seat.is_present for seat in seats),
        "issued": [{"document": item, "code": codes.printed_code(item.code)} for item in issued],
        "signatures": _signatures(issued[0].pk, seats, items) if issued else (),
        "may_hold": view.may_hold,
        "may_read": view.may_read,
        "may_print": view.may_hold and not hides,
        "acts": _acts(view, may_sign=bool(issued) and _is_unsigned(issued[0].pk, seats)),
        "quorum_unsure": not load().on(sitting.on, sitting.event.election.regime).quorum.source.is_confirmed,
    }  # fmt: skip


_GLYPHS = {
    Sitting.State.PLANNED: "todo",
    Sitting.State.OPEN: "now",
    Sitting.State.CLOSED: "done",
    Sitting.State.CANCELLED: "stopped",
}


def glyph_of(sitting: Sitting) -> str:
    return _GLYPHS[Sitting.State(sitting.state)]


def _sentence(sitting: Sitting, items: Sequence[AgendaItem]) -> tuple[str, str, str]:
    """``(state, lead, rest)`` of the line above the page."""
    waiting = sum(item.is_waiting for item in items)
    if sitting.state == Sitting.State.PLANNED:
        return "todo", _("Planned."), _("Read the papers below; open the sitting when the members are there.")
    if sitting.state == Sitting.State.OPEN:
        if waiting:
            left = ngettext("%(count)s matter is waiting.", "%(count)s matters are waiting.", waiting)
            return "today", _("Open."), left % {"count": waiting}
        return "ok", _("Open."), _("Each matter is decided or put off: the sitting can be closed.")
    if sitting.state == Sitting.State.CANCELLED:
        return "stopped", _("Cancelled."), sitting.reason
    decided = sum(item.plenary_id is not None for item in items)
    told = ngettext("%(count)s matter was decided.", "%(count)s matters were decided.", decided)
    return "done", _("Closed."), told % {"count": decided}


def _pairs(sitting: Sitting) -> list[tuple[str, str]]:
    zone = sitting.office.zone
    when = [
        (_("Planned for"), sitting.starts_at),
        (_("Opened"), sitting.opened_at),
        (_("Closed at"), sitting.closed_at),
    ]
    told = [(label, formats.long_moment(moment, zone)) for label, moment in when if moment]
    return [*told, (_("Place"), sitting.place), (_("Led by"), sitting.chair.name)]


# --- agenda ------------------------------------------------------------------------------------------


def _voters(view: View, seats: Sequence[Seat]) -> dict[int, str]:
    """``{account: name}`` of the members: those seated, or before the opening those of the day."""
    if seats:
        return {seat.member_id: seat.member.name for seat in seats}
    members = cases.members_of(view.sitting.office_id, on=view.sitting.on)
    return {member.pk: member.name for member in members}


def _count(
    view: View, item: AgendaItem, seats: Sequence[Seat], barred: Mapping[str, Any], voters: Mapping[int, str]
) -> sitting_rules.Count | None:
    total = view.sitting.members_total or view.sitting.office.members_count
    if not total:
        return None
    kept = set(barred.get(str(item.case_id), ())) & set(voters)
    there = sum(seat.is_present and seat.member_id not in kept for seat in seats) if seats else None
    needed = load().on(view.sitting.on, item.case.regime).quorum.needed(total)
    return sitting_rules.Count(total=total, recused=len(kept), needed=needed, there=there)


def _item(
    view: View,
    item: AgendaItem,
    count: sitting_rules.Count | None,
    barred: Mapping[str, Any],
    voters: Mapping[int, str],
) -> Shown:
    case = item.case
    kept = [voters[pk] for pk in barred.get(str(case.pk), ()) if pk in voters]
    studies = list(case.initial_studies.all())
    latest = list(case.studies.all())[-1:]
    held = [row.violation_class for row in case.classes.all() if row.dropped_on is None]
    return {
        "item": item,
        "case": case,
        "state": _state_of(item),
        "classes": class_labels(case, held),
        "kept": ", ".join(kept),
        "quorum": _quorum_told(count),
        "is_short": count is not None and not count.is_enough and item.is_waiting,
        "is_late": item.is_waiting and case.next_due_on is not None and case.next_due_on < view.sitting.on,
        "initial_study": initial_study_row(case, studies[-1]) if studies else None,
        "study": latest[0] if latest and view.may_read else None,
        "is_confidential": bool(latest) and not view.may_read,
        "votes": _votes(item.plenary) if item.plenary else None,
        "acts": _decisions(view, item),
        "may_take_off": view.may_hold and item.is_waiting and view.sitting.state in {"planned", "open"},
    }


def _state_of(item: AgendaItem) -> tuple[str, str]:
    if item.plenary:
        return "ok", _("decided: %(what)s") % {"what": str(item.plenary.get_purpose_display()).lower()}
    if item.put_off:
        return "stopped", _("put off")
    return "wait", _("proposed: %(what)s") % {"what": str(item.get_purpose_display()).lower()}


def _quorum_told(count: sitting_rules.Count | None) -> str:
    if count is None:
        return _("The number of members of this office is not recorded.")
    told = {"needed": count.needed, "total": count.total, "recused": count.recused, "there": count.there}
    if count.there is None:
        if count.recused:
            return _("%(needed)s of %(total)s members are needed; %(recused)s kept from this case.") % told
        return _("%(needed)s of %(total)s members are needed.") % told
    return _("%(there)s of those present may vote on it; %(needed)s of %(total)s are needed.") % told


def _votes(plenary: Plenary) -> Shown:
    votes = list(plenary.votes.all())
    against = [vote for vote in votes if vote.vote == PlenaryVote.Vote.DISSENT]
    return {"agree": len(votes) - len(against), "dissent": against}


def _decisions(view: View, item: AgendaItem) -> list[Shown]:
    """The acts of the case that may be taken now, the proposed one first."""
    if not view.may_hold or not item.is_waiting or view.sitting.state != Sitting.State.OPEN:
        return []
    purposes = sitting_rules.purposes_of(item.case.state, item.case.kind)
    purposes.sort(key=lambda purpose: purpose != item.purpose)
    acts = [sitting_rules.ACT_OF[purpose] for purpose in purposes]
    return [
        {
            "label": wording.WORDS[act].label,
            "url": reverse("cases:act", args=[item.case_id, act]),
            "main": place == 0,
        }
        for place, act in enumerate(acts)
        if act != "decide" or _may_decide(view)
    ]


def _may_decide(view: View) -> bool:
    return scope.allows(view.account, "decide", view.sitting.office_id, today=view.today)


# --- minutes and signatures --------------------------------------------------------------------------


def _signatures(document: Any, seats: Sequence[Seat], items: Sequence[AgendaItem]) -> list[Shown]:
    """Each member who was there: signed, refused or not yet; and whether he or she dissented in this sitting."""
    given = {row.member_id: row for row in Signature.objects.filter(document=document)}
    dissents: dict[int, list[str]] = {}
    for item in items:
        for vote in item.plenary.votes.all() if item.plenary else ():
            if vote.vote == PlenaryVote.Vote.DISSENT:
                dissents.setdefault(vote.member_id, []).append(item.case.number)
    names = cases.names_of({row.recorded_by for row in given.values()})
    return [
        {
            "member": seat.member,
            "signature": (row := given.get(seat.member_id)),
            "recorded_by": names.get(row.recorded_by, row.recorded_by) if row else "",
            "dissents": ", ".join(dissents.get(seat.member_id, ())),
        }
        for seat in seats
        if seat.is_present
    ]


def _is_unsigned(document: Any, seats: Sequence[Seat]) -> bool:
    """Is a signature of somebody who was there still to come?"""
    given = set(Signature.objects.filter(document=document).values_list("member", flat=True))
    return any(seat.is_present and seat.member_id not in given for seat in seats)


def _acts(view: View, *, may_sign: bool) -> list[Shown]:
    """What may be done with the sitting itself, the next step first."""
    if not view.may_hold:
        return []
    open_to = {
        Sitting.State.PLANNED: ("buka", "agenda", "ubah", "batal"),
        Sitting.State.OPEN: ("tutup", "agenda", "hadir"),
        Sitting.State.CLOSED: ("tanda-tangan",) if may_sign else (),
        Sitting.State.CANCELLED: (),
    }[Sitting.State(view.sitting.state)]
    return [
        {"label": LABELS[name], "url": reverse("cases:sitting_act", args=[view.sitting.pk, name]), "main": place == 0}
        for place, name in enumerate(open_to)
    ]  # fmt: skip
