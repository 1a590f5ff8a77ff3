"""The only writers of the room: one function per act, its journal line beside it."""

from saksama.situation.operations.doubting import doubt_release, sweep_releases
from saksama.situation.operations.exports import note_export
from saksama.situation.operations.releases import (
    add_quote,
    correct_release,
    draft_release,
    publish_release,
    remove_quote,
    return_release,
    submit_release,
    withdraw_release,
    write_release,
)
from saksama.situation.operations.reports import report_situation

__all__ = [
    "add_quote",
    "correct_release",
    "doubt_release",
    "draft_release",
    "note_export",
    "publish_release",
    "remove_quote",
    "report_situation",
    "return_release",
    "submit_release",
    "sweep_releases",
    "withdraw_release",
    "write_release",
]
