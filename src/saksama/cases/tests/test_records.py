"""Supervision records: every part of Formulir Model A, a draft that waits, its paper, and the step to a finding."""

import io

import pytest
from django.urls import reverse

from saksama.cases.models import RecordDraft, SupervisionRecord
from saksama.cases.supervision_parts import LINES
from saksama.cases.testing import wita
from saksama.cases.tests.test_papers import words
from saksama.cases.tests.test_views import photo
from saksama.documents.models import IssuedDocument

pytestmark = pytest.mark.django_db
SEEN = {"place": "Lapangan Contoh", "what": "Terlihat pembagian beras.", "observed_on": "2024-11-04"}


def write(desk, person, **typed):
    asked = desk.open(person, "record_new")
    return desk.of(person).post(reverse("cases:record_new"), desk.fill(asked, **{**SEEN, **typed}))


@pytest.fixture
def pkd(desk, stage):
    desk.at(wita(4, 10))
    return stage.cast.pkd


def test_every_part_that_was_written_stands_in_form_a(desk, stage, pkd):
    written = {line.field: f"isi {line.key}" for line in LINES}
    assert write(desk, pkd, files=[photo()], **written).status_code == 302
    record = SupervisionRecord.objects.get()
    shown = desk.open(pkd, "record", record.pk).content.decode()
    assert all(f"isi {line.key}" in shown for line in LINES)
    answer = desk.of(pkd).get(reverse("cases:record_form", args=[record.pk, "pdf"]))
    told = words(answer.content)
    squeezed = told.replace(" ", "")
    assert all(f"isi{line.key}" in squeezed for line in LINES)
    for said in (
        "Formulir Model A",
        record.number,
        "RAHASIA",
        "Terlihat pembagian beras.",
        "Lapangan Contoh",
        "Foto 1",
    ):
        assert said in told
    draft = desk.of(pkd).get(reverse("cases:record_form", args=[record.pk, "docx"]))
    assert draft.content.startswith(b"PK")


def test_parts_left_empty_say_nihil(desk, pkd):
    write(desk, pkd)
    record = SupervisionRecord.objects.get()
    assert record.parts == {}
    told = words(desk.of(pkd).get(reverse("cases:record_form", args=[record.pk, "pdf"])).content)
    assert told.count("Nihil.") == 2


def test_a_draft_waits_for_its_author_with_its_files_after_the_browser_was_closed(desk, stage, pkd):
    write(desk, pkd, draft="1", files=[photo()], **{"violation-event": "Bagi beras"})
    assert not SupervisionRecord.objects.exists()
    stored = RecordDraft.objects.get()
    assert stored.account == pkd
    desk.of(pkd).logout()
    desk.of(pkd).force_login(pkd, backend="allauth.account.auth_backends.AuthenticationBackend")
    again = desk.open(pkd, "record_new")
    page = again.content.decode()
    assert "Terlihat pembagian beras." in page
    assert "Bagi beras" in page
    assert "foto.png" in page
    assert "Terlihat pembagian beras." not in desk.open(stage.cast.panwascam, "record_new").content.decode()
    assert desk.of(pkd).post(reverse("cases:record_new"), desk.fill(again)).status_code == 302
    record = SupervisionRecord.objects.get()
    assert (record.text, record.files.count()) == ("Terlihat pembagian beras.", 1)
    assert not RecordDraft.objects.exists()


def test_files_are_not_chosen_twice_because_a_place_was_missing(desk, pkd):
    answer = write(desk, pkd, place="", files=[photo()])
    assert answer.status_code == 422
    assert "foto.png" in answer.content.decode()
    assert write(desk, pkd).status_code == 302
    assert SupervisionRecord.objects.get().files.count() == 1


def test_what_is_typed_is_kept_on_the_way_and_can_be_thrown_away(desk, pkd):
    asked = desk.open(pkd, "record_new")
    sent = desk.fill(asked, **SEEN)
    assert desk.of(pkd).post(reverse("cases:record_draft"), sent).status_code == 204
    assert "Lapangan Contoh" in desk.open(pkd, "record_new").content.decode()
    desk.of(pkd).post(reverse("cases:record_new"), {"discard": "1"})
    assert "Lapangan Contoh" not in desk.open(pkd, "record_new").content.decode()


def test_form_a_is_issued_sealed_and_found_on_the_record(desk, stage, pkd):
    write(desk, pkd)
    record = SupervisionRecord.objects.get()
    address = reverse("cases:record_form", args=[record.pk, "pdf"])
    assert desk.of(pkd).post(address).status_code == 302
    document = IssuedDocument.objects.get()
    assert (document.kind, document.form, document.number) == ("supervision_record", "A", record.number)
    copy = desk.of(pkd).get(reverse("cases:record_issued", args=[record.pk, document.pk]))
    content = b"".join(copy.streaming_content)
    assert "PRATINJAU" not in words(content)
    file = io.BytesIO(content)
    file.name = "lhp.pdf"
    public = desk.of(stage.cast.neighbour).post("/periksa/", {"code": document.code, "copy": file})
    assert "Utuh." in public.content.decode()
    assert "Terlihat" not in public.content.decode()
    assert desk.of(stage.cast.neighbour).get(address).status_code == 404
