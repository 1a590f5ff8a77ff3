"""Issuing: sealed, registered, journalled, and checked by anybody without learning a name."""

import hashlib
from datetime import UTC, datetime

import pytest

from saksama.documents import blanks, operations, pdf, qr, queries, rules
from saksama.documents.errors import CannotRender
from saksama.documents.models import DocumentKind, IssuedDocument, NeverChanged
from saksama.evidence.models import SealedFile
from saksama.evidence.sealing import open_plain
from saksama.journal.models import Line

AT = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)
ABOUT = operations.Issue(
    office="64.02",
    actor="7",
    at=AT,
    subject=("case", "17"),
    verify_base="https://saksama.example/periksa/",
    number="900/PP.01.02/K.KI-06/11/2024",
)
NAME = "Pelapor Yang Tidak Boleh Tampak"


@pytest.fixture
def issued(db, example):
    data = example("status_notice", addressee={"name": NAME})
    return operations.issue("status_notice", data, ABOUT)


def plain(document):
    return b"".join(open_plain(document.file))


def test_the_sealed_file_is_the_pdf_and_its_hash_is_registered(issued):
    content = plain(issued)
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == issued.sha256 == issued.file.sha256


def test_code_and_fingerprint_stand_on_the_page(issued, words):
    found = words(plain(issued)).replace("\u00a0", " ")
    assert rules.printed_code(issued.code) in found
    assert rules.fingerprint(issued.content_sha256) in found


def test_one_line_of_the_journal_stands_beside_it_and_names_nobody(issued):
    line = Line.objects.get(act="document_issued")
    assert line.subject_kind, line.subject_id == ("case", "17")
    assert line.facts["sha256"] == issued.sha256
    assert NAME not in str(line.facts)


def test_whoever_checks_the_code_learns_what_it_is_and_no_name(issued):
    found = queries.verify(rules.printed_code(issued.code).lower())
    assert found == queries.Verification(
        kind="status_notice",
        label="surat pemberitahuan status",
        number=ABOUT.number,
        office="64.02",
        issued_at=AT,
        fingerprint=rules.fingerprint(issued.content_sha256),
        sample=True,
        same_file=None,
    )
    assert NAME not in str(found)


def test_a_copy_is_told_from_the_original_by_its_hash(issued):
    assert queries.verify(issued.code, issued.sha256.upper()).same_file is True
    assert queries.verify(issued.code, "0" * 64).same_file is False


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "K7QF4M8TN62X", "' OR 1=1 --"])
def test_a_code_that_was_never_issued_is_not_found(code):
    assert queries.verify(code) is None


@pytest.mark.django_db
def test_a_document_that_cannot_be_set_leaves_nothing_behind(example):
    data = example("status_notice")
    del data["status"]
    with pytest.raises(CannotRender):
        operations.issue("status_notice", data, ABOUT)
    assert not IssuedDocument.objects.exists()
    assert not SealedFile.objects.exists()
    assert not Line.objects.exists()


def test_an_issued_document_is_neither_changed_nor_deleted(issued):
    issued.number = "lain"
    with pytest.raises(NeverChanged):
        issued.save()
    with pytest.raises(NeverChanged):
        issued.delete()


def test_documents_are_found_by_the_record_they_are_about(issued):
    assert list(queries.about("case", "17")) == [issued]
    assert not queries.about("case", "18").exists()


@pytest.mark.rules
def test_every_template_is_a_kind_that_can_be_issued():
    own = pdf.TEMPLATES - blanks.SHAPES
    assert set(DocumentKind.values) == own | set(blanks.all_blanks())


@pytest.mark.rules
def test_the_qr_code_of_a_document_leads_to_its_verification():
    assert operations._seal(
        "K7QF4M8TN62X", "7be291c04d1a" + "0" * 52, "https://saksama.example/periksa/K7QF4M8TN62X"
    ) == {
        "code": "K7QF-4M8T-N62X",
        "fingerprint": "7be2 91c0 4d1a",
        "qr_svg": qr.image("https://saksama.example/periksa/K7QF4M8TN62X"),
    }
