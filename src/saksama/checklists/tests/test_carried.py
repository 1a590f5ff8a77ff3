"""A queue that somebody carried: opened by the office it was sealed for, by nobody else, and counted once."""

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saksama.checklists import operations
from saksama.checklists.models import Attachment, Channel, Submission
from saksama.checklists.problems import Problem
from saksama.checklists.testing import STATION, Field, on_the_day, payload
from saksama.people.testing import client_of

OFFICE = "64.02"


def sealed(field: Field, xml: bytes, *, office: str = OFFICE, **changes: Any) -> bytes:
    """What a phone makes, written from docs/checklists.md alone."""
    curve = ec.SECP256R1()
    public = b64decode(operations.carry_key(office, at=on_the_day()).public)
    own = ec.generate_private_key(curve)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(curve, public))
    iv = b"twelve bytes"
    secret = HKDF(hashes.SHA256(), 32, salt=iv, info=b"saksama-carried-queue").derive(shared)
    photo = {"name": "berkas-1.jpg", "type": "image/jpeg", "data": b64encode(b"a photo").decode()}
    body = {
        "format": "saksama-carried-queue", "key": field.key, "event": field.event.pk,
        "items": [{"xml": xml.decode(), "files": [photo]}],
    } | changes  # fmt: skip
    point = own.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    parts = {"key": point, "iv": iv, "body": AESGCM(secret).encrypt(iv, json.dumps(body).encode(), None)}
    head = {"format": "saksama-carried-queue", "v": 1}
    return json.dumps(head | {name: b64encode(part).decode() for name, part in parts.items()}).encode()


def take_in(content: bytes, office: str = OFFICE) -> operations.Carried:
    return operations.receive_carried(content, office=office, actor="64.02-petugas-1", at=on_the_day(15))


def test_it_belongs_to_the_station_that_filled_it_and_is_counted_once(field: Field) -> None:
    content = sealed(field, payload(opened="yes"))
    assert [receipt.outcome.value for receipt in take_in(content).receipts] == ["stored"]
    assert [receipt.outcome.value for receipt in take_in(content).receipts] == ["known"]
    row = Submission.objects.get()
    assert (row.channel, row.station_code, row.sender_id) == (Channel.CARRIED, STATION, field.card.account_id)
    assert "late" in row.flags
    assert Attachment.objects.get().name == "berkas-1.jpg"


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"not json",
        lambda content: b"[1]",
        lambda content: content[:-20],
        lambda content: content.replace(b'"body": "', b'"body": "AAAA', 1),
        lambda content: json.dumps({**json.loads(content), "key": "AAAA"}).encode(),
        lambda content: json.dumps({**json.loads(content), "iv": ""}).encode(),
    ],
)
def test_what_cannot_be_opened_is_told_and_nothing_is_stored(field: Field, damage: Any) -> None:
    with pytest.raises(Problem, match=r"\w"):
        take_in(damage(sealed(field, payload(opened="yes"))))
    assert not Submission.objects.exists()


def test_another_office_cannot_open_it(field: Field) -> None:
    operations.carry_key("64.01", at=on_the_day())
    with pytest.raises(Problem) as refused:
        take_in(sealed(field, payload(opened="yes")), office="64.01")
    assert refused.value.code == "carried_unreadable"


def test_a_phone_nobody_knows_is_told_apart_from_a_broken_file(field: Field) -> None:
    with pytest.raises(Problem) as refused:
        take_in(sealed(field, payload(opened="yes"), key="never given"))
    assert refused.value.code == "key_unknown"


def test_the_officer_is_told_how_many_forms_were_brought(field: Field) -> None:
    client, address = client_of(field.cast.officer), reverse("checklists:carried")
    content = sealed(field, payload(opened="yes"))
    for told in ("1 formulir", "1 di antaranya sudah ada"):
        file = SimpleUploadedFile("antrean.titipan", content)
        assert told in client.post(address, {"file": file}, follow=True).content.decode()
    broken = client.post(address, {"file": SimpleUploadedFile("antrean.titipan", b"x")})
    assert broken.status_code == 422
    assert "tidak dapat dibuka di sini" in broken.content.decode()


def test_the_shell_is_the_same_for_everybody_and_small(client: Any, db: None) -> None:
    page = client.get(reverse("checklists:field"))
    assert page.status_code == 200
    assert "'wasm-unsafe-eval'" in page["Content-Security-Policy"]
    assert not page.cookies
    assert len(page.content) < 30_000
    worker = client.get(reverse("checklists:field_worker")).content.decode()
    assert worker.startswith("self.SHELL = ")
    assert "field-engine" in worker.partition("\n")[0]
    assert client.get(reverse("checklists:field_manifest")).json()["start_url"] == reverse("checklists:field")
