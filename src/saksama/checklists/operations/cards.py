"""Acts on temporary staff: enlist, move, hand out and take back cards, open a phone with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Sum

from saksama.checklists import card_secrets, directory
from saksama.checklists.models import AccessKey, Assignment, Card, CardTry
from saksama.checklists.operations.changes import note_change
from saksama.checklists.problems import Problem
from saksama.journal.operations import Entry, record, record_batch
from saksama.people import operations as people
from saksama.people import rules as people_rules
from saksama.people import scope
from saksama.people.models import Account, Role
from saksama.places.models import ElectionEvent, PollingStation

POSTS: Final = frozenset({Role.PTPS, Role.PKD, Role.PANWASCAM})
PIN_TRIES: Final = 8
"""Wrong PINs of one number in an hour; beyond them the number waits for the next hour, the code to scan does not."""
PIN_TRIES_IN_ALL: Final = 3_000
"""Wrong PINs of all numbers in an hour: far above a morning's slips, far below guessing."""
OPENS_BEFORE: Final = timedelta(days=14)
"""A card opens a phone this long before its first day, for training and drills."""
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class NewPosting:
    """One row of the list: who, as what, where, when."""

    name: str
    post: str
    area_code: str
    starts_on: date
    ends_on: date
    phone: str = ""


@transaction.atomic
def enlist(
    rows: Sequence[NewPosting],
    *,
    event: ElectionEvent,
    office: str,
    actor: Account | None,
    at: datetime,
    is_demo: bool = False,
) -> list[Card]:
    """Accounts, assignments and cards for many people at once, or for none.

    Raises: Problem post_unknown | area_outside_office | unknown_station | ends_before_start; scope.NotAllowed.
    """
    _may(actor, office, at)
    _check(rows, event, office)
    duties = people.enlist(
        [people.Enlisted(row.name, row.post, row.area_code, row.starts_on, row.ends_on) for row in rows],
        office_code=office, actor=actor, at=at, is_demo=is_demo,
    )  # fmt: skip
    Assignment.objects.bulk_create(
        [
            Assignment(
                event=event, account_id=duty.account_id, office_id=office, post=row.post, area_code=row.area_code,
                starts_on=row.starts_on, ends_on=row.ends_on, phone=row.phone, duty=duty, made_at=at,
            )
            for row, duty in zip(rows, duties, strict=True)
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    return _issue([duty.account_id for duty in duties], event, office, actor, at)


def _check(rows: Sequence[NewPosting], event: ElectionEvent, office: str) -> None:
    for row in rows:
        if row.post not in POSTS:
            raise Problem("post_unknown", post=row.post)
        if not people_rules.area_fits(row.area_code, office):
            raise Problem("area_outside_office", area=row.area_code, office=office)
        if row.ends_on < row.starts_on:
            raise Problem("ends_before_start")
    named = {row.area_code for row in rows if "-" in row.area_code}
    known: set[str] = set()
    for start in range(0, len(some := sorted(named)), AT_ONCE):
        known |= set(
            PollingStation.objects.filter(event=event, code__in=some[start : start + AT_ONCE]).values_list(
                "code", flat=True
            )
        )
    for code in sorted(named - known):
        raise Problem("unknown_station", code=code)


@transaction.atomic
def issue_card(
    account: Account, event: ElectionEvent, office: str, *, actor: Account | None, at: datetime
) -> Card:
    """A new card; the one before it is taken back, with all phones it opened.

    Raises: scope.NotAllowed.
    """
    _may(actor, office, at)
    for old in Card.objects.filter(account=account, event=event, revoked_at__isnull=True):
        _revoke(old, reason="replaced", actor=actor, at=at)
    return _issue([account.pk], event, office, actor, at)[0]


def _issue(
    accounts: Sequence[int], event: ElectionEvent, office: str, actor: Account | None, at: datetime
) -> list[Card]:
    cards, keys = [], []
    for account in accounts:
        number, pin = card_secrets.new_number(), card_secrets.new_pin()
        secret = {"token": card_secrets.new_key(), "pin": pin, "collect": card_secrets.new_key()}
        card = Card(
            account_id=account, event=event, office_id=office, number=number, secret=secret,
            digest=directory.digest(secret["token"]), pin_digest=card_secrets.pin_digest(number, pin), issued_at=at,
        )  # fmt: skip
        cards.append(card)
        keys.append(
            AccessKey(
                card=card, kind=AccessKey.Kind.COLLECT, digest=directory.digest(secret["collect"]), made_at=at,
                noted_at=at,
            )
        )  # fmt: skip
    Card.objects.bulk_create(cards, batch_size=AT_ONCE)
    AccessKey.objects.bulk_create(keys, batch_size=AT_ONCE)
    record_batch([
        Entry("card_issued", office, ("card", str(card.pk)), _code(actor), at, {"account": card.account_id})
        for card in cards
    ])  # fmt: skip
    return cards


@transaction.atomic
def move(
    assignment: Assignment,
    area_code: str,
    *,
    actor: Account | None,
    at: datetime,
    ends_on: date | None = None,
) -> Assignment:
    """A change of station: the old assignment ends now, the new one begins today; card and phones stay.

    A form that was filled before and comes later still belongs to the old station.
    Raises: Problem assignment_over | same_place | area_outside_office | unknown_station; scope.NotAllowed.
    """
    old = _open(assignment, actor, at)
    if area_code == old.area_code:
        raise Problem("same_place", area=area_code)
    today = scope.local_day(at, old.office_id)
    starts_on, last = max(today, old.starts_on), ends_on or old.ends_on
    row = NewPosting("", old.post, area_code, starts_on, last)
    _check([row], old.event, old.office_id)
    _end(old, at)
    duty = people.transfer_duty(
        old.duty, area_code=area_code, starts_on=starts_on, ends_on=last, actor=actor, at=at
    )
    new = Assignment.objects.create(
        event_id=old.event_id, account_id=old.account_id, office_id=old.office_id, post=old.post, area_code=area_code,
        starts_on=starts_on, ends_on=last, phone=old.phone, duty=duty, replaces=old, made_at=at,
    )  # fmt: skip
    facts = {"assignment": new.pk, "from": old.area_code, "to": area_code}
    _record("assignment_moved", old.office_id, ("account", str(old.account_id)), actor, at, facts)
    note_change()
    return new


@transaction.atomic
def end_assignment(assignment: Assignment, *, actor: Account | None, at: datetime) -> Assignment:
    """Take a person off the place at once; what was filled before is still received.

    Raises: Problem assignment_over; scope.NotAllowed.
    """
    row = _open(assignment, actor, at)
    _end(row, at)
    people.release_duty(row.duty, actor=actor, at=at)
    _record(
        "assignment_ended",
        row.office_id,
        ("account", str(row.account_id)),
        actor,
        at,
        {"area": row.area_code},
    )
    note_change()
    return row


@transaction.atomic
def revoke_card(card: Card, *, reason: str, actor: Account | None, at: datetime) -> Card:
    """Take a card back, with all phones it opened. What they still send goes to quarantine, never away.

    Raises: Problem reason_needed | card_over; scope.NotAllowed.
    """
    row = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    _may(actor, row.office_id, at)
    if not reason.strip():
        raise Problem("reason_needed")
    if row.revoked_at is not None:
        raise Problem("card_over")
    return _revoke(row, reason=reason, actor=actor, at=at)


@transaction.atomic
def revoke_key(key: AccessKey, *, actor: Account | None, at: datetime) -> AccessKey:
    """Sign one phone out: lost, or given away. The card and the other phones stay.

    Raises: Problem card_over; scope.NotAllowed.
    """
    row = AccessKey.objects.select_for_update(of=("self",)).select_related("card").get(pk=key.pk)
    _may(actor, row.card.office_id, at)
    if row.revoked_at is not None:
        raise Problem("card_over")
    row.revoked_at, row.revoked_by = at, _code(actor)
    row.save(update_fields=["revoked_at", "revoked_by"])
    _record("phone_signed_out", row.card.office_id, ("card", str(row.card_id)), actor, at, {"key": row.pk})
    note_change()
    return row


@transaction.atomic
def note_printed(cards: Sequence[Card], *, actor: Account | None, at: datetime) -> None:
    """Cards left the office as paper: who printed which, for the journal."""
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(printed_at=at)
    record_batch([
        Entry("card_printed", card.office_id, ("card", str(card.pk)), _code(actor), at) for card in cards
    ])  # fmt: skip


# --- opening a phone ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """A phone that was just opened. ``key`` is told to the phone and kept nowhere here."""

    key: str
    row: AccessKey
    card: Card


def open_phone(*, token: str, at: datetime) -> Opened:
    """The code on a card was scanned: a key for this phone. Any number of phones may be opened.

    Raises: Problem key_unknown | card_revoked | card_not_yet | card_ended.
    """
    card = Card.objects.select_related("account", "event").filter(digest=directory.digest(token)).first()
    if card is None:
        raise Problem("key_unknown")
    return _open_with(card, at)


def open_phone_by_pin(*, number: str, pin: str, at: datetime) -> Opened:
    """Number and PIN were typed, with any spaces and capitals.

    Raises: Problem pin_wrong | pin_wait, and as :func:`open_phone`.
    """
    number, pin = card_secrets.typed(number), card_secrets.typed_pin(pin)
    hour = at.replace(minute=0, second=0, microsecond=0)
    _not_too_many(number, hour, at)
    card = Card.objects.select_related("account", "event").filter(number=number).first()
    if card is None or card.pin_digest != card_secrets.pin_digest(number, pin):
        _count_wrong(number, hour)
        raise Problem("pin_wrong")
    return _open_with(card, at)


def _open_with(card: Card, at: datetime) -> Opened:
    if card.revoked_at is not None or not card.account.is_active:
        raise Problem("card_revoked")
    rows = list(Assignment.objects.filter(account=card.account_id, event=card.event_id))
    today = scope.local_day(at, card.office_id)
    if rows and today < (first := min(row.starts_on for row in rows)) - OPENS_BEFORE:
        raise Problem("card_not_yet", starts_on=(first - OPENS_BEFORE).isoformat())
    if rows and today > (last := max(row.ends_on for row in rows)):
        raise Problem("card_ended", ends_on=last.isoformat())
    key = card_secrets.new_key()
    with transaction.atomic():
        row = AccessKey.objects.create(
            card=card, kind=AccessKey.Kind.WEB, digest=directory.digest(key), made_at=at, used_on=today
        )
        if card.first_used_at is None:
            Card.objects.filter(pk=card.pk, first_used_at__isnull=True).update(first_used_at=at)
    return Opened(key, row, card)


def _not_too_many(number: str, hour: datetime, at: datetime) -> None:
    digest = card_secrets.try_digest(number)
    of_number = CardTry.objects.filter(hour=hour, digest=digest).values_list("count", flat=True).first() or 0
    if of_number < PIN_TRIES:
        in_all = CardTry.objects.filter(hour=hour).aggregate(sum=Sum("count"))["sum"] or 0
        if in_all < PIN_TRIES_IN_ALL:
            return
    left = hour + timedelta(hours=1) - at
    raise Problem("pin_wait", minutes=max(1, -(-int(left.total_seconds()) // 60)))


def _count_wrong(number: str, hour: datetime) -> None:
    row, _made = CardTry.objects.get_or_create(hour=hour, digest=card_secrets.try_digest(number))
    CardTry.objects.filter(pk=row.pk).update(count=F("count") + 1)


def sweep_tries(before: datetime) -> int:
    """Forget the counts of hours before ``before``."""
    return CardTry.objects.filter(hour__lt=before).delete()[0]


# --- parts -------------------------------------------------------------------------------------------


def _open(assignment: Assignment, actor: Account | None, at: datetime) -> Assignment:
    row: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("event", "duty__account")
        .get(pk=assignment.pk)
    )
    _may(actor, row.office_id, at)
    if row.ended_at is not None or row.ends_on < scope.local_day(at, row.office_id):
        raise Problem("assignment_over")
    return row


def _end(row: Assignment, at: datetime) -> None:
    row.ended_at = at
    row.save(update_fields=["ended_at"])


def _revoke(card: Card, *, reason: str, actor: Account | None, at: datetime) -> Card:
    card.revoked_at, card.revoked_by, card.revoke_reason = at, _code(actor), reason.strip()[:200]
    card.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    _record("card_revoked", card.office_id, ("card", str(card.pk)), actor, at, {})
    note_change()
    return card


def _may(actor: Account | None, office: str, at: datetime) -> None:
    if actor is not None:
        scope.allow(actor, "manage_cards", office, today=scope.local_day(at, office))


def _code(actor: Account | None) -> str:
    return actor.code if actor else "system"


def _record(
    act: str,
    office: str,
    subject: tuple[str, str],
    actor: Account | None,
    at: datetime,
    facts: Mapping[str, Any],
) -> None:
    record(act=act, office=office, subject=subject, actor=_code(actor), at=at, facts=facts)
