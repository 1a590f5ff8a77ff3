"""One file of many, written while it is sent: a ZIP whose size does not matter to the memory it takes.

Every part is hashed as it passes; the last part, ``SIDIK.sha256``, lists the hashes in the form that ``sha256sum -c``
reads, so that a bundle can be checked on any machine without this program. ``check`` does the same here.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

SUMS: Final = "SIDIK.sha256"
PIECE: Final = 256 * 1024
_SUM: Final = re.compile(r"^([0-9a-f]{64}) [ *](.+)$")
_PACKED: Final = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".docx", ".xlsx", ".mp3", ".m4a"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle. ``chunks`` is read once, while it is sent; ``sha256`` what it should be, or ""."""

    name: str
    chunks: Iterable[bytes]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found of one file. ``state``: intact | changed | missing | unlisted."""

    name: str
    state: str


class NoBundle(ValueError):
    """The file is no ZIP, or has no list of hashes."""


class PartChanged(Exception):
    """A part is not what was sealed: the bundle is broken off, so that nobody takes it for whole."""


def stream(parts: Iterable[Part], *, at: datetime) -> Iterator[bytes]:
    """The bundle in pieces. Raises PartChanged when a part's bytes are not those of its ``sha256``.

    Names carry no person; ``at`` (in the office's zone) is the date of every entry.
    """
    sink = _Sink()
    sums: list[str] = []
    with zipfile.ZipFile(sink, "w", allowZip64=True) as package:
        for part in parts:
            digest = hashlib.sha256()
            with package.open(_entry(part.name, at), "w", force_zip64=True) as target:
                for chunk in part.chunks:
                    digest.update(chunk)
                    target.write(chunk)
                    if sink.waiting >= PIECE:
                        yield sink.take()
            if part.sha256 and digest.hexdigest() != part.sha256:
                raise PartChanged(part.name)
            sums.append(f"{digest.hexdigest()}  {part.name}\n")
        package.writestr(_entry(SUMS, at), "".join(sums))
    yield sink.take()


def check(file: BinaryIO) -> list[Finding]:
    """Compare every file of a bundle with its list of hashes, in constant memory. Raises NoBundle."""
    try:
        with zipfile.ZipFile(file) as package:
            listed = _listed(package)
            held = [name for name in package.namelist() if name != SUMS]
            found = [Finding(name, _state(package, name, sha256, held)) for name, sha256 in listed.items()]
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, OSError) as fault:
        raise NoBundle(str(fault)) from fault
    return found + [Finding(name, "unlisted") for name in held if name not in listed]


def _listed(package: zipfile.ZipFile) -> Mapping[str, str]:
    lines = (_SUM.match(line) for line in package.read(SUMS).decode().splitlines())
    return {line[2]: line[1] for line in lines if line}


def _state(package: zipfile.ZipFile, name: str, sha256: str, held: Iterable[str]) -> str:
    if name not in held:
        return "missing"
    digest = hashlib.sha256()
    try:
        with package.open(name) as part:
            while piece := part.read(PIECE):
                digest.update(piece)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        return "changed"
    return "intact" if digest.hexdigest() == sha256 else "changed"


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    packed = any(name.lower().endswith(ending) for ending in _PACKED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Sink:
    """What the ZIP writes to: keeps what has not been sent yet, and cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        sent, self._pieces, self.waiting = b"".join(self._pieces), [], 0
        return sent
