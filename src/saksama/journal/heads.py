"""The file of heads: how long each office's chain is and how it ends, kept beside the key.

A database alone cannot tell that its newest lines were cut off. ``KEYS/journal-heads.json`` can: after each
commit it is moved forward to the chain's new end, under a file lock, by an atomic replace, authenticated with
the key. It never moves backwards, and never onto a chain that contradicts it: then the old entry stays, as
evidence, and ``saksama journal verify`` names the contradiction.

A crash between commit and this file leaves the file *behind*. That is no alarm: the lines beyond it carry
seals that cannot be made without the key. The next act of the office brings the file up to date.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from saksama.journal import rules

FILE_NAME = "journal-heads.json"
LOCK_NAME = "journal-heads.lock"
LOG = logging.getLogger("saksama.journal")


@dataclass(frozen=True, slots=True)
class Head:
    """End of one chain: number of lines and MAC of the last one."""

    count: int
    mac: str


class HeadsUnreadable(Exception):
    """The file of heads is missing, damaged, or not sealed with this key."""


def path() -> Path:
    """Where the file is."""
    return Path(settings.KEYS) / FILE_NAME


def write_empty(key: bytes) -> None:
    """Begin the file, so that a missing one always means that somebody took it away."""
    with _locked():
        if not path().exists():
            _replace({}, key)


def read(key: bytes, file: Path | None = None) -> dict[str, Head]:
    """Heads by office, from this installation or from a copy out of a backup. Raises HeadsUnreadable."""
    file = file or path()
    try:
        data = json.loads(file.read_text())
        heads, seal = data["heads"], data["mac"]
        found = {office: Head(entry["count"], entry["mac"]) for office, entry in heads.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise HeadsUnreadable(f"The file of heads at {file} cannot be read.") from error
    if not rules.is_same(str(seal), rules.heads_mac(heads, key)):
        raise HeadsUnreadable(f"The file of heads at {file} is not sealed with this journal's key.")
    return found


def known(key: bytes) -> dict[str, Head]:
    """As :func:`read`, empty when unreadable: for the writer, whose act must not fail after its commit."""
    try:
        return read(key)
    except HeadsUnreadable:
        return {}


def move_forward(office: str, new: Head, key: bytes, *, mac_at: Callable[[int], str | None]) -> bool:
    """Remember that ``office``'s chain now ends at ``new``; False when the file was not moved.

    Args:  mac_at: MAC of the office's line of that number in the database, None when there is none.
    """
    with _locked():
        try:
            heads = read(key)
        except HeadsUnreadable:
            LOG.exception("journal heads unreadable; run: saksama journal verify")
            return False
        old = heads.get(office)
        if old and old.count >= new.count:
            return False
        if old and mac_at(old.count) != old.mac:
            LOG.error("journal chain %s contradicts its head; run: saksama journal verify", office)
            return False
        _replace({**heads, office: new}, key)
        return True


def _replace(heads: dict[str, Head], key: bytes) -> None:
    plain: dict[str, Any] = {
        office: {"count": head.count, "mac": head.mac} for office, head in sorted(heads.items())
    }
    new = path().with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"heads": plain, "mac": rules.heads_mac(plain, key)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path())


@contextmanager
def _locked() -> Iterator[None]:
    """One writer among all threads and processes of this machine."""
    descriptor = os.open(Path(settings.KEYS) / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
