"""A generic OpenRosa client works here, through the very WSGI application that serves (short chain and all)."""

import io
import logging

import pytest

from saksama.checklists import directory, door, operations, xforms
from saksama.checklists.models import Attachment, Quarantine, Submission
from saksama.checklists.operations import MediaIn, Told
from saksama.checklists.testing import XFORM, on_the_day, payload
from saksama.checklists.tests.openrosa_client import OpenRosaClient
from saksama.config.logs import WithoutKeys

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(field, http):
    return OpenRosaClient(http, f"http://127.0.0.1{field.address('')}")


def test_forms_are_listed_with_hash_and_absolute_addresses_and_downloaded_whole(client, field):
    (form,) = client.forms()
    assert (form.id, form.version) == ("uji-buka", "1")
    assert client.download(form).decode() == field.version.xml
    assert client.media(form) == {}


def test_media_of_a_form_are_in_its_manifest(client, field):
    form = xforms.read(XFORM.format(version="2"))
    version = operations.save_version(
        form,
        office="64.02",
        told=Told(),
        actor=None,
        at=on_the_day(8),
        media=[MediaIn("tps.csv", b"a,b", "text/csv")],
    )
    operations.publish(version, field.event, actor=None, at=on_the_day(8))
    directory.forget()
    (listed,) = client.forms()
    assert listed.version == "2"
    assert client.media(listed) == {"tps.csv": b"a,b"}


def test_a_submission_with_photos_is_split_and_arrives_once(client):
    photos = {f"{number}.jpg": b"\xff\xd8\xff" + bytes([number]) * 6_000_000 for number in range(3)}
    assert client.submit(payload(opened="yes", photo="0.jpg"), photos) == 3
    assert Submission.objects.count() == 1
    assert Attachment.objects.count() == 3


def test_an_identical_submission_is_accepted_again_and_a_different_one_under_its_id_is_409(client):
    first, other = payload(instance_id="uuid:1", opened="yes"), payload(instance_id="uuid:1", opened="no")
    assert [client.post(raw, {}).status_code for raw in (first, first, other)] == [201, 201, 409]
    assert (Submission.objects.count(), Quarantine.objects.count()) == (1, 1)


def test_edits_come_with_the_id_of_what_they_correct(client):
    client.submit(payload(instance_id="uuid:1", opened="no"), {})
    client.submit(payload(instance_id="uuid:2", opened="yes", deprecates="uuid:1"), {})
    assert Submission.objects.get(instance_id="uuid:2").deprecates == "uuid:1"


def test_chunked_bodies_are_taken_as_the_specification_demands(field, http):
    def pieces():
        body = payload(opened="yes")
        for start in range(0, len(body), 50):
            yield body[start : start + 50]

    headers = {"Content-Type": "text/xml", "Transfer-Encoding": "chunked"}
    answer = http.post(field.address(), content=pieces(), headers=headers)
    assert answer.status_code == 201
    assert Submission.objects.count() == 1


def test_an_unknown_key_is_told_to_scan_again_and_learns_nothing(field, http):
    for what, method in (("formList", "GET"), ("submission", "POST"), ("submission", "HEAD")):
        answer = http.request(method, f"/kunci/falsch/{field.event.pk}/{what}")
        assert answer.status_code == 401
        assert answer.headers["x-openrosa-version"] == "1.0"
    assert Quarantine.objects.count() == 0


def test_a_name_of_the_server_that_is_not_ours_is_left_to_the_framework_which_refuses_it(field, http):
    headers = {"Content-Type": "text/xml", "Host": "elsewhere.example"}
    assert (
        door.door_for(
            {
                "REQUEST_METHOD": "POST",
                "CONTENT_LENGTH": "9",
                "HTTP_HOST": "elsewhere.example",
                "PATH_INFO": field.address(),
            }
        )
        is None
    )
    assert http.head(field.address(), headers=headers).status_code == 400


def test_a_wrong_vote_or_form_is_answered_404_with_a_sentence(field, http):
    for what in ("forms/none.xml", "forms/none/manifest", "forms/uji-buka/attachments/none.csv"):
        answer = http.get(field.address(what))
        assert answer.status_code == 404
        assert b"OpenRosaResponse" in answer.content
    assert http.get(f"/kunci/{field.key}/none/formList").status_code == 404


def test_other_methods_are_named(field, http):
    answer = http.put(field.address("submission"))
    assert (answer.status_code, answer.headers["allow"]) == (405, "HEAD, POST")


def test_keys_stay_out_of_the_logs():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithoutKeys())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("Not Found: %s", "/kunci/s3cret/kukar-2024/formList")
    assert out.getvalue() == "Not Found: /kunci/…/kukar-2024/formList\n"
