"""Guests before the day: invite, withdraw, note how the letter went, take an answer."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from saksama.evidence.crypto import blind_digest
from saksama.meetings import queries, rules
from saksama.meetings.models import Delivery, Invitation, Meeting
from saksama.meetings.operations.common import GUEST, journal, locked, may, name_of, not_over
from saksama.meetings.operations.planning import HOLD
from saksama.meetings.problems import Problem
from saksama.people.directory.queries import heads_on
from saksama.people.models import Account, Institution

MOST_GUESTS = 2_000


def link_token(invitation: Invitation) -> str:
    """The token of the guest's link: made from the nonce with a key outside the database, kept nowhere."""
    return _token("meetings.guest", invitation.nonce)


def door_token(invitation: Invitation) -> str:
    """The code shown at the door. It opens no page, so that a photo of it gives nothing away."""
    return _token("meetings.door", invitation.nonce)


@transaction.atomic
def invite(
    meeting: Meeting, institutions: Iterable[Institution], *, actor: Account | None, at: datetime
) -> list[Invitation]:
    """Invite institutions; those invited already are left as they are, a withdrawn one is invited again.

    The letter names the holder of the head post on the day of the meeting, as the directory knows it now.

    Raises: Problem nobody_chosen | too_many_guests | meeting_over; scope.NotAllowed.
    """
    meeting = locked(meeting)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    chosen = {institution.pk: institution for institution in institutions}
    if not chosen:
        raise Problem("nobody_chosen")
    standing = {row.institution_id: row for row in meeting.invitations.all()}
    if len(standing | chosen) > MOST_GUESTS:
        raise Problem("too_many_guests", most=MOST_GUESTS)
    heads = heads_on(chosen, on=meeting.on)
    made = []
    for code in chosen:
        invitation = standing.get(code)
        if invitation is not None:
            if invitation.withdrawn_at is not None:
                invitation.withdrawn_at = None
                invitation.save(update_fields=["withdrawn_at"])
                made.append(invitation)
            continue
        post, tenure = heads.get(code, (None, None))
        invitation = Invitation(
            meeting=meeting,
            institution_id=code,
            holder_post=post.title if post else "",
            holder_name=tenure.person.name if tenure else "",
            nonce=rules.new_nonce(),
            invited_at=at,
        )
        invitation.link_digest = rules.digest(link_token(invitation))
        invitation.door_digest = rules.digest(door_token(invitation))
        made.append(invitation)
    Invitation.objects.bulk_create(row for row in made if row._state.adding)
    journal(meeting, "guests_invited", by=name_of(actor), at=at, facts={"institutions": len(made)})
    return made


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Account | None, at: datetime) -> Invitation:
    """Take an invitation back; its link ends at once."""
    meeting = locked(invitation.meeting)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    _journal(invitation, "invitation_withdrawn", by=name_of(actor), at=at)
    return invitation


@transaction.atomic
def renew_link(invitation: Invitation, *, actor: Account | None, at: datetime) -> Invitation:
    """Give the guest a new link and door code, because the old letter is in wrong hands; the old ones end."""
    meeting = locked(invitation.meeting)
    may(actor, HOLD, meeting.office_id, at)
    invitation.nonce = rules.new_nonce()
    invitation.link_digest = rules.digest(link_token(invitation))
    invitation.door_digest = rules.digest(door_token(invitation))
    invitation.save(update_fields=["nonce", "link_digest", "door_digest"])
    _journal(invitation, "guest_link_renewed", by=name_of(actor), at=at)
    return invitation


@transaction.atomic
def note_delivery(
    invitation: Invitation, *, way: str, outcome: str, note: str = "", actor: Account | None, at: datetime
) -> Delivery:
    """Write down a try to bring the invitation: sent, arrived, or come back. Nothing is sent from here."""
    meeting = locked(invitation.meeting)
    may(actor, HOLD, meeting.office_id, at)
    delivery = Delivery.objects.create(
        invitation=invitation,
        way=Delivery.Way(way),
        outcome=Delivery.Outcome(outcome),
        note=note.strip(),
        sequence=meeting.sequence,
        at=at,
        by=name_of(actor),
    )
    facts = {"way": way, "outcome": outcome, "sequence": meeting.sequence}
    _journal(invitation, "invitation_delivery", by=name_of(actor), at=at, facts=facts)
    return delivery


@transaction.atomic
def note_deliveries(
    meeting: Meeting,
    *,
    way: str,
    outcome: str,
    note: str = "",
    but: Iterable[str] = (),
    actor: Account | None,
    at: datetime,
) -> int:
    """Write down the same for every guest with whom this edition has not arrived; returns how many.

    Args: but: codes of institutions to be left out.
    """
    meeting = locked(meeting)
    may(actor, HOLD, meeting.office_id, at)
    way, outcome = Delivery.Way(way), Delivery.Outcome(outcome)
    standing = queries.invitations_of(meeting).exclude(institution__in=but)
    rows = [row for row in standing if queries.delivery_state(row, meeting) != "arrived"]
    Delivery.objects.bulk_create(
        Delivery(
            invitation=row, way=way, outcome=outcome, note=note.strip(), sequence=meeting.sequence, at=at,
            by=name_of(actor),
        )
        for row in rows
    )  # fmt: skip
    facts = {
        "way": str(way),
        "outcome": str(outcome),
        "sequence": meeting.sequence,
        "institutions": len(rows),
    }
    journal(meeting, "invitations_delivery", by=name_of(actor), at=at, facts=facts)
    return len(rows)


@transaction.atomic
def answer_invitation(
    invitation: Invitation,
    *,
    reply: str,
    delegate_name: str = "",
    delegate_post: str = "",
    seen: int,
    actor: Account | None,
    at: datetime,
    is_guest: bool = False,
) -> Invitation:
    """Take an answer: comes, sends a delegate, cannot come. The newest counts.

    Args:   seen: ``reply_version`` as the form showed it; a form that was kept or sent again does not undo a
            newer answer.   is_guest: through the guest's link, which is the permission.
    Raises: Problem reply_unknown | reply_late | reply_stale | delegate_missing | meeting_over.
    """
    meeting = locked(invitation.meeting)
    if not is_guest:
        may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    if reply not in Invitation.Reply.values:
        raise Problem("reply_unknown")
    if not rules.may_answer(meeting.starts_at, at):
        raise Problem("reply_late")
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.reply_version != seen:
        raise Problem("reply_stale", reply=invitation.get_reply_display() or "–")
    is_delegate = reply == Invitation.Reply.DELEGATE
    if is_delegate and not delegate_name.strip():
        raise Problem("delegate_missing")
    invitation.reply, invitation.replied_at = reply, at
    invitation.replied_by = GUEST if is_guest else name_of(actor)
    invitation.delegate_name = delegate_name.strip() if is_delegate else ""
    invitation.delegate_post = delegate_post.strip() if is_delegate else ""
    invitation.reply_version += 1
    invitation.save(
        update_fields=["reply", "replied_at", "replied_by", "delegate_name", "delegate_post", "reply_version"]
    )
    _journal(invitation, "invitation_answered", by=invitation.replied_by, at=at, facts={"reply": reply})
    return invitation


def _token(purpose: str, nonce: str) -> str:
    return urlsafe_b64encode(blind_digest(purpose, nonce)).decode().rstrip("=")


def _journal(
    invitation: Invitation, act: str, *, by: str, at: datetime, facts: dict[str, object] | None = None
) -> None:
    told = {"institution": invitation.institution_id, **(facts or {})}
    journal(invitation.meeting, act, by=by, at=at, facts=told)
