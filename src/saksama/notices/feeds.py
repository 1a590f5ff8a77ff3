"""A person's due dates as an iCalendar (RFC 5545): numbers and acts, no names."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from saksama.notices import kinds, queries, wording
from saksama.notices.models import Deadline, FeedKey
from saksama.notices.operations.feeds import digest_of
from saksama.pages import formats
from saksama.people.models import Account

MOST: Final = 2000
"""Events of one feed; the nearest limits stand in it."""
PRODUCT: Final = "-//Saksama//Tenggat//ID"


def account_of(token: str) -> Account | None:
    """Whose feed the token opens; None for a wrong or revoked one, and for a barred account."""
    key = (
        FeedKey.objects.filter(digest=digest_of(token), revoked_at=None, account__is_active=True)
        .select_related("account")
        .first()
    )
    return key.account if key else None


def as_ics(account: Account, *, today: date, base: str) -> bytes:
    """The feed: one event for each open deadline of the account, CRLF and folded as the standard asks.

    Args:  base: address of this installation for the link of each event; empty: no links.
    """
    with translation.override(wording.LANGUAGE):
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Saksama: limits"))
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        for deadline in _shown(account, today=today):
            calendar.add_component(_event(deadline, base))
        return bytes(calendar.to_ical())


def _shown(account: Account, *, today: date) -> Iterable[Deadline]:
    rows = list(queries.deadlines_of(account, today=today)[:MOST])
    seen = queries.seen_subjects(account, rows, today=today)
    return [row for row in rows if (row.subject_kind, row.subject_id) in seen]


def _event(deadline: Deadline, base: str) -> Event:
    event = Event()
    event.add("uid", f"deadline-{deadline.pk}@saksama")
    event.add("sequence", deadline.round - 1)
    event.add("dtstamp", deadline.opened_at.astimezone(UTC))
    event.add("last-modified", deadline.opened_at.astimezone(UTC))
    _times(event, deadline)
    event.add("summary", wording.event_summary(deadline))
    event.add("description", _description(deadline))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if base and (address := kinds.of(deadline.subject_kind).address(deadline.subject_id)):
        event.add("url", f"{base}{address}")
    return event


def _times(event: Event, deadline: Deadline) -> None:
    if deadline.due_at is None:
        event.add("dtstart", deadline.due_on)
        event.add("dtend", deadline.due_on + timedelta(days=1))
        return
    at: datetime = deadline.due_at.astimezone(UTC)
    event.add("dtstart", at)
    event.add("dtend", at)


def _description(deadline: Deadline) -> str:
    lines = [kinds.of(deadline.subject_kind).words(deadline.step).what_to_do]
    if deadline.last_on != deadline.due_on:
        lines.append(
            _("The law can be read in two ways; by the later reading the last day is %(day)s.")
            % {"day": formats.long_date(deadline.last_on)}
        )
    return "\n".join(lines)
