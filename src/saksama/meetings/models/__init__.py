"""Tables of the room: the meeting itself, its guests and who came, and what was promised."""

from saksama.meetings.models.commitments import Commitment, CommitmentAct, CommitmentLink, Decision
from saksama.meetings.models.guests import Attendee, Delivery, Invitation, Mail, Presence
from saksama.meetings.models.meetings import AgendaItem, Meeting, MeetingAct, MeetingFile, Question

__all__ = [
    "AgendaItem",
    "Attendee",
    "Commitment",
    "CommitmentAct",
    "CommitmentLink",
    "Decision",
    "Delivery",
    "Invitation",
    "Mail",
    "Meeting",
    "MeetingAct",
    "MeetingFile",
    "Presence",
    "Question",
]
