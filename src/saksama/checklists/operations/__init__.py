"""The only writers of the room, one function per act."""

from saksama.checklists.operations.cards import (
    NewPosting,
    Opened,
    end_assignment,
    enlist,
    issue_card,
    move,
    note_printed,
    open_phone,
    open_phone_by_pin,
    revoke_card,
    revoke_key,
    sweep_tries,
)
from saksama.checklists.operations.instruments import (
    MediaIn,
    Told,
    freeze,
    lift,
    publish,
    save_version,
    withdraw,
)
from saksama.checklists.operations.reading import digest_of, note_keys, read_batch, read_waiting, settle_files
from saksama.checklists.operations.receiving import Outcome, Receipt, attach, keep_broken, receive

__all__ = [
    "MediaIn",
    "NewPosting",
    "Opened",
    "Outcome",
    "Receipt",
    "Told",
    "attach",
    "digest_of",
    "end_assignment",
    "enlist",
    "freeze",
    "issue_card",
    "keep_broken",
    "lift",
    "move",
    "note_keys",
    "note_printed",
    "open_phone",
    "open_phone_by_pin",
    "publish",
    "read_batch",
    "read_waiting",
    "receive",
    "revoke_card",
    "revoke_key",
    "save_version",
    "settle_files",
    "sweep_tries",
    "withdraw",
]
