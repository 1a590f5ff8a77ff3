"""Invitations by e-mail: queued by a person, claimed in one transaction, sent outside any, settled in another.

What became of a mail is a ``Delivery`` like any other, so that one that could not be sent is offered the next way.
While a claim's lease runs nobody else sends the same mail; what a process took with it when it died is sent again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from saksama.meetings import papers, queries
from saksama.meetings.models import Delivery, Invitation, Mail, Meeting
from saksama.meetings.operations.common import OVER, journal, locked, may, name_of, not_over
from saksama.meetings.operations.guests import link_token
from saksama.meetings.operations.planning import HOLD
from saksama.meetings.problems import Problem
from saksama.notices import sending
from saksama.notices.models import Channel
from saksama.notices.wording import Message
from saksama.people.models import Account

LEASE: Final = timedelta(minutes=10)
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""After each try that failed; after the last one the mail has come back."""
MOST: Final = 50
"""Mails of one run; what is left waits for the next minute."""
MOST_FAILURES: Final = 3
"""A mailer that fails so often in one run is left alone until the next one."""

Send = Callable[..., None]


def is_possible() -> bool:
    """Has whoever keeps this installation set up a mailer?"""
    return sending.is_possible(Channel.Kind.EMAIL)


@transaction.atomic
def send_by_mail(meeting: Meeting, *, actor: Account | None, at: datetime) -> int:
    """Queue the invitation of every guest whose next way is e-mail; returns how many.

    Raises: Problem no_mailer | nobody_by_mail | meeting_over; scope.NotAllowed.
    """
    meeting = locked(meeting)
    may(actor, HOLD, meeting.office_id, at)
    not_over(meeting)
    if not is_possible():
        raise Problem("no_mailer")
    rows = queries.to_be_mailed(meeting)
    if not rows:
        raise Problem("nobody_by_mail")
    for row in rows:
        Mail.objects.update_or_create(
            invitation=row,
            sequence=meeting.sequence,
            defaults={"queued_at": at, "by": name_of(actor), "tries": 0, "next_try_at": at},
        )
    journal(meeting, "invitations_mailed", by=name_of(actor), at=at, facts={"institutions": len(rows)})
    return len(rows)


def post(at: datetime, *, send: Send | None = None) -> int:
    """Send what is due; returns how many left the house. Safe to run twice at once."""
    sent = failed = 0
    for _turn in range(MOST):
        mail = _claim(at) if failed < MOST_FAILURES else None
        if mail is None:
            break
        row = mail.invitation
        meeting = row.meeting
        if row.withdrawn_at or meeting.sequence != mail.sequence or meeting.state in OVER:
            Mail.objects.filter(pk=mail.pk).update(next_try_at=None)
            continue
        try:
            address = queries.addresses_of([row], on=meeting.on)[row.pk]["email"]
            (send or sending.send)(
                Channel.Kind.EMAIL, address, "", _message(row), key=f"{row.pk.hex}.{mail.sequence}", at=at
            )
        except sending.NotSent as error:
            failed += error.code == "failed"
            _came_back(mail, error.code, at=at)
        else:
            sent += 1
            _settle(mail, Delivery.Outcome.SENT, "", at=at)
    return sent


@transaction.atomic
def _claim(at: datetime) -> Mail | None:
    skip = connection.features.has_select_for_update_skip_locked
    due = Mail.objects.filter(next_try_at__lte=at).order_by("next_try_at", "pk")
    mail = due.select_for_update(skip_locked=skip).first()
    if mail is None:
        return None
    mail.tries, mail.next_try_at = mail.tries + 1, at + LEASE
    mail.save(update_fields=["tries", "next_try_at"])
    found: Mail = Mail.objects.select_related("invitation__meeting__office", "invitation__institution").get(
        pk=mail.pk
    )
    return found


def _came_back(mail: Mail, code: str, *, at: datetime) -> None:
    """Wait and try again, else say that it did not arrive: the next way is offered then."""
    if code == "failed" and mail.tries <= len(PAUSES):
        Mail.objects.filter(pk=mail.pk).update(next_try_at=at + PAUSES[mail.tries - 1])
        return
    with translation.override(papers.LANGUAGE):
        notes: dict[str, Any] = {
            "bad_address": _("The address is no e-mail address."),
            "no_mailer": _("The mailer is no longer set up."),
        }
        _settle(
            mail,
            Delivery.Outcome.FAILED,
            str(notes.get(code, _("The mail server took it from nobody."))),
            at=at,
        )


@transaction.atomic
def _settle(mail: Mail, outcome: str, note: str, *, at: datetime) -> None:
    Mail.objects.filter(pk=mail.pk).update(next_try_at=None)
    Delivery.objects.create(
        invitation=mail.invitation,
        way=Delivery.Way.EMAIL,
        outcome=outcome,
        note=note,
        sequence=mail.sequence,
        at=at,
        by=mail.by,
    )
    facts = {
        "institution": mail.invitation.institution_id, "way": "email", "outcome": str(outcome),
        "sequence": mail.sequence,
    }  # fmt: skip
    journal(mail.invitation.meeting, "invitation_delivery", by="system", at=at, facts=facts)


def _message(row: Invitation) -> Message:
    with translation.override(papers.LANGUAGE):
        meeting = row.meeting
        path = reverse("meetings:own_invitation", kwargs={"token": link_token(row)})
        title = _("Invitation of %(host)s, %(day)s") % {"host": meeting.host, "day": papers.day_of(meeting)}
        return Message(title, papers.message(row, f"{settings.ALERTS_BASE}{path}"))
