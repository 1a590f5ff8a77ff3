"""The unfinished supervision record of an account, and Form A of a finished one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation

from saksama.cases.actors import Actor
from saksama.cases.models import RecordDraft, SupervisionRecord
from saksama.cases.operations import acting
from saksama.cases.paperwork import record_form
from saksama.documents import operations as documents
from saksama.documents.models import IssuedDocument
from saksama.evidence import operations as evidence
from saksama.evidence.operations import DraftGone, OpenDraft
from saksama.evidence.upload import SealedUpload
from saksama.people.models import Account

KEEP = timedelta(days=30)
"""How long an unfinished record is kept after its last change."""


@transaction.atomic
def save_record_draft(
    account: Account, data: Mapping[str, Any], *, uploads: Iterable[SealedUpload] = (), at: datetime
) -> None:
    """Keep an unfinished record, sealed, for the account alone. Its files stay from save to save."""
    kept = RecordDraft.objects.filter(account=account).first()
    code = evidence.save_draft(data, at=at, code=kept.code if kept else "", uploads=uploads, keep=KEEP)
    RecordDraft.objects.update_or_create(account=account, defaults={"code": code})


def record_draft(account: Account, *, at: datetime) -> OpenDraft | None:
    """The unfinished record of an account; None when there is none, or it has expired."""
    kept = RecordDraft.objects.filter(account=account).first()
    try:
        return evidence.load_draft(kept.code, at=at) if kept else None
    except DraftGone:
        return None


@transaction.atomic
def discard_record_draft(account: Account) -> None:
    """Forget it: kept as a record, or no longer wanted."""
    for kept in RecordDraft.objects.filter(account=account):
        evidence.discard_draft(kept.code)
        kept.delete()


@transaction.atomic
def issue_record_form(
    record: SupervisionRecord, *, verify_base: str, actor: Actor, at: datetime
) -> IssuedDocument:
    """Issue Form A of a record under its number: sealed, and checked by anybody without learning its content."""
    acting.may_inside(actor, "write_supervision_record", record.office_id, at=at)
    with translation.override("id"):
        data = record_form.data_of(record, at=at)
    return documents.issue(
        "supervision_record",
        data,
        documents.Issue(
            office=record.office_id,
            actor=actor.code,
            at=at,
            subject=("supervision_record", str(record.pk)),
            verify_base=verify_base,
            number=record.number,
        ),
    )
