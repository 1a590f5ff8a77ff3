"""Papers of a case: every form filled from it, numbered, sealed, issued anew, checked by anybody."""

import io
import re
import zipfile
from contextlib import contextmanager
from datetime import date

import pikepdf
import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from saksama.cases import operations as acts
from saksama.cases.models import Party
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.papers import Opening
from saksama.cases.papers import Occasion
from saksama.cases.paperwork import bundle, preparing
from saksama.cases.paperwork.sheets import SHEETS, of_case
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.cases.tracks import operations as tracks
from saksama.documents import blanks, pdf, queries
from saksama.documents import operations as documents
from saksama.documents.errors import BrokenWordTemplate
from saksama.documents.models import IssuedDocument, OfficeTemplate
from saksama.evidence.models import IdentityAct
from saksama.evidence.sealing import open_plain
from saksama.journal.models import Line
from saksama.law import load

pytestmark = pytest.mark.django_db
AT = wita(9, 10)
VERIFY = "https://saksama.example/periksa/"


@pytest.fixture
def decided(stage):
    """A report heard, studied and decided, with an outcome for the police."""
    case = stage.registered()
    witness = case.parties.get(role=Party.Role.WITNESS)
    summons = acts.invite_to_clarify(
        case, party=witness, scheduled_at=wita(6, 10), place="Ruang 1", actor=stage.officer, at=wita(5, 12)
    )
    acts.record_clarification(
        summons, came=True, took_oath=True, minutes="Melihat amplop.", actor=stage.officer, at=wita(6, 11)
    )
    stage.studied(case, wita(6, 14))
    respondent = case.parties.get(role=Party.Role.RESPONDENT)
    outcome = OutcomeIn(respondent, "criminal", "violation", "Unsur terpenuhi.", "Pasal 187A")
    acts.decide(case, stage.plenary(wita(7)), [outcome], actor=stage.chair, at=wita(7))
    case.refresh_from_db()
    return case


def occasion(case, sheet, row=None):
    row = row or list(sheet.rows(case))[-1]
    return Occasion(case=case, row=row, today=AT.date(), at=AT)


def issue(stage, case, key, **more):
    sheet = SHEETS[key]
    about = occasion(case, sheet, more.pop("row", None))
    return acts.issue_paper(sheet, about, verify_base=VERIFY, actor=stage.officer, at=AT, **more)


@contextmanager
def refused(code):
    with pytest.raises(Problem) as problem:
        yield
    assert problem.value.code == code


def plain(document):
    return b"".join(open_plain(document.file))


def words(content):
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def leaves(section):
    yield section.get("text", "")
    yield from (part for pair in section.get("facts", ()) for part in pair)
    yield from (part for pair in section.get("dialogue", ()) for part in pair)
    yield from section.get("items", ())
    for row in section.get("table", {}).get("rows", ()):
        yield from row


def said(data):
    """Every text that a filled blank says."""
    yield from (data["title"], data["opening"], data["statement"], data["closing"])
    for section in data["sections"]:
        yield from leaves(section)


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_every_form_of_a_decided_case_says_what_the_case_says_as_pdf_and_as_word(stage, decided):
    seen = set()
    for sheet, row in of_case(decided):
        document = issue(stage, decided, sheet.key, row=row)
        seen.add(sheet.kind)
        content = plain(document)
        with pikepdf.open(io.BytesIO(content)) as file:
            meta = file.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A"), sheet.key
        found = squeezed(words(content))
        prepared = preparing.prepare(sheet, occasion(decided, sheet, row))
        assert squeezed(document.number or decided.number) in found
        if sheet.kind not in blanks.all_blanks():
            continue
        wanted = [text for text in said(prepared.data) if text]
        if sheet.kind not in pdf.TEMPLATES:  # a template of its own has its own sentences
            assert [text for text in wanted if squeezed(text) not in found] == [], sheet.key
        written = documents.draw(sheet.kind, prepared.data, file="docx", office=decided.office_id)
        told = squeezed("".join(_paragraphs(written)))
        assert [text for text in wanted if squeezed(text) not in told] == [], sheet.key
        assert "Siti Rahmawati" not in told + found
        assert "Joko Susilo" not in told + found
    assert {"report_form", "receipt", "initial_study", "clarification_invitation", "oath_minutes",
            "clarification_minutes", "study", "plenary_minutes", "criminal_outcome"} <= seen  # fmt: skip


def _paragraphs(content):
    """Text of a Word file, part by part: paragraphs and tables of the body, then the foot."""
    document = Document(io.BytesIO(content))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text
    yield from (paragraph.text for paragraph in document.sections[0].footer.paragraphs)


def test_the_minutes_of_gakkumdus_discussions_are_set_from_the_road_without_an_invented_code(stage):
    case = stage.registered()
    offence = load().on(date(2024, 11, 1), "pilkada").offences()[0]
    acts.choose_article(case, offence.code, actor=stage.officer, at=wita(5, 13))
    track = case.tracks.get(road="gakkumdu")
    assert "discussion-1" not in {sheet.key for sheet, _row in of_case(case)}
    for act, told, day in (
        ("first_discussion", tracks.Told(note="Pasal 187A; dicari tiga saksi."), 5),
        (
            "second_discussion",
            tracks.Told(note="Unsur memberi uang tampak.", choice="goes_on", number="02/BA/GKM"),
            7,
        ),
    ):
        moment = wita(day, 14)
        tracks.act_on(track, act, told, actor=stage.officer, at=moment, recorded_at=moment)
    missing = {item.paper.code: item for item in bundle.checklist(bundle.held(case))}["discussion_minutes"]
    assert not missing.is_there
    for place, sentences in (
        (1, ("pembahasanpertama", "dicaritigasaksi")),
        (2, ("pembahasankedua", "02/BA/GKM", "Hasilpembahasan")),
    ):
        sheet = SHEETS[f"discussion-{place}"]
        document = issue(stage, case, sheet.key)
        found = squeezed(words(plain(document)))
        data = preparing.prepare(sheet, occasion(case, sheet)).data
        assert not data.get("form")
        told = squeezed(
            "".join(_paragraphs(documents.draw(sheet.kind, data, file="docx", office=case.office_id)))
        )
        for text in (*sentences, "PenyidikSentraGakkumdu", "tidakdicetak"):
            assert squeezed(text) in found
            assert squeezed(text) in told
        assert "Siti" not in found
        assert "Joko" not in found
    there = {item.paper.code: item for item in bundle.checklist(bundle.held(case))}["discussion_minutes"]
    assert there.is_there
    form = load().on(date(2024, 11, 9), "pilkada").form("first_discussion_minutes")
    assert (form.code, form.source.is_confirmed) == ("", False)


def test_a_letter_takes_the_next_number_and_keeps_it_when_issued_anew(stage, decided):
    first = issue(stage, decided, "criminal")
    other = issue(stage, decided, "invitation")
    assert (first.number[:5], other.number[:5]) == ("001/S", "002/S")
    again = issue(stage, decided, "criminal", replaces=first, reason="Nama instansi keliru.")
    assert again.number == first.number
    assert queries.verify(first.code).replaced_at == again.issued_at
    assert queries.verify(again.code).replaced_at is None
    assert plain(first).startswith(b"%PDF-")


def test_issuing_anew_asks_why_and_only_the_newest_is_replaced(stage, decided):
    first = issue(stage, decided, "study")
    with refused("reason_missing"):
        issue(stage, decided, "study", replaces=first)
    issue(stage, decided, "study", replaces=first, reason="Salah ketik.")
    with refused("already_replaced"):
        issue(stage, decided, "study", replaces=first, reason="Sekali lagi.")
    with refused("paper_elsewhere"):
        issue(stage, decided, "report", replaces=first, reason="Formulir lain.")


def test_sealed_names_are_printed_only_on_a_ground_and_each_look_is_written_down(stage, decided):
    closed = issue(stage, decided, "report")
    assert "Siti Rahmawati" not in words(plain(closed))
    opened = issue(stage, decided, "report", opening=Opening("police_forwarding"))
    assert "Siti Rahmawati" in words(plain(opened))
    assert (closed.is_personal, opened.is_personal) == (False, True)
    assert IdentityAct.objects.filter(act="revealed", ground="police_forwarding").count() == 2
    assert "Siti" not in str(list(Line.objects.values_list("facts", flat=True)))


def test_the_journal_names_document_number_and_hash_beside_the_case(stage, decided):
    document = issue(stage, decided, "criminal")
    line = Line.objects.get(act="document_issued")
    assert line.subject_id == str(decided.pk)
    assert line.facts["sha256"] == document.sha256
    assert line.facts["number"] == document.number


def test_a_form_with_an_unconfirmed_code_is_marked_on_paper(stage, decided):
    found = words(plain(issue(stage, decided, "study")))
    assert "Formulir Model A.11" in found
    assert "Belum dikonfirmasi ahli hukum. Kode formulir: A.11" in found


def test_an_office_template_is_used_and_a_broken_one_changes_nothing(stage, decided):
    def template(text):
        document, target = Document(), io.BytesIO()
        document.add_paragraph(text)
        document.save(target)
        return target.getvalue()

    sheet = SHEETS["study"]
    data = preparing.prepare(sheet, occasion(decided, sheet)).as_draft()
    bring = {
        "office": "64.02",
        "kind": "study",
        "name": "kajian.docx",
        "example": data,
        "actor": "x",
        "at": AT,
    }
    documents.bring_template(content=template("Milik kantor: {{ judul }}, {{ nilai.case.title }}"), **bring)
    told = "".join(_paragraphs(documents.draw("study", data, file="docx", office="64.02")))
    assert told.startswith("Milik kantor: Kajian dugaan pelanggaran, Amplop dibagikan")
    faults = {
        "{{ juduk }}": "juduk",
        "{% for satu in bagian %}": "baris",
        "{{ judul.__class__.__mro__ }}": "tidak diizinkan",
    }
    for text, named in faults.items():
        with pytest.raises(BrokenWordTemplate, match=named):
            documents.bring_template(content=template(text), **bring)
    assert OfficeTemplate.objects.get(withdrawn_at=None).name == "kajian.docx"


def test_what_a_person_wrote_cannot_become_a_place_or_markup_of_a_word_file(stage, decided):
    sheet = SHEETS["study"]
    data = preparing.prepare(sheet, occasion(decided, sheet)).data
    hostile = "{{ 7 * 7 }} {% raise %} <w:p>& \x0b"
    data = {**data, "sections": [{"heading": hostile, "text": hostile}]}
    told = "".join(_paragraphs(documents.draw("study", data, file="docx")))
    assert told.count("{{ 7 * 7 }} {% raise %} <w:p>& ") == 2


# --- the screens -------------------------------------------------------------------------------------


def test_an_officer_previews_issues_opens_and_issues_anew(desk, stage, decided):
    desk.at(AT)
    browser = desk.of(stage.cast.officer)
    listed = browser.get(reverse("cases:papers", args=[decided.pk])).content.decode()
    assert "A.14" in listed
    address = reverse("cases:issue", args=[decided.pk, "criminal"])
    asked = browser.get(address)
    assert asked.status_code == 200
    picture = browser.get(asked.context["picture"])
    assert picture.content.startswith(b"\x89PNG")
    preview = browser.get(asked.context["pdf"])
    assert "PRATINJAU" in words(preview.content)
    draft = browser.get(asked.context["docx"])
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(draft.content)).namelist()
    sent = {"once": asked.context["form"]["once"].value(), "file": "pdf"}
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 302
    document = IssuedDocument.objects.get()
    copy = browser.get(reverse("cases:issued_paper", args=[decided.pk, document.pk]))
    assert b"".join(copy.streaming_content) == plain(document)
    anew = browser.get(f"{address}?ganti={document.pk}")
    once = anew.context["form"]["once"].value()
    refused = browser.post(f"{address}?ganti={document.pk}", {"once": once, "file": "docx"})
    assert refused.status_code == 422
    given = {"once": once, "file": "docx", "reason": "Lampiran bertambah."}
    assert browser.post(f"{address}?ganti={document.pk}", given).status_code == 302
    newer = IssuedDocument.objects.get(replaces=document)
    assert newer.file.media_type.endswith("wordprocessingml.document")
    assert "Lampiran bertambah." in browser.get(reverse("cases:papers", args=[decided.pk])).content.decode()


def test_a_paper_that_names_a_reporter_opens_for_those_who_may_open_identities_alone(desk, stage, decided):
    desk.at(AT)
    document = issue(stage, decided, "report", opening=Opening("police_forwarding"))
    address = reverse("cases:issued_paper", args=[decided.pk, document.pk])
    assert desk.of(stage.cast.officer).get(address).status_code == 200
    assert desk.of(stage.cast.secretary).get(address).status_code == 403
    assert desk.of(stage.cast.neighbour).get(address).status_code == 404


@pytest.mark.parametrize("query", ["?nomor=x", "?nomor=999999", "?ganti=x", f"?ganti={'0' * 32}"])
def test_an_address_that_names_nothing_is_not_found(desk, stage, decided, query):
    desk.at(AT)
    address = reverse("cases:issue", args=[decided.pk, "invitation"])
    found = desk.of(stage.cast.officer).get(address + query).status_code
    assert found == (200 if query == "?nomor=x" else 404)


def test_a_changed_byte_is_told_on_the_public_page(client, stage, decided):
    document = issue(stage, decided, "study")
    content = plain(document)

    def asked(data, code=document.code):
        copy = io.BytesIO(data)
        copy.name = "surat.pdf"
        return client.post("/periksa/", {"code": code, "copy": copy}).content.decode()

    assert "Utuh." in asked(content)
    assert "Berubah." in asked(content[:-1] + bytes([content[-1] ^ 1]))
    assert "Tidak ada dokumen kami" in asked(content, "K7QF4M8TN62X")
    assert "Budi Santoso" not in asked(content)


def test_the_secretary_brings_a_template_and_one_with_a_fault_is_refused_by_name(desk, stage):
    desk.at(AT)
    secretary, address = desk.of(stage.cast.secretary), reverse("cases:templates")

    def brought(text):
        document, file = Document(), io.BytesIO()
        document.add_paragraph(text)
        document.save(file)
        file.seek(0)
        file.name = "kajian.docx"
        return secretary.post(address, {"kind": "study", "file": file})

    assert brought("{{ judul }} kami").status_code == 302
    example = secretary.get(reverse("cases:template_preview", args=["study", "contoh"]))
    assert "Kajian dugaan pelanggaran kami" in "".join(_paragraphs(example.content))
    refused_file = brought("{{ juduk }}")
    assert refused_file.status_code == 422
    assert "{{ juduk }}" in refused_file.content.decode()
    assert OfficeTemplate.objects.get(withdrawn_at=None).name == "kajian.docx"
    assert secretary.post(address, {"withdraw": "study"}).status_code == 302
    shipped = secretary.get(reverse("cases:template_preview", args=["study", "contoh"]))
    assert "Kasus posisi" in "".join(_paragraphs(shipped.content))
    assert secretary.post(address, {"kind": "study"}).status_code == 422
    assert desk.of(stage.cast.officer).get(address).status_code in {403, 404}
