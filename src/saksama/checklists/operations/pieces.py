"""A file in several pieces: kept one by one, put together when all are here. Any piece may come again, or late."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from saksama.checklists.directory import Sender
from saksama.checklists.models import Piece, Submission
from saksama.checklists.operations.receiving import MAX_FILE, attach
from saksama.checklists.problems import Problem

MAX_PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """Which file: of which submission, under which name, how long, with which SHA-256."""

    instance_id: str
    name: str
    length: int
    sha256: str

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.instance_id}\0{self.name}\0{self.sha256}".encode()).hexdigest()


def have(upload: Upload, *, sender: Sender) -> int:
    """Bytes that are here without a gap from the beginning; the whole length once the file is attached.

    Raises: Problem answers_first when the submission is not here, or not this sender's.
    """
    submission = _submission(upload, sender)
    if submission.attachments.filter(sha256=upload.sha256).exists():
        return upload.length
    return _contiguous(upload)


def keep_piece(upload: Upload, offset: int, data: bytes, *, sender: Sender, at: datetime) -> int:
    """Keep a piece; returns as :func:`have`. The last missing one puts the file together.

    Raises: Problem answers_first | piece_unsuitable | file_differs (then all pieces are forgotten: begin anew).
    """
    submission = _submission(upload, sender)
    if submission.attachments.filter(sha256=upload.sha256).exists():
        return upload.length
    fits = offset >= 0 and 0 < len(data) <= MAX_PIECE and offset + len(data) <= upload.length <= MAX_FILE
    if not fits:
        raise Problem("piece_unsuitable")
    with transaction.atomic():
        Piece.objects.get_or_create(
            upload=upload.key,
            offset=offset,
            defaults={"size": len(data), "data": b64encode(data).decode(), "received_at": at},
        )
    there = _contiguous(upload)
    if there < upload.length:
        return there
    whole = _joined(upload)
    if hashlib.sha256(whole).hexdigest() != upload.sha256:
        Piece.objects.filter(upload=upload.key).delete()
        raise Problem("file_differs")
    attach(upload.instance_id, [(upload.name, whole)], sender=sender, at=at)
    Piece.objects.filter(upload=upload.key).delete()
    return upload.length


def sweep_pieces(before: datetime) -> int:
    """Forget pieces of files that were never finished; returns how many."""
    return Piece.objects.filter(received_at__lt=before).delete()[0]


def _submission(upload: Upload, sender: Sender) -> Submission:
    row: Submission | None = Submission.objects.filter(
        instance_id=upload.instance_id, sender_id=sender.account_id
    ).first()
    if row is None:
        raise Problem("answers_first")
    return row


def _contiguous(upload: Upload) -> int:
    end = 0
    for offset, size in (
        Piece.objects.filter(upload=upload.key).order_by("offset").values_list("offset", "size")
    ):
        if offset > end:
            break
        end = max(end, offset + size)
    return end


def _joined(upload: Upload) -> bytes:
    whole = bytearray(upload.length)
    for piece in Piece.objects.filter(upload=upload.key):
        whole[piece.offset : piece.offset + piece.size] = b64decode(piece.data)
    return bytes(whole)
