import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory
from PIL import Image

from saksama.evidence import keys, operations, queries, rekeying
from saksama.evidence.models import Custody, NeverChanged, SealedFile, SealedIdentity
from saksama.evidence.operations.files import is_intact
from saksama.evidence.storage import FolderStorage, current
from saksama.evidence.tests.conftest import AT, MARKER, WHO, pdf, photo
from saksama.journal.models import Line
from saksama.journal.queries import lines_of, verify

pytestmark = pytest.mark.django_db
LOOK = {**WHO, "why": f"kajian {MARKER}"}


def seal(data=None, name="foto.jpg"):
    return operations.seal_bytes(photo() if data is None else data, name=name, **WHO)


def upload(data, name="foto.jpg"):
    return RequestFactory().post("/", {"f": SimpleUploadedFile(name, data)}).FILES["f"]


def acts(file):
    return list(queries.custody(file).values_list("act", flat=True))


def test_a_sealed_file_keeps_hash_size_and_kind(on_disk):
    data = photo(secret=MARKER)
    file = seal(data, f"KTP {MARKER}.jpg")
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert (file.size, file.media_type, file.status) == (len(data), "image/jpeg", "sealed")
    assert SealedFile.objects.get().claimed_name == f"KTP {MARKER}.jpg"
    assert MARKER.encode() not in on_disk()


def test_an_upload_sealed_survives_the_end_of_its_request():
    request = RequestFactory().post("/", {"f": SimpleUploadedFile("foto.jpg", photo())})
    file = operations.seal(request.FILES["f"], **WHO)
    request.close()
    assert operations.copy_out(file, **LOOK).read() == photo()


def test_an_upload_can_be_sealed_again_after_its_transaction_was_rolled_back():
    received = upload(photo())
    with pytest.raises(RuntimeError):
        _seal_and_fail(received)
    assert not SealedFile.objects.exists()
    assert operations.verify_file(operations.seal(received, **WHO), **WHO)


def _seal_and_fail(received):
    with transaction.atomic():
        operations.seal(received, **WHO)
        raise RuntimeError


def test_an_upload_is_sealed_once():
    received = upload(photo())
    operations.seal(received, **WHO)
    with pytest.raises(FileExistsError), transaction.atomic():
        operations.seal(received, **WHO)


def test_what_was_not_kept_can_not_be_sealed():
    with pytest.raises(operations.NotKept, match="empty"):
        operations.seal(upload(b""), **WHO)


def test_sealing_looking_copying_and_checking_leave_custody_and_journal():
    file = seal()
    operations.look(file, **LOOK)
    operations.copy_out(file, **LOOK)
    operations.verify_file(file, **WHO)
    assert acts(file) == ["sealed", "viewed", "copied", "verified"]
    lines = lines_of(("file", str(file.pk)))
    assert [line.act for line in lines] == ["file_sealed", "file_viewed", "file_copied", "file_verified"]
    assert list(queries.custody(file).values_list("line_id", flat=True)) == [line.pk for line in lines]
    assert {line.facts["sha256"] for line in lines} == {file.sha256}
    assert queries.custody(file)[1].why == f"kajian {MARKER}"
    assert verify().is_whole


def test_a_look_that_fails_to_be_journalled_hands_out_nothing(own_installation):
    file = seal()
    (own_installation / "keys" / "journal.key").unlink()
    with pytest.raises(Exception, match="journal key"), transaction.atomic():
        operations.look(file, **LOOK)
    assert acts(file) == ["sealed"]


def test_a_picture_is_shown_upright_small_and_without_anything_it_carried():
    data = photo(size=(4000, 3000), secret=MARKER, orientation=6)
    view = operations.look(seal(data), **LOOK)
    shown = view.read()
    picture = Image.open(io.BytesIO(shown))
    assert (view.content_type, view.as_attachment, picture.size) == ("image/jpeg", False, (1200, 1600))
    assert not picture.getexif()
    assert MARKER.encode() in data
    assert MARKER.encode() not in shown
    assert b"Exif" not in shown


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_every_kind_of_picture_is_shown_as_jpeg(form):
    out = io.BytesIO()
    Image.new("RGBA", (50, 40), (255, 0, 0, 0)).save(out, form)
    shown = Image.open(io.BytesIO(operations.look(seal(out.getvalue(), f"x.{form.lower()}"), **LOOK).read()))
    assert shown.format == "JPEG"
    assert min(shown.getpixel((10, 10))) > 240  # what was see-through is white


def test_a_pdf_is_handed_out_as_a_download_that_can_run_nothing():
    original = pdf()  # its dates differ from second to second
    view = operations.look(seal(original, "surat.pdf"), **LOOK)
    response = view.response()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content) == original


def test_other_kinds_have_no_view_only_a_copy():
    file = seal(b"halo", "catatan.txt")
    with pytest.raises(operations.NotViewable):
        operations.look(file, **LOOK)
    copy = operations.copy_out(file, **LOOK)
    assert (copy.read(), copy.as_attachment) == (b"halo", True)


def test_a_lying_file_is_kept_but_never_shown_and_copied_only_on_an_explicit_wish():
    program = b"MZ" + bytes(100)
    file = seal(program, "foto.jpg")
    assert (file.status, file.reason) == ("quarantined", "type_not_allowed")
    assert file.reason_sentence
    for act in (operations.look, operations.copy_out):
        with pytest.raises(operations.InQuarantine):
            act(file, **LOOK)
    copy = operations.copy_out(file, **LOOK, from_quarantine=True)
    assert copy.read() == program
    assert (copy.content_type, copy.filename) == ("application/octet-stream", f"{file.short_id}.quarantine")
    assert acts(file) == ["sealed", "copied"]


def test_a_copy_is_named_by_number_never_by_the_giver_s_name():
    assert (
        MARKER not in operations.copy_out(seal(name=f"{MARKER}.jpg"), **LOOK).headers["Content-Disposition"]
    )


def test_a_changed_cut_or_missing_file_is_not_intact(own_installation):
    for damage in (lambda data: data[:-1], lambda data: data[:20] + b"x" + data[21:], lambda data: b""):
        file = seal()
        path = own_installation / "evidence" / file.storage_key
        path.write_bytes(damage(path.read_bytes()))
        assert not operations.verify_file(file, **WHO)
    path.unlink()
    assert not operations.verify_file(file, **WHO)
    with pytest.raises(FileNotFoundError):
        operations.look(file, **LOOK)


def test_two_files_swapped_on_the_disk_are_not_intact(own_installation):
    root = own_installation / "evidence"
    one, other = seal(), seal(photo("PNG"), "x.png")
    first, second = (root / one.storage_key), (root / other.storage_key)
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)
    assert not is_intact(one)


def test_a_key_moved_to_another_row_does_not_open(own_installation):
    one, other = seal(), seal()
    SealedFile.objects.filter(pk=one.pk).update(wrapped_key=other.wrapped_key, storage_key="store/x")
    current().copy(other.storage_key, "store/x")
    assert not is_intact(SealedFile.objects.get(pk=one.pk))


def test_a_sealed_file_and_its_custody_are_never_changed_or_deleted():
    file = seal()
    for thing in (file, Custody.objects.get()):
        for change in (thing.save, thing.delete):
            with pytest.raises(NeverChanged):
                change()


def test_the_store_never_overwrites(own_installation, tmp_path):
    source = tmp_path / "new"
    source.write_bytes(b"new")
    file = seal()
    with pytest.raises(FileExistsError):
        current().put(file.storage_key, source)
    assert is_intact(file)


def test_the_store_copies_where_links_are_impossible(tmp_path, monkeypatch):
    def no_link(*_):
        raise OSError("no links here")

    monkeypatch.setattr("os.link", no_link)
    source = tmp_path / "source"
    source.write_bytes(b"x")
    store = FolderStorage(tmp_path / "store")
    store.put("a/b", source)
    with store.open("a/b") as copy:
        assert copy.read() == b"x"
    with pytest.raises(FileExistsError):
        store.put("a/b", source)


def test_an_erased_file_is_unreadable_and_its_history_stays(
    own_installation, django_capture_on_commit_callbacks
):
    file = seal(name=f"{MARKER}.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        operations.erase_file(file, **LOOK)
    assert not (own_installation / "evidence" / file.storage_key).exists()
    kept = SealedFile.objects.get()
    assert (kept.status, kept.wrapped_key, kept.claimed_name) == ("erased", "", "")
    assert kept.sha256 == hashlib.sha256(photo()).hexdigest()
    assert acts(file) == ["sealed", "erased"]
    for act in (operations.look, operations.copy_out, operations.erase_file):
        with pytest.raises(operations.AlreadyErased):
            act(kept, **LOOK)
    assert verify().is_whole


def test_sweeping_removes_what_killed_requests_left_and_nothing_else(own_installation):
    file, stale = seal(), upload(photo())
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert operations.sweep_incoming(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert operations.sweep_incoming(soon) == 1
    assert not stale.path.exists()
    orphan = upload(photo())
    with pytest.raises(RuntimeError):
        _seal_and_fail(orphan)
    assert operations.sweep_store(soon) == 1
    assert is_intact(file)


def test_bytes_of_a_draft_that_was_rolled_back_are_swept_and_those_of_a_draft_stay():
    soon = datetime.now(UTC) + timedelta(hours=1)
    code = operations.save_draft({}, at=AT, uploads=[upload(photo())])
    with transaction.atomic():
        operations.save_draft({}, at=AT, uploads=[upload(photo())])
        transaction.set_rollback(True)
    assert operations.sweep_store(soon) == 1
    (kept,) = operations.load_draft(code, at=AT).files
    assert kept.read()


def test_no_personal_data_stand_in_the_journal():
    file = seal(photo(secret=MARKER), f"KTP {MARKER}.jpg")
    operations.look(file, **LOOK)
    operations.erase_file(file, **LOOK)
    assert not any(MARKER in str(vars(line)) for line in Line.objects.all())


# New keys


def test_after_rotation_everything_opens_with_the_new_key_alone(own_installation):
    file = seal(name=MARKER)
    operations.look(file, **LOOK)
    identity = operations.seal_identity({"name": MARKER}, kind="reporter", **WHO)
    code = operations.save_draft({"name": MARKER}, at=AT, uploads=[upload(photo())])
    call_command("evidence_rotate", stdout=io.StringIO())
    path = own_installation / "keys" / "fields.json"
    new = keys.load_fields()
    assert new.current == "k2"
    path.unlink()
    path.write_text(keys._as_text("k2", {"k2": new["k2"]}))
    file = SealedFile.objects.get()
    assert (file.claimed_name, file.key_id) == (MARKER, "k2")
    assert is_intact(file)
    assert queries.custody(file)[1].why == LOOK["why"]
    assert operations.reveal(identity, ground="protection", actor="A-1", at=AT) == {"name": MARKER}
    assert SealedIdentity.objects.get().key_id == "k2"
    assert list(queries.find_identities("name", MARKER)) == [identity]
    draft = operations.load_draft(code, at=AT)
    assert draft.data == {"name": MARKER}
    assert draft.files[0].read() == photo()


def test_a_rotation_can_be_run_again():
    seal()
    call_command("evidence_rotate", stdout=io.StringIO())
    out = io.StringIO()
    call_command("evidence_rotate", "--resume", stdout=out)
    assert "Keys of files: 0" in out.getvalue()
    assert keys.load_fields().current == "k2"


def test_rotation_knows_every_encrypted_column_of_the_house():
    assert {str(place) for place in rekeying.places()} >= {
        "evidence_sealedidentity.sealed",
        "evidence_sealedfile.claimed_name",
        "evidence_sealeddraft.data",
    }
