"""What a message says: number, why, what to do, where. Never a party's name (decision 18)."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.notices import kinds
from saksama.notices.models import Alert, Deadline
from saksama.pages import formats

LANGUAGE = "id"
"""Messages leave the house in the office's language, whatever a screen shows."""


@dataclass(frozen=True, slots=True)
class Message:
    """``title`` is a mail's subject; ``body`` plain text."""

    title: str
    body: str


def message(alert: Alert, *, today: date, base: str) -> Message:
    """The alert as a message. ``base``: address of this installation, empty where nobody has told it."""
    with translation.override(LANGUAGE):
        deadline = alert.deadline
        words = kinds.of(deadline.subject_kind).words(deadline.step)
        left = time_left((deadline.due_on - today).days)
        head = " · ".join(part for part in (deadline.reference, words.why, left) if part)
        lines = [
            _("%(why)s: %(left)s.") % {"why": words.why, "left": left},
            _("Number: %(number)s") % {"number": deadline.reference} if deadline.reference else "",
            _("Last day: %(day)s") % {"day": formats.long_date(deadline.due_on)},
            _("To do: %(act)s") % {"act": words.what_to_do},
            _("Answer it here: %(address)s") % {"address": f"{base}/meja/peringatan/{alert.pk}/"}
            if base
            else _("Log in and answer it on the page of alerts."),
        ]
        return Message(f"Saksama · {head}", "\n".join(line for line in lines if line))


def by_hand(alert: Alert, *, today: date) -> str:
    """The text of a message that a person sends by the own telephone; short and without an address."""
    with translation.override(LANGUAGE):
        told = message(alert, today=today, base="")
        return told.body


def trial() -> Message:
    """A message that tries a channel."""
    with translation.override(LANGUAGE):
        return Message(
            _("Saksama · test message"),
            _("This channel works. Alerts on your limits come here. Nothing needs to be done."),
        )


def time_left(days: int) -> str:
    """*2 days left*, *ends today*, *1 day past*."""
    if days == 0:
        return _("ends today")
    if days > 0:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    return ngettext("%(count)s day past", "%(count)s days past", -days) % {"count": -days}


def event_summary(deadline: Deadline) -> str:
    """One line of a calendar."""
    words = kinds.of(deadline.subject_kind).words(deadline.step)
    return " · ".join(part for part in (deadline.reference, words.why) if part)
