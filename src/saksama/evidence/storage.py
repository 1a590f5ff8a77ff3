"""Where sealed files lie: a folder now; anything with these few methods (an S3-compatible store) later.

Keys are like ``store/3f/3f2a...``. What is stored is never overwritten.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings


class Storage(Protocol):
    """The little that evidence asks of a store."""

    def put(self, key: str, source: Path) -> None:
        """Keep a durable copy of ``source``. Raises FileExistsError."""

    def write(self, key: str, data: bytes | memoryview) -> None:
        """Keep ``data`` durably. Raises FileExistsError."""

    def copy(self, source_key: str, key: str) -> None:
        """As :meth:`put`, from another key of this store."""

    def open(self, key: str) -> BinaryIO:
        """Seekable bytes as stored. Raises FileNotFoundError."""

    def exists(self, key: str) -> bool:
        """Is there something under ``key``?"""

    def delete(self, key: str) -> None:
        """Forget ``key``; no error when it is gone already."""

    def stored_before(self, prefix: str, instant: datetime) -> Iterator[str]:
        """Keys below ``prefix`` put (real time) before ``instant``."""


class FolderStorage:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: Path) -> None:
        target = self.root / key
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            os.link(source, target)  # the same bytes under a second name: instant, and durable already
        except FileExistsError:
            raise
        except OSError:  # another disk, or a file system without links
            _copy(source, target)
        sync_folder(target.parent)

    def write(self, key: str, data: bytes | memoryview) -> None:
        target = self.root / key
        try:
            descriptor = _new(target)
        except FileNotFoundError:  # the first file of its folder
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(target.parent.parent)
            descriptor = _new(target)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        sync_folder(target.parent)

    def copy(self, source_key: str, key: str) -> None:
        self.put(key, self.root / source_key)

    def open(self, key: str) -> BinaryIO:
        return (self.root / key).open("rb")

    def exists(self, key: str) -> bool:
        return (self.root / key).exists()

    def delete(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)

    def stored_before(self, prefix: str, instant: datetime) -> Iterator[str]:
        for path in sorted((self.root / prefix).rglob("*")):
            if path.is_file() and datetime.fromtimestamp(path.stat().st_ctime, UTC) < instant:
                yield path.relative_to(self.root).as_posix()


def _new(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _copy(source: Path, target: Path) -> None:
    with (
        source.open("rb") as old,
        os.fdopen(_new(target), "wb") as new,
    ):
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def current() -> Storage:
    """The store of this installation."""
    return FolderStorage(Path(settings.EVIDENCE_ROOT))
