"""Issuing a paper of a case: numbered, sealed, journalled; issued anew with a reason, the old one kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations import acting, numbers
from saksama.cases.operations.care import reveal_identity
from saksama.cases.papers import Occasion
from saksama.cases.paperwork.preparing import Prepared, prepare, row_key
from saksama.cases.paperwork.sheets import Sheet, sealed_parties
from saksama.cases.problems import Problem
from saksama.documents import operations as documents
from saksama.documents import queries
from saksama.documents.models import IssuedDocument
from saksama.evidence import operations as evidence


@dataclass(frozen=True, slots=True)
class Opening:
    """The wish to print sealed names on a paper: on which ground, and why."""

    ground: str
    note: str = ""


@transaction.atomic
def issue_paper(
    sheet: Sheet,
    occasion: Occasion,
    *,
    verify_base: str,
    opening: Opening | None = None,
    replaces: IssuedDocument | None = None,
    reason: str = "",
    file: str = documents.PDF,
    actor: Actor,
    at: datetime,
) -> IssuedDocument:
    """Issue a paper of a case under its number and a fresh code; nothing of it can be changed afterwards.

    A letter without a number takes the next of the office's letters; issued anew it keeps its number. ``opening``
    prints sealed names: each look stands in the journal with its ground (decision 14). The case itself does not move.

    Args:    occasion: which case and row, the day and what it may print.   file: "pdf" (PDF/A) or "docx".
    Raises:  Problem reason_missing | already_replaced | paper_elsewhere | ground_missing; DocumentProblem.
    """
    case = occasion.case
    acting.may_on(case, actor, "issue_document", at=at)
    if replaces is not None:
        _may_replace(case, sheet, replaces, reason)
    opened = _opened(sheet, occasion, opening, actor=actor, at=at)
    prepared = _numbered(prepare(sheet, replace(occasion, opened=opened)), sheet, occasion, replaces)
    return documents.issue(
        prepared.kind,
        prepared.data,
        documents.Issue(
            office=case.office_id,
            actor=actor.code,
            at=at,
            subject=("case", str(case.pk)),
            verify_base=verify_base,
            number=prepared.number,
            about=row_key(occasion.row),
            is_personal=bool(opened),
            replaces=replaces,
            reason=reason.strip() if replaces else "",
            file=file,
        ),
    )


@transaction.atomic
def copy_paper(document: IssuedDocument, case: Case, *, actor: Actor, at: datetime) -> evidence.SafeView:
    """Hand an issued paper out as it was sealed, with its custody line.

    One that prints a sealed identity asks for that right too. Raises: Problem paper_elsewhere.
    """
    acting.may_on(case, actor, "view_files", at=at)
    if document.is_personal:
        acting.may_on(case, actor, "reveal_identity", at=at)
    _belongs(case, document)
    return evidence.copy_out(
        document.file, actor=actor.code, at=at, why=f"paper {document.pk}", office=case.office_id
    )


def _may_replace(case: Case, sheet: Sheet, old: IssuedDocument, reason: str) -> None:
    _belongs(case, old)
    if old.kind != sheet.kind:
        raise Problem("paper_elsewhere")
    if queries.about("case", str(case.pk)).filter(replaces=old).exists():
        raise Problem("already_replaced")
    if not reason.strip():
        raise Problem("reason_missing")


def _belongs(case: Case, document: IssuedDocument) -> None:
    if (document.subject_kind, document.subject_id) != ("case", str(case.pk)):
        raise Problem("paper_elsewhere")


def _opened(
    sheet: Sheet, occasion: Occasion, opening: Opening | None, *, actor: Actor, at: datetime
) -> Mapping[int, Mapping[str, str]]:
    if opening is None:
        return {}
    parties = sealed_parties(sheet, occasion.case, occasion.row)
    return {
        party.pk: reveal_identity(party, ground=opening.ground, note=opening.note, actor=actor, at=at)
        for party in parties
    }


def _numbered(
    prepared: Prepared, sheet: Sheet, occasion: Occasion, replaces: IssuedDocument | None
) -> Prepared:
    if replaces is not None and replaces.number:
        return prepared.numbered(replaces.number)
    if sheet.numbered != "letter" or prepared.number:
        return prepared
    return prepared.numbered(numbers.letter(occasion.case, on=occasion.today))
