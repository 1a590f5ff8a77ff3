"""Receiving files: hashed and encrypted while they stream in, never in clear on the disk.

``SealingUploadHandler`` stands in ``settings.FILE_UPLOAD_HANDLERS``, so ``request.FILES`` holds
:class:`SealedUpload` objects. What nobody seals or keeps in a draft is deleted when the request ends; what a
killed process leaves in ``EVIDENCE_ROOT/incoming`` cannot be opened by anybody (its key was in memory only)
and is removed by ``operations.sweep_incoming``.

A file over the limit does not break the request: its bytes are read and dropped, and the form finds a
SealedUpload whose ``problem`` says so.
"""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from saksama.evidence import inspection, media, storage, streams

MEGABYTE = 1024 * 1024
TOO_LARGE = "too_large"
REQUEST_TOO_LARGE = "request_too_large"
EMPTY = "empty"


def max_file_bytes() -> int:
    """Largest single file, ``EVIDENCE_MAX_FILE_BYTES``; 50 MB unless set."""
    return int(getattr(settings, "EVIDENCE_MAX_FILE_BYTES", 50 * MEGABYTE))


def max_request_bytes() -> int:
    """All files of one request together, ``EVIDENCE_MAX_REQUEST_BYTES``; 200 MB unless set."""
    return int(getattr(settings, "EVIDENCE_MAX_REQUEST_BYTES", 200 * MEGABYTE))


class SealedUpload(UploadedFile):
    """A received file, encrypted already. Reads give the plain bytes.

    ``problem`` is empty or says why nothing was kept: TOO_LARGE, REQUEST_TOO_LARGE, EMPTY.
    ``media_type`` is told by content, ``quarantine`` is a key of inspection.REASONS or empty.
    """

    _reader: io.BufferedReader | None = None

    def __init__(
        self,
        *,
        id: UUID,
        name: str,
        open_sealed: Callable[[], BinaryIO],
        key: bytes,
        size: int,
        sha256: str,
        media_type: str,
        quarantine: str = "",
        problem: str = "",
        path: Path | None = None,
        draft_key: str = "",
    ) -> None:
        super().__init__(None, name, media_type, size)
        self.id = id
        self.key = key
        self.sha256 = sha256
        self.media_type = media_type
        self.quarantine = quarantine
        self.problem = problem
        self.path = path
        self.draft_key = draft_key
        self._open_sealed = open_sealed

    def __repr__(self) -> str:
        return f"<SealedUpload {self.id} {self.media_type} {self.problem or self.quarantine}>"

    __str__ = __repr__

    def __del__(self) -> None:
        """A form may leave the reader in a cycle; close it before its parts are torn down one by one."""
        if self._reader is not None:
            self._reader.close()

    @property
    def file(self) -> io.BufferedReader:
        """The plain bytes, opened when first asked for."""
        if self._reader is None or self._reader.closed:
            self._reader = streams.opened(self._open_sealed(), self.key)
        return self._reader

    @file.setter
    def file(self, value: object) -> None:
        """Django's File sets this; the reader is ours to make."""

    @property
    def closed(self) -> bool:
        return self._reader is None or self._reader.closed

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> "SealedUpload":
        self.file.seek(0)
        return self

    def put_into(self, store: storage.Storage, key: str) -> None:
        """Copy the encrypted bytes, from incoming or from a draft, to ``key``."""
        if self.draft_key:
            store.copy(self.draft_key, key)
        else:
            assert self.path is not None, "an upload with a problem has no bytes"
            store.put(key, self.path)

    def close(self) -> None:
        """End of the request: what was not sealed is forgotten."""
        if self._reader is not None:
            self._reader.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)


class Incoming:
    """One file on its way in: ``write`` pieces, then ``finish``, or ``close`` to forget it."""

    def __init__(self, name: str, *, limit: int | None = None) -> None:
        folder = Path(settings.EVIDENCE_ROOT) / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.id = uuid4()
        self.name = name
        self.problem = ""
        self.received = 0
        self._finished = False
        self._limit = limit
        self._key = streams.new_key()
        self._path = folder / str(self.id)
        self._target = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._sealer = streams.Sealer(self._target, self._key)

    def write(self, data: bytes) -> None:
        """Seal a piece; beyond the limit the file is given up and pieces are only counted."""
        self.received += len(data)
        if self._limit is not None and self.received > self._limit and not self.problem:
            self.give_up(TOO_LARGE)
        if not self.problem:
            self._sealer.write(data)

    def give_up(self, problem: str) -> None:
        """Keep nothing of this file, and say why."""
        self.problem = problem
        self.close()

    def finish(self) -> SealedUpload:
        """Durable on disk, told and inspected."""
        if not self.problem and not self.received:
            self.give_up(EMPTY)
        if self.problem:
            return self._upload(sha256="", media_type=media.UNKNOWN)
        sha256 = self._sealer.finish()
        self._target.flush()
        os.fsync(self._target.fileno())
        self._target.close()
        storage.sync_folder(self._path.parent)
        with streams.opened(self._path.open("rb"), self._key) as plain:
            told = media.tell_type(plain)
            quarantine = inspection.reason_to_quarantine(plain, told, self.name)
        self._finished = True
        return self._upload(sha256=sha256, media_type=told, quarantine=quarantine)

    def close(self) -> None:
        """Forget an unfinished file; no effect on a finished one."""
        if not self._finished:
            self._target.close()
            self._path.unlink(missing_ok=True)

    def __del__(self) -> None:
        """Django drops the handler, without a word, when the line to the sender breaks."""
        if hasattr(self, "_target"):
            self.close()

    def _upload(self, *, sha256: str, media_type: str, quarantine: str = "") -> SealedUpload:
        return SealedUpload(
            id=self.id,
            name=self.name,
            open_sealed=lambda: self._path.open("rb"),
            key=self._key,
            size=self.received,
            sha256=sha256,
            media_type=media_type,
            quarantine=quarantine,
            problem=self.problem,
            path=None if self.problem else self._path,
        )


class SealingUploadHandler(FileUploadHandler):
    """Django's way in for files, sealed from the first byte."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # Under this name Django closes it when another handler stops the upload.
        self.file = Incoming(self.file_name or "file", limit=max_file_bytes())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._total += len(raw_data)
        if self._total > max_request_bytes() and not self.file.problem:
            self.file.give_up(REQUEST_TOO_LARGE)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        return self.file.finish()

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
