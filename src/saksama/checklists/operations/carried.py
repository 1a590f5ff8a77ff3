"""A queue that another phone carried to the office: sealed to the office's key, opened here, received like any other.

Sealing: ECDH on P-256 (NIST SP 800-56A) with a key made for the file alone, HKDF-SHA-256 (RFC 5869) with the
nonce as salt, AES-256-GCM (NIST SP 800-38D). The layout stands in docs/checklists.md.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from saksama.checklists import directory
from saksama.checklists.models import CarryKey, Channel
from saksama.checklists.operations.receiving import Receipt, receive
from saksama.checklists.problems import Problem
from saksama.journal.operations import record

FORMAT: Final = "saksama-carried-queue"
MOST_CARRIED: Final = 200 * 1024 * 1024
"""Of a carried file: a day's forms of a station with all their photos stays far below."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What one file brought: a receipt for each form in it."""

    receipts: list[Receipt]


@transaction.atomic
def carry_key(office: str, *, at: datetime) -> CarryKey:
    """The office's key pair; made when it is first asked for."""
    found = CarryKey.objects.select_for_update().filter(pk=office).first()
    if found is not None:
        return found
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key, is_new = CarryKey.objects.get_or_create(
        office_id=office,
        defaults={"public": b64encode(point).decode(), "private": pem.decode(), "made_at": at},
    )
    if is_new:
        record(
            act="carry_key_made", office=office, subject=("office", office), actor="system", at=at, facts={}
        )
    return key


def receive_carried(content: bytes, *, office: str, actor: str, at: datetime) -> Carried:
    """Open a carried file at ``office`` and receive every form in it, from the phone that filled it.

    Raises:  Problem carried_unreadable (another office's, cut, changed, or no such file at all), key_unknown.
    """
    body = _opened(content, CarryKey.objects.filter(pk=office).first())
    try:
        sender = directory.sender_of(str(body["key"]))
        event = str(body["event"])
        items = [(str(item["xml"]).encode(), _files(item)) for item in body["items"]]
    except (KeyError, TypeError, Base64Error, ValueError) as fault:
        raise Problem("carried_unreadable") from fault
    if sender is None:
        raise Problem("key_unknown")
    receipts = [
        receive(xml, sender=sender, event=event, channel=Channel.CARRIED, at=at, files=files)
        for xml, files in items
    ]
    with transaction.atomic():
        record(
            act="queue_carried", office=office, subject=("card", str(sender.card_id)), actor=actor, at=at,
            facts={"forms": len(receipts)},
        )  # fmt: skip
    return Carried(receipts)


def _opened(content: bytes, key: CarryKey | None) -> dict[str, Any]:
    if key is None or len(content) > MOST_CARRIED:
        raise Problem("carried_unreadable")
    try:
        head = json.loads(content)
        iv, sealed = b64decode(head["iv"], validate=True), b64decode(head["body"], validate=True)
        point = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), b64decode(head["key"], validate=True)
        )
        plain = AESGCM(_secret(key, point, iv)).decrypt(iv, sealed, None)
        body = json.loads(plain)
    except (ValueError, KeyError, TypeError, InvalidTag, RecursionError) as fault:
        raise Problem("carried_unreadable") from fault
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise Problem("carried_unreadable")
    return body


def _secret(key: CarryKey, point: ec.EllipticCurvePublicKey, iv: bytes) -> bytes:
    private = serialization.load_pem_private_key(key.private.encode(), password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    shared = private.exchange(ec.ECDH(), point)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=iv, info=FORMAT.encode()).derive(shared)


def _files(item: dict[str, Any]) -> list[tuple[str, bytes]]:
    return [(str(file["name"]), b64decode(file["data"], validate=True)) for file in item["files"]]
