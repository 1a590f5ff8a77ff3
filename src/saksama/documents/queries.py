"""Reads: is a document genuine, which ones are about a record. Of numbers: ``series``.

A document belongs to the record it is about: whoever shows it asks that record's room for permission first.
Only ``verify`` answers anybody, and it names nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from saksama.documents import rules
from saksama.documents.models import DocumentKind, IssuedDocument, OfficeTemplate


@dataclass(frozen=True, slots=True)
class Verification:
    """What the public page may say of a genuine document: no party, no subject, no content.

    ``same_file`` is None when no file was given to compare, otherwise whether it is the original to the byte.
    """

    kind: str
    label: str
    number: str
    office: str
    issued_at: datetime
    fingerprint: str
    sample: bool
    same_file: bool | None
    replaced_at: datetime | None = None
    """When it was issued anew; None: it stands."""


def verify(code: str, sha256: str | None = None) -> Verification | None:
    """Look a typed or scanned code up; None = we issued no such document.

    Args:  code: as printed, dashes and case do not matter.   sha256: of the file in the asker's hands.
    """
    signs = rules.read_code(code)
    document = signs and IssuedDocument.objects.filter(code=signs).select_related("replaced_by").first()
    if not document:
        return None
    newer = getattr(document, "replaced_by", None)
    return Verification(
        kind=document.kind,
        label=str(DocumentKind(document.kind).label),
        number=document.number,
        office=document.office,
        issued_at=document.issued_at,
        fingerprint=rules.fingerprint(document.content_sha256),
        sample=document.sample,
        same_file=None if sha256 is None else sha256.strip().lower() == document.sha256,
        replaced_at=newer.issued_at if newer else None,
    )


def about(kind: str, subject_id: str) -> QuerySet[IssuedDocument]:
    """The documents issued about one record, oldest first. Ask the record's room before showing any."""
    return IssuedDocument.objects.filter(subject_kind=kind, subject_id=subject_id).select_related(
        "file", "replaced_by"
    )


def template_of(office: str, kind: str) -> OfficeTemplate | None:
    """The Word template that an office uses in place of the shipped one."""
    return OfficeTemplate.objects.filter(office=office, kind=kind, withdrawn_at=None).first()


def templates_of(office: str) -> QuerySet[OfficeTemplate]:
    """Every Word template of its own that an office uses."""
    return OfficeTemplate.objects.filter(office=office, withdrawn_at=None)
