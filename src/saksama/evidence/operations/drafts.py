"""Drafts: an unfinished form and its files, found again by a code that is stored nowhere."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from saksama.evidence import crypto, sealing, storage
from saksama.evidence.models import DraftFile, SealedDraft
from saksama.evidence.upload import SealedUpload

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # 30 letters: 12 of them are 58 bits
KEEP = timedelta(days=7)


class DraftGone(Exception):
    """No draft has this code: never saved, sent already, or expired."""


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its owner left it. ``files`` can be given to ``seal`` and shown by name, size and id."""

    data: dict[str, Any] = field(repr=False)
    files: list[SealedUpload]
    expires_at: datetime


def new_resume_code() -> str:
    """``7KQ4-M9XD-2HTP``: 58 bits, easy to read aloud."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def save_draft(
    data: Mapping[str, Any],
    *,
    at: datetime,
    code: str = "",
    uploads: Iterable[SealedUpload] = (),
    keep: timedelta = KEEP,
    unless: Callable[[dict[str, Any]], bool] = lambda stored: False,
) -> str:
    """Keep a form's data, and add ``uploads`` to its files; returns the code under which it is found.

    With the code of a living draft, that draft is replaced (its files stay); otherwise a new one is made
    under a new code: a guessed code never becomes valid. Uploads with a problem are passed over.

    unless: asked of what is stored now; True leaves the draft as it is.
    """
    with transaction.atomic():
        draft = _find(code, at, lock=True) if code else None
        if draft is not None and unless(draft.data):
            return code
        if draft is None:
            code = new_resume_code()
            draft = SealedDraft(digest=_digest(code))
        draft.data, draft.updated_at, draft.expires_at = dict(data), at, at + keep
        draft.save()
        for upload in uploads:
            if not upload.problem and not upload.draft_key:
                _keep_file(draft, upload, at)
    return code


def load_draft(code: str, *, at: datetime, lock: bool = False) -> OpenDraft:
    """What was kept under ``code``, in any spelling of it. Raises DraftGone.

    lock: hold the draft until the transaction ends, so that two requests cannot both send it.
    """
    draft = _find(code, at, lock=lock)
    if draft is None:
        raise DraftGone
    return OpenDraft(
        draft.data, [_as_upload(file) for file in DraftFile.objects.filter(draft=draft)], draft.expires_at
    )


def remove_draft_file(code: str, file_id: UUID | str, *, at: datetime) -> None:
    """Take one file out of a draft; nothing happens when it is not there. Raises DraftGone."""
    draft = _find(code, at)
    if draft is None:
        raise DraftGone
    with transaction.atomic():
        _forget(DraftFile.objects.filter(draft=draft, pk=file_id))


def discard_draft(code: str) -> None:
    """Forget a draft: sent, or no longer wanted. Files sealed from it stay sealed."""
    with transaction.atomic():
        for draft in SealedDraft.objects.filter(digest=_digest(code)):
            _discard(draft)


def sweep_drafts(at: datetime) -> int:
    """Forget drafts that have expired; returns how many."""
    expired = list(SealedDraft.objects.filter(expires_at__lte=at))
    for draft in expired:
        with transaction.atomic():
            _discard(draft)
    return len(expired)


def _digest(code: str) -> str:
    """The code's letters alone count: case, hyphens and spaces do not."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return crypto.blind_digest("resume code", letters).hex()


def _find(code: str, at: datetime, *, lock: bool = False) -> SealedDraft | None:
    drafts = SealedDraft.objects.select_for_update() if lock else SealedDraft.objects.all()
    return drafts.filter(digest=_digest(code), expires_at__gt=at).first()


def _keep_file(draft: SealedDraft, upload: SealedUpload, at: datetime) -> None:
    key = f"drafts/{upload.id.hex}"
    upload.put_into(storage.current(), key)
    wrapped = sealing.wrap(upload.key, upload.id)
    DraftFile.objects.create(
        id=upload.id,
        draft=draft,
        claimed_name=str(upload.name),
        sha256=upload.sha256,
        size=upload.size or 0,
        media_type=upload.media_type,
        quarantine=upload.quarantine,
        storage_key=key,
        wrapped_key=wrapped,
        key_id=crypto.key_id_of(wrapped),
        added_at=at,
    )


def _as_upload(file: DraftFile) -> SealedUpload:
    return SealedUpload(
        id=file.pk,
        name=file.claimed_name,
        open_sealed=partial(storage.current().open, file.storage_key),
        key=sealing.unwrap(file.wrapped_key, file.pk),
        size=file.size,
        sha256=file.sha256,
        media_type=file.media_type,
        quarantine=file.quarantine,
        draft_key=file.storage_key,
    )


def _discard(draft: SealedDraft) -> None:
    _forget(DraftFile.objects.filter(draft=draft))
    draft.delete()


def _forget(files: Iterable[DraftFile]) -> None:
    for file in files:
        file.delete()
        transaction.on_commit(partial(storage.current().delete, file.storage_key))
