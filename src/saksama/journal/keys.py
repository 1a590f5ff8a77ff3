"""The key that authenticates the journal; it lives outside the database.

``KEYS/journal.key`` holds 32 random bytes as hexadecimal text, mode 0600. Whoever holds the database
but not this file cannot write, change or move a line without being found by ``saksama journal verify``.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

from saksama.journal import heads

FILE_NAME = "journal.key"
LENGTH = 32  # bytes


class KeyUnreadable(Exception):
    """The journal's key is missing or damaged; nothing can be recorded or verified."""


def path() -> Path:
    """Where the key is."""
    return Path(settings.KEYS) / FILE_NAME


def create() -> Path:
    """Make the key and, beside it, an empty list of heads. Raises FileExistsError rather than overwrite."""
    folder = Path(settings.KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    heads.write_empty(load())
    return path()


def load() -> bytes:
    """The 32 bytes. Raises KeyUnreadable with the path to look at."""
    try:
        key = bytes.fromhex(path().read_text().strip())
    except (OSError, ValueError) as error:
        raise KeyUnreadable(f"The journal key at {path()} cannot be read.") from error
    if len(key) != LENGTH:
        raise KeyUnreadable(f"The journal key at {path()} has {len(key)} bytes, not {LENGTH}.")
    return key


def is_readable() -> bool:
    """Can acts be recorded?"""
    try:
        load()
    except KeyUnreadable:
        return False
    return True
