"""The door: seats, double check-in, one delegate for two institutions, an hour without network."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from saksama.meetings import queries
from saksama.meetings.models import Attendee, Presence
from saksama.meetings.operations import door, guests, planning
from saksama.meetings.operations.door import Arrival
from saksama.meetings.problems import Problem
from saksama.meetings.testing import Hall, at, institution, plan, slot
from saksama.people import scope
from saksama.people.testing import client_of

DAY = at(9, 8, 40)


def arrival(invitation, **told) -> Arrival:
    return Arrival(**({"id": uuid4(), "guest": invitation.pk, "is_holder": True} | told))


def checked(hall: Hall, invitation, when=DAY, **told):
    return door.check_in(hall.meeting, arrival(invitation, **told), actor=hall.cast.officer, at=when)


def table(hall: Hall) -> tuple[int, int, int]:
    found = queries.table_of(hall.meeting)
    return found.present, found.represented, found.invited


def test_seats_are_full_half_or_empty(hall: Hall) -> None:
    checked(hall, hall.camat)
    checked(hall, hall.government, is_holder=False, name="Asisten Contoh", post="Asisten I")
    assert {row.category: row.seats for row in queries.table_of(hall.meeting).rows} == {
        "government": ["half"],
        "camat": ["full"],
        "party": ["empty"],
    }
    assert table(hall) == (2, 1, 3)
    assert queries.table_of(hall.meeting).has_quorum


def test_the_record_keeps_both_who_was_invited_and_who_came(hall: Hall) -> None:
    checked(hall, hall.government, is_holder=False, name="Asisten Contoh", post="Asisten I")
    presence = Presence.objects.select_related("attendee", "invitation").get()
    assert (presence.invitation.holder_name, presence.attendee.name) == ("Bupati Contoh", "Asisten Contoh")


def test_a_double_check_in_is_one(hall: Hall) -> None:
    first = arrival(hall.camat)
    results = [
        door.check_in(hall.meeting, told, actor=hall.cast.officer, at=DAY).result
        for told in (first, first, arrival(hall.camat), arrival(hall.camat, is_holder=False, name="Lain"))
    ]
    assert results == ["new", "known", "already", "already"]
    assert Attendee.objects.count() == 1


def test_a_further_person_is_recorded_when_that_is_meant(hall: Hall) -> None:
    checked(hall, hall.camat)
    assert checked(hall, hall.camat, is_holder=False, name="Staf", is_extra=True).result == "new"
    assert (Attendee.objects.count(), table(hall)[0]) == (2, 1)


def test_a_delegate_who_comes_for_two_institutions_is_one_person_with_two_seats(hall: Hall) -> None:
    one = {"is_holder": False, "name": "Asisten  Contoh", "post": "Asisten I"}
    assert checked(hall, hall.government, **one).result == "new"
    assert checked(hall, hall.party, **one | {"name": "asisten contoh", "post": ""}).result == "also"
    assert Attendee.objects.count() == 1
    assert table(hall) == (2, 2, 3)
    person = queries.attendees_of(hall.meeting).get()
    assert len(person.seats) == 2


def test_two_holders_whose_names_nobody_knows_are_two_persons_however_alike_their_posts(hall: Hall) -> None:
    more = [institution(f"dinas-{place}", f"Dinas {place}", "agency") for place in (1, 2)]
    rows = guests.invite(hall.meeting, more, actor=hall.secretary, at=at(5))
    assert [checked(hall, row).result for row in rows] == ["new", "new"]
    assert [checked(hall, row).result for row in rows] == ["already", "already"]
    assert Attendee.objects.count() == 2


def test_the_announced_delegate_needs_no_typing(hall: Hall) -> None:
    guests.answer_invitation(
        hall.government, reply="delegate", delegate_name="Asisten Contoh", delegate_post="Asisten I", seen=0,
        actor=None, at=at(5), is_guest=True,
    )  # fmt: skip
    person = checked(hall, hall.government, is_holder=False).attendee
    assert (person.name, person.post) == ("Asisten Contoh", "Asisten I")


def test_a_check_in_taken_back_frees_the_seat_and_stays_on_record(hall: Hall) -> None:
    person = checked(hall, hall.camat).attendee
    door.withdraw_check_in(person, actor=hall.cast.officer, at=DAY)
    assert table(hall)[0] == 0
    assert Attendee.objects.count() == 1
    assert checked(hall, hall.camat).result == "new"


@pytest.mark.parametrize(
    ("told", "code"),
    [({"is_holder": False, "name": " "}, "name_missing"), ({"guest": uuid4()}, "not_invited")],
)
def test_what_cannot_be_checked_in_is_refused(hall: Hall, told, code) -> None:
    with pytest.raises(Problem) as refused:
        checked(hall, hall.camat, **told)
    assert refused.value.code == code


def test_the_door_opens_on_the_day_and_strangers_stay_outside(hall: Hall) -> None:
    with pytest.raises(Problem) as refused:
        checked(hall, hall.camat, when=at(8, 23))
    assert refused.value.code == "check_in_early"
    for stranger in (hall.cast.neighbour, hall.cast.province_chair, hall.cast.data_protection):
        with pytest.raises(scope.NotAllowed):
            door.check_in(hall.meeting, arrival(hall.camat), actor=stranger, at=DAY)


def test_a_check_in_of_another_meeting_is_not_taken_for_this_ones(hall: Hall) -> None:
    other = planning.plan_meeting(
        office=hall.office, event=None, plan=plan(), slot=slot(9, 13), actor=hall.secretary, at=at(5)
    )
    (guest,) = guests.invite(other, [hall.camat.institution], actor=hall.secretary, at=at(5))
    person = checked(hall, hall.camat).attendee
    with pytest.raises(Problem) as refused:
        door.check_in(other, arrival(guest, id=person.pk), actor=hall.cast.officer, at=DAY)
    assert refused.value.code == "not_invited"


# --- without a network -------------------------------------------------------------------------------


def test_a_device_cut_off_for_an_hour_is_merged_without_loss(hall: Hall) -> None:
    """Online one guest was checked in by somebody else meanwhile: both persons stay, one seat."""
    checked(hall, hall.government, is_holder=False, name="Asisten Contoh")
    cut_off = {"is_offline": True, "arrived_at": at(9, 8, 10), "way": "qr"}
    queue = [
        arrival(hall.camat, **cut_off),
        arrival(hall.government, is_holder=False, name="Kepala Dinas Contoh", **cut_off),
        arrival(hall.party, is_holder=False, name="Sekretaris Partai", **cut_off),
    ]
    for _ in range(3):  # the answer is lost on its way twice
        answers = door.merge_arrivals(hall.meeting, queue, actor=hall.cast.officer, at=at(9, 9, 45))
    assert [answer.result for answer in answers] == ["known"] * 3
    assert Attendee.objects.count() == 4
    assert table(hall) == (3, 2, 3)
    assert Attendee.objects.get(name="Sekretaris Partai").arrived_at == at(9, 8, 10)


def test_the_same_guest_on_two_devices_is_one(hall: Hall) -> None:
    for _ in range(2):
        told = arrival(hall.camat, is_offline=True, arrived_at=at(9, 8, 10))
        door.merge_arrivals(hall.meeting, [told], actor=hall.cast.officer, at=at(9, 10))
    assert Attendee.objects.count() == 1


def test_one_bad_entry_stops_none_of_the_others_and_a_queue_merged_the_day_after_keeps_the_day(
    hall: Hall,
) -> None:
    planning.close_meeting(
        planning.open_meeting(hall.meeting, actor=None, at=at(9)), actor=None, at=at(9, 12)
    )
    queue = [
        arrival(hall.camat, guest=uuid4()),
        arrival(hall.camat, is_offline=True, arrived_at=at(9) - timedelta(days=900)),
    ]
    answers = door.merge_arrivals(hall.meeting, queue, actor=hall.cast.officer, at=at(10, 7))
    assert isinstance(answers[0], Problem)
    assert answers[1].attendee.arrived_at == hall.meeting.starts_at


# --- the page ----------------------------------------------------------------------------------------


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("saksama.config.clock.now", lambda: DAY)


def test_the_door_works_without_a_script(hall: Hall, today) -> None:
    client, address = client_of(hall.cast.officer), reverse("meetings:door", args=[hall.meeting.pk])
    page = client.get(address)
    assert "Kantor Camat Tenggarong" in page.text
    assert guests.door_token(hall.camat) not in page.text
    assert guests.link_token(hall.camat) not in page.text
    page = client.post(address, {"guest": hall.camat.pk, "who": "holder", "paper": "1"}, follow=True)
    assert "dicatat hadir" in page.text
    assert Attendee.objects.get().way == "paper"
    for broken in ({"guest": "x"}, {"guest": hall.party.pk, "who": "delegate"}):
        assert client.post(address, broken, follow=True).status_code == 200
    client.post(reverse("meetings:undo", args=[hall.meeting.pk, Attendee.objects.get().pk]))
    assert table(hall)[0] == 0
    assert "Partai Contoh" not in client.get(address + "?q=camat").text


def sent(client, hall: Hall, entries):
    address = reverse("meetings:merge", args=[hall.meeting.pk])
    return client.post(address, json.dumps(entries), content_type="application/json")


def test_a_device_sends_its_queue_and_is_told_who_is_here(hall: Hall, today) -> None:
    client = client_of(hall.cast.officer)
    entry = {"id": str(uuid4()), "guest": str(hall.camat.pk), "who": "holder", "at": "kemarin", "way": "qr"}
    answer = sent(client, hall, {"arrivals": [entry, entry]}).json()
    assert [told["result"] for told in answer["answers"]] == ["new", "known"]
    assert (answer["came"], answer["present"]) == ([str(hall.camat.pk)], 1)


@pytest.mark.parametrize(
    "body",
    [
        {}, [], {"arrivals": 3}, {"arrivals": [{}]}, {"arrivals": [None]},
        {"arrivals": [{"id": "x", "guest": "y", "who": "holder"}]},
    ],
)  # fmt: skip
def test_a_queue_that_cannot_be_read_is_refused_in_words(hall: Hall, today, body) -> None:
    answer = sent(client_of(hall.cast.officer), hall, body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_live_part_answers_304_until_something_changes(hall: Hall, today) -> None:
    client, address = client_of(hall.secretary), reverse("meetings:live_seats", args=[hall.meeting.pk])
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    checked(hall, hall.camat)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_sheet_is_printed_blank_and_as_recorded(hall: Hall, today) -> None:
    checked(hall, hall.government, is_holder=False, name="Asisten Contoh", post="Asisten I")
    client, address = client_of(hall.secretary), reverse("meetings:sheet", args=[hall.meeting.pk])

    def words(query: str = "") -> str:
        return " ".join(
            page.extract_text() for page in PdfReader(io.BytesIO(client.get(address + query).content)).pages
        )

    assert "Asisten Contoh" in words()
    assert "diwakili" in words()
    assert "Asisten Contoh" not in words("?kosong=1")
