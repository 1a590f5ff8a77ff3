"""Instruments, cards, submissions: three files, one for each."""

from saksama.checklists.models.cards import AccessKey, Assignment, Card, CardTry
from saksama.checklists.models.instruments import (
    Freeze,
    Instrument,
    InstrumentMedia,
    InstrumentVersion,
    Publication,
)
from saksama.checklists.models.submissions import (
    AnswerSheet,
    Attachment,
    Channel,
    Quarantine,
    QuarantinedFile,
    Reason,
    Submission,
)

__all__ = [
    "AccessKey",
    "AnswerSheet",
    "Assignment",
    "Attachment",
    "Card",
    "CardTry",
    "Channel",
    "Freeze",
    "Instrument",
    "InstrumentMedia",
    "InstrumentVersion",
    "Publication",
    "Quarantine",
    "QuarantinedFile",
    "Reason",
    "Submission",
]
