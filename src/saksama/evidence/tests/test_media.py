import io

import pytest

from saksama.evidence import inspection, media
from saksama.evidence.tests.conftest import archive, pdf, photo

pytestmark = pytest.mark.rules

KINDS = {
    "image/jpeg": photo("JPEG"),
    "image/png": photo("PNG"),
    "image/webp": photo("WEBP"),
    "image/gif": b"GIF89a" + bytes(20),
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "application/pdf": pdf(),
    "video/mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2",
    "video/3gpp": b"\0\0\0\x18ftyp3gp5\0\0\1\0",
    "video/webm": b"\x1aE\xdf\xa3" + bytes(20),
    "audio/mp4": b"\0\0\0\x18ftypM4A \0\0\0\0",
    "audio/mpeg": b"ID3\3\0" + bytes(20),
    "audio/ogg": b"OggS" + bytes(20),
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "audio/amr": b"#!AMR\n" + bytes(9),
    media.DOCX: archive("[Content_Types].xml", "word/document.xml"),
    media.XLSX: archive("[Content_Types].xml", "xl/workbook.xml"),
    media.ODT: archive("content.xml", mimetype=media.ODT),
    "text/plain": "Saya melihat dugaan pelanggaran — di TPS 3.\n".encode(),
}
OTHERS = {
    "application/x-msdownload": b"MZ\x90\0" + bytes(60),
    "application/x-executable": b"\x7fELF" + bytes(60),
    "text/x-script": b"#!/bin/sh\nrm -rf /\n",
    "text/html": b"  <!DOCTYPE html><script>alert(1)</script>",
    "application/zip": archive("a.txt"),
    "application/vnd.android.package-archive": archive("AndroidManifest.xml", "classes.dex"),
    "application/vnd.ms-office.macro": archive(
        "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"
    ),
    "application/x-ole-storage": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "application/vnd.rar": b"Rar!\x1a\7\1\0",
    media.UNKNOWN: b"\0\1\2\3\4\5\6\7",
}


@pytest.mark.parametrize(("told", "content"), (KINDS | OTHERS).items(), ids=(KINDS | OTHERS).keys())
def test_kind_is_told_by_content(told, content):
    assert media.tell_type(io.BytesIO(content)) == told


def test_every_allowed_kind_is_told_and_has_an_extension_of_its_own_family():
    assert set(KINDS) == media.ALLOWED == set(media.EXTENSIONS)
    assert all(media.agrees(f"x.{extension}", told) for told, extension in media.EXTENSIONS.items())


def test_no_kind_outside_the_list_is_allowed():
    assert not set(OTHERS) & media.ALLOWED


@pytest.mark.parametrize("content", [b"PK\3\4broken", b"PK", b"\xff\xfe\xfd", b"caf\xe9 in Latin-1", b""])
def test_what_nothing_fits_is_unknown(content):
    assert media.tell_type(io.BytesIO(content)) == media.UNKNOWN


def test_text_with_a_letter_cut_by_the_reading_is_still_text():
    assert media.tell_type(io.BytesIO(b"a" * (256 * 1024 - 1) + "é".encode() + b"b")) == media.TEXT


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("foto.jpg", photo(), ""),
        ("foto.png", photo(), ""),  # phones mix up pictures
        ("tanpa akhiran", photo(), ""),
        ("surat.pdf", pdf(), ""),
        ("catatan.txt", b"halo", ""),
        ("foto.jpg", OTHERS["application/x-msdownload"], "type_not_allowed"),
        ("foto.jpg", OTHERS["text/html"], "type_not_allowed"),
        ("halaman.html", b"halo", "lies_about_type"),
        ("foto.jpg", pdf(), "lies_about_type"),
        ("surat.pdf.exe", pdf(), "lies_about_type"),
        ("lagu.exe", KINDS["audio/mpeg"], "lies_about_type"),
        ("surat.docx", OTHERS["application/vnd.ms-office.macro"], "type_not_allowed"),
        ("foto.jpg", photo(size=(300, 300))[:-200], "broken_image"),
        ("foto.png", photo("PNG")[:50], "broken_image"),
        ("surat.pdf", b"%PDF-1.7\nno more", "broken_pdf"),
        ("surat.pdf", pdf(password="x"), "encrypted_pdf"),
        ("surat.pdf", pdf(javascript=True), "active_pdf"),
        ("surat.pdf", pdf(hidden="page"), "active_pdf"),
        ("surat.pdf", pdf(hidden="names"), "active_pdf"),
        ("surat.pdf", pdf(hidden="next"), "active_pdf"),
    ],
)
def test_a_file_that_lies_breaks_or_runs_is_put_in_quarantine(name, content, reason):
    file = io.BytesIO(content)
    assert inspection.reason_to_quarantine(file, media.tell_type(file), name) == reason
    assert reason == "" or reason in inspection.REASONS


def test_a_picture_of_too_many_pixels_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(inspection, "MAX_PIXELS", 1000)
    assert inspection.reason_to_quarantine(io.BytesIO(photo()), "image/jpeg", "x.jpg") == "image_too_large"


@pytest.mark.parametrize("told", KINDS)
def test_no_cut_file_makes_inspection_fall_over(told):
    content = KINDS[told]
    for length in range(0, len(content), max(1, len(content) // 25)):
        file = io.BytesIO(content[:length])
        inspection.reason_to_quarantine(file, media.tell_type(file), "x")
