"""Issuing a document: set it, seal it, write it down, in the journal too. And the Word templates of an office."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saksama.documents import blanks, pdf, qr, rules, word
from saksama.documents.errors import UnknownTemplate
from saksama.documents.models import IssuedDocument, OfficeTemplate
from saksama.evidence.operations import seal_bytes
from saksama.journal.operations import record

PDF, WORD = "pdf", "docx"


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issues what about which record.

    office: key of the issuing office.   actor: account id, "public" or "system".   at: aware instant.
    subject: kind and id of the record the document is about, ("case", "17").   number: as printed, or "".
    verify_base: address of the public page of verification; the code is put behind it.
    about: the part of the record, ("clarification 3").   is_personal: it prints a sealed identity.
    replaces, reason: the document this one is issued anew for, and why.   file: "pdf" or "docx".
    """

    office: str
    actor: str
    at: datetime
    subject: tuple[str, str]
    verify_base: str
    number: str = ""
    about: str = ""
    is_personal: bool = False
    replaces: IssuedDocument | None = None
    reason: str = ""
    file: str = PDF


def issue(kind: str, data: Mapping[str, pdf.JSON], about: Issue) -> IssuedDocument:
    """Set ``kind`` with ``data``, seal the file and register it under a fresh code.

    The foot of the page (``data["seal"]``) is written here: code, QR code and fingerprint. ``data`` is as for
    ``draw``; ``data["sample"]`` is kept, so that whoever checks the code is told that it is an example.
    A document that names a reporter or witness is encrypted at rest like every sealed file (decision 20).

    Raises:  UnknownTemplate, CannotRender, BrokenWordTemplate; then nothing is written.
    """
    code = rules.new_code(secrets.choice)
    content = rules.content_hash(kind, data)
    address = about.verify_base + code
    sealed = {**data, "seal": _seal(code, content, address), "verify_url": address}
    rendered = draw(kind, sealed, at=about.at, file=about.file, office=about.office)
    with transaction.atomic():
        file = seal_bytes(
            rendered, name=f"{kind}-{code}.{about.file}", office=about.office, actor=about.actor, at=about.at
        )
        document = IssuedDocument.objects.create(
            office=about.office,
            kind=kind,
            number=about.number,
            subject_kind=about.subject[0],
            subject_id=about.subject[1],
            file=file,
            sha256=file.sha256,
            content_sha256=content,
            code=code,
            sample=bool(data.get("sample")),
            form=str(data.get("form") or ""),
            about=about.about,
            is_personal=about.is_personal,
            replaces=about.replaces,
            reason=about.reason,
            issued_at=about.at,
            issued_by=about.actor,
        )
        facts = {"document": str(document.id), "kind": kind, "number": about.number, "sha256": file.sha256}
        if about.replaces is not None:
            facts |= {"replaces": str(about.replaces.pk)}
        record(
            act="document_issued",
            office=about.office,
            subject=about.subject,
            actor=about.actor,
            at=about.at,
            facts=facts,
        )
    return document


def draw(
    kind: str,
    data: Mapping[str, pdf.JSON],
    *,
    at: datetime | None = None,
    file: str = PDF,
    office: str = "",
) -> bytes:
    """The file of a document: a PDF/A, or a Word file by the office's own template where it has one.

    Raises: UnknownTemplate, CannotRender, BrokenWordTemplate.
    """
    shape = shape_of(kind)
    if file == WORD:
        own = OfficeTemplate.objects.filter(office=office, kind=kind, withdrawn_at=None).first()
        return word.render(word_shape_of(kind), data, template=bytes(own.content) if own else None)
    return pdf.render(shape, data, issued_at=at)


def shape_of(kind: str) -> str:
    """The typst template of a kind: its own, or that of its blank's shape."""
    blank = blanks.all_blanks().get(kind)
    return kind if kind in pdf.TEMPLATES or blank is None else blank.shape


def word_shape_of(kind: str) -> str:
    """The Word template that ships for a kind. Raises UnknownTemplate for kinds that are not edited."""
    blank = blanks.all_blanks().get(kind)
    if blank is None:
        raise UnknownTemplate(name=kind, known=", ".join(blanks.all_blanks()))
    return blank.shape


@transaction.atomic
def bring_template(
    *,
    office: str,
    kind: str,
    name: str,
    content: bytes,
    example: Mapping[str, pdf.JSON],
    actor: str,
    at: datetime,
) -> OfficeTemplate:
    """Take an office's own Word template into use, after it has drawn ``example`` without a fault.

    Raises: BrokenWordTemplate; then the template in use stays.
    """
    word.render(word_shape_of(kind), example, template=content)
    _withdraw(office, kind, at)
    brought = OfficeTemplate.objects.create(
        office=office,
        kind=kind,
        name=name[:160],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        brought_at=at,
        brought_by=actor,
    )
    _note_template("template_brought", brought, actor=actor, at=at)
    return brought


@transaction.atomic
def withdraw_template(template: OfficeTemplate, *, actor: str, at: datetime) -> None:
    """Go back to the template that came with the product."""
    if _withdraw(template.office, template.kind, at):
        _note_template("template_withdrawn", template, actor=actor, at=at)


def _withdraw(office: str, kind: str, at: datetime) -> int:
    in_use = OfficeTemplate.objects.filter(office=office, kind=kind, withdrawn_at=None)
    return in_use.update(withdrawn_at=at)


def _note_template(act: str, template: OfficeTemplate, *, actor: str, at: datetime) -> None:
    record(
        act=act,
        office=template.office,
        subject=("office", template.office),
        actor=actor,
        at=at,
        facts={"kind": template.kind, "sha256": template.sha256},
    )


def _seal(code: str, content: str, address: str) -> dict[str, pdf.JSON]:
    return {
        "code": rules.printed_code(code),
        "fingerprint": rules.fingerprint(content),
        "qr_svg": qr.image(address),
    }
