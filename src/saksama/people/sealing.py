"""Small secrets of this room at rest: AES-GCM with a key outside the database.

The key is ``KEYS/mfa.key`` (64 hexadecimal digits, mode 0600), made at the first use of an installation.
It seals second factors and the contacts of people outside the office, each under a context of its own, so
that a sealed value put into another column does not open. The room that seals evidence stands above this
one, so the few lines stand here again.
"""

import base64
import contextlib
import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FILE_NAME = "mfa.key"
FORMAT = "a1:"
NONCE_BYTES = 12
KEY_BYTES = 32


class UnreadableSecret(Exception):
    """The value is sealed with another key, or was changed. Restore the key, or enter the value anew."""


def seal(text: str, context: bytes) -> str:
    """``text`` as only the holder of the key file reads it; ``context`` must be given again to open it."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(_key()).encrypt(nonce, text.encode(), context)
    return FORMAT + base64.urlsafe_b64encode(sealed).decode()


def unseal(sealed_text: str, context: bytes) -> str:
    """What was sealed. Raises: UnreadableSecret; never the sealed text in place of the value."""
    if not sealed_text.startswith(FORMAT):
        raise UnreadableSecret
    try:
        sealed = base64.urlsafe_b64decode(sealed_text.removeprefix(FORMAT))
        return AESGCM(_key()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context).decode()
    except (InvalidTag, ValueError) as error:
        raise UnreadableSecret from error


def key_path() -> Path:
    return Path(settings.KEYS) / FILE_NAME


def _key() -> bytes:
    return _read(key_path())


@cache
def _read(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text().strip())


def _make(path: Path) -> None:
    """Write the key aside and link it into place, so that two processes starting at once share one key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(aside)
    aside.unlink()
