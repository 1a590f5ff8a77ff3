"""Small secrets: tokens of AES-256-GCM, encrypted model fields, blind digests.

A token is ``v1.<key id>.<base64url(nonce + ciphertext + tag)>``. Its associated data name the table and
column (or another purpose) and the key id, so that a ciphertext put into another column does not open. A
wrong key, a changed letter or an unknown key id raises; the raw value is never handed out.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from saksama.evidence import keys

VERSION = "v1"
NONCE = 12  # bytes


class CannotOpen(Exception):
    """A sealed value does not open: other key, other place, or changed."""


class NeverInClear(Exception):
    """Encrypted fields are not written in clear text, as a data dump would."""


def seal(data: bytes, *, purpose: str) -> str:
    """Token of ``data`` under the current key. ``purpose`` must be given again to open it."""
    fields = keys.load_fields()
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(fields[fields.current]).encrypt(nonce, data, _associated(fields.current, purpose))
    return f"{VERSION}.{fields.current}.{urlsafe_b64encode(nonce + sealed).decode()}"


def open_token(token: str, *, purpose: str) -> bytes:
    """What was sealed. Raises CannotOpen, keys.UnknownKey, keys.KeysUnreadable."""
    key_id = key_id_of(token)
    key = keys.load_fields()[key_id]
    try:
        raw = urlsafe_b64decode(token.rpartition(".")[2])
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], _associated(key_id, purpose))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"A value sealed for {purpose} does not open.") from error


def key_id_of(token: str) -> str:
    """Which key sealed ``token``. Raises CannotOpen for anything that is no token."""
    parts = token.split(".") if isinstance(token, str) else []
    if len(parts) != 3 or parts[0] != VERSION:
        raise CannotOpen("This is not a sealed value.")
    return parts[1]


def _associated(key_id: str, purpose: str) -> bytes:
    return f"saksama|{VERSION}|{key_id}|{purpose}".encode()


def blind_digest(purpose: str, value: str) -> bytes:
    """HMAC-SHA256 of ``value``, 32 bytes: finds an equal value again without storing it.

    ``purpose`` keeps digests of one value for two uses apart. Normalise ``value`` first.
    """
    return hmac.new(keys.load_index(), f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


if TYPE_CHECKING:

    class _Column(models.TextField[Any, Any]):
        """What the value is in Python is the subclass's affair, not a text column's."""

        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

else:
    _Column = models.TextField


class _EncryptedField(_Column):
    """Text in the database is a token; in Python it is the value. Can be asked ``isnull``, nothing else."""

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, data: bytes) -> Any:
        raise NotImplementedError

    @property
    def purpose(self) -> str:
        """Table and column, sealed with each value."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else self.from_bytes(open_token(value, purpose=self.purpose))

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return seal(self.to_bytes(value), purpose=self.purpose)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise NeverInClear(f"{self.model._meta.label}.{self.name}")


class EncryptedTextField(_EncryptedField):
    """Text that only the holder of the key file reads."""

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()


class EncryptedJSONField(_EncryptedField):
    """JSON that only the holder of the key file reads."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes) -> Any:
        return json.loads(data)

    def to_python(self, value: Any) -> Any:
        return value
