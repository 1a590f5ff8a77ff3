"""The one subject of this room itself: a time in which no sweep ran."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from saksama.notices.kinds import Kind, Words
from saksama.notices.operations.beats import TICK
from saksama.people.models import Account

__all__ = ["KIND", "TICK"]


def _words(step: str) -> Words:
    return Words(
        why=_("Scheduled work stood still"),
        what_to_do=_(
            "See that saksama serve or the cron job of saksama tick runs; alerts of that time came late."
        ),
    )


def _seen(account: Account, ids: Collection[str], today: date) -> Collection[str]:
    return ids  # only those who were told ask


KIND = Kind(words=_words, address=lambda subject_id: "", seen=_seen)
