"""The minutes of a sitting (berita acara rapat pleno): plain values for the documents room, in the active language."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from saksama.cases import papers, rules
from saksama.cases.models import Recusal
from saksama.cases.sittings.models import AgendaItem, Seat, Sitting
from saksama.documents import blanks, letterheads
from saksama.law import load
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Duty, Role

KIND = "plenary_minutes"
Data = dict[str, Any]


def data_of(sitting: Sitting, *, at: datetime) -> Data:
    """Everything that the templates of the minutes take: every item, whoever asks; ask before showing it."""
    office = sitting.office
    today = rules.local_day(at, office.zone)
    seats = list(sitting.seats.select_related("member"))
    present = [seat for seat in seats if seat.is_present]
    posts = posts_of(sitting)
    quorum = load().on(sitting.on, sitting.event.election.regime).quorum
    total = sitting.members_total or office.members_count or 0
    data: Data = {
        "office": letterheads.of(office),
        "title": _("Minutes of the plenary"),
        "number": sitting.number,
        "held": _held(sitting),
        "issued_on": today.isoformat(),
        "as_of": formats.long_moment(at, office.zone),
        "sample": sitting.is_sample,
        "place_and_day": f"{office.seat}, {formats.plain_date(today)}" if office.seat else formats.plain_date(today),
        "opening": _opening(sitting),
        "attendance": [
            {
                "name": seat.member.name,
                "post": posts.get(seat.member_id, _("Member")),
                "presence": presence_told(seat),
            }
            for seat in seats
        ],
        "quorum": papers.quorum_told(len(present), total, quorum),
        "quorum_unsure": not quorum.source.is_confirmed,
        "matters": [_matter(item, present, total, quorum.needed(total)) for item in _items(sitting)],
        "signers": [{"post": posts.get(seat.member_id, _("Member")), "name": seat.member.name} for seat in present],
        "unsure": papers.unsure_quorum(quorum),
        "confidential": True,
    }  # fmt: skip
    return {**blanks.fill(KIND, data), **data}


def _held(sitting: Sitting) -> str:
    """From when to when, where."""
    opened = formats.long_moment(sitting.opened_at or sitting.starts_at, sitting.office.zone)
    if sitting.closed_at is None:
        return opened
    until = formats.long_moment(sitting.closed_at, sitting.office.zone)
    return _("%(opened)s until %(closed)s") % {"opened": opened, "closed": until}


def _opening(sitting: Sitting) -> str:
    return _(
        "The members of %(office)s met in plenary at %(place)s, led by %(chair)s, to decide on the matters below."
    ) % {"office": sitting.office.name, "place": sitting.place, "chair": sitting.chair.name}


def posts_of(sitting: Sitting) -> dict[int, str]:
    """``{account: post}`` of those who had a duty at the office on the day of the sitting."""
    rows = Duty.objects.on(sitting.on).filter(area_code=sitting.office_id).order_by("-pk")
    return {duty.account_id: str(Role(duty.role).label) for duty in rows}


def presence_told(seat: Seat) -> str:
    """*tidak hadir, izin: sakit*"""
    said = str(seat.get_presence_display())
    return f"{said}: {seat.note}" if seat.note else said


def _items(sitting: Sitting) -> Iterable[AgendaItem]:
    return sitting.items.select_related("case__office", "plenary").order_by("pk")


def _matter(item: AgendaItem, present: Collection[Seat], total: int, needed: int) -> Data:
    kept = kept_out(item)
    there = sum(seat.member_id not in {row.account_id for row in kept} for seat in present)
    told = {
        "kept_out": "; ".join(f"{row.account.name} ({row.get_ground_display()})" for row in kept),
        "quorum": _("%(there)s of those present may vote on this; at least %(needed)s are needed.")
        % {"there": there, "needed": needed}
        if kept
        else "",
    }
    if item.plenary is None:
        why = _("Put off: %(reason)s") % {"reason": item.put_off or _("not dealt with")}
        return {"heading": item.case.number, "summary": item.case.title, "decision": why, **told}
    return {**papers.matter(item.case, item.plenary), **told}


def kept_out(item: AgendaItem) -> list[Recusal]:
    """Members who had no part in this item: recused when it was decided, or now where it was put off."""
    rows = item.case.recusals.select_related("account")
    if item.plenary is not None:
        when = item.plenary.held_at
        held = [
            row for row in rows if row.declared_at <= when and (row.lifted_at is None or row.lifted_at > when)
        ]
    else:
        held = [row for row in rows if row.lifted_at is None]
    on = item.sitting.on
    return [row for row in held if scope.allows(row.account, "vote_plenary", item.case.office_id, today=on)]
