"""Acts on files: seal, look, copy, check, erase; and sweeping what nobody sealed."""

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.db import transaction

from saksama.evidence import crypto, inspection, media, safe_views, sealing, storage, streams
from saksama.evidence.models import Custody, DraftFile, SealedFile
from saksama.evidence.safe_views import SafeView
from saksama.evidence.upload import Incoming, SealedUpload
from saksama.journal.models import Line
from saksama.journal.operations import Entry, record, record_batch

NOT_INSPECTED = "not_inspected"
"""In quarantine because nobody has looked yet, a key of inspection.REASONS."""


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
        _store(upload, key := _storage_key(upload.id))
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


def take_in(data: bytes, *, name: str, office: str, at: datetime) -> SealedFile:
    """Keep ``data`` durably and encrypted, at once and cheaply, for senders who come by the thousand.

    The file stands in quarantine until :func:`settle` has told its kind, inspected it and written custody and
    journal, for many files at a time. Call it before the row that names the file is committed: bytes that no
    row names are swept after a day.
    """
    file_id, key = uuid4(), streams.new_key()
    storage_key = _storage_key(file_id)
    sealed = io.BytesIO()
    sealer = streams.Sealer(sealed, key)
    sealer.write(data)
    sha256 = sealer.finish()
    storage.current().write(storage_key, sealed.getbuffer())
    wrapped = sealing.wrap(key, file_id)
    return SealedFile(
        id=file_id,
        office=office,
        sha256=sha256,
        size=len(data),
        media_type=media.UNKNOWN,
        claimed_name=name,
        status=SealedFile.Status.QUARANTINED,
        reason=NOT_INSPECTED,
        sealed_at=at,
        storage_key=storage_key,
        wrapped_key=wrapped,
        key_id=crypto.key_id_of(wrapped),
    )


def inspect(file: SealedFile) -> tuple[str, str]:
    """Kind told by content and reason to stay in quarantine (or empty) of a file taken in: outside a transaction."""
    with sealing.open_plain(file) as plain:
        told = media.tell_type(plain)
        return told, inspection.reason_to_quarantine(plain, told, file.claimed_name)


@transaction.atomic
def settle(inspected: Sequence[tuple[SealedFile, str, str, str]]) -> None:
    """Custody and journal of files taken in, in one batch: ``(file, kind, reason, actor)`` each. Safe to repeat.

    What :func:`inspect` told becomes the file's kind and state. Files settled already are left alone.
    """
    waiting = set(
        SealedFile.objects.select_for_update()
        .filter(pk__in=[file.pk for file, *_ in inspected], reason=NOT_INSPECTED)
        .values_list("pk", flat=True)
    )
    rows = [row for row in inspected if row[0].pk in waiting]
    alike: dict[tuple[str, str, str], list[UUID]] = {}
    for file, told, reason, _actor in rows:
        file.media_type, file.reason = told, reason
        file.status = SealedFile.Status.QUARANTINED if reason else SealedFile.Status.SEALED
        alike.setdefault((told, reason, file.status), []).append(file.pk)
    for (told, reason, status), files in alike.items():  # nearly always one: sound photos
        SealedFile.objects.filter(pk__in=files).update(media_type=told, reason=reason, status=status)
    lines = record_batch([
        Entry(
            f"file_{Custody.Act.SEALED.value}", file.office, ("file", str(file.pk)), actor, file.sealed_at,
            {"sha256": file.sha256, "size": file.size, "media_type": told, "status": str(file.status)},
        )
        for file, told, _reason, actor in rows
    ])  # fmt: skip
    by_file = {line.subject_id: line for line in lines}
    Custody.objects.bulk_create([
        Custody(
            file=file, act=Custody.Act.SEALED, actor=actor, office=file.office, at=file.sealed_at,
            line=by_file[str(file.pk)],
        )
        for file, _told, _reason, actor in rows
    ])  # fmt: skip


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


def _storage_key(file_id: UUID) -> str:
    return f"store/{file_id.hex[:2]}/{file_id.hex}"


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
