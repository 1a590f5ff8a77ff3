"""Clarifications step by step: identity, oath, questions, reading back, signature, and what was refused."""

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.models import Party
from saksama.cases.operations.clarification import Interview
from saksama.cases.paperwork.sheets import SHEETS
from saksama.cases.testing import wita
from saksama.cases.tests.test_papers import VERIFY, occasion, plain, refused, words
from saksama.journal.models import Line

pytestmark = pytest.mark.django_db
STEPS = {"identity": "e_ktp", "read_back": "confirmed", "signed": "thumb"}
ANSWERS = [("Apakah Saudara sehat?", "Ya, sehat."), ("Apa yang Saudara lihat?", "Amplop dibagikan.")]


@pytest.fixture
def summoned(stage):
    """A registered case with an expert and a witness, both summoned for the 6th."""
    case = stage.registered()
    expert = acts.add_party(
        case, role="expert", identity={"name": "Ahli Rekaan"}, actor=stage.officer, at=wita(5, 11)
    )
    invited = {}
    for name, party in {"witness": case.parties.get(role=Party.Role.WITNESS), "expert": expert}.items():
        case.refresh_from_db()
        invited[name] = acts.invite_to_clarify(
            case, party=party, scheduled_at=wita(6, 10), place="Ruang 1", actor=stage.officer, at=wita(5, 12)
        )
    case.refresh_from_db()
    return case, invited


def hear(stage, invitation, *, took_oath=True, **changed):
    interview = Interview(answers=ANSWERS, **{**STEPS, **changed})
    return acts.record_clarification(
        invitation, came=True, took_oath=took_oath, interview=interview, actor=stage.officer, at=wita(6, 11)
    )


def paper(stage, case, key, row):
    about = occasion(case, SHEETS[key], row)
    return plain(acts.issue_paper(SHEETS[key], about, verify_base=VERIFY, actor=stage.officer, at=wita(9)))


def test_every_step_stands_in_the_minutes(stage, summoned):
    case, invited = summoned
    row = hear(
        stage, invited["witness"], took_oath=False, oath_note="Keberatan menurut keyakinannya.", is_online=True,
        online_note="Zoom, seorang diri.", read_back="corrected", read_back_note="Jam diubah menjadi 19.00.",
        signed_note="Dibimbing petugas.",
    )  # fmt: skip
    told = words(paper(stage, case, "clarification", row))
    expected = (
        "e-KTP",
        "Menolak; klarifikasi tetap dilanjutkan. Keberatan menurut keyakinannya.",
        "Zoom, seorang diri.",
        "Apa yang Saudara lihat? Amplop dibagikan.",
        "Jam diubah menjadi 19.00.",
        "Cap jempol. Dibimbing petugas.",
    )
    for said in expected:
        assert said in told
    oath = words(paper(stage, case, "oath", row))
    assert "tidak lain daripada yang sebenarnya" in oath
    assert "Keberatan menurut keyakinannya." in oath


def test_an_expert_has_oath_minutes_of_the_own_form(stage, summoned):
    case, invited = summoned
    row = hear(stage, invited["expert"])
    assert SHEETS["oath"].rows(case) == []
    told = words(paper(stage, case, "expert-oath", row))
    assert "Formulir Model A.9" in told
    assert "menurut keahlian dan pengetahuan saya" in told
    assert "Ahli Rekaan" not in told


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"identity": ""}, "steps_missing"),
        ({"signed": ""}, "steps_missing"),
        ({"read_back": "refused"}, "refusal_unexplained"),
        ({"read_back": "corrected", "read_back_note": " "}, "refusal_unexplained"),
        ({"signed": "refused"}, "refusal_unexplained"),
    ],
)
def test_a_step_that_is_missing_or_a_refusal_without_reason_is_refused(stage, summoned, changed, code):
    with refused(code):
        hear(stage, summoned[1]["witness"], **changed)


def test_refusing_to_confirm_and_to_sign_is_kept_with_what_was_said(stage, summoned):
    row = hear(
        stage, summoned[1]["witness"], read_back="refused", read_back_note="Ingin menambah.", signed="refused",
        signed_note="Tidak bersedia.",
    )  # fmt: skip
    assert row.minutes == "Apakah Saudara sehat?\nYa, sehat.\n\nApa yang Saudara lihat?\nAmplop dibagikan."


def test_the_journal_says_how_it_went_and_never_what_was_said(stage, summoned):
    hear(stage, summoned[1]["witness"])
    facts = Line.objects.filter(act="record_clarification").get().facts
    assert (facts["questions"], facts["signed"], facts["took_oath"]) == (2, "thumb", True)
    assert "Amplop" not in str(facts)


def test_an_officer_writes_the_interview_and_what_was_typed_stays_when_a_step_is_missing(
    desk, stage, summoned
):
    case, invited = summoned
    desk.at(wita(6, 11))
    typed = {
        "invitation": invited["witness"].pk, "came": "yes", "took_oath": "yes", "question_1": "Apa yang dilihat?",
        "answer_1": "Amplop.", "identity": "e_ktp", "read_back": "confirmed",
    }  # fmt: skip
    answer = desk.do(stage.cast.officer, case, "record_clarification", **typed)
    assert answer.status_code == 422
    assert "Amplop." in answer.content.decode()
    half = desk.do(
        stage.cast.officer, case, "record_clarification", **typed, signed="signature", question_2="Lalu?"
    )
    assert half.status_code == 422
    done = desk.do(stage.cast.officer, case, "record_clarification", **typed, signed="signature")
    assert done.status_code == 302
    page = desk.of(stage.cast.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "Apa yang dilihat?" in page
    assert "ditandatangani" in page
