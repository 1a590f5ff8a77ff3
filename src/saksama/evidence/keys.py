"""The keys that hide people: outside the database, beside the journal's.

``KEYS/fields.json``  ``{"current": key id, "keys": {key id: 32 bytes as base64}}``: encrypts fields and wraps
                      the key of each file. Old keys stay readable; new data takes the current one.
``KEYS/index.key``    32 bytes as hexadecimal text: makes blind indexes and digests of codes. It is never
                      rotated, since every digest would change.

A backup of the database without these files is unreadable; a backup of these files must lie elsewhere.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

LENGTH = 32  # bytes
FIELDS_NAME = "fields.json"
INDEX_NAME = "index.key"


class KeysUnreadable(Exception):
    """A key file is missing or damaged: nothing can be sealed or opened."""


class UnknownKey(Exception):
    """Data were sealed with a key that is not in this installation's key file."""


@dataclass(frozen=True)
class FieldKeys:
    """Keys by id, and which one seals new data."""

    current: str
    keys: dict[str, bytes]

    def __getitem__(self, key_id: str) -> bytes:
        try:
            return self.keys[key_id]
        except KeyError as error:
            raise UnknownKey(f"No key {key_id!r} in {FIELDS_NAME}.") from error

    def __repr__(self) -> str:
        return f"<FieldKeys {', '.join(sorted(self.keys))}>"


def create() -> None:
    """Make both key files. Raises FileExistsError rather than overwrite either."""
    folder = Path(settings.KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if existing := [name for name in (FIELDS_NAME, INDEX_NAME) if (folder / name).exists()]:
        raise FileExistsError(f"{existing[0]} exists in {folder}; keys are never overwritten.")
    _write_new(folder / INDEX_NAME, secrets.token_hex(LENGTH))
    _write_new(folder / FIELDS_NAME, _as_text("k1", {"k1": secrets.token_bytes(LENGTH)}))


def add() -> str:
    """Add a field key and make it current; returns its id. ``saksama evidence_rotate`` re-seals old data."""
    old = load_fields()
    new_id = f"k{1 + max((int(key_id[1:]) for key_id in old.keys if key_id[1:].isdigit()), default=0)}"
    path = Path(settings.KEYS) / FIELDS_NAME
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    _write_new(new, _as_text(new_id, {**old.keys, new_id: secrets.token_bytes(LENGTH)}))
    new.replace(path)
    return new_id


def load_fields() -> FieldKeys:
    """Keys of fields and files. Raises KeysUnreadable."""
    path = Path(settings.KEYS) / FIELDS_NAME
    try:
        stat = path.stat()
        return _parse_fields(path, stat.st_mtime_ns, stat.st_ino)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysUnreadable(f"The field keys at {path} cannot be read.") from error


def load_index() -> bytes:
    """Key of blind indexes. Raises KeysUnreadable."""
    path = Path(settings.KEYS) / INDEX_NAME
    try:
        stat = path.stat()
        return _parse_index(path, stat.st_mtime_ns, stat.st_ino)
    except (OSError, ValueError) as error:
        raise KeysUnreadable(f"The index key at {path} cannot be read.") from error


def are_readable() -> bool:
    """Can data be sealed and opened?"""
    try:
        load_fields()
        load_index()
    except KeysUnreadable:
        return False
    return True


@lru_cache(maxsize=8)
def _parse_fields(path: Path, mtime_ns: int, inode: int) -> FieldKeys:
    data = json.loads(path.read_text())
    keys = {key_id: _whole(b64decode(text, validate=True)) for key_id, text in data["keys"].items()}
    if data["current"] not in keys:
        raise ValueError("the current key is missing")
    return FieldKeys(data["current"], keys)


@lru_cache(maxsize=8)
def _parse_index(path: Path, mtime_ns: int, inode: int) -> bytes:
    return _whole(bytes.fromhex(path.read_text().strip()))


def _whole(key: bytes) -> bytes:
    if len(key) != LENGTH:
        raise ValueError("a key has the wrong length")
    return key


def _as_text(current: str, keys: dict[str, bytes]) -> str:
    return json.dumps(
        {"current": current, "keys": {name: b64encode(key).decode() for name, key in keys.items()}}
    )


def _write_new(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
