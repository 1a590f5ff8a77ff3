"""Instruments, cards, submissions, the day, counting: a file for each."""

from saksama.checklists.models.cards import AccessKey, Assignment, Card, CardTry, DirectoryStamp
from saksama.checklists.models.carry import CarryKey
from saksama.checklists.models.counting import AnswerBlock, AnswerColumn
from saksama.checklists.models.day import CallNote, CriticalAnswer, Incident, Pulse
from saksama.checklists.models.drills import Drill, DrillVisit, Sparing
from saksama.checklists.models.exports import Export
from saksama.checklists.models.instruments import (
    Freeze,
    Instrument,
    InstrumentMedia,
    InstrumentVersion,
    Publication,
)
from saksama.checklists.models.results import ResultEntry, ResultSheet
from saksama.checklists.models.submissions import (
    AnswerSheet,
    Attachment,
    Channel,
    Piece,
    Quarantine,
    QuarantinedFile,
    Reason,
    Submission,
)

__all__ = [
    "AccessKey",
    "AnswerBlock",
    "AnswerColumn",
    "AnswerSheet",
    "Assignment",
    "Attachment",
    "CallNote",
    "Card",
    "CardTry",
    "CarryKey",
    "Channel",
    "CriticalAnswer",
    "DirectoryStamp",
    "Drill",
    "DrillVisit",
    "Export",
    "Freeze",
    "Incident",
    "Instrument",
    "InstrumentMedia",
    "InstrumentVersion",
    "Piece",
    "Publication",
    "Pulse",
    "Quarantine",
    "QuarantinedFile",
    "Reason",
    "ResultEntry",
    "ResultSheet",
    "Sparing",
    "Submission",
]
