"""Search everything an installation writes for one word, however it is packed."""

import base64
import contextlib
import gzip
import json
import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection

_PACKED_TEXT = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
_COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
DEPTH = 3  # base64 in zlib in base64
MOST = 4_000_000  # bytes unpacked of one piece


def holds(word: str, value: Any) -> bool:
    """Is ``word`` in ``value``, in any case, in UTF-8 or UTF-16, in clear or packed?"""
    data = bytes(value) if isinstance(value, bytes | memoryview | bytearray) else str(value).encode()
    plain = word.lower()
    wanted = (plain.encode(), plain.encode("utf-16-le"), plain.encode("utf-16-be"))
    return any(sign in layer.lower() for layer in layers(data) for sign in wanted)


def layers(data: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """The bytes, and what is packed inside them by base64, zlib or gzip, one in the other."""
    yield data
    if depth == 0:
        return
    for run in _PACKED_TEXT.finditer(data):
        text = run.group().replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):  # a token may begin anywhere in the run
            piece = text[start:]
            with contextlib.suppress(ValueError):
                yield from layers(base64.b64decode(piece[: len(piece) // 4 * 4] or b""), depth - 1)
    for mark in _COMPRESSED.finditer(data):
        with contextlib.suppress(zlib.error):
            opened = zlib.decompressobj(47).decompress(data[mark.start() :], MOST)  # zlib or gzip
            if opened:
                yield from layers(opened, depth - 1)


def columns_with(word: str) -> set[tuple[str, str]]:
    """``{(table, column), ..}`` of the database in which a value holds the word; the search's own tables too."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None and (table, name) not in found and holds(word, value):
                        found.add((table, name))
    return found


def files_with(word: str, folder: Path) -> set[str]:
    """Files below ``folder`` whose name or bytes hold the word."""
    inside = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in inside if holds(word, path.name) or holds(word, path.read_bytes())}


def places_with(word: str, *, logged: str) -> dict[str, set[str]]:
    """Everything but the tables: files of the installation, temporary files, the cache, what was logged."""
    found = {
        "files": files_with(word, Path(settings.VAR)),
        "temporary": files_with(word, Path(tempfile.gettempdir())),
        "cache": {key for key, kept in getattr(cache, "_cache", {}).items() if holds(word, kept)},
        "log": {line for line in logged.splitlines() if holds(word, line)},
    }
    return {place: names for place, names in found.items() if names}


def kept_by(browser: Any) -> str:
    """What a browser keeps after the page is left: cookies and local stores."""
    return json.dumps(browser.storage_state())


def packed(word: str) -> list[bytes]:
    """The word as it could hide; the search must find each of them."""
    plain = word.encode()
    return [
        b"..." + plain.upper(),
        word.encode("utf-16-le"),
        b"v1." + base64.b64encode(b"12" + plain + b"345678901234"),
        b"\0\1" + zlib.compress(plain) + b"rest",
        b"head " + gzip.compress(plain),
        b"." + base64.urlsafe_b64encode(zlib.compress(b'{"name": "' + plain + b'"}')).rstrip(b"="),
    ]
