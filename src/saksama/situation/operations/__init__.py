"""The only writers of the room: one function per act, its journal line beside it."""

from saksama.situation.operations.exports import note_export
from saksama.situation.operations.reports import report_situation

__all__ = ["note_export", "report_situation"]
