"""Sheets, conducts, captured links, repeats and letters, as people use them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.neutrality import operations, queries
from saksama.cases.neutrality.models import Conduct, ReminderLetter, Subject
from saksama.cases.neutrality.operations import SubjectFacts
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.problems import Problem
from saksama.cases.testing import Scene, wita
from saksama.journal.models import Line
from saksama.people.models import Institution

pytestmark = pytest.mark.django_db

NIP = "198005122005011003"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def subject_of(stage: Scene, case: Case, at=None, **facts) -> Subject:
    told = {"kind": "pns", "post": "Camat", "agency_name": "Kecamatan Contoh", "nip": NIP} | facts
    party = case.parties.get(role="respondent")
    return operations.record_subject(party, SubjectFacts(**told), actor=stage.officer, at=at or wita(5))


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as found:
        call(*args, **kwargs)
    return found.value.code


def test_a_nip_is_stored_encrypted_and_found_again_only_by_its_digest(stage):
    subject = subject_of(stage, stage.report().case)
    raw = (
        Subject.objects.filter(pk=subject.pk).extra(select={"raw": "nip"}).values_list("raw", flat=True).get()
    )
    assert NIP not in raw
    assert Subject.objects.filter(nip_digest=subject.nip_digest).exists()
    assert NIP not in str(list(Line.objects.values_list("facts", flat=True)))


def test_a_wrong_nip_is_refused_or_kept_as_doubtful(stage):
    case = stage.report().case
    assert refused(subject_of, stage, case, nip="123") == "nip_wrong"
    assert subject_of(stage, case, nip="123", keep_doubtful=True).nip_doubtful
    assert subject_of(stage, case, nip="").nip is None


@pytest.mark.parametrize(("day", "stage_of", "level"), [(21, "before", "moral"), (22, "after", "severe")])
def test_the_same_declaration_weighs_differently_before_and_after_candidates_are_fixed(
    stage, day, stage_of, level
):
    subject = subject_of(stage, stage.report().case)
    conduct = operations.add_conduct(subject, "N03", date(2024, 9, day), actor=stage.officer, at=wita(5))
    assert (conduct.stage, conduct.level, conduct.stage_by_hand, conduct.is_confirmed) == (
        stage_of,
        level,
        False,
        False,
    )


def test_a_person_may_say_the_stage_and_that_is_kept(stage):
    subject = subject_of(stage, stage.report().case)
    conduct = operations.add_conduct(
        subject, "N03", date(2024, 9, 22), stage="before", actor=stage.officer, at=wita(5)
    )
    assert (conduct.level, conduct.stage_by_hand) == ("moral", True)
    stage.event.election.events.first().stages.filter(key="candidates_fixed").delete()
    assert (
        refused(operations.add_conduct, subject, "N04", date(2024, 9, 22), actor=stage.officer, at=wita(5))
        == "stage_unknown"
    )
    for code, day, why in (("N99", 1, "unknown_conduct"), ("N03", 22, "stage_unknown")):
        assert (
            refused(
                operations.add_conduct, subject, code, date(2024, 9, day), actor=stage.officer, at=wita(5)
            )
            == why
        )


def test_a_conduct_stands_once_and_can_be_taken_off_with_a_reason(stage):
    subject = subject_of(stage, stage.report().case)
    told = {"actor": stage.officer, "at": wita(5)}
    conduct = operations.add_conduct(subject, "N01", date(2024, 10, 1), **told)
    assert refused(operations.add_conduct, subject, "N01", date(2024, 10, 1), **told) == "conduct_twice"
    assert refused(operations.drop_conduct, conduct, reason=" ", **told) == "reason_missing"
    operations.drop_conduct(conduct, reason="Bukan dia.", **told)
    assert refused(operations.drop_conduct, conduct, reason="Lagi.", **told) == "already_dropped"
    operations.add_conduct(subject, "N01", date(2024, 10, 1), **told)
    assert Conduct.objects.count() == 2


def asn_case(stage: Scene, at, nip: str = NIP, result: str = "violation") -> Case:
    case = stage.studied(stage.registered(at, classes=("asn_neutrality",)), at.replace(day=at.day + 2))
    subject_of(stage, case, at.replace(day=at.day + 1), nip=nip)
    held = at.replace(day=at.day + 3)
    respondent = case.parties.get(role="respondent")
    acts.decide(
        case,
        stage.plenary(held),
        [OutcomeIn(respondent, "asn_neutrality", result, "Uraian.")],
        actor=stage.chair,
        at=held,
    )
    case.refresh_from_db()
    return case


def test_repeats_join_by_nip_alone_and_what_is_not_proven_drops_out(stage, desk, settings):
    asn_case(stage, wita(4))
    second = asn_case(stage, wita(10))
    asn_case(stage, wita(16), nip="198005122005011004")
    today = date(2024, 11, 22)
    found = queries.repeats(stage.cast.officer, today=today)
    assert [len(item.subjects) for item in found] == [2]
    assert queries.repeats(stage.cast.chair, today=today) == [], "for case officers only"
    assert queries.repeats(stage.cast.neighbour, today=today) == []

    desk.at(wita(22))
    page = desk.open(stage.cast.officer, "neutrality_repeats")
    assert b"Budi Santoso" in page.content
    assert NIP.encode() not in page.content
    assert Line.objects.get(act="neutrality_repeats_viewed").facts == {"found": 1}
    assert desk.open(stage.cast.chair, "neutrality_repeats").status_code in {403, 404}

    settings.NEUTRALITY_RETENTION_YEARS = 0
    assert queries.repeats(stage.cast.officer, today=date(2025, 11, 1)) == []
    settings.NEUTRALITY_RETENTION_YEARS = 5
    second.outcomes.update(result="no_violation")
    assert queries.repeats(stage.cast.officer, today=today) == []


def test_figures_are_told_as_of_a_day(stage):
    case = stage.report().case
    subject = subject_of(stage, case, wita(5), conflict="candidate")
    conduct = operations.add_conduct(subject, "N03", date(2024, 9, 1), actor=stage.officer, at=wita(6))
    operations.add_conduct(subject, "N04", date(2024, 10, 1), actor=stage.officer, at=wita(6))
    operations.drop_conduct(conduct, reason="Bukan dia.", actor=stage.officer, at=wita(8))
    four, five, six, eight = (queries.figures("64", on=date(2024, 11, day)) for day in (4, 5, 6, 8))
    assert (four.subjects, five.subjects, five.conflicts) == (0, 1, 1)
    assert (six.by_conduct, six.by_level) == ({"N03": 1, "N04": 1}, {"moral": 1, "severe": 1})
    assert (eight.by_conduct, eight.by_stage) == ({"N04": 1}, {"after": 1})
    assert queries.figures("64.01", on=date(2024, 11, 8)).subjects == 0


def test_the_sanction_table_of_a_day_says_which_column_holds(stage):
    before, after = (queries.sanction_table("64.02", on=date(2024, 9, day)) for day in (21, 22))
    assert (before.stage, after.stage, after.fixed_on) == ("before", "after", date(2024, 9, 22))
    third = after.rows[2]
    assert (third.before.id, third.after.id, third.is_confirmed) == ("Sanksi moral", "Disiplin berat", False)
    assert after.rows[7].after is None


def test_the_officer_writes_a_sheet_on_the_screen(stage, desk):
    case = stage.report(wita(4)).case
    party = case.parties.get(role="respondent")
    desk.at(wita(5))
    officer = stage.cast.officer

    def send(what: str, files=None, **typed):
        asked = desk.open(officer, "neutrality_write", case.pk, party.pk, what)
        data = desk.fill(asked, **typed) | (files or {})
        return desk.of(officer).post(reverse("cases:neutrality_write", args=[case.pk, party.pk, what]), data)

    assert desk.open(officer, "neutrality_write", case.pk, party.pk, "tautan").status_code == 302, (
        "the subject comes first"
    )
    wrong = send("subjek", kind="pns", agency_name="Dinas Contoh", nip="1980051220050110")
    assert wrong.status_code == 422
    assert b"18 angka" in wrong.content or b"bukan 18" in wrong.content
    assert b"1980051220050110" in wrong.content, "what was typed stays"
    assert (
        send("subjek", kind="pns", agency_name="Dinas Contoh", nip=NIP, conflict="acting").status_code == 302
    )
    assert send("perbuatan", code="N04", occurred_on="2024-10-22").status_code == 302
    saved = {"saved": SimpleUploadedFile("layar.png", PNG, "image/png")}
    assert send("tautan", saved, url="https://contoh.example/unggahan/1").status_code == 302

    page = desk.open(officer, "neutrality_sheet", case.pk, party.pk)
    text = page.content.decode()
    for told in ("12 Mei 1980", "N04", "Disiplin berat", "https://contoh.example/unggahan/1", "SHA-256"):
        assert told.split("://")[-1] in text.replace("<wbr>", ""), told
    assert case.files.filter(kind="evidence").count() == 1
    assert desk.open(stage.cast.neighbour, "neutrality_sheet", case.pk, party.pk).status_code == 404
    assert desk.open(stage.cast.secretary, "neutrality_write", case.pk, party.pk, "subjek").status_code == 403
    assert NIP not in desk.open(stage.cast.secretary, "neutrality_sheet", case.pk, party.pk).content.decode()
    book = load_workbook(BytesIO(desk.open(stage.cast.chair, "neutrality_xlsx").content))
    assert "Budi" not in str([list(row) for row in book.active.iter_rows(values_only=True)])


def test_a_reminder_letter_carries_the_sanction_table(stage, desk):
    Institution.objects.create(code="dinas-1", name="Dinas Contoh", kind="government", area_code="64.02")
    desk.at(wita(6))
    asked = desk.open(stage.cast.secretary, "neutrality_letters")
    sent = desk.of(stage.cast.secretary).post(
        reverse("cases:neutrality_letters"),
        desk.fill(asked, institutions=["dinas-1"], other="Kecamatan Contoh", number="12/Kukar"),
    )
    assert sent.status_code == 302, sent.context["form"].errors
    assert sorted(ReminderLetter.objects.values_list("addressee", flat=True)) == [
        "Dinas Contoh",
        "Kecamatan Contoh",
    ]
    answer = desk.open(stage.cast.secretary, "neutrality_letter", ReminderLetter.objects.first().pk)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    )
    plain = "".join(text.split())
    for told in (
        "12/Kukar",
        "Disiplinberat",
        "N14",
        "27November2024",
        "22September2024",
        "Belumdikonfirmasi",
    ):
        assert told in plain, told
    assert queries.figures("64.02", on=date(2024, 11, 6)).letters == 2


def test_only_the_respondent_has_a_sheet(stage):
    witness = stage.report().case.parties.get(role="witness")
    facts = SubjectFacts(kind="pns", agency_name="Dinas")
    assert (
        refused(operations.record_subject, witness, facts, actor=stage.officer, at=wita(5))
        == "not_a_respondent"
    )
    assert Actor.of(stage.cast.officer) == stage.officer
