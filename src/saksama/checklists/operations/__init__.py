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
from saksama.checklists.operations.carried import MOST_CARRIED, Carried, carry_key, receive_carried
from saksama.checklists.operations.changes import note_change
from saksama.checklists.operations.instruments import (
    MediaIn,
    Told,
    freeze,
    lift,
    publish,
    save_version,
    withdraw,
)
from saksama.checklists.operations.pieces import MAX_PIECE, Upload, have, keep_piece, sweep_pieces
from saksama.checklists.operations.reading import digest_of, note_keys, read_batch, read_waiting, settle_files
from saksama.checklists.operations.receiving import BROKEN, Outcome, Receipt, attach, keep_broken, receive
from saksama.checklists.operations.settling import release, set_aside

__all__ = [
    "BROKEN",
    "MAX_PIECE",
    "MOST_CARRIED",
    "Carried",
    "MediaIn",
    "NewPosting",
    "Opened",
    "Outcome",
    "Receipt",
    "Told",
    "Upload",
    "attach",
    "carry_key",
    "digest_of",
    "end_assignment",
    "enlist",
    "freeze",
    "have",
    "issue_card",
    "keep_broken",
    "keep_piece",
    "lift",
    "move",
    "note_change",
    "note_keys",
    "note_printed",
    "open_phone",
    "open_phone_by_pin",
    "publish",
    "read_batch",
    "read_waiting",
    "receive",
    "receive_carried",
    "release",
    "revoke_card",
    "revoke_key",
    "save_version",
    "set_aside",
    "settle_files",
    "sweep_pieces",
    "sweep_tries",
    "withdraw",
]
