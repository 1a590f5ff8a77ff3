"""One file of a whole case: what it lacks is said, what it holds can be checked, and its journal can be followed."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.models import CaseFile
from saksama.cases.operations.intake import FileIn
from saksama.cases.operations.papers import Opening
from saksama.cases.paperwork import bundle
from saksama.cases.paperwork.sheets import of_case
from saksama.cases.tests.test_papers import AT, VERIFY, PdfReader, decided, issue, plain, refused, words
from saksama.documents import bundles, queries
from saksama.evidence.models import Custody
from saksama.evidence.operations import seal_bytes

__all__ = ["decided"]
pytestmark = pytest.mark.django_db


def made(stage, case, actor=None, why="Penerusan ke Polres"):
    return acts.make_bundle(case, verify_base=VERIFY, why=why, actor=actor or stage.officer, at=AT)


def whole(made):
    return io.BytesIO(b"".join(made.chunks))


@pytest.fixture
def full(stage, decided):
    """Every form issued, evidence, and an assignment letter named for the checklist."""
    for sheet, row in of_case(decided):
        issue(stage, decided, sheet.key, row=row)
    give(stage, decided, b"isi bukti", CaseFile.Kind.EVIDENCE)
    letter = give(stage, decided, b"surat perintah tugas", CaseFile.Kind.DOCUMENT)
    acts.name_enclosure(decided, item="assignment_letter", file=letter, actor=stage.officer, at=AT)
    return decided


def give(stage, case, content, kind):
    sealed = seal_bytes(content, name="a.txt", office="64.02", actor=stage.officer.code, at=AT)
    acts.add_file(case, [FileIn(sealed, "Berkas", kind)], actor=stage.officer, at=AT)
    case.refresh_from_db()
    return case.files.get(sealed=sealed)


def test_the_checklist_says_what_is_there_and_what_is_missing(stage, decided):
    before = {item.paper.code: item for item in bundle.checklist(bundle.held(decided))}
    assert len(before) == 15
    assert not before["study"].is_there
    assert not before["evidence"].is_there
    issue(stage, decided, "study")
    after = {item.paper.code: item for item in bundle.checklist(bundle.held(decided))}
    assert after["study"].is_there
    assert not after["discussion_minutes"].is_there


def test_every_part_is_listed_with_its_hash_and_the_index_is_an_issued_document(stage, full):
    missing = {item.paper.code for item in bundle.checklist(bundle.held(full)) if not item.is_there}
    assert missing == {"inquiry_report", "discussion_minutes", "inquiry_papers"}  # what the police bring
    done = made(stage, full, why="Untuk Polres Kukar")
    file = whole(done)
    found = bundles.check(file)
    assert {item.state for item in found} == {"intact"}
    names = [item.name for item in found]
    assert names[0] == "00-daftar-isi.pdf"
    assert sum(name.startswith("01-formulir/") for name in names) == len(bundle.held(full).issued)
    assert {"03-bukti/001.txt", "04-lampiran/001-assignment-letter.txt", "BACA-INI.txt"} <= set(names)
    index = zipfile.ZipFile(file).read("00-daftar-isi.pdf")
    assert index == plain(done.index)
    told = words(index).replace(" ", "")
    assert all(name in told for name in names[1:])
    assert queries.verify(done.index.code).kind == "case_index"
    line = Custody.objects.get(file=full.files.get(kind="evidence").sealed, act=Custody.Act.COPIED)
    assert (line.why, line.actor) == ("Untuk Polres Kukar", stage.cast.officer.code)
    assert not any("Budi" in name or "Siti" in name for name in names)


def test_a_changed_a_missing_and_an_added_file_are_named(stage, decided, tmp_path):
    give(stage, decided, b"isi bukti", CaseFile.Kind.EVIDENCE)
    whole_file = whole(made(stage, decided))
    path = tmp_path / "berkas.zip"
    with zipfile.ZipFile(whole_file) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "BACA-INI.txt":
                continue
            changed = content[:-1] + bytes([content[-1] ^ 1]) if name == "03-bukti/001.txt" else content
            target.writestr(name, changed)
        target.writestr("99-sisipan.txt", b"x")
    with path.open("rb") as opened:
        states = {item.name: item.state for item in bundles.check(opened) if item.state != "intact"}
    assert states == {"03-bukti/001.txt": "changed", "BACA-INI.txt": "missing", "99-sisipan.txt": "unlisted"}
    with pytest.raises(CommandError, match="3 of"):
        call_command("check_bundle", str(path))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_bundle_is_told(content, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="no bundle"):
        call_command("check_bundle", str(path))
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_bundle", str(tmp_path / "b.zip"))


def test_papers_with_names_go_only_to_those_who_may_open_identities(stage, decided, monkeypatch):
    issue(stage, decided, "report", opening=Opening("police_forwarding"))
    assert any("report-form" in item.name for item in bundles.check(whole(made(stage, decided))))
    from saksama.cases.operations import bundle as operation

    allows = operation.scope.allows
    monkeypatch.setattr(
        operation.scope,
        "allows",
        lambda *args, **more: args[1] != "reveal_identity" and allows(*args, **more),
    )
    file = whole(made(stage, decided))
    assert not any("report-form" in item.name for item in bundles.check(file))
    assert "1 surat" in words(zipfile.ZipFile(file).read("00-daftar-isi.pdf"))


def test_an_outsider_can_follow_who_did_what_when_and_on_which_ground(stage, decided):
    acts.reveal_identity(
        decided.parties.get(role="reporter"), ground="police_forwarding", actor=stage.officer, at=AT
    )
    file = zipfile.ZipFile(whole(made(stage, decided)))
    told = words(file.read("02-daftar/cuplikan-jurnal.pdf"))
    read = told.replace(" ", "")
    for act in decided.acts.all():
        assert f"64.02/{line_of(decided, act)}" in told, act.act
    for said in ("pelapor, melalui formulir publik", "Petugas Satu", "Ketua", "pukul", "Identitas"):
        assert said.replace(" ", "") in read
    assert "Siti Rahmawati" not in told


def line_of(case, act):
    from saksama.journal.queries import lines_of

    return next(line.seq for line in lines_of(("case", str(case.pk))) if line.facts.get("version") == act.seq)


def test_a_bundle_needs_a_purpose_and_the_right_to_copy(desk, stage, decided):
    desk.at(AT)
    with refused("reason_missing"):
        made(stage, decided, why=" ")
    address = reverse("cases:bundle", args=[decided.pk])
    officer = desk.of(stage.cast.officer)
    once = officer.get(address).context["form"]["once"].value()
    assert officer.post(address, {"once": once, "why": ""}).status_code == 422
    answer = officer.post(address, {"once": once, "why": "Penerusan"})
    assert {item.state for item in bundles.check(io.BytesIO(b"".join(answer.streaming_content)))} == {
        "intact"
    }
    assert desk.of(stage.cast.secretary).get(address).status_code == 403
    assert desk.of(stage.cast.neighbour).get(address).status_code == 404


def test_every_page_of_the_lists_says_contoh_for_a_sample(stage, decided):
    type(decided).objects.filter(pk=decided.pk).update(is_sample=True)
    decided.refresh_from_db()
    file = zipfile.ZipFile(whole(made(stage, decided)))
    for name in file.namelist():
        if name.endswith(".pdf"):
            pages = PdfReader(io.BytesIO(file.read(name))).pages
            assert all("CONTOH" in page.extract_text() for page in pages), name
