"""Backup and restore of one office on SQLite: one file that proves itself.

The archive holds the database (copied by SQLite's own online backup, so that work goes on), the sealed
files, and the journal's heads, with a list of SHA-256 sums. Keys stay out unless asked for: whoever holds
both archive and keys can read identities. PostgreSQL offices use ``pg_dump`` and say so.
"""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

FORMAT = 1
DATABASE = "saksama.sqlite3"
LIST = "manifest.json"
HEADS = "journal-heads.json"
_UNREADABLE = (
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
    tarfile.TarError,
    zlib.error,
)
"""What reading anything but a backup may end in."""


class CannotBackUp(Exception):
    """Why not, in a sentence with a remedy."""


class BrokenBackup(Exception):
    """The archive is not what it was when it was made; names the first file that differs."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What an archive holds. ``size`` in bytes."""

    files: int
    size: int
    made_at: str
    has_keys: bool


def back_up(target: Path, *, at: datetime, with_keys: bool = False) -> Summary:
    """Write an archive to ``target`` and read it back. Raises CannotBackUp, BrokenBackup."""
    if connection.vendor != "sqlite":
        raise CannotBackUp(
            _("This office runs on PostgreSQL: back it up with pg_dump, and copy the evidence store.")
        )
    part = target.with_suffix(target.suffix + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        heads = _copy_heads(Path(folder))  # first: heads may lie behind the lines, never ahead of them
        _copy_database(copy)
        sources = [(DATABASE, copy), *heads, *_files("evidence", Path(settings.EVIDENCE_ROOT))]
        if with_keys:
            sources += [item for item in _files("keys", Path(settings.KEYS)) if item[0] != f"keys/{HEADS}"]
        try:
            _write(part, sources, Path(folder), made_at=at.isoformat(), has_keys=with_keys)
            summary = verify(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return summary


def _write(
    part: Path, sources: Iterable[tuple[str, Path]], folder: Path, *, made_at: str, has_keys: bool
) -> None:
    """The list of sums first, then the files. A draft's file may go while work goes on: it is left out."""
    kept = [(name, held) for name, path in sources if (held := _held(path, folder / "held"))]
    manifest = {
        "format": FORMAT,
        "made_at": made_at,
        "has_keys": has_keys,
        "files": {name: _sum(path) for name, path in kept},
    }
    with (
        os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=3, dereference=True) as archive,
    ):
        _add_text(archive, LIST, json.dumps(manifest, indent=1))
        for name, path in kept:
            archive.add(path, name)


def _held(path: Path, folder: Path) -> Path | None:
    """The same bytes under a second name, which nobody else deletes; None when they are gone already.

    On another disk, or without links, the file itself: only a draft that is sent at this very moment may then
    stop the backup, which says so and is tried again.
    """
    folder.mkdir(exist_ok=True)
    held = folder / uuid4().hex
    try:
        os.link(path, held)
    except FileNotFoundError:
        return None
    except OSError:
        return path
    return held


def verify(source: Path) -> Summary:
    """Read every file of an archive against its sum. Raises BrokenBackup."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = json.load(archive.extractfile(LIST) or io.BytesIO())
            for name, expected in manifest["files"].items():
                stream = archive.extractfile(name)
                if stream is None or _sum_of(stream) != expected:
                    told = _("%(name)s is not as it was when the backup was made.")
                    raise BrokenBackup(told % {"name": name})
            if unknown := [name for name in archive.getnames() if name not in {LIST, *manifest["files"]}]:
                told = _("%(name)s was put into the backup after it was made.")
                raise BrokenBackup(told % {"name": unknown[0]})
            return Summary(
                files=len(manifest["files"]),
                size=source.stat().st_size,
                made_at=manifest["made_at"],
                has_keys=manifest["has_keys"],
            )
    except _UNREADABLE as error:
        told = _("%(name)s cannot be read as a backup (%(why)s). Try another copy of it.")
        raise BrokenBackup(told % {"name": source.name, "why": error}) from error


def restore(source: Path, into: Path) -> Summary:
    """Unpack a verified archive into an empty installation folder. Raises BrokenBackup, CannotBackUp."""
    summary = verify(source)
    if (into / DATABASE).exists():
        told = _("%(folder)s already holds an office. Restore into an empty folder (SAKSAMA_VAR).")
        raise CannotBackUp(told % {"folder": into})
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(source, "r:gz") as archive:
        archive.extractall(into, filter="data")
    (into / LIST).unlink()
    keys = into / "keys"
    keys.mkdir(exist_ok=True, mode=0o700)
    if (into / HEADS).exists():
        (into / HEADS).replace(keys / HEADS)
    return summary


def _copy_heads(folder: Path) -> list[tuple[str, Path]]:
    """The journal's heads as they are now; work goes on, and the file with it."""
    source = Path(settings.KEYS) / HEADS
    if not source.exists():
        return []
    (folder / HEADS).write_bytes(source.read_bytes())
    return [(HEADS, folder / HEADS)]


def _copy_database(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()


def _files(prefix: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "incoming" not in path.parts:
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return _sum_of(stream)


def _sum_of(stream: io.BufferedIOBase | object) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
