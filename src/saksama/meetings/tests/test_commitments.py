"""Minutes, decisions, and commitments chased until they are closed."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from saksama.evidence.operations import seal_bytes
from saksama.journal.models import Line
from saksama.meetings import commitment_queries as queries
from saksama.meetings.models import Commitment, CommitmentLink, MeetingFile
from saksama.meetings.operations import commitments, guests, planning, proceedings
from saksama.meetings.operations.commitments import Promise
from saksama.meetings.problems import Problem
from saksama.meetings.testing import Hall, at, plan, slot
from saksama.people import scope
from saksama.people.testing import client_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def on(monkeypatch):
    def stand(day: int, hour: int = 8) -> None:
        monkeypatch.setattr("saksama.config.clock.now", lambda: at(day, hour))

    return stand


def promised(hall: Hall, guest=None, day: int = 9, **told: object) -> Commitment:
    decision = hall.meeting.decisions.first() or proceedings.record_decision(
        hall.meeting, "Netralitas ASN dijaga.", actor=hall.secretary, at=at(9)
    )
    facts = {
        "institution": (guest or hall.government).institution,
        "text": "Surat edaran",
        "due_on": date(2024, 11, 11),
    }
    return commitments.make_commitment(
        Promise(**facts | told), office=hall.office, decision=decision, actor=hall.secretary, at=at(day)
    )


def held(hall: Hall, day: int) -> list[tuple[str, str]]:
    rows = queries.as_of(queries.of_office(hall.office.pk), date(2024, 11, day))
    return [(row.commitment.text, row.state) for row in rows]


def link_of(token: str) -> str:
    return reverse("meetings:own_commitment", args=[token])


# --- acts --------------------------------------------------------------------------------------------


def test_a_commitment_is_chased_reported_by_link_and_closed(hall: Hall, on) -> None:
    row = promised(hall)
    on(12)
    token = commitments.remind(row, actor=hall.secretary, at=at(12))
    page = Client().get(link_of(token))
    assert "Surat edaran" in page.text
    evidence = SimpleUploadedFile("surat.png", PNG, "image/png")
    assert Client().post(link_of(token), {"note": "Sudah dikirim.", "evidence": evidence}).status_code == 302
    row.refresh_from_db()
    assert row.state == "reported"
    assert row.acts.get(act="reported").file is not None
    commitments.accept_done(row, actor=hall.secretary, at=at(13))
    assert Client().get(link_of(token)).status_code == 410
    assert [(day, held(hall, day)) for day in (8, 9, 12, 13)] == [
        (8, []),
        (9, [("Surat edaran", "open")]),
        (12, [("Surat edaran", "reported")]),
        (13, [("Surat edaran", "done")]),
    ]


def test_what_is_done_late_counts_as_done_but_not_in_time(hall: Hall) -> None:
    first, second = promised(hall), promised(hall, text="Ikrar")
    commitments.accept_done(first, actor=hall.secretary, at=at(11))
    commitments.accept_done(second, actor=hall.secretary, at=at(12))
    (score,) = queries.board(queries.as_of(queries.of_office(hall.office.pk), date(2024, 11, 12)))
    assert score.row == [2, 2, 1, 0, 0]


def test_an_agreed_day_may_change_and_the_past_still_tells_the_old_one(hall: Hall) -> None:
    row = promised(hall)
    commitments.agree_day(row, date(2024, 11, 20), note="Minta waktu.", actor=hall.secretary, at=at(13))
    assert held(hall, 12) == [("Surat edaran", "late")]
    assert held(hall, 13) == [("Surat edaran", "open")]


def test_what_is_not_listed_is_not_possible(hall: Hall) -> None:
    row = promised(hall)
    commitments.accept_done(row, actor=hall.secretary, at=at(10))
    for act in (
        lambda: commitments.remind(row, actor=hall.secretary, at=at(10)),
        lambda: commitments.accept_done(row, actor=hall.secretary, at=at(10)),
        lambda: commitments.withdraw_commitment(row, note="x", actor=hall.secretary, at=at(10)),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == "act_not_possible"
    commitments.give_back(row, note="Suratnya belum bernomor.", actor=hall.secretary, at=at(11))
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"text": " "}, "text_missing"),
        ({"kind": "campaign"}, "value_missing"),
        ({"due_on": date(2024, 11, 8)}, "day_before_promise"),
    ],
)
def test_a_promise_that_says_nothing_is_refused(hall: Hall, told: dict[str, object], code: str) -> None:
    with pytest.raises(Problem) as refused:
        promised(hall, **told)
    assert refused.value.code == code


def test_a_campaign_is_measured_against_its_target_and_the_last_vote(hall: Hall) -> None:
    row = promised(hall, kind="campaign", target=Decimal(75), area_code="64.02", due_on=date(2024, 11, 27))
    with pytest.raises(Problem):
        commitments.measure(row, value=Decimal("70.98"), source="", actor=hall.secretary, at=at(28))
    commitments.measure(row, value=Decimal("70.98"), source="KPU", actor=hall.secretary, at=at(28))
    told = queries.turnout_of(queries.as_of(queries.of_office("64.02"), date(2024, 11, 28))[0])
    assert (told.to_target, told.to_last_vote, told.before.percent) == (
        Decimal("-4.02"),
        Decimal("14.41"),
        Decimal("56.57"),
    )
    before = queries.turnout_of(queries.as_of(queries.of_office("64.02"), date(2024, 11, 27))[0])
    assert (before.value, before.to_target) == (None, None)


def test_an_area_without_a_published_turnout_has_none(hall: Hall) -> None:
    row = promised(hall, kind="campaign", target=Decimal(75), area_code="64.02.06")
    assert queries.turnout_of(queries.as_of(queries.of_office("64.02"), date(2024, 11, 9))[0]).before is None
    assert row.kind == "campaign"


def test_the_next_meeting_opens_with_what_is_unpaid(hall: Hall) -> None:
    promised(hall)
    done = promised(hall, text="Ikrar")
    commitments.accept_done(done, actor=hall.secretary, at=at(11))
    following = planning.plan_meeting(
        office=hall.office, event=None, plan=plan(), slot=slot(14), actor=hall.secretary, at=at(12)
    )
    assert [row.commitment.text for row in queries.unpaid_before(following)] == ["Surat edaran"]
    assert queries.unpaid_before(hall.meeting) == []


def test_each_stakeholder_is_told_what_is_asked_of_it(hall: Hall) -> None:
    promised(hall)
    promised(hall, guest=hall.camat, text="Ikrar", due_on=None)
    asked = queries.asked_of(queries.as_of(queries.of_office("64.02"), date(2024, 11, 9)))
    assert [(entry["institution"], [ask["text"] for ask in entry["asks"]]) for entry in asked] == [
        ("Kantor Camat Tenggarong", ["Ikrar"]),
        ("Pemerintah Kabupaten", ["Surat edaran"]),
    ]


def test_strangers_neither_see_nor_act(hall: Hall) -> None:
    row = promised(hall)
    for stranger in (hall.cast.neighbour, hall.cast.data_protection):
        assert client_of(stranger).get(reverse("meetings:commitment", args=[row.pk])).status_code == 404
    with pytest.raises(scope.NotAllowed):
        commitments.accept_done(row, actor=hall.cast.officer, at=at(10))


# --- the link ----------------------------------------------------------------------------------------


def test_a_new_reminder_ends_the_earlier_link_and_no_token_is_kept(hall: Hall, on) -> None:
    row = promised(hall)
    on(12)
    old, new = (commitments.remind(row, actor=hall.secretary, at=at(12)) for _ in range(2))
    assert Client().get(link_of(old)).status_code == 410
    assert Client().get(link_of(new)).status_code == 200
    assert old not in str(list(CommitmentLink.objects.values())) + str(
        list(Line.objects.values_list("facts"))
    )


def test_the_link_shows_one_commitment_and_expires(hall: Hall, on) -> None:
    row = promised(hall)
    promised(hall, guest=hall.party, text="Daftar saksi")
    on(12)
    token = commitments.remind(row, actor=hall.secretary, at=at(12))
    page = Client().get(link_of(token))
    assert "Daftar saksi" not in page.text
    assert "Partai Contoh" not in page.text
    assert page["Referrer-Policy"] == "same-origin"
    on(26)
    assert Client().get(link_of(token)).status_code == 200
    on(27, 0)
    assert Client().post(link_of(token), {"note": "Terlambat."}).status_code == 410
    assert row.acts.filter(act="reported").count() == 0
    for wrong in (token[:-1], token[:-2] + "xx", "x"):
        assert Client().get(link_of(wrong)).status_code == 404


def test_the_guests_invitation_link_opens_no_commitment_and_the_other_way_round(hall: Hall, on) -> None:
    row = promised(hall)
    on(9)
    token = commitments.remind(row, actor=hall.secretary, at=at(9))
    assert Client().get(link_of(guests.link_token(hall.government))).status_code == 404
    assert Client().get(reverse("meetings:own_invitation", args=[token])).status_code == 404


def test_an_empty_report_is_asked_for_again(hall: Hall, on) -> None:
    row = promised(hall)
    on(12)
    token = commitments.remind(row, actor=hall.secretary, at=at(12))
    assert Client().post(link_of(token), {"note": " "}).status_code == 409
    empty = SimpleUploadedFile("kosong.png", b"", "image/png")
    assert Client().post(link_of(token), {"note": "", "evidence": empty}).status_code in {409, 422}
    row.refresh_from_db()
    assert row.state == "open"


# --- minutes and pages -------------------------------------------------------------------------------


def test_minutes_are_written_from_the_page_and_set_as_pdf_and_docx(hall: Hall, on) -> None:
    on(9, 11)
    planning.open_meeting(hall.meeting, actor=hall.secretary, at=at(9))
    client, address = client_of(hall.secretary), reverse("meetings:minutes", args=[hall.meeting.pk])
    client.post(address, {"act": "decision", "text": "Netralitas ASN dijaga."})
    client.post(address, {"act": "question", "asker": "Camat", "text": "Kapan?", "answer": "Besok."})
    version = hall.fresh().version
    client.post(address, {"act": "discussion", "text": "Pokok bahasan.", "version": version})
    assert client.post(address, {"act": "discussion", "text": "Lain.", "version": 1}).status_code == 422
    decision = hall.meeting.decisions.get()
    told = {
        "text": "Surat edaran", "institutions": ["pemkab-64.02", "camat-64.02.06"], "kind": "task",
        "due_on": "2024-11-11",
    }  # fmt: skip
    client.post(reverse("meetings:promise", args=[hall.meeting.pk, decision.pk]), told)
    assert Commitment.objects.count() == 2
    pdf = client.get(reverse("meetings:minutes_paper", args=[hall.meeting.pk])).content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    word = Document(io.BytesIO(client.get(reverse("meetings:minutes_docx", args=[hall.meeting.pk])).content))
    written = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for wanted in ("Netralitas ASN dijaga.", "Pokok bahasan.", "Besok."):
        assert wanted in text
        assert wanted in written
    assert client.get(address).status_code == 200


def test_a_photo_is_kept_only_with_its_note_of_consent(hall: Hall, on) -> None:
    on(9, 11)
    client, address = client_of(hall.secretary), reverse("meetings:minutes", args=[hall.meeting.pk])
    photo = {"act": "file", "kind": "photo", "title": "Suasana"}
    upload = lambda: SimpleUploadedFile("foto.png", PNG, "image/png")  # noqa: E731
    assert client.post(address, photo | {"upload": upload()}).status_code == 422
    assert not MeetingFile.objects.exists()
    client.post(address, photo | {"upload": upload(), "consent": "Diumumkan di awal; semua setuju."})
    item = MeetingFile.objects.get()
    assert client.get(reverse("meetings:file", args=[hall.meeting.pk, item.pk])).status_code == 200
    client.post(address, {"act": "withdraw_file", "item": item.pk})
    assert client.get(reverse("meetings:file", args=[hall.meeting.pk, item.pk])).status_code == 404


def test_guests_get_the_papers_meant_for_them_and_no_other(hall: Hall, on) -> None:
    on(8)
    made = [
        proceedings.keep_file(
            hall.meeting, seal_bytes(PNG, name="a.png", office="64.02", actor="system", at=at(8)), kind=kind,
            title=kind, consent="Setuju.", is_for_guests=True, actor=hall.secretary, at=at(8),
        )
        for kind in ("material", "photo")
    ]  # fmt: skip
    token = guests.link_token(hall.camat)
    answers = [Client().get(reverse("meetings:own_file", args=[token, item.pk])).status_code for item in made]
    assert answers == [200, 404]


def test_a_commitment_is_followed_from_its_page(hall: Hall, on) -> None:
    row = promised(hall)
    on(12)
    client, address = client_of(hall.secretary), reverse("meetings:commitment", args=[row.pk])
    page = client.post(address, {"act": "remind"})
    assert "testserver/komitmen/" in page.text
    assert "testserver/komitmen/" not in client.get(address).text
    assert client.post(address, {"act": "date", "due_on": "2024-11-01"}).status_code == 422
    assert client.post(address, {"act": "return", "note": "x"}).status_code == 422
    assert client.post(address, {"act": "accept"}).status_code == 302
    assert client.post(address, {"act": "tidak-ada"}).status_code == 404
    assert client_of(hall.cast.officer).post(address, {"act": "accept"}).status_code == 403


def test_the_board_is_taken_along_as_pdf_and_xlsx_as_of_a_day(hall: Hall, on) -> None:
    promised(hall)
    on(12)
    client = client_of(hall.secretary)
    page = client.get(reverse("meetings:commitments") + "?on=2024-11-08")
    assert "Surat edaran" not in page.text
    assert "Surat edaran" in client.get(reverse("meetings:commitments")).text
    pdf = client.get(reverse("meetings:board_pdf")).content
    assert "Surat edaran" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    book = load_workbook(io.BytesIO(client.get(reverse("meetings:board_xlsx")).content))
    assert any("Surat edaran" in [cell.value for cell in line] for line in book.worksheets[0])


def test_the_list_asks_the_same_few_questions_however_long(hall: Hall, django_assert_max_num_queries) -> None:
    for number in range(40):
        promised(hall, text=f"Janji {number}")
    client = client_of(hall.secretary)
    with django_assert_max_num_queries(14):
        client.get(reverse("meetings:commitments"))
