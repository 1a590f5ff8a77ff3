"""Between rows and bytes: keys of files, opening a file, blind index of an identity."""

from base64 import b64decode, b64encode
from io import BufferedReader
from uuid import UUID

from saksama.evidence import crypto, rules, storage, streams
from saksama.evidence.models import SealedFile


def wrap(key: bytes, file_id: UUID) -> str:
    """A file's own key, sealed with the field key and bound to the file."""
    return crypto.seal(b64encode(key), purpose=_purpose(file_id))


def unwrap(wrapped: str, file_id: UUID) -> bytes:
    """Reverse of :func:`wrap`. Raises crypto.CannotOpen."""
    return b64decode(crypto.open_token(wrapped, purpose=_purpose(file_id)))


def _purpose(file_id: UUID) -> str:
    return f"file key of {file_id}"


def open_plain(file: SealedFile) -> BufferedReader:
    """The original bytes, without a custody line: for operations only. Raises streams.Damaged."""
    key = unwrap(file.wrapped_key, file.id)
    return streams.opened(storage.current().open(file.storage_key), key)


def identity_digest(kind: str, value: str) -> str:
    """Blind index of one value of an identity, hexadecimal. ``kind`` is one of rules.INDEXED."""
    return crypto.blind_digest(f"identity {kind}", rules.normalised(kind, value)).hex()
