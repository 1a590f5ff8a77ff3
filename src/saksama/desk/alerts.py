"""Alerts as rows of a page: what ends when, what to do, who was told why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.notices import kinds, queries, rules, wording
from saksama.notices.models import RECIPIENT_LABELS, Alert, Delivery
from saksama.pages import formats
from saksama.people import scope
from saksama.people.marks import today_of

MOST = 200
"""Alerts shown of each kind; a person with more has another trouble than reading."""
MOST_PAST = 20
"""Alerts shown that ask for nothing any more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One alert in words. ``state`` is one of the house's; ``url`` is empty where nothing is to be opened."""

    alert: Alert
    why: str
    what_to_do: str
    url: str
    state: str
    left: str
    ground: str


def rows_of(alerts: Iterable[Alert], *, today: date) -> list[Row]:
    """Rows in the order of ``alerts``."""
    return [_row(alert, today) for alert in alerts]


def _row(alert: Alert, today: date) -> Row:
    deadline = alert.deadline
    kind = kinds.of(deadline.subject_kind)
    words = kind.words(deadline.step)
    days = (deadline.due_on - today).days
    return Row(
        alert=alert,
        why=words.why,
        what_to_do=words.what_to_do,
        url=reverse("desk:alert", args=[alert.pk]) if kind.address(deadline.subject_id) else "",
        state=_state(alert, days),
        left=wording.time_left(days),
        ground=_ground(alert),
    )


def _state(alert: Alert, days: int) -> str:
    if alert.closed_at or alert.acknowledged_at:
        return "done"
    if days < 0:
        return "late"
    return "wait" if days else "today"


def _ground(alert: Alert) -> str:
    """Why this person was told."""
    named = RECIPIENT_LABELS.get(alert.recipient, alert.recipient)
    if alert.is_fallback:
        return _("given to you because the office has no %(role)s for it") % {"role": named}
    return _("given to you as %(role)s") % {"role": named}


@dataclass(frozen=True, slots=True)
class Followed:
    """An alert of somebody else. ``message_url`` opens the ready message in WhatsApp; ``reminded``: who sent it."""

    row: Row
    message_url: str
    reminded: Delivery | None


def with_telephones(rows: Sequence[Row], *, today: date) -> list[Followed]:
    """Rows of others, each with the way to remind the person by the own telephone where a number is known."""
    given = [row.alert for row in rows]
    telephones = queries.telephones_of(alert.account_id for alert in given if alert.account_id)
    sent = queries.sent_by_hand(given)
    found = []
    for row in rows:
        number = telephones.get(row.alert.account_id or 0, "")
        text = wording.by_hand(row.alert, today=today) if number else ""
        url = f"https://wa.me/{number}?text={quote(text)}" if number else ""
        found.append(Followed(row, url, sent.get(row.alert.pk)))
    return found


def outcome_of(alert: Alert) -> str:
    """What became of an alert that asks for nothing any more."""
    if alert.acknowledged_at:
        return _("acknowledged")
    return str(alert.get_closed_why_display())


def bell_for(request: HttpRequest) -> dict[str, Any]:
    """The bell in the head of a staff page; empty for those who have no desk."""
    user = request.user
    if not user.is_authenticated or not scope.scope_of(user, "view_desk", today=today_of(request)):
        return {}
    count = queries.count_unread(user)
    return {
        "url": reverse("desk:alerts"),
        "count": f"{queries.COUNTED - 1}+" if count >= queries.COUNTED else formats.number(count),
        "is_ringing": count > 0,
        "stands_still": stands_still() is not None,
        "current": request.path.startswith(reverse("desk:alerts")),
    }


def stands_still() -> Any:
    """Since when no sweep has run, when that is too long; None: it runs, or nothing was ever swept here."""
    last = queries.last_beat()
    if last is None or timezone.now() - last <= timedelta(minutes=settings.TICK_ALARM_MINUTES):
        return None
    return last


def plan_lines(plan: rules.Plan) -> list[tuple[str, str]]:
    """The steps of a plan in words: ``[(who, when)]``."""
    return [(str(RECIPIENT_LABELS[step.recipient]), when(step.days_left)) for step in plan.steps]


def when(days_left: int) -> str:
    """When a step is given, in words."""
    if days_left == 0:
        return _("on the last day, whatever day and hour it is")
    if days_left > 0:
        return ngettext("%(count)s day before", "%(count)s days before", days_left) % {"count": days_left}
    return ngettext("%(count)s day after it has passed", "%(count)s days after it has passed", -days_left) % {
        "count": -days_left
    }
