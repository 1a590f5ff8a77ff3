"""The only writers of due dates, alerts, deliveries and what belongs to them; one function per act."""

from saksama.notices.operations.beats import beat
from saksama.notices.operations.channels import remove_channel, set_channel, try_channel
from saksama.notices.operations.delivery import deliver, note_sent_by_hand
from saksama.notices.operations.feeds import make_feed, revoke_feed
from saksama.notices.operations.limits import DueDate, hand, withdraw
from saksama.notices.operations.plans import set_plan
from saksama.notices.operations.reading import acknowledge, note_opened
from saksama.notices.operations.sweeping import sweep

__all__ = [
    "DueDate",
    "acknowledge",
    "beat",
    "deliver",
    "hand",
    "make_feed",
    "note_opened",
    "note_sent_by_hand",
    "remove_channel",
    "revoke_feed",
    "set_channel",
    "set_plan",
    "sweep",
    "try_channel",
    "withdraw",
]
