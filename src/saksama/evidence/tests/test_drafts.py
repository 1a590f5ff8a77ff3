import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from saksama.evidence import operations
from saksama.evidence.models import DraftFile, SealedDraft
from saksama.evidence.operations.drafts import LETTERS
from saksama.evidence.operations.files import is_intact
from saksama.evidence.tests.conftest import AT, MARKER, WHO, photo
from saksama.journal.models import Line

pytestmark = pytest.mark.django_db

STORY = {"story": MARKER, "step": 3}


def received(*files):
    request = RequestFactory().post("/", {"f": [SimpleUploadedFile(name, data) for name, data in files]})
    return request, request.FILES.getlist("f")


def test_a_draft_is_found_by_its_code_in_any_spelling():
    code = operations.save_draft(STORY, at=AT)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    for spelling in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}"):
        assert operations.load_draft(spelling, at=AT).data == STORY


def test_a_code_has_more_than_fifty_bits():
    assert len(LETTERS) ** 12 > 2**50
    assert len({operations.new_resume_code() for _ in range(1000)}) == 1000


def test_neither_code_nor_story_nor_file_stands_anywhere_in_clear(on_disk):
    _, uploads = received((f"{MARKER}.txt", MARKER.encode() * 100))
    code = operations.save_draft(STORY, at=AT, uploads=uploads)
    draft = SealedDraft.objects.get()
    assert code not in str(vars(draft))
    assert code.replace("-", "") not in str(vars(draft))
    assert MARKER.encode() not in on_disk()
    assert MARKER not in repr(operations.load_draft(code, at=AT))


def test_saving_again_replaces_the_data_and_keeps_the_files():
    _, uploads = received(("a.jpg", photo()))
    code = operations.save_draft(STORY, at=AT, uploads=uploads)
    _, more = received(("b.txt", b"x"))
    assert operations.save_draft({"step": 4}, at=AT, code=code, uploads=more) == code
    draft = operations.load_draft(code, at=AT)
    assert draft.data == {"step": 4}
    assert sorted(file.name for file in draft.files) == ["a.jpg", "b.txt"]


def test_a_guessed_code_never_becomes_valid():
    code = operations.save_draft(STORY, at=AT, code="AAAA-AAAA-AAAA")
    assert code != "AAAA-AAAA-AAAA"
    with pytest.raises(operations.DraftGone):
        operations.load_draft("AAAA-AAAA-AAAA", at=AT)


def test_files_of_a_draft_survive_their_request_and_can_be_sealed_later(
    own_installation, django_capture_on_commit_callbacks
):
    request, uploads = received(("a.jpg", photo()))
    code = operations.save_draft(STORY, at=AT, uploads=uploads)
    request.close()
    draft = operations.load_draft(code, at=AT)
    assert draft.files[0].read() == photo()
    sealed = operations.seal(draft.files[0], **WHO)
    draft.files[0].close()
    with django_capture_on_commit_callbacks(execute=True):
        operations.discard_draft(code)
    assert is_intact(sealed)
    assert not list((own_installation / "evidence" / "drafts").iterdir())
    assert not SealedDraft.objects.exists()


def test_uploads_that_were_not_kept_are_passed_over():
    _, uploads = received(("kosong.txt", b""))
    code = operations.save_draft(STORY, at=AT, uploads=uploads)
    assert operations.load_draft(code, at=AT).files == []


def test_one_file_can_be_taken_out(django_capture_on_commit_callbacks, own_installation):
    _, uploads = received(("a.jpg", photo()), ("b.txt", b"x"))
    code = operations.save_draft(STORY, at=AT, uploads=uploads)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_draft_file(code, uploads[0].id, at=AT)
    assert [file.name for file in operations.load_draft(code, at=AT).files] == ["b.txt"]
    assert len(list((own_installation / "evidence" / "drafts").iterdir())) == 1


def test_a_file_of_another_draft_can_not_be_taken_out():
    _, uploads = received(("a.jpg", photo()))
    operations.save_draft(STORY, at=AT, uploads=uploads)
    other = operations.save_draft({}, at=AT)
    operations.remove_draft_file(other, uploads[0].id, at=AT)
    assert DraftFile.objects.count() == 1


def test_a_draft_ends_at_its_hour():
    code = operations.save_draft(STORY, at=AT, keep=timedelta(days=7))
    assert operations.load_draft(code, at=AT + timedelta(days=7, seconds=-1)).data == STORY
    for act in (operations.load_draft, lambda code, at: operations.remove_draft_file(code, AT, at=at)):
        with pytest.raises(operations.DraftGone):
            act(code, at=AT + timedelta(days=7))


def test_sweeping_forgets_expired_drafts_and_their_files(
    own_installation, django_capture_on_commit_callbacks
):
    _, uploads = received(("a.jpg", photo()))
    operations.save_draft(STORY, at=AT, uploads=uploads, keep=timedelta(days=1))
    living = operations.save_draft(STORY, at=AT, keep=timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert operations.sweep_drafts(AT + timedelta(days=2)) == 1
    assert operations.load_draft(living, at=AT).data == STORY
    assert not list((own_installation / "evidence" / "drafts").iterdir())


def test_an_unknown_code_is_gone():
    with pytest.raises(operations.DraftGone):
        operations.load_draft("", at=AT)
    operations.discard_draft("AAAA")


def test_drafts_are_nobody_s_record_yet():
    operations.discard_draft(operations.save_draft(STORY, at=AT))
    assert not Line.objects.exists()
