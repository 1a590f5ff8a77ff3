"""How a line is sealed and how a chain is judged. Pure: no database, no clock, no files.

A line's MAC is HMAC-SHA256, with the journal's key, over the canonical JSON of everything the line says,
the MAC of the line before it included. Canonical means: keys sorted, no white space, UTF-8, instants in UTC
with microseconds. Facts hold no floats (two databases write them differently) and no NUL (PostgreSQL
refuses it), so that what was sealed is read back bit for bit.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

JSON = str | int | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]

FORMAT = "saksama-journal-1"
HEADS_FORMAT = "saksama-journal-heads-1"
START = "0" * 64
"""What the first line of a chain names as the MAC before it."""
NO_OFFICE = "-"
"""Chain of acts that belong to no office: an account's log-in, a nation-wide load."""


@dataclass(frozen=True, slots=True)
class Content:
    """What one line says, apart from its own MAC."""

    office: str
    seq: int
    act: str
    subject_kind: str
    subject_id: str
    actor: str
    effective_at: datetime
    recorded_at: datetime
    facts: Mapping[str, Any]
    previous: str


_FIELDS = tuple(field.name for field in fields(Content))


class UnsuitableFacts(ValueError):
    """Facts that cannot be sealed: a float, a date, bytes, NUL, or a key that is not text."""


def checked_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A plain copy of ``facts`` as JSON holds them. Raises UnsuitableFacts, naming the place.

    Personal data never belong here; give the id of the record that holds them.

    >>> checked_facts({"due_on": "2024-11-14", "days": (1, 2)})
    {'due_on': '2024-11-14', 'days': [1, 2]}
    """
    return {_checked_text(key, "key"): _checked(value, key) for key, value in facts.items()}


def _checked(value: Any, where: str) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _checked_text(value, where)
    if isinstance(value, Mapping):
        return {_checked_text(key, where): _checked(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(item, f"{where}[{index}]") for index, item in enumerate(value)]
    raise UnsuitableFacts(
        f"The journal cannot hold {type(value).__name__} at {where}; write it as text or int."
    )


def _checked_text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise UnsuitableFacts(f"The journal needs text, not {type(value).__name__}, at {where}.")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UnsuitableFacts(f"The journal cannot hold the character in {where}.")
    return str(value)


def canonical(data: Any) -> bytes:
    """The one way to write ``data`` as bytes."""
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_instant
    ).encode()


def _instant(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def mac(content: Content, key: bytes) -> str:
    """The line's seal: 64 hexadecimal letters."""
    said = {name: getattr(content, name) for name in _FIELDS}
    return hmac.new(key, canonical([FORMAT, said]), hashlib.sha256).hexdigest()


def heads_mac(heads: Mapping[str, Any], key: bytes) -> str:
    """Seal of the file of heads, ``{office: {"count": int, "mac": str}}``."""
    return hmac.new(key, canonical([HEADS_FORMAT, heads]), hashlib.sha256).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two MACs in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
