"""A request body of ``multipart/form-data``, taken apart in memory. Pure: bytes in, parts out.

Source: RFC 7578, RFC 2046 section 5.1. Our own, because a body that is broken must be kept whole and told why,
and because files are sealed by us before anything is written to a disk.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from saksama.checklists.payloads import Unreadable

MAX_PARTS: Final = 200
_BOUNDARY: Final = re.compile(r'multipart/form-data\s*;.*?boundary="?([^";,\s]{1,200})"?', re.IGNORECASE)
_PARAMETER: Final = re.compile(r';\s*(name|filename)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: field name, file name (empty where it is no file), bytes."""

    name: str
    filename: str
    data: bytes


def boundary_of(content_type: str) -> bytes:
    """The boundary a content type names. Raises Unreadable not_multipart."""
    found = _BOUNDARY.match(content_type.strip())
    if not found:
        raise Unreadable("not_multipart", content_type[:80])
    return found[1].encode("latin-1", "replace")


def parts(body: bytes, boundary: bytes) -> list[Part]:
    """All parts in order.

    Raises Unreadable: empty; not_multipart when the boundary never comes; cut when the closing one is missing.
    """
    if not body:
        raise Unreadable("empty")
    mark = b"--" + boundary
    at = 0 if body.startswith(mark) else body.find(b"\r\n" + mark) + 2
    if at == 1:
        raise Unreadable("not_multipart", "the boundary does not come")
    found: list[Part] = []
    while True:
        at += len(mark)
        if body[at : at + 2] == b"--":
            return found
        if body[at : at + 2] != b"\r\n":
            raise Unreadable("cut", "after a boundary")
        end = body.find(b"\r\n" + mark, at)
        if end < 0:
            raise Unreadable("cut", f"part {len(found) + 1} does not end")
        found.append(_part(body, at + 2, end))
        if len(found) > MAX_PARTS:
            raise Unreadable("too_large", f"more than {MAX_PARTS} parts")
        at = end + 2


def _part(body: bytes, start: int, end: int) -> Part:
    split = body.find(b"\r\n\r\n", start - 2, end + 2)
    if split < 0:
        raise Unreadable("not_multipart", "a part without an empty line after its head")
    return Part(*_names(body[start:split]), body[split + 4 : end])


@lru_cache(maxsize=256)
def _names(head: bytes) -> tuple[str, str]:
    """Field name and file name that the head of a part tells; the heads of answers are alike for most phones."""
    told = _fields(head.decode("utf-8", "replace")).get("content-disposition", "")
    named = {
        key.lower(): re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        for key, quoted, plain in _PARAMETER.findall(told)
    }
    return named.get("name", ""), named.get("filename", "")


def _fields(head: str) -> Mapping[str, str]:
    lines = re.sub(r"\r\n[ \t]+", " ", head).split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
