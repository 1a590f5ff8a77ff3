"""Acts on files: seal, look, copy, check, erase; and sweeping what nobody sealed."""

import hashlib
import io
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from saksama.evidence import crypto, media, safe_views, sealing, storage, streams
from saksama.evidence.models import Custody, DraftFile, SealedFile
from saksama.evidence.safe_views import SafeView
from saksama.evidence.upload import Incoming, SealedUpload
from saksama.journal.models import Line
from saksama.journal.operations import record


class NotKept(ValueError):
    """The upload was too large or empty; nothing of it was kept. ``args[0]`` is its problem."""


class NotViewable(Exception):
    """No safe view of this kind of file can be made; it can be copied out."""


class InQuarantine(Exception):
    """The file is in quarantine: never shown, copied only on an explicit wish."""


class AlreadyErased(Exception):
    """The file's key is gone; only its hash, size and custody are left."""


def seal(
    upload: SealedUpload | BinaryIO, *, name: str = "", office: str, actor: str, at: datetime
) -> SealedFile:
    """Keep ``upload`` for good: its bytes, hash and kind can no longer change.

    Args:  upload: what the form received, or any binary file (then it is sealed, told and inspected here;
           do that outside a transaction when it may be large).   name: replaces the upload's own name.
           office: code of the receiving office.   actor: account id, ``"public"`` or ``"system"``.
    Raises: NotKept when the upload was too large or empty.
    """
    if not isinstance(upload, SealedUpload):
        return _seal_and_forget(_receive(upload, name), office=office, actor=actor, at=at)
    if upload.problem:
        raise NotKept(upload.problem)
    with transaction.atomic():
        _store(upload, key := _storage_key(upload))
        wrapped = sealing.wrap(upload.key, upload.id)
        file = SealedFile.objects.create(
            id=upload.id,
            office=office,
            sha256=upload.sha256,
            size=upload.size or 0,
            media_type=upload.media_type,
            claimed_name=name or str(upload.name),
            status=SealedFile.Status.QUARANTINED if upload.quarantine else SealedFile.Status.SEALED,
            reason=upload.quarantine,
            sealed_at=at,
            storage_key=key,
            wrapped_key=wrapped,
            key_id=crypto.key_id_of(wrapped),
        )
        facts = {"size": file.size, "media_type": file.media_type, "status": file.status}
        _hand_over(file, Custody.Act.SEALED, office=office, actor=actor, at=at, facts=facts)
    return file


def seal_bytes(data: bytes, *, name: str, office: str, actor: str, at: datetime) -> SealedFile:
    """Keep ``data``, as a document the house made itself."""
    return seal(io.BytesIO(data), name=name, office=office, actor=actor, at=at)


def look(file: SealedFile, *, actor: str, at: datetime, why: str, office: str) -> SafeView:
    """A safe view, with its custody line: pictures built anew without EXIF; PDF as an attachment.

    The bytes are made while the response is sent, after the transaction, so that no lock waits for them.
    Raises InQuarantine, AlreadyErased, NotViewable (use :func:`copy_out`), FileNotFoundError.
    """
    _is_there(file)
    if file.status == SealedFile.Status.QUARANTINED:
        raise InQuarantine(file.reason)
    if not file.is_viewable:
        raise NotViewable(file.media_type)
    _hand_over(file, Custody.Act.VIEWED, office=office, actor=actor, at=at, why=why)
    open_plain = partial(sealing.open_plain, file)
    if file.media_type == media.PDF:
        return SafeView(media.PDF, safe_views.pieces(open_plain), f"{file.short_id}.pdf", as_attachment=True)
    view = safe_views.picture(open_plain, file.media_type)
    return SafeView("image/jpeg", view, f"{file.short_id}.jpg", as_attachment=False)


def copy_out(
    file: SealedFile, *, actor: str, at: datetime, why: str, office: str, from_quarantine: bool = False
) -> SafeView:
    """The original, byte for byte, as a download, with its custody line.

    A quarantined file is handed out only with ``from_quarantine``, and then as bytes without a kind.
    Raises InQuarantine, AlreadyErased, FileNotFoundError.
    """
    _is_there(file)
    quarantined = file.status == SealedFile.Status.QUARANTINED
    if quarantined and not from_quarantine:
        raise InQuarantine(file.reason)
    facts = {"from_quarantine": True} if quarantined else {}
    _hand_over(file, Custody.Act.COPIED, office=office, actor=actor, at=at, why=why, facts=facts)
    ending = "quarantine" if quarantined else media.EXTENSIONS[file.media_type]
    return SafeView(
        media.UNKNOWN if quarantined else file.media_type,
        safe_views.pieces(partial(sealing.open_plain, file)),
        f"{file.short_id}.{ending}",
        as_attachment=True,
    )


def verify_file(file: SealedFile, *, actor: str, at: datetime, office: str) -> bool:
    """Open and hash the stored bytes again: are they still what was sealed? Journalled with the answer."""
    _is_there(file, on_disk=False)
    intact = is_intact(file)
    _hand_over(file, Custody.Act.VERIFIED, office=office, actor=actor, at=at, facts={"intact": intact})
    return intact


def is_intact(file: SealedFile) -> bool:
    """As :func:`verify_file`, without custody: for the installation's own check."""
    digest, size = hashlib.sha256(), 0
    try:
        for piece in safe_views.pieces(partial(sealing.open_plain, file)):
            digest.update(piece)
            size += len(piece)
    except (streams.Damaged, crypto.CannotOpen, OSError):
        return False
    return bool(digest.hexdigest() == file.sha256 and size == file.size)


@transaction.atomic
def erase_file(file: SealedFile, *, actor: str, at: datetime, why: str, office: str) -> None:
    """Destroy the file's key, then its bytes; hash, size, custody and journal stay (UU 27/2022)."""
    _is_there(file, on_disk=False)
    _hand_over(file, Custody.Act.ERASED, office=office, actor=actor, at=at, why=why)
    erased = {"status": SealedFile.Status.ERASED, "wrapped_key": "", "claimed_name": ""}
    SealedFile.objects.filter(pk=file.pk).update(**erased)
    for name, value in erased.items():
        setattr(file, name, value)
    transaction.on_commit(partial(storage.current().delete, file.storage_key))


def sweep_incoming(before: datetime) -> int:
    """Remove what killed requests left before ``before`` (real time, not the example's); returns how many."""
    return _sweep("incoming", before, kept=set())


def sweep_store(before: datetime) -> int:
    """Remove bytes, sealed or of drafts, whose row was never committed. ``before``: real time; a day ago is safe.

    Reads the names of all stored files: once a day is often enough.
    """
    kept = {
        "store": SealedFile.objects.values_list("storage_key", flat=True),
        "drafts": DraftFile.objects.values_list("storage_key", flat=True),
    }
    return sum(_sweep(prefix, before, kept=set(keys)) for prefix, keys in kept.items())


def _sweep(prefix: str, before: datetime, kept: set[str]) -> int:
    store = storage.current()
    stale = [key for key in store.stored_before(prefix, before) if key not in kept]
    for key in stale:
        store.delete(key)
    return len(stale)


def _receive(source: BinaryIO, name: str) -> SealedUpload:
    incoming = Incoming(name or Path(str(getattr(source, "name", "") or "file")).name)
    try:
        for piece in iter(partial(source.read, safe_views.PIECE), b""):
            incoming.write(piece)
        return incoming.finish()
    finally:
        incoming.close()


def _seal_and_forget(upload: SealedUpload, *, office: str, actor: str, at: datetime) -> SealedFile:
    try:
        return seal(upload, office=office, actor=actor, at=at)
    finally:
        upload.close()


def _storage_key(upload: SealedUpload) -> str:
    return f"store/{upload.id.hex[:2]}/{upload.id.hex}"


def _store(upload: SealedUpload, key: str) -> None:
    """Copy the encrypted bytes into the store; a rolled-back first try may have left them there already."""
    store = storage.current()
    if store.exists(key) and not SealedFile.objects.filter(pk=upload.id).exists():
        store.delete(key)
    upload.put_into(store, key)


def _is_there(file: SealedFile, *, on_disk: bool = True) -> None:
    if file.status == SealedFile.Status.ERASED:
        raise AlreadyErased(str(file.pk))
    if on_disk and not storage.current().exists(file.storage_key):
        raise FileNotFoundError(file.storage_key)


def _hand_over(
    file: SealedFile,
    act: Custody.Act,
    *,
    office: str,
    actor: str,
    at: datetime,
    why: str = "",
    facts: dict[str, Any] | None = None,
) -> Line:
    with transaction.atomic():
        line = record(
            act=f"file_{act.value}",
            office=office,
            subject=("file", str(file.pk)),
            actor=actor,
            at=at,
            facts={"sha256": file.sha256, **(facts or {})},
        )
        Custody.objects.create(file=file, act=act, actor=actor, office=office, why=why, at=at, line=line)
    return line
