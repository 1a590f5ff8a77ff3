"""What a submission's XML says, read safely. Pure: bytes in, facts out.

Sources: ODK XForms specification (instance, ``orx:meta``, instanceID, deprecatedID); OpenRosa Metadata Schema.
Entities are never resolved, nothing is fetched, DOCTYPE is refused, depth and number of elements are bounded.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lxml import etree

MAX_XML: Final = 2 * 1024 * 1024
MAX_ELEMENTS: Final = 20_000
MAX_ID: Final = 200
"""Letters of an instance id; the column's length."""

_TIMES: Final = ("end", "start", "today")
_META: Final = "meta"
_STATION: Final = "station"
_KNOWN: Final = tuple(f"{{*}}{name}" for name in (*_TIMES, _META, _STATION))
"""The children of the root that receiving looks at, in whichever namespace."""


class Unreadable(Exception):
    """The payload cannot be taken for a submission: ``reason`` is a value of models.Reason."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail[:300]


@dataclass(frozen=True, slots=True)
class Envelope:
    """The little of a payload that receiving needs; empty text where it says nothing."""

    form_id: str
    version: str
    instance_id: str
    deprecates: str = ""
    recorded_at: datetime | None = None
    station_code: str = ""


def parse(raw: bytes) -> etree._Element:
    """The root element. Raises Unreadable: empty, too_large, wrong_encoding, has_doctype, not_xml, too_deep."""
    if not raw.strip():
        raise Unreadable("empty")
    if len(raw) > MAX_XML:
        raise Unreadable("too_large", f"{len(raw)} bytes of XML")
    try:
        root = etree.fromstring(raw, _parsers.parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(*_why(raw, str(error))) from error
    if root is None:
        raise Unreadable("not_xml", "no root element")
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("has_doctype")
    if (
        len(raw) > MAX_ELEMENTS * 4 and root.xpath("count(//*)") > MAX_ELEMENTS
    ):  # an element has four letters at least
        raise Unreadable("too_deep", f"more than {MAX_ELEMENTS} elements")
    return root


class _Parsers(threading.local):
    """One parser for each thread: making one costs as much as reading a form."""

    def __init__(self) -> None:
        self.parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip


_parsers = _Parsers()


def _why(raw: bytes, said: str) -> tuple[str, str]:
    """The reason behind a parser's complaint."""
    lower = said.lower()
    if b"<!DOCTYPE" in raw[:4096].upper() or b"<!ENTITY" in raw[:65536].upper():
        return "has_doctype", said
    if "encoding" in lower or "not proper utf-8" in lower or "input conversion" in lower:
        return "wrong_encoding", said
    if "depth" in lower or "huge" in lower:
        return "too_deep", said
    stripped = raw.rstrip()
    if stripped.lstrip().startswith(b"<") and ("premature end" in lower or "couldn't find end" in lower):
        return "cut", said
    return ("cut", said) if _is_cut(stripped) else ("not_xml", said)


def _is_cut(raw: bytes) -> bool:
    """Begins as XML and ends in the middle of a tag."""
    return raw.lstrip().startswith(b"<") and not raw.endswith(b">")


def envelope(root: etree._Element) -> Envelope:
    """Who and what it is.

    Raises Unreadable: no_form_id, no_instance_id, bad_instance_id, too_deep.
    """
    form_id = (root.get("id") or _namespace(root)).strip()
    if not form_id:
        raise Unreadable("no_form_id", f"root element {_local(root)}")
    top = {_local(child): child for child in root.iterchildren(*_KNOWN)}
    named = {_local(child): _text(child) for child in top.get(_META, ())}
    instance_id = named.get("instanceID") or (root.get("instanceID") or "").strip()
    if not instance_id:
        raise Unreadable("no_instance_id")
    deprecates = named.get("deprecatedID", "")
    for text in (instance_id, deprecates):
        if len(text) > MAX_ID or not text.isprintable():
            raise Unreadable("bad_instance_id", text[:80])
    told = {name: _text(child) for name, child in top.items() if not len(child)}
    return Envelope(
        form_id=form_id[:120],
        version=(root.get("version") or "").strip()[:60],
        instance_id=instance_id,
        deprecates=deprecates,
        recorded_at=next((moment for name in _TIMES if (moment := instant(told.get(name, "")))), None),
        station_code=told.get(_STATION, "")[:20],
    )


def contents(root: etree._Element) -> dict[str, str]:
    """``{path: text}`` of every leaf but ``meta``, in form order; a repeat counts from one."""
    return dict(_leaves(root, ""))


def _leaves(element: etree._Element, prefix: str) -> Iterator[tuple[str, str]]:
    children = [(_local(child), child) for child in element if isinstance(child.tag, str)]
    names = [name for name, _child in children]
    often = Counter(names) if len(set(names)) < len(names) else {}
    seen: Counter[str] = Counter()
    for name, child in children:
        if not prefix and name == _META:
            continue
        path = prefix + name
        if (
            often.get(name, 1) > 1
        ):  # the first of several is numbered too, so that paths of one repeat look alike
            seen[name] += 1
            path = f"{path}[{seen[name]}]"
        if len(child):
            yield from _leaves(child, f"{path}/")
        else:
            yield path, _text(child)


def instant(text: str) -> datetime | None:
    """An aware instant from ``2024-11-27T07:05:00.000+08:00``; None for anything else.

    >>> instant("2024-11-27T07:05:00.000+08:00").isoformat()
    '2024-11-26T23:05:00+00:00'
    >>> instant("2024-11-27T07:05:00") is None
    True
    """
    if "T" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _namespace(element: etree._Element) -> str:
    """Older forms name themselves by the namespace of the root."""
    tag = element.tag
    namespace = tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""
    return "" if namespace.endswith("/xforms") else namespace


_FILE: Final = re.compile(
    r"[^/\\<>\n]{1,150}\.(?:jpe?g|png|webp|heic|gif|mp3|m4a|amr|3gpp?|mp4|webm|pdf)", re.IGNORECASE
)


def names_a_file(text: str) -> bool:
    """Whether an answer looks like the name of an attached file.

    >>> names_a_file("1732669500000.jpg"), names_a_file("Surat suara kurang 40 lembar")
    (True, False)
    """
    return "." in text and _FILE.fullmatch(text) is not None
