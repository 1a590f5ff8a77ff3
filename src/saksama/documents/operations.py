"""Issuing a document: set it, seal it, write it down, in the journal too."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saksama.documents import pdf, qr, rules
from saksama.documents.models import IssuedDocument
from saksama.evidence.operations import seal_bytes
from saksama.journal.operations import record


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issues what about which record.

    office: key of the issuing office.   actor: account id, "public" or "system".   at: aware instant.
    subject: kind and id of the record the document is about, ("case", "17").   number: as printed, or "".
    verify_base: address of the public page of verification; the code is put behind it.
    """

    office: str
    actor: str
    at: datetime
    subject: tuple[str, str]
    verify_base: str
    number: str = ""


def issue(template: str, data: Mapping[str, pdf.JSON], about: Issue) -> IssuedDocument:
    """Set ``template`` with ``data``, seal the PDF and register it under a fresh code.

    The foot of the page (``data["seal"]``) is written here: code, QR code and fingerprint. ``data`` is as for
    ``pdf.render``; ``data["sample"]`` is kept, so that whoever checks the code is told that it is an example.
    A document that names a reporter or witness is encrypted at rest like every sealed file (decision 20).

    Raises:  UnknownTemplate, CannotRender; then nothing is written.
    """
    code = rules.new_code(secrets.choice)
    content = rules.content_hash(template, data)
    rendered = pdf.render(template, {**data, "seal": _seal(code, content, about)}, issued_at=about.at)
    with transaction.atomic():
        file = seal_bytes(
            rendered, name=f"{template}-{code}.pdf", office=about.office, actor=about.actor, at=about.at
        )
        document = IssuedDocument.objects.create(
            office=about.office,
            kind=template,
            number=about.number,
            subject_kind=about.subject[0],
            subject_id=about.subject[1],
            file=file,
            sha256=file.sha256,
            content_sha256=content,
            code=code,
            sample=bool(data.get("sample")),
            issued_at=about.at,
            issued_by=about.actor,
        )
        record(
            act="document_issued",
            office=about.office,
            subject=about.subject,
            actor=about.actor,
            at=about.at,
            facts={
                "document": str(document.id),
                "kind": template,
                "number": about.number,
                "sha256": file.sha256,
            },
        )
    return document


def _seal(code: str, content: str, about: Issue) -> dict[str, pdf.JSON]:
    return {
        "code": rules.printed_code(code),
        "fingerprint": rules.fingerprint(content),
        "qr_svg": qr.image(about.verify_base + code),
    }
