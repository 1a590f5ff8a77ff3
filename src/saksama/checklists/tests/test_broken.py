"""At least forty ways in which a submission may come broken: each is kept, with a reason, and none is lost."""

import gzip

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from saksama.checklists import directory, intake
from saksama.checklists.models import Attachment, Quarantine, QuarantinedFile, Submission
from saksama.checklists.problems import QUARANTINED, REFUSED
from saksama.checklists.testing import on_the_day, payload

pytestmark = pytest.mark.django_db
EDGE = "----saksama"
GOOD = payload(instance_id="uuid:good", opened="yes", photo="a.jpg")


def part(name: str, data: bytes, filename: str = "", kind: str = "text/xml") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{named}\r\nContent-Type: {kind}\r\n\r\n'
    return head.encode() + data + b"\r\n"


def whole(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def xml(data: bytes) -> bytes:
    return whole(part("xml_submission_file", data, "submission.xml"))


def with_photo(data: bytes, name: str = "a.jpg") -> bytes:
    return whole(part("xml_submission_file", GOOD, "s.xml"), part("a", data, name, "image/jpeg"))


BOMB = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + GOOD.split(b"?>", 1)[1]
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD.split(b"?>", 1)[1].replace(
    b">yes<", b">&x;<"
)
META = b"<orx:meta><orx:instanceID>uuid:good</orx:instanceID></orx:meta>"
MULTIPART = f"multipart/form-data; boundary={EDGE}"

STATION = b"<station>%s</station><opened>"
# name: (body, content type or None for multipart, expected status, reason or "" when it is stored)
CASES = {
    "nothing at all": (b"", None, 400, "empty"),
    "only white space as XML": (xml(b"  \n "), None, 400, "empty"),
    "an empty part": (xml(b""), None, 400, "empty"),
    "no content type": (xml(GOOD), "", 400, "not_multipart"),
    "JSON": (b'{"opened": "yes"}', "application/json", 400, "not_multipart"),
    "a form in a line": (b"opened=yes", "application/x-www-form-urlencoded", 400, "not_multipart"),
    "multipart without a boundary": (xml(GOOD), "multipart/form-data", 400, "not_multipart"),
    "another boundary than announced": (xml(GOOD), "multipart/form-data; boundary=other", 400, "not_multipart"),
    "a part without an empty line": (
        f"--{EDGE}\r\nContent-Disposition: form-data".encode() + whole(b"\r\n"), None, 400, "not_multipart",
    ),
    "cut within the head": (xml(GOOD)[:30], None, 400, "cut"),
    "cut within the answers": (xml(GOOD)[:400], None, 400, "cut"),
    "cut before the last boundary": (xml(GOOD)[: -len(EDGE) - 8], None, 400, "cut"),
    "cut within the last boundary": (xml(GOOD)[:-6], None, 400, "cut"),
    "cut within a photo": (with_photo(b"\xff\xd8\xff" + b"x" * 5000)[:3000], None, 400, "cut"),
    "only a photo": (whole(part("a", b"\xff\xd8\xff", "a.jpg", "image/jpeg")), None, 400, "no_xml_part"),
    "the part under another name": (whole(part("xml_submission", GOOD, "s.xml")), None, 400, "no_xml_part"),
    "no parts": (whole(), None, 400, "no_xml_part"),
    "two sets of answers": (
        whole(part("xml_submission_file", GOOD), part("xml_submission_file", GOOD + b" ")), None, 400, "two_xml_parts",
    ),
    "the same answers twice": (
        whole(part("xml_submission_file", GOOD), part("xml_submission_file", GOOD)), None, 201, "",
    ),
    "bare XML as the body": (GOOD, "text/xml", 201, ""),
    "answers cut in the middle, the envelope whole": (xml(GOOD[:250]), None, 400, "cut"),
    "one tag unclosed": (xml(GOOD.replace(b"</data>", b"")), None, 400, "cut"),
    "tags crossed": (xml(GOOD.replace(b"</opened>", b"</opend>")), None, 400, "not_xml"),
    "no XML but words": (xml(b"TPS sudah dibuka"), None, 400, "not_xml"),
    "HTML of a hotel's network": (xml(b"<html><body><p>Login<br></body></html>"), None, 400, "not_xml"),
    "a picture in place of the answers": (xml(b"\xff\xd8\xff\xe0" + b"x" * 50), None, 400, "not_xml"),
    "Latin-1 that says it is UTF-8": (xml(GOOD.replace(b">yes<", b">caf\xe9<")), None, 400, "wrong_encoding"),
    "an encoding nobody knows": (
        xml(GOOD.replace(b'"1.0"?', b'"1.0" encoding="x-none"?')), None, 400, "wrong_encoding",
    ),
    "UTF-16 that says so": (
        xml(GOOD.decode().replace('"1.0"?', '"1.0" encoding="UTF-16"?').encode("utf-16")), None, 201, "",
    ),
    "a NUL among the answers": (xml(GOOD.replace(b">yes<", b">y\0s<")), None, 400, "not_xml"),
    "entities that multiply": (xml(BOMB), None, 400, "has_doctype"),
    "an entity that reads a file": (xml(OUTSIDE), None, 400, "has_doctype"),
    "an unknown entity": (xml(GOOD.replace(b">yes<", b">&what;<")), None, 400, "not_xml"),
    "nested four hundred deep": (
        xml(GOOD.replace(b"<opened>yes</opened>", b"<g>" * 400 + b"</g>" * 400)), None, 400, "too_deep",
    ),
    "a hundred thousand answers": (xml(GOOD.replace(META, b"<a/>" * 100_000 + META)), None, 400, "too_deep"),
    "three megabytes of text": (xml(GOOD.replace(b">yes<", b">" + b"y" * 3_000_000 + b"<")), None, 413, "too_large"),
    "more than two hundred parts": (
        whole(*[part(f"p{n}", b"x", "x.jpg") for n in range(201)]), None, 413, "too_large",
    ),
    "no instance id": (xml(GOOD.replace(META, b"")), None, 202, "no_instance_id"),
    "an empty instance id": (xml(GOOD.replace(b"uuid:good", b"")), None, 202, "no_instance_id"),
    "an instance id of a thousand letters": (
        xml(GOOD.replace(b"uuid:good", b"u" * 1000)), None, 202, "bad_instance_id",
    ),
    "no form id": (xml(GOOD.replace(b'id="uji-buka"', b"")), None, 202, "no_form_id"),
    "an unknown form": (xml(GOOD.replace(b"uji-buka", b"uji-lain")), None, 202, "unknown_form"),
    "an unknown version": (xml(GOOD.replace(b'version="1"', b'version="9"')), None, 202, "unknown_version"),
    "no version": (xml(GOOD.replace(b'version="1"', b"")), None, 201, ""),
    "an unknown station": (
        xml(GOOD.replace(b"<opened>", STATION % b"64.02.06.1001-999")), None, 202, "unknown_station",
    ),
    "a station that is no code": (xml(GOOD.replace(b"<opened>", STATION % b"TPS 3")), None, 202, "unknown_station"),
    "the clock wrong by a year": (xml(GOOD.replace(b"<end>2024", b"<end>2023")), None, 201, ""),
    "a time that is none": (xml(GOOD.replace(b"2024-11-27T", b"kemarin T")), None, 201, ""),
    "a day before the calendar began": (xml(GOOD.replace(b"<end>2024", b"<end>0001")), None, 201, ""),
    "answers nobody asked for": (xml(GOOD.replace(b"<opened>", b"<extra>1</extra><opened>")), None, 201, ""),
    "a photo that is none": (with_photo(b"MZ this is a program"), None, 201, ""),
    "an empty photo": (with_photo(b""), None, 201, ""),
    "a photo with a path for a name": (with_photo(b"\xff\xd8\xff", "../../../etc/passwd"), None, 201, ""),
    "a file name of a thousand letters": (with_photo(b"\xff\xd8\xff", "a" * 1000 + ".jpg"), None, 201, ""),
}  # fmt: skip


def test_there_are_more_than_forty_and_every_reason_has_its_sentence():
    assert len(CASES) >= 40
    assert {reason for *_, reason in CASES.values()} - {""} <= set(QUARANTINED)


def test_what_comes_broken_is_stored_or_kept_with_a_reason_and_the_sender_is_told(field, http):
    """Through the very application that serves, by both doors."""
    wrong = []
    for address, headers in doors(field).items():
        for name in CASES:
            before = transaction.savepoint()
            wrong += [f"{name}: {fault}" for fault in _faults(http, address, headers, *CASES[name])]
            transaction.savepoint_rollback(before)
    assert not wrong, "\n".join(wrong)


def doors(field):
    """``{address: headers}`` of the door of OpenRosa clients and of that of the web form."""
    web = reverse("checklists:web_submission", args=[field.event.pk])
    return {field.address(): {}, web: {"Authorization": f"Bearer {field.key}"}}


def _faults(http, address, headers, body, kind, status, reason):
    kind = MULTIPART if kind is None else kind
    answer = http.post(address, content=body, headers={**headers, "Content-Type": kind})
    if answer.status_code != status:
        yield f"answered {answer.status_code}, {answer.content!r}"
    if Submission.objects.count() + Quarantine.objects.count() != 1:
        yield "count in is not count kept"
    kept = Quarantine.objects.first()
    if (kept.reason if kept else "") != reason:
        yield f"kept as {kept and (kept.reason, kept.detail)}"
    elif kept and str(QUARANTINED[reason].message) not in told_in(answer):
        yield "the sender is not told why"
    elif kept and not (kept.raw or kept.size == 0 or kept.files.exists()):
        yield "the bytes are gone"


def told_in(answer):
    """The sentence of an answer, whichever door gave it."""
    is_json = answer.headers["content-type"] == "application/json"
    return answer.json()["message"] if is_json else answer.text


def test_the_same_broken_bytes_are_one_row_that_counts_how_often_they_came(field):
    for _ in range(3):
        Client().generic("POST", field.address(), xml(GOOD)[:400], content_type=MULTIPART)
    assert Quarantine.objects.get().times == 3


def test_cut_at_every_boundary_of_its_bytes_a_submission_is_kept_and_then_arrives_whole(field):
    body = with_photo(b"\xff\xd8\xff" + b"x" * 200)
    edges = {
        at for at in range(len(body)) if body[at : at + 2] in {b"\r\n", b"--"} or body[at : at + 1] in b"<>"
    }
    for at in sorted(edges)[::3]:
        answer = Client().generic("POST", field.address(), body[:at], content_type=MULTIPART)
        assert answer.status_code == 400, body[:at][-60:]
    assert Client().generic("POST", field.address(), body, content_type=MULTIPART).status_code == 201
    assert Submission.objects.count() == 1
    assert Quarantine.objects.exclude(reason__in=["cut", "empty", "not_multipart"]).count() == 0


def test_fewer_bytes_than_announced_are_kept_as_cut(field):
    where = {"sender": field.sender, "event": field.event.pk, "channel": "openrosa", "at": on_the_day()}
    receipt = intake.take(xml(GOOD), MULTIPART, is_short=True, **where)
    assert (receipt.reason, receipt.is_kept_whole) == ("cut", False)
    assert bytes(Quarantine.objects.get().raw) == xml(GOOD)


def test_a_compressed_body_is_opened_and_a_bomb_is_not(field):
    def send(body):
        return Client().generic(
            "POST", field.address(), body, content_type=MULTIPART, HTTP_CONTENT_ENCODING="gzip"
        )

    assert send(gzip.compress(xml(GOOD))).status_code == 201
    assert send(gzip.compress(b"0" * 30_000_000)).status_code == 413
    assert send(b"no gzip").status_code == 400


def test_files_that_come_with_something_broken_are_kept_with_it(field):
    body = whole(
        part("xml_submission_file", b"<data", "s.xml"), part("a", b"\xff\xd8\xff", "a.jpg", "image/jpeg")
    )
    Client().generic("POST", field.address(), body, content_type=MULTIPART)
    assert QuarantinedFile.objects.get().name == "a.jpg"
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_each_phone_is_told_to_keep_its_form_and_then_it_arrives_once(
    field, http, monkeypatch
):
    def sent_by_all(body):
        kind = {"Content-Type": MULTIPART}
        return [
            http.post(address, content=body, headers=more | kind) for address, more in doors(field).items()
        ]

    def is_away(self):
        raise OperationalError("the server does not answer")

    for is_remembered in (False, True):  # who sends, and the forms in use
        directory.forget()
        if is_remembered:
            assert [answer.status_code for answer in sent_by_all(xml(GOOD)[:400])] == [400, 400]
        with monkeypatch.context() as away:
            connection.close()
            away.setattr(BaseDatabaseWrapper, "connect", is_away)
            client, phone = sent_by_all(xml(GOOD))
        assert (client.status_code, phone.status_code) == (503, 503)
        busy = REFUSED["busy"]
        assert f"{busy.message} {busy.remedy}" in client.text
        assert phone.json() == {"code": "busy", "message": str(busy.message), "remedy": str(busy.remedy)}
    assert not Submission.objects.exists()
    assert [answer.status_code for answer in sent_by_all(xml(GOOD))] == [201, 201]
    assert Submission.objects.get().instance_id == "uuid:good"
