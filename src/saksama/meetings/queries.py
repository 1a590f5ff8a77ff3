"""Reads of the room: meetings of an office, guests, seats, what a link opens."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from saksama.meetings import rules
from saksama.meetings.models import Attendee, Delivery, Invitation, Mail, Meeting, Presence
from saksama.people import scope
from saksama.people.directory import contacts
from saksama.people.directory import queries as directory
from saksama.people.models import Account, Category


def visible_to(account: Account, *, today: date, permission: str = "view_meetings") -> QuerySet[Meeting]:
    meetings = Meeting.objects.select_related("office", "event")
    return scope.visible_to(meetings, account, permission, field="office", today=today)


def reachable(account: Account, pk: Any, *, today: date, permission: str = "view_meetings") -> Meeting:
    """The meeting, where the person holds ``permission``. Raises: as ``scope.allow``, Http404."""
    meeting: Meeting = get_object_or_404(Meeting.objects.select_related("office", "event"), pk=pk)
    scope.allow(account, permission, meeting.office_id, today=today)
    return meeting


def held_on(office_code: str, day: date) -> list[Meeting]:
    """Meetings of one office that are, or were, held on a local day; the earliest first."""
    around = Meeting.objects.filter(
        office=office_code,
        starts_at__range=(_midnight(day) - timedelta(days=1), _midnight(day) + timedelta(days=2)),
    ).exclude(state=Meeting.State.CANCELLED)
    found = around.select_related("office", "event").order_by("starts_at")
    return [meeting for meeting in found if meeting.on == day]


def of_link(token: str) -> Invitation | None:
    """The invitation whose link holds ``token``; whether the link still holds is for the caller to ask."""
    if not rules.is_token(token):
        return None
    found: Invitation | None = (
        Invitation.objects.select_related("meeting__office", "institution")
        .filter(link_digest=rules.digest(token))
        .first()
    )
    return found


def invitations_of(meeting: Meeting) -> QuerySet[Invitation]:
    """Those that stand, with institution, deliveries and who came for them."""
    presences = Presence.objects.filter(attendee__withdrawn_at=None).select_related("attendee")
    return (
        meeting.invitations.filter(withdrawn_at=None)
        .select_related("institution")
        .prefetch_related(
            Prefetch("presences", presences, to_attr="came"),
            Prefetch("deliveries", Delivery.objects.order_by("at", "pk"), to_attr="tries"),
        )
    )


@dataclass(slots=True)
class Row:
    """A category at the table with its seats, in the order full, half, empty."""

    category: str
    label: str
    seats: list[rules.Seat] = field(default_factory=list)

    @property
    def present(self) -> int:
        return sum(seat != "empty" for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Table:
    """The picture of who sits there."""

    rows: list[Row]
    invited: int
    present: int
    represented: int
    quorum: int

    @property
    def has_quorum(self) -> bool:
        return rules.quorum_reached(self.present, self.quorum)

    @property
    def own(self) -> int:
        return self.present - self.represented


def table_of(meeting: Meeting) -> Table:
    """Seats by category from two queries."""
    seen: dict[str, dict[str, set[bool]]] = {}
    for code, category in meeting.invitations.filter(withdrawn_at=None).values_list(
        "id", "institution__category"
    ):
        seen.setdefault(category, {})[code] = set()
    places = {pk: category for category, guests in seen.items() for pk in guests}
    came = Presence.objects.filter(invitation__meeting=meeting, attendee__withdrawn_at=None)
    for pk, is_holder in came.values_list("invitation", "is_holder"):
        if pk in places:
            seen[places[pk]][pk].add(is_holder)
    order = {"full": 0, "half": 1, "empty": 2}
    rows = []
    for category in Category:
        if category.value in seen:
            seats = [
                rules.seat(holder_came=True in found, represented=bool(found))
                for found in seen[category.value].values()
            ]
            rows.append(Row(category.value, str(category.label), sorted(seats, key=order.__getitem__)))
    kinds = Counter(seat for row in rows for seat in row.seats)
    return Table(
        rows, invited=len(places), present=kinds["full"] + kinds["half"], represented=kinds["half"],
        quorum=meeting.quorum,
    )  # fmt: skip


def attendees_of(meeting: Meeting) -> QuerySet[Attendee]:
    """Who came, in the order of arrival, with the institutions each stands for."""
    presences = Presence.objects.select_related("invitation__institution").order_by(
        "invitation__institution__name"
    )
    return meeting.attendees.filter(withdrawn_at=None).prefetch_related(
        Prefetch("presences", presences, to_attr="seats")
    )


def reply_counts(meeting: Meeting) -> dict[str, int]:
    """How many answered what; under "" those who have not answered."""
    standing = meeting.invitations.filter(withdrawn_at=None)
    return {row["reply"]: row["number"] for row in standing.values("reply").annotate(number=Count("pk"))}


def undelivered(invitations: Iterable[Invitation], meeting: Meeting) -> list[Invitation]:
    """Guests whom this edition of the invitation has not reached: nothing sent, or the newest try came back."""
    return [row for row in invitations if delivery_state(row, meeting) in {"none", "failed"}]


def delivery_state(invitation: Any, meeting: Meeting) -> str:
    """``none | sent | arrived | failed`` of this edition; needs ``tries`` of ``invitations_of``."""
    tries = [row for row in invitation.tries if row.sequence == meeting.sequence]
    if not tries:
        return "none"
    if any(row.outcome == Delivery.Outcome.ARRIVED for row in tries):
        return "arrived"
    return str(tries[-1].outcome)


def next_way(invitation: Any, contacts: dict[str, str]) -> str:
    """The way to try next: one that has not failed in this edition, best first; empty when all did.

    ``contacts``: ``{email, phone}`` as the directory has them; a way without an address is passed over.
    """
    newest = max((row.sequence for row in invitation.tries), default=0)
    failed = {
        row.way for row in invitation.tries
        if row.outcome == Delivery.Outcome.FAILED and row.sequence == newest
    }  # fmt: skip
    possible = [
        (Delivery.Way.EMAIL, bool(contacts.get("email"))),
        (Delivery.Way.WHATSAPP, bool(contacts.get("phone"))),
        (Delivery.Way.PHONE, bool(contacts.get("phone"))),
        (Delivery.Way.HAND, True),
        (Delivery.Way.POST, True),
    ]
    return next((str(way) for way, there in possible if there and way not in failed), "")


def addresses_of(rows: Iterable[Invitation], *, on: date) -> dict[Any, dict[str, str]]:
    """``{invitation id: {email, phone}}``: the institution's own address first, then that of who holds the post."""
    rows = list(rows)
    heads = directory.heads_on([row.institution_id for row in rows], on=on)
    found = {}
    for row in rows:
        _post, tenure = heads.get(row.institution_id, (None, None))
        own = contacts.of(tenure.person) if tenure else {"phone": "", "email": ""}
        found[row.pk] = {
            "email": row.institution.email or own["email"],
            "phone": row.institution.phone or own["phone"],
        }
    return found


def to_be_mailed(meeting: Meeting) -> list[Invitation]:
    """Guests whom this edition has not reached, whose next way is e-mail, and for whom none is under way."""
    under_way = Mail.objects.filter(
        invitation__meeting=meeting, sequence=meeting.sequence, next_try_at__isnull=False
    )
    rows = undelivered(invitations_of(meeting).exclude(pk__in=under_way.values("invitation")), meeting)
    addresses = addresses_of(rows, on=meeting.on)
    return [row for row in rows if next_way(row, addresses[row.pk]) == Delivery.Way.EMAIL]


def numbered_on(meeting: Meeting) -> date | None:
    """The local day on which the letters that carry the number of now took it; None without a number."""
    if not meeting.letter_number:
        return None
    taken = meeting.acts.filter(act="numbered").order_by("at", "pk").last()
    return meeting.local(taken.at).date() if taken else None


def list_rows(account: Account, *, today: date) -> QuerySet[Meeting]:
    """Meetings for the list with counts of guests and of institutions that came."""
    stands = Q(invitations__withdrawn_at=None)
    came = Q(invitations__presences__attendee__withdrawn_at=None, invitations__presences__isnull=False)
    return (
        visible_to(account, today=today)
        .annotate(
            invited=Count("invitations", filter=stands, distinct=True),
            present=Count("invitations", filter=stands & came, distinct=True),
            office_name=F("office__name"),
        )
        .order_by("-starts_at", "pk")
    )


def _midnight(day: date) -> datetime:
    """A rough edge; the caller looks at the local day."""
    return datetime.fromisoformat(f"{day.isoformat()}T00:00:00+00:00")
