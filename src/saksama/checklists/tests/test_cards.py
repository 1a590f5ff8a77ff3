"""Temporary staff without e-mail: a list in, a card, any number of phones, a change of station, nothing lost."""

import hashlib
import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import Workbook

from saksama.checklists import card_secrets, directory, operations, queries, staff_lists
from saksama.checklists.models import AccessKey, Assignment, Card
from saksama.checklists.operations import NewPosting
from saksama.checklists.problems import Problem
from saksama.checklists.testing import OTHER_STATION, STATION, on_the_day, payload
from saksama.journal.models import Line
from saksama.people.models import Account, Duty
from saksama.people.scope import NotAllowed

pytestmark = pytest.mark.django_db


def sheet(*rows, head=("Nama", "Jabatan", "TPS", "Telepon", "Mulai", "Selesai")) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes):
    days = {"starts_on": date(2024, 11, 4), "ends_on": date(2024, 12, 4)}
    return staff_lists.read(data, stations=frozenset({STATION, OTHER_STATION}), office="64.02", **days)


def test_a_list_becomes_accounts_duties_and_cards_and_none_has_a_password(field):
    rows = read(
        sheet(
            ("Ani", "PTPS", OTHER_STATION, 81200001111), ("Budi", "PKD", "64.02.06.1001", None, "2024-11-10")
        )
    )
    cards = operations.enlist(
        rows, event=field.event, office="64.02", actor=field.cast.administrator, at=on_the_day(8)
    )
    ani, budi = (card.account for card in cards)
    assert (ani.code, budi.code) == ("64.02-ptps-2", "64.02-pkd-1")
    assert not ani.has_usable_password()
    assert Duty.objects.get(account=budi).starts_on == date(2024, 11, 10)
    assert Assignment.objects.get(account=ani).phone == "81200001111"
    assert Line.objects.filter(act="card_issued").count() == 3


def test_every_fault_of_a_list_is_told_by_row_and_nobody_is_entered(field):
    data = sheet(
        ("", "PTPS", STATION), ("Ani", "Ketua", STATION), ("Budi", "PTPS", "64.01.01.1001-001"),
        ("Cici", "PTPS", "64.02.06.1001-099"),
        ("Dedi", "PTPS", "64.02.06.1001"), ("Eka", "PTPS", STATION, None, "kemarin"),
        ("Feri", "PTPS", STATION, None, "2024-12-01", "2024-11-01"), ("Gita", "PTPS", STATION),
        ("Gita", "PTPS", STATION),
    )  # fmt: skip
    with pytest.raises(staff_lists.Faulty) as faulty:
        read(data)
    assert [fault.row for fault in faulty.value.faults] == [2, 3, 4, 5, 6, 7, 8, 10]
    for bad in (b"nothing", sheet(), sheet(("Ani", "PTPS"), head=("Nama", "Jabatan"))):
        with pytest.raises(staff_lists.Faulty):
            read(bad)


def test_the_empty_list_has_a_row_for_each_station_and_can_be_read_back(field):
    stations = queries.stations_in(field.event.pk, ["64.02"])
    with pytest.raises(staff_lists.Faulty) as faulty:
        read(staff_lists.empty(stations))
    assert len(faulty.value.faults) == len(stations)


def test_one_scan_opens_a_phone_and_a_second_phone_is_nothing_unusual(field):
    token = field.card.secret["token"]
    first, second = (operations.open_phone(token=token, at=on_the_day(6)) for _ in range(2))
    assert first.key != second.key
    for opened in (first, second):
        assert directory.sender_of(opened.key).account_id == field.card.account_id
    operations.revoke_key(first.row, actor=field.cast.administrator, at=on_the_day(7))
    directory.forget()
    assert directory.sender_of(first.key).is_revoked
    assert not directory.sender_of(second.key).is_revoked


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda text: f" {text[:2]} {text[2:]} ", card_secrets.written]
)
def test_number_and_pin_are_forgiving(field, write):
    pin = field.card.secret["pin"]
    opened = operations.open_phone_by_pin(
        number=write(field.card.number), pin=f" {pin[:3]} {pin[3:]}", at=on_the_day(6)
    )
    assert opened.card == field.card


def test_wrong_pins_close_a_number_for_the_hour_while_the_code_to_scan_still_works(field):
    number, pin = field.card.number, field.card.secret["pin"]
    wrong = "000000" if pin != "000000" else "111111"
    for _ in range(8):
        with pytest.raises(Problem) as refused:
            operations.open_phone_by_pin(number=number, pin=wrong, at=on_the_day(6, 10))
        assert refused.value.code == "pin_wrong"
    with pytest.raises(Problem) as refused:
        operations.open_phone_by_pin(number=number, pin=pin, at=on_the_day(6, 20))
    assert (refused.value.code, refused.value.facts) == ("pin_wait", {"minutes": 40})
    assert operations.open_phone(token=field.card.secret["token"], at=on_the_day(6, 20))
    assert operations.open_phone_by_pin(number=number, pin=pin, at=on_the_day(7, 1))


def test_dates_bind_a_card_and_training_is_allowed_before(field):
    token = field.card.secret["token"]
    assert operations.open_phone(token=token, at=on_the_day(6, day=25, month=10))
    for at, code in (
        (on_the_day(6, day=1, month=10), "card_not_yet"),
        (on_the_day(6, day=5, month=12), "card_ended"),
    ):
        with pytest.raises(Problem) as refused:
            operations.open_phone(token=token, at=at)
        assert refused.value.code == code


def test_a_change_of_station_keeps_card_and_phones_and_moves_the_right(field):
    opened = operations.open_phone(token=field.card.secret["token"], at=on_the_day(6))
    old = field.assignment
    new = operations.move(old, OTHER_STATION, actor=field.cast.secretary, at=on_the_day(7))
    directory.forget()
    assert [row.area_code for row in queries.postings_of(field.card)] == [OTHER_STATION]
    assert directory.sender_of(opened.key).postings[-1].area_code == OTHER_STATION
    assert Duty.objects.get(pk=old.duty_id).withdrawn_at is not None
    assert new.replaces == old


def test_a_new_card_takes_the_place_of_a_lost_one(field):
    opened = operations.open_phone(token=field.card.secret["token"], at=on_the_day(6))
    account = Account.objects.get(pk=field.card.account_id)
    new = operations.issue_card(
        account, field.event, "64.02", actor=field.cast.administrator, at=on_the_day(7)
    )
    directory.forget()
    assert directory.sender_of(opened.key).is_revoked
    with pytest.raises(Problem):
        operations.open_phone(token=field.card.secret["token"], at=on_the_day(7))
    assert operations.open_phone(token=new.secret["token"], at=on_the_day(7))
    assert Card.objects.filter(account=account, revoked_at=None).count() == 1


@pytest.mark.parametrize("who", ["officer", "neighbour", "ptps", "chair"])
def test_who_does_not_manage_cards_enters_and_moves_nobody(field, who):
    person = getattr(field.cast, who)
    row = NewPosting("X", "ptps", STATION, date(2024, 11, 4), date(2024, 12, 4))
    with pytest.raises(NotAllowed):
        operations.enlist([row], event=field.event, office="64.02", actor=person, at=on_the_day(8))
    with pytest.raises(NotAllowed):
        operations.move(field.assignment, OTHER_STATION, actor=person, at=on_the_day(8))


# --- the door of the web form -------------------------------------------------------------------------


@pytest.fixture
def phone(field, monkeypatch):
    monkeypatch.setattr("saksama.config.clock.now", on_the_day)
    client = Client()
    answer = client.post(
        "/lapangan/kirim/masuk", {"token": field.card.secret["token"]}, content_type="application/json"
    )
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["postings"][0]["area"] == STATION
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {told['key']}"
    return client


def test_a_phone_fetches_all_it_needs_once_and_is_told_when_nothing_changed(phone, field):
    address = f"/lapangan/kirim/{field.event.pk}/bekal"
    answer = phone.get(address)
    told = answer.json()
    assert [form["code"] for form in told["forms"]] == ["uji-buka"]
    assert told["forms"][0]["xml"] == field.version.xml
    assert [station["code"] for station in told["stations"]] == [STATION]
    assert phone.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_answers_come_first_and_files_in_pieces_that_may_come_twice_or_late(phone, field):
    raw = payload(instance_id="uuid:1", opened="yes", photo="a.jpg")
    told = phone.post(f"/lapangan/kirim/{field.event.pk}/kiriman", raw, content_type="text/xml").json()
    assert (told["outcome"], told["may_forget"]) == ("stored", True)
    whole = b"\xff\xd8\xff" + bytes(range(256)) * 20
    address = f"/lapangan/kirim/{field.event.pk}/lampiran/uuid:1/a.jpg"
    heads = {"HTTP_UPLOAD_LENGTH": str(len(whole)), "HTTP_UPLOAD_SHA256": hashlib.sha256(whole).hexdigest()}

    def put(start: int, end: int):
        return phone.generic(
            "PUT",
            address,
            whole[start:end],
            "application/octet-stream",
            HTTP_UPLOAD_OFFSET=str(start),
            **heads,
        ).json()["have"]

    assert phone.get(address, **heads).json()["have"] == 0
    assert put(0, 2000) == 2000
    assert put(0, 2000) == 2000
    assert put(4000, len(whole)) == 2000
    assert put(2000, 4000) == len(whole)
    assert put(2000, 4000) == len(whole)
    assert phone.get(address, **heads).json()["have"] == len(whole)


def test_refusals_are_told_with_what_to_do(field, phone):
    event = field.event.pk
    for address, status in (
        ("/lapangan/kirim/keine/bekal", 404),
        (f"/lapangan/kirim/{event}/lampiran/uuid:9/a.jpg", 409),
    ):
        answer = phone.get(address)
        assert answer.status_code == status
        assert answer.json()["remedy"]
    stranger = Client()
    assert stranger.get(f"/lapangan/kirim/{event}/bekal").status_code == 401
    for body in ("", "[]", "{", '{"token": "falsch"}', '{"number": "A", "pin": "1"}'):
        answer = stranger.post("/lapangan/kirim/masuk", body, content_type="application/json")
        assert answer.status_code in {400, 401, 403}
        assert answer.json()["message"]


def test_opening_a_phone_is_cheap_and_journalled_afterwards(field, django_assert_max_num_queries):
    token = field.card.secret["token"]
    operations.open_phone(token=token, at=on_the_day(6))
    with django_assert_max_num_queries(6):
        operations.open_phone(token=token, at=on_the_day(6))
    operations.read_waiting(at=on_the_day(7))
    assert Line.objects.filter(act="card_opened_phone").count() == 2
    assert AccessKey.objects.filter(noted_at=None).count() == 0
