import gc
import hashlib
import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError
from django.test import RequestFactory, override_settings
from django.utils import translation

from saksama.evidence import media
from saksama.evidence.forms import SealedFileField, SealedFilesField
from saksama.evidence.tests.conftest import MARKER, photo
from saksama.evidence.upload import SealedUpload


def post(*files, **fields):
    return RequestFactory().post(
        "/", {"files": [SimpleUploadedFile(name, data) for name, data in files], **fields}
    )


def incoming(root):
    return list((root / "evidence" / "incoming").glob("*"))


def test_an_upload_is_hashed_told_and_sealed_while_it_streams_in(on_disk):
    data = MARKER.encode() * 20_000
    request = post(("cerita.txt", data))
    (upload,) = request.FILES.getlist("files")
    assert isinstance(upload, SealedUpload)
    assert (upload.name, upload.size, upload.media_type) == ("cerita.txt", len(data), "text/plain")
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    assert MARKER.encode() not in on_disk()
    assert len(on_disk()) > len(data)


def test_an_upload_can_be_read_in_every_way_a_form_reads():
    upload = post(("a.jpg", photo())).FILES["files"]
    assert upload.read() == photo()
    assert b"".join(upload.chunks()) == photo()
    upload.seek(2)
    assert upload.read(1) == photo()[2:3]
    with upload.open() as again:
        assert again.read() == photo()
    assert len(upload) == len(photo())


def test_django_s_own_image_field_takes_it():
    class Form(forms.Form):
        files = forms.ImageField()

    request = post(("a.jpg", photo()))
    assert Form(files=request.FILES).is_valid()


def test_what_nobody_sealed_is_gone_when_the_request_ends(own_installation):
    request = post(("a.jpg", photo()), ("b.jpg", photo()))
    assert len(request.FILES.getlist("files")) == len(incoming(own_installation)) == 2
    request.close()
    assert incoming(own_installation) == []


def test_a_line_that_breaks_leaves_nothing_of_the_unfinished_file(own_installation):
    class Line(io.BytesIO):
        def read(self, *args):
            data = super().read(*args)
            if not data:
                raise OSError("connection lost")
            return data

    whole = RequestFactory().post("/", {"files": SimpleUploadedFile("a.bin", b"x" * 300_000)})
    sent = {"wsgi.input": Line(whole.body[:200_000]), "CONTENT_LENGTH": len(whole.body)}
    request = RequestFactory().generic("POST", "/", CONTENT_TYPE=whole.META["CONTENT_TYPE"], **sent)
    with pytest.raises(UnreadablePostError):
        request.FILES  # noqa: B018
    del request
    gc.collect()
    assert incoming(own_installation) == []


@override_settings(EVIDENCE_MAX_FILE_BYTES=100_000)
def test_a_file_over_the_limit_is_dropped_and_the_rest_of_the_form_stays(own_installation):
    request = post(("besar.txt", b"x" * 300_000), ("kecil.txt", b"x" * 100_000), story="cerita")
    large, small = request.FILES.getlist("files")
    assert (large.problem, large.size) == ("too_large", 300_000)
    assert small.problem == ""
    assert request.POST["story"] == "cerita"
    assert len(incoming(own_installation)) == 1


@override_settings(EVIDENCE_MAX_REQUEST_BYTES=150_000)
def test_files_over_the_limit_of_a_request_are_dropped(own_installation):
    first, second = post(("1.txt", b"x" * 100_000), ("2.txt", b"x" * 100_000)).FILES.getlist("files")
    assert (first.problem, second.problem) == ("", "request_too_large")
    assert len(incoming(own_installation)) == 1


class Form(forms.Form):
    files = SealedFilesField(required=False, max_files=3)


@override_settings(EVIDENCE_MAX_FILE_BYTES=1_000_000)
def test_form_names_each_file_that_was_not_kept_in_both_languages():
    request = post(("besar.txt", b"x" * 1_000_001), ("kosong.txt", b""), ("baik.txt", b"x"))
    for language, large, empty in [
        ("id", "“besar.txt” lebih besar dari 976,6 KB", "“kosong.txt” kosong."),
        ("en", "“besar.txt” is larger than 976.6 KB", "“kosong.txt” is empty."),
    ]:
        with translation.override(language):
            messages = Form(files=request.FILES).errors["files"]
        assert large in messages[0].replace("\xa0", " ")
        assert empty in messages[1]


def test_form_gives_all_good_files():
    form = Form(files=post(("a.jpg", photo()), ("b.txt", b"x")).FILES)
    assert form.is_valid()
    assert [upload.media_type for upload in form.cleaned_data["files"]] == ["image/jpeg", "text/plain"]


def test_form_without_files_gives_an_empty_list():
    form = Form(files={})
    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_form_refuses_too_many_files():
    with translation.override("id"):
        form = Form(files=post(*[(f"{number}.txt", b"x") for number in range(4)]).FILES)
        assert form.errors["files"] == ["Paling banyak 3 berkas sekali kirim."]


def test_required_file_is_asked_for():
    class One(forms.Form):
        file = SealedFileField()

    assert "file" in One(files={}).errors


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b\\c.txt", "x" * 400 + ".txt", "‮gpj.exe", 'tanda " kutip.txt']
)
def test_a_hostile_name_stays_a_name(name, own_installation):
    upload = post((name, b"x")).FILES["files"]
    assert "/" not in upload.name
    assert len(upload.name) <= 255
    assert incoming(own_installation)[0].name == str(upload.id)


def test_an_upload_does_not_print_its_name():
    upload = post((f"{MARKER}.txt", b"x")).FILES["files"]
    assert MARKER not in repr(upload) + str(upload)


def test_a_lying_upload_is_kept_but_marked():
    upload = post(("foto.jpg", b"MZ" + bytes(200))).FILES["files"]
    assert (upload.media_type, upload.quarantine, upload.problem) == (
        "application/x-msdownload",
        "type_not_allowed",
        "",
    )
    assert upload.media_type not in media.ALLOWED
