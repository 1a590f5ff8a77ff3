"""Tables of the casework room, split by meaning."""

from saksama.cases.models.articles import ArticleToCheck, ElementMark
from saksama.cases.models.case import Case, CaseAct, Classification, Clock
from saksama.cases.models.clarification import Clarification
from saksama.cases.models.enclosure import Enclosure
from saksama.cases.models.imports import ImportBatch, ImportChunk, ImportedCase
from saksama.cases.models.link import CaseLink
from saksama.cases.models.parties import CaseFile, Party
from saksama.cases.models.plenary import Plenary, PlenaryVote
from saksama.cases.models.recusal import Recusal
from saksama.cases.models.results import Forwarding, Outcome, StatusNotice
from saksama.cases.models.study import InitialStudy, RequirementCheck, ShortcomingsNotice, Study
from saksama.cases.models.supervision import RecordDraft, RecordFile, SupervisionRecord
from saksama.cases.models.transfer import Transfer

__all__ = [
    "ArticleToCheck",
    "Case",
    "CaseAct",
    "CaseFile",
    "CaseLink",
    "Clarification",
    "Classification",
    "Clock",
    "ElementMark",
    "Enclosure",
    "Forwarding",
    "ImportBatch",
    "ImportChunk",
    "ImportedCase",
    "InitialStudy",
    "Outcome",
    "Party",
    "Plenary",
    "PlenaryVote",
    "RecordDraft",
    "RecordFile",
    "Recusal",
    "RequirementCheck",
    "ShortcomingsNotice",
    "StatusNotice",
    "Study",
    "SupervisionRecord",
    "Transfer",
]
