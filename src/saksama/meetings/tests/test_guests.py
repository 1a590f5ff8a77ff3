"""Planning and inviting: moved twice, answered by link, an invitation that came back."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from saksama.journal.models import Line
from saksama.meetings import papers, queries
from saksama.meetings.models import Invitation, Mail, Meeting
from saksama.meetings.operations import guests, mailing, planning
from saksama.meetings.problems import CATALOGUE, Problem
from saksama.meetings.testing import Hall, at, institution, plan, slot
from saksama.notices import sending
from saksama.people import scope
from saksama.people.models import Institution
from saksama.people.testing import client_of


def page_of(row: Invitation) -> str:
    return reverse("meetings:own_invitation", args=[guests.link_token(row)])


@pytest.fixture
def on(monkeypatch):
    """Let every request happen at an instant of November 2024."""

    def stand(day: int, hour: int = 8) -> None:
        monkeypatch.setattr("saksama.config.clock.now", lambda: at(day, hour))

    return stand


def answer(row: Invitation, **sent: object):
    row.refresh_from_db()
    return Client().post(page_of(row), {"seen": row.reply_version, **sent})


# --- planning ----------------------------------------------------------------------------------------


def test_a_meeting_moved_twice_keeps_both_moves_and_asks_everybody_anew(hall: Hall) -> None:
    guests.answer_invitation(hall.camat, reply="comes", seen=0, actor=None, at=at(5), is_guest=True)
    first = planning.number_invitation(hall.meeting, actor=hall.secretary, at=at(5))
    planning.move_meeting(hall.meeting, slot(10), reason="Gedung dipakai.", actor=hall.secretary, at=at(5))
    planning.move_meeting(
        hall.meeting, slot(9, 13, "Aula"), reason="Hari Minggu.", actor=hall.secretary, at=at(6)
    )
    meeting = hall.fresh()
    assert (meeting.sequence, meeting.letter_number) == (2, "")
    assert [move.starts_at for move in meeting.acts.filter(act="moved")] == [at(10), at(9, 13)]
    hall.camat.refresh_from_db()
    assert (hall.camat.reply, hall.camat.reply_version) == ("", 2)
    assert planning.number_invitation(meeting, actor=hall.secretary, at=at(6)) != first


def test_a_move_that_moves_nothing_or_gives_no_reason_is_refused(hall: Hall) -> None:
    for new, reason, code in ((slot(), "Alasan.", "nothing_moved"), (slot(10), " ", "reason_missing")):
        with pytest.raises(Problem) as refused:
            planning.move_meeting(hall.meeting, new, reason=reason, actor=hall.secretary, at=at(5))
        assert refused.value.code == code


def test_two_people_change_the_plan_and_the_second_is_told(hall: Hall) -> None:
    planning.change_plan(hall.meeting, plan(theme="Satu"), actor=hall.secretary, at=at(5), version=1)
    with pytest.raises(Problem) as refused:
        planning.change_plan(hall.meeting, plan(theme="Dua"), actor=hall.cast.chair, at=at(5), version=1)
    assert refused.value.code == "somebody_saved"


def test_an_agenda_changed_while_it_runs_keeps_what_has_begun(hall: Hall) -> None:
    planning.open_meeting(hall.meeting, actor=hall.secretary, at=at(9))
    opening = hall.meeting.agenda.get(title="Pembukaan")
    planning.begin_item(opening, actor=hall.secretary, at=at(9, 9, 5))
    lines = (planning.Line(None, "Pembukaan", "Ketua"), planning.Line(None, "Penutup", ""))
    planning.change_plan(hall.meeting, plan(agenda=lines), actor=hall.secretary, at=at(9, 10))
    assert list(hall.meeting.agenda.values_list("title", "started_at")) == [
        ("Pembukaan", at(9, 9, 5)),
        ("Penutup", None),
    ]


def test_nobody_plans_for_another_office_and_a_province_does_not_run_a_regencys_meeting(hall: Hall) -> None:
    for stranger in (hall.cast.neighbour, hall.cast.province_chair):
        with pytest.raises(scope.NotAllowed):
            planning.close_meeting(hall.meeting, actor=stranger, at=at(9))


# --- inviting ----------------------------------------------------------------------------------------


def test_the_letter_names_who_held_the_post_then_whatever_the_directory_says_later(hall: Hall) -> None:
    assert (hall.camat.holder_post, hall.camat.holder_name) == ("Camat", "Camat Contoh")
    assert (hall.party.holder_post, hall.party.holder_name) == ("Ketua", "")


def test_an_institution_is_invited_once(hall: Hall) -> None:
    again = guests.invite(hall.meeting, [hall.camat.institution], actor=hall.secretary, at=at(5))
    assert again == []
    assert hall.meeting.invitations.count() == 3


def test_the_database_holds_no_token_and_a_new_link_ends_the_old(hall: Hall) -> None:
    old = page_of(hall.camat)
    token = guests.link_token(hall.camat)
    stored = str(list(Invitation.objects.values()))
    assert token not in stored
    assert guests.door_token(hall.camat) not in stored
    guests.renew_link(hall.camat, actor=hall.secretary, at=at(5))
    assert queries.of_link(token) is None
    assert old != page_of(hall.camat)


def test_an_invitation_that_came_back_is_offered_the_next_way(hall: Hall) -> None:
    def way(**contacts: str) -> str:
        row = queries.invitations_of(hall.fresh()).get(pk=hall.camat.pk)
        return queries.next_way(row, contacts)

    assert way(email="a@b.example", phone="0811") == "email"
    for failed, following in (
        ("email", "whatsapp"),
        ("whatsapp", "phone"),
        ("phone", "hand"),
        ("hand", "post"),
        ("post", ""),
    ):
        guests.note_delivery(
            hall.camat, way=failed, outcome="failed", note="Kembali.", actor=hall.secretary, at=at(5)
        )
        assert way(email="a@b.example", phone="0811") == following
    row = queries.invitations_of(hall.meeting).get(pk=hall.camat.pk)
    assert queries.delivery_state(row, hall.meeting) == "failed"
    page = client_of(hall.secretary).get(reverse("meetings:guest", args=[hall.meeting.pk, hall.camat.pk]))
    assert "Undangan tidak sampai" in page.text


def test_the_letter_carries_the_day_of_its_number_however_late_it_is_printed(hall: Hall) -> None:
    planning.number_invitation(hall.meeting, actor=hall.secretary, at=at(5))
    row = queries.invitations_of(hall.fresh()).get(pk=hall.camat.pk)
    said = papers.invitation(row, url="https://contoh.example/", today=at(8).date(), at=at(8))
    assert said["place_and_day"].endswith("5 November 2024")


def test_one_note_serves_all_letters_that_have_not_arrived(hall: Hall, on) -> None:
    on(5, 10)
    by = {"actor": hall.secretary, "at": at(5)}
    guests.note_delivery(hall.camat, way="email", outcome="arrived", **by)
    guests.note_delivery(hall.party, way="email", outcome="sent", **by)
    page = reverse("meetings:guests", args=[hall.meeting.pk])
    client_of(hall.secretary).post(page, {"way": "hand", "outcome": "arrived", "note": "Kurir."})
    assert list(hall.camat.deliveries.values_list("way", flat=True)) == ["email"]
    assert hall.party.deliveries.last().note == hall.government.deliveries.last().note == "Kurir."
    assert queries.undelivered(queries.invitations_of(hall.meeting), hall.meeting) == []


def test_an_invitation_by_mail_that_comes_back_is_told_and_offered_the_next_way(hall: Hall, settings) -> None:
    settings.ALERTS_MAILER = "mailto://saksama:x@localhost"
    Institution.objects.filter(pk__in=["camat-64.02.06", "pemkab-64.02"]).update(
        email="kantor@contoh.example"
    )
    sent = []

    def send(kind, address, secret, message, **_more):
        if len(sent) == 1:
            raise sending.NotSent("failed")
        sent.append(message)

    assert mailing.send_by_mail(hall.meeting, actor=hall.secretary, at=at(5)) == 2
    with pytest.raises(Problem, match=r"surel|e-mail"):
        mailing.send_by_mail(hall.meeting, actor=hall.secretary, at=at(5))
    for hour in range(9, 16):
        mailing.post(at(5, hour), send=send)
    (message,) = sent
    assert guests.link_token(hall.camat) in message.body or guests.link_token(hall.government) in message.body
    rows = queries.invitations_of(hall.meeting)
    states = {row.institution_id: queries.delivery_state(row, hall.meeting) for row in rows}
    assert sorted(states.values()) == ["failed", "none", "sent"]
    (back,) = [row for row in rows if queries.delivery_state(row, hall.meeting) == "failed"]
    assert queries.next_way(back, {"email": "kantor@contoh.example", "phone": "0811"}) == "whatsapp"
    assert Mail.objects.filter(next_try_at__isnull=False).count() == 0


def test_a_mail_of_an_earlier_edition_stays_at_home(hall: Hall, settings) -> None:
    settings.ALERTS_MAILER = "mailto://saksama:x@localhost"
    Institution.objects.update(email="kantor@contoh.example")
    mailing.send_by_mail(hall.meeting, actor=hall.secretary, at=at(5))
    planning.move_meeting(hall.meeting, slot(10), reason="Gedung dipakai.", actor=hall.secretary, at=at(5))
    assert mailing.post(at(5, 10), send=lambda *_words, **_more: None) == 0
    assert len(queries.to_be_mailed(hall.fresh())) == 3


def test_a_moved_meeting_has_reached_nobody_yet(hall: Hall) -> None:
    guests.note_delivery(hall.camat, way="hand", outcome="arrived", actor=hall.secretary, at=at(5))
    planning.move_meeting(hall.meeting, slot(10), reason="Gedung dipakai.", actor=hall.secretary, at=at(5))
    rows = queries.invitations_of(hall.fresh())
    assert len(queries.undelivered(rows, hall.meeting)) == 3


# --- the guest's own page ----------------------------------------------------------------------------


def test_a_guest_answers_without_an_account_and_names_a_delegate(hall: Hall, on) -> None:
    on(6)
    page = Client().get(page_of(hall.government))
    assert page.status_code == 200
    assert (
        answer(
            hall.government, reply="delegate", delegate_name="Asisten Contoh", delegate_post="Asisten I"
        ).status_code
        == 302
    )
    hall.government.refresh_from_db()
    assert (hall.government.reply, hall.government.delegate_name) == ("delegate", "Asisten Contoh")
    assert hall.government.holder_name == "Bupati Contoh"


def test_a_link_shows_its_own_guest_and_nobody_else(hall: Hall, on) -> None:
    on(6)
    page = Client().get(page_of(hall.camat))
    assert "Kantor Camat Tenggarong" in page.text
    for other in ("Partai Contoh", "Pemerintah Kabupaten", "Bupati Contoh", guests.link_token(hall.party)):
        assert other not in page.text
    assert "no-store" in page["Cache-Control"]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")
    assert len(page.content) < 60_000


def test_links_are_not_guessed(hall: Hall, on) -> None:
    on(6)
    token = guests.link_token(hall.camat)
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (changed, guests.door_token(hall.camat), hall.camat.link_digest, str(hall.camat.pk), "x"):
        assert Client().get(reverse("meetings:own_invitation", args=[wrong])).status_code == 404


def test_after_the_day_the_link_says_in_words_that_it_is_closed_and_records_nothing(hall: Hall, on) -> None:
    on(9, 23)
    assert Client().get(page_of(hall.camat)).status_code == 200
    on(10, 0)
    late = answer(hall.camat, reply="comes")
    assert late.status_code == 410
    assert "ditutup" in late.text
    assert "Camat" not in late.text
    assert Client().get(page_of(hall.camat) + "kalender.ics").status_code == 410
    hall.camat.refresh_from_db()
    assert hall.camat.reply == ""


def test_an_answer_after_the_meeting_began_is_answered_in_words(hall: Hall, on) -> None:
    on(9, 9)
    late = answer(hall.camat, reply="declines")
    assert late.status_code == 409
    assert "sudah dimulai" in late.text


def test_an_answer_sent_again_does_not_undo_a_newer_one(hall: Hall, on) -> None:
    on(6)
    assert answer(hall.camat, reply="comes").status_code == 302
    assert answer(hall.camat, reply="declines").status_code == 302
    replayed = Client().post(page_of(hall.camat), {"seen": 0, "reply": "comes"})
    assert replayed.status_code == 409
    hall.camat.refresh_from_db()
    assert hall.camat.reply == "declines"


@pytest.mark.parametrize(
    "sent", [{}, {"reply": "mungkin"}, {"reply": "delegate"}, {"reply": "comes", "seen": "9" * 40}]
)
def test_an_answer_that_cannot_be_read_is_asked_for_again(hall: Hall, on, sent: dict[str, str]) -> None:
    on(6)
    assert answer(hall.camat, **sent).status_code in {409, 422}
    hall.camat.refresh_from_db()
    assert hall.camat.reply == ""


def test_a_withdrawn_guests_link_is_closed_and_a_cancelled_meeting_says_why(hall: Hall, on) -> None:
    on(6)
    guests.withdraw_invitation(hall.party, actor=hall.secretary, at=at(6))
    assert Client().get(page_of(hall.party)).status_code == 410
    planning.cancel_meeting(hall.meeting, reason="Banjir di jalan.", actor=hall.secretary, at=at(6))
    assert "Banjir di jalan." in Client().get(page_of(hall.camat)).text


def test_the_calendar_follows_two_moves_under_one_uid(hall: Hall, on) -> None:
    on(5)
    seen = []
    for new in (None, slot(10), slot(9, 13)):
        if new:
            planning.move_meeting(hall.meeting, new, reason="Alasan.", actor=hall.secretary, at=at(5))
        calendar = Calendar.from_ical(Client().get(page_of(hall.camat) + "kalender.ics").content)
        (event,) = calendar.walk("VEVENT")
        seen.append((str(calendar["method"]), str(event["uid"]), event["sequence"], event.decoded("dtstart")))
    assert [entry[0] for entry in seen] == ["REQUEST"] * 3
    assert len({entry[1] for entry in seen}) == 1
    assert [(entry[2], entry[3]) for entry in seen] == [(0, at(9)), (1, at(10)), (2, at(9, 13))]


# --- papers and pages --------------------------------------------------------------------------------


def test_the_letter_is_numbered_and_carries_the_guests_own_link(hall: Hall, on) -> None:
    on(5)
    client = client_of(hall.secretary)
    client.post(reverse("meetings:number", args=[hall.meeting.pk]))
    number = hall.fresh().letter_number
    assert re.fullmatch(r"\d{3}/UND/Kab/[\d.]+/XI/2024", number)
    address = [hall.meeting.pk, hall.camat.pk]
    text = (
        "".join(
            page.extract_text()
            for page in PdfReader(
                io.BytesIO(client.get(reverse("meetings:letter", args=address)).content)
            ).pages
        )
        .replace("\n", "")
        .replace("\u200b", "")
    )
    assert number in text
    assert guests.link_token(hall.camat) in text
    assert "Camat Contoh" in text
    word = Document(io.BytesIO(client.get(reverse("meetings:letter_docx", args=address)).content))
    assert number in "\n".join(paragraph.text for paragraph in word.paragraphs)
    archive = client.get(reverse("meetings:letters", args=[hall.meeting.pk]))
    assert archive["Content-Type"] == "application/zip"


def test_a_meeting_is_planned_and_guests_are_invited_from_the_pages(hall: Hall, on) -> None:
    on(5)
    client = client_of(hall.secretary)
    sent = {
        "theme": "Rapat kedua", "kind": "coordination", "agenda": "09.00 Pembukaan | Ketua", "day": "2024-11-12",
        "begins": "9.00", "ends": "11:30", "venue": "Aula", "quorum": "1",
    }  # fmt: skip
    assert client.post(reverse("meetings:plan"), sent | {"ends": "08.00"}).status_code == 422
    assert client.post(reverse("meetings:plan"), sent | {"agenda": "99.99 x"}).status_code == 422
    client.post(reverse("meetings:plan"), sent)
    made = Meeting.objects.get(theme="Rapat kedua")
    choose = reverse("meetings:choose", args=[made.pk])
    assert "Kantor Camat Tenggarong" in client.get(choose + "?kategori=camat").text
    client.post(choose, {"lembaga": ["camat-64.02.06", "bukan-ada"]})
    assert made.invitations.count() == 1
    assert client.get(reverse("meetings:meeting", args=[made.pk])).status_code == 200


def test_the_journal_tells_of_guests_without_a_name(hall: Hall, on) -> None:
    on(6)
    answer(hall.government, reply="delegate", delegate_name="Asisten Contoh")
    told = str(list(Line.objects.values_list("facts", "subject_id", "actor")))
    assert "Contoh" not in told
    assert guests.link_token(hall.government) not in told


def test_the_pages_ask_the_same_few_questions_for_sixty_guests(
    hall: Hall, django_assert_max_num_queries
) -> None:
    more = [institution(f"opd-{n}", f"Dinas {n}", "agency") for n in range(57)]
    guests.invite(hall.meeting, more, actor=hall.secretary, at=at(4))
    client = client_of(hall.secretary)
    for name in ("meetings:meeting", "meetings:guests"):
        with django_assert_max_num_queries(24):
            assert client.get(reverse(name, args=[hall.meeting.pk])).status_code == 200


@pytest.mark.rules
def test_every_refusal_says_what_to_do_next() -> None:
    assert all(str(kind.message) and str(kind.remedy) for kind in CATALOGUE.values())
