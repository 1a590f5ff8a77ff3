"""Files at rest: AES-256-GCM in records of 64 KiB, in the manner of the STREAM construction.

Layout: 8 bytes ``SAKSAMA1``, then records of ciphertext and 16-byte tag; all but the last hold exactly 64 KiB
of the file. Each file has its own random key, so the nonce can be the record's number (11 bytes) and a last
byte that is 1 for the final record, else 0. Hence a record that is changed, swapped, repeated, dropped or
appended, and a file that is cut short, does not open. The SHA-256 is of the plain bytes, as they came.
"""

import hashlib
import io
import secrets
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SAKSAMA1"
RECORD = 64 * 1024  # plain bytes
TAG = 16
SEALED_RECORD = RECORD + TAG


class Damaged(Exception):
    """A sealed file does not open: cut, changed, swapped, or sealed with another key."""


def new_key() -> bytes:
    """A key for one file and no other."""
    return secrets.token_bytes(32)


class Sealer:
    """Hashes and encrypts what is written, into ``target``; keeps at most a record in clear, in memory."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        self._target = target
        self._cipher = AESGCM(key)
        self._waiting = bytearray()
        self._records = 0
        self._hash = hashlib.sha256()
        self.size = 0
        target.write(MAGIC)

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) > RECORD:  # a full record waits: it may turn out to be the final one
            self._put(bytes(self._waiting[:RECORD]), final=False)
            del self._waiting[:RECORD]

    def finish(self) -> str:
        """Write the final record; returns the SHA-256 of all that was written, as hexadecimal text."""
        self._put(bytes(self._waiting), final=True)
        self._waiting.clear()
        return self._hash.hexdigest()

    def _put(self, plain: bytes, *, final: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._records, final=final), plain, None))
        self._records += 1


class Opener(io.RawIOBase):
    """The plain bytes of a sealed file, readable and seekable. Raises Damaged.

    The final record is opened first: a file that was cut short is refused before any byte is handed out.
    """

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        super().__init__()
        self._source = source
        self._cipher = AESGCM(key)
        body = source.seek(0, io.SEEK_END) - len(MAGIC)
        source.seek(0)
        if source.read(len(MAGIC)) != MAGIC or body < TAG:
            raise Damaged("not a sealed file")
        self._records = -(-body // SEALED_RECORD)
        self.size = body - self._records * TAG
        self._position = 0
        self._loaded = -1
        self._plain = b""
        self._load(self._records - 1)
        if not self._plain and self._records > 1:
            raise Damaged("an empty record was appended")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        if self._position >= self.size:
            return 0
        number, start = divmod(self._position, RECORD)
        self._load(number)
        piece = self._plain[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        self._source.close()
        self._plain = b""
        super().close()

    def _load(self, number: int) -> None:
        if number == self._loaded:
            return
        self._source.seek(len(MAGIC) + number * SEALED_RECORD)
        sealed = self._source.read(SEALED_RECORD)
        try:
            final = number == self._records - 1
            self._plain = self._cipher.decrypt(_nonce(number, final=final), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"record {number} does not open") from error
        self._loaded = number


def _nonce(number: int, *, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])


def opened(source: BinaryIO, key: bytes) -> io.BufferedReader:
    """:class:`Opener` with a buffer, as libraries expect a file to be. Owns ``source``, opened or not."""
    try:
        return io.BufferedReader(Opener(source, key), RECORD)
    except BaseException:
        source.close()
        raise
