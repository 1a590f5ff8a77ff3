"""A request that brings a submission, taken apart and handed to ``operations.receive``; and the answer to it.

Shared by the door of OpenRosa clients and that of the web form; only how each is told differs.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from saksama.checklists import multipart, operations
from saksama.checklists.directory import Sender
from saksama.checklists.models import Reason
from saksama.checklists.operations import Outcome, Receipt
from saksama.checklists.payloads import Unreadable

ACCEPT_BYTES: Final = 10 * 1024 * 1024
"""Told to clients, which then split their photos over several requests."""
MOST_BYTES: Final = 25 * 1024 * 1024
"""Beyond this a request is answered 413 and its first bytes are kept."""
XML_PART: Final = "xml_submission_file"
_XML_TYPES: Final = ("text/xml", "application/xml")

STATUS: Final = {Outcome.STORED: 201, Outcome.KNOWN: 201, Outcome.CONFLICT: 409}


@dataclass(frozen=True, slots=True)
class Brought:
    """The answers and the files of one request."""

    raw: bytes
    files: list[tuple[str, bytes]]


def take(
    body: bytes,
    content_type: str,
    *,
    sender: Sender,
    event: str,
    channel: str,
    at: datetime,
    encoding: str = "",
    is_short: bool = False,
) -> Receipt:
    """Receive what ``body`` brings.

    Args:  is_short: fewer bytes came than the client announced.   encoding: the Content-Encoding.
    """
    try:
        if len(body) > MOST_BYTES:
            raise Unreadable(Reason.TOO_LARGE, f"{len(body)} bytes")
        if is_short:
            raise Unreadable(Reason.CUT, "fewer bytes than announced")
        brought = taken_apart(_decoded(body, encoding), content_type)
    except Unreadable as fault:
        return operations.keep_broken(
            body[:MOST_BYTES],
            fault.reason,
            sender=sender,
            event=event,
            channel=channel,
            at=at,
            detail=fault.detail,
        )
    return operations.receive(
        brought.raw, sender=sender, event=event, channel=channel, at=at, files=brought.files
    )


def taken_apart(body: bytes, content_type: str) -> Brought:
    """Answers and files of a body: multipart as the specification says, or bare XML.

    Raises Unreadable: empty, not_multipart, cut, no_xml_part, two_xml_parts, too_large.
    """
    if content_type.partition(";")[0].strip().lower() in _XML_TYPES:
        return Brought(body, [])
    if not body:
        raise Unreadable(Reason.EMPTY)
    parts = multipart.parts(body, multipart.boundary_of(content_type))
    answers = [part.data for part in parts if part.name == XML_PART]
    if not answers:
        raise Unreadable(Reason.NO_XML_PART, f"{len(parts)} parts")
    if any(other != answers[0] for other in answers[1:]):
        raise Unreadable(Reason.TWO_XML_PARTS)
    files = [
        (part.filename or part.name, part.data) for part in parts if part.name != XML_PART and part.filename
    ]
    return Brought(answers[0], files)


def _decoded(body: bytes, encoding: str) -> bytes:
    """Without gzip, as some clients send; bounded, so that a small bomb stays small."""
    if encoding.lower() not in {"gzip", "x-gzip"}:
        return body
    try:
        opened = zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise Unreadable(Reason.CUT, f"gzip: {error}") from error
    if len(opened) > MOST_BYTES:
        raise Unreadable(Reason.TOO_LARGE, "gzip unpacks to more than we take")
    return opened


def status_of(receipt: Receipt) -> int:
    """201 stored or known, 409 conflict, 202 kept for a person to settle, 413 and 400: keep it and send again."""
    if receipt.outcome in STATUS:
        return STATUS[receipt.outcome]
    if receipt.is_kept_whole:
        return 202
    return 413 if receipt.reason == Reason.TOO_LARGE else 400


class Readable(Protocol):
    """A body that still comes: a WSGI input, a request."""

    def read(self, size: int, /) -> bytes: ...


def read_at_most(stream: Readable, most: int) -> bytes:
    """Up to ``most`` bytes of a body; fewer when the line breaks."""
    pieces, left = [], most
    while left > 0:
        try:
            piece = stream.read(left)
        except OSError:  # the line broke: what came is kept
            break
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
