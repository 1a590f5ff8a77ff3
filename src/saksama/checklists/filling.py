"""A filled form as XML, from answers typed at the desk. Pure.

What a station tells by telephone becomes the same XML that a phone would have sent, and goes the same way.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from lxml import etree

OPENROSA: Final = "http://openrosa.org/xforms"
ASKED: Final = frozenset({"input", "select", "select1", "range"})


def can_be_told(question: Mapping[str, Any]) -> bool:
    """Whether the question can be answered by telephone: no photo, no place, no signature, nothing in a repeat."""
    return (
        question["kind"] in ASKED
        and question["type"] not in {"geopoint", "geotrace", "geoshape", "binary", "barcode"}
        and not question["repeat"]
        and not question["readonly"]
        and question["path"] != "station"
    )


def as_xml(
    form_id: str,
    version: str,
    answers: Sequence[tuple[str, str]],
    *,
    instance_id: str,
    recorded_at: datetime,
    station: str,
) -> bytes:
    """The instance document. ``answers``: ``(path, text)`` in form order; empty ones are written empty.

    >>> b"<opened>yes</opened>" in as_xml("a", "1", [("opened", "yes")], instance_id="uuid:1",
    ...     recorded_at=datetime(2024, 11, 27, 9), station="64.02.06.1001-001")
    True
    """
    root = etree.Element("data", id=form_id, version=version, nsmap={"orx": OPENROSA})
    moment = recorded_at.isoformat(timespec="milliseconds")
    for path, text in (("start", moment), ("end", moment), *answers, ("station", station)):
        _leaf(root, path).text = text
    meta = etree.SubElement(root, f"{{{OPENROSA}}}meta")
    etree.SubElement(meta, f"{{{OPENROSA}}}instanceID").text = instance_id
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _leaf(root: etree._Element, path: str) -> etree._Element:
    element = root
    for name in path.split("/"):
        found = element.find(name)
        element = etree.SubElement(element, name) if found is None else found
    return element
