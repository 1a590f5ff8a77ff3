"""What leaves the house: once, when somebody wants it, whatever the mailer does; and by hand."""

import json
import socketserver
import threading
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection

from saksama.cases.testing import wita
from saksama.journal.models import Line
from saksama.notices import sending, wording
from saksama.notices.models import Alert, Channel, Delivery
from saksama.notices.operations import (
    acknowledge,
    deliver,
    note_sent_by_hand,
    remove_channel,
    set_channel,
    sweep,
    try_channel,
)
from saksama.notices.problems import Problem
from saksama.people import scope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outlets(settings):
    settings.ALERTS_MAILER = "mailto://127.0.0.1:9?from=saksama@example.org"
    settings.ALERTS_TELEGRAM_BOT = "123456789:abcdefg_hijklmnop"
    settings.ALERTS_WEBHOOK_HOSTS = ["kabar.example.org"]
    settings.ALERTS_BASE = "https://lapor.example.org"


class Outlet:
    """Takes messages, or fails until an hour comes."""

    def __init__(self, *, fails_until: datetime | None = None) -> None:
        self.fails_until, self.sent = fails_until, []

    def __call__(self, kind, address, secret, message, *, key, at):
        if self.fails_until and at < self.fails_until:
            raise sending.NotSent("failed")
        self.sent.append((kind, address, message.title, key))


@pytest.fixture
def mailed(limit, cast):
    """The officer's alert of the eleventh, queued for his mail address."""
    set_channel(cast.officer, "email", "petugas@example.org", at=wita(1))
    limit(14)
    sweep(wita(11, 8))
    return Alert.objects.get()


def test_an_alert_is_sent_once(mailed):
    outlet = Outlet()
    for minute in range(3):
        deliver(wita(11, 8, minute), send=outlet)
    ((kind, address, title, _key),) = outlet.sent
    assert (kind, address) == ("email", "petugas@example.org")
    assert title == "Saksama · 003/LP/PB/Kab/23.07/XI/2024 · Kajian awal berakhir · 3 hari lagi"
    assert Delivery.objects.get().state == "sent"


def test_with_the_mailer_dead_for_a_day_nothing_is_lost_and_nothing_comes_twice(limit, cast):
    set_channel(cast.officer, "email", "petugas@example.org", at=wita(1))
    for subject in range(8):
        limit(15, at=wita(4), subject=str(subject))
    outlet = Outlet(fails_until=wita(13, 8))
    at = wita(12, 8)
    while at < wita(13, 16):
        sweep(at)
        deliver(at, send=outlet)
        at += timedelta(minutes=40)
    keys = [key for *_rest, key in outlet.sent]
    assert len(keys) == len(set(keys)) == 8
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_failed_message_is_tried_again_in_the_hours_of_the_office(mailed):
    outlet = Outlet(fails_until=wita(12, 7))
    deliver(wita(11, 15, 59), send=outlet)
    row = Delivery.objects.get()
    assert (row.state, row.error, row.next_try_at) == ("queued", "failed", wita(11, 16))
    deliver(wita(11, 16), send=outlet)
    row.refresh_from_db()
    assert row.next_try_at == wita(12, 8)


def test_what_was_acknowledged_before_it_left_stays_at_home(mailed):
    acknowledge(mailed, actor=mailed.account, at=wita(11, 8))
    outlet = Outlet()
    deliver(wita(11, 9), send=outlet)
    assert outlet.sent == []
    assert Delivery.objects.get().state == "dropped"


def test_a_process_that_died_while_sending_is_followed_by_another_after_the_lease_with_the_same_key(mailed):
    class Killed(BaseException):
        pass

    def dies(*args, **more):
        raise Killed

    key = Delivery.objects.get().key
    with pytest.raises(Killed):
        deliver(wita(11, 8), send=dies)
    outlet = Outlet()
    deliver(wita(11, 8, 5), send=outlet)
    assert outlet.sent == []
    deliver(wita(11, 8, 10), send=outlet)
    assert [sent[3] for sent in outlet.sent] == [str(key)]


def test_a_channel_that_fails_again_and_again_does_not_hold_up_the_others(limit, cast):
    set_channel(cast.officer, "email", "petugas@example.org", at=wita(1))
    set_channel(cast.officer, "telegram", "123456", at=wita(1))
    for subject in range(10):
        limit(14, subject=str(subject))
    sweep(wita(11, 8))
    tried = []

    def half(kind, *rest, **more):
        tried.append(kind)
        if kind == "email":
            raise sending.NotSent("failed")

    deliver(wita(11, 8), send=half)
    assert tried.count("email") == 3
    assert tried.count("telegram") == 10


@pytest.mark.django_db(transaction=True)
def test_two_processes_send_each_message_once(limit, cast):
    set_channel(cast.officer, "email", "petugas@example.org", at=wita(1))
    for subject in range(30):
        limit(14, subject=str(subject))
    sweep(wita(11, 8))
    outlet, errors = Outlet(), []

    def run():
        try:
            deliver(wita(11, 8), send=outlet)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len({key for *_rest, key in outlet.sent}) == len(outlet.sent) == 30


# --- addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("email", " a@b.go.id ", "a@b.go.id"),
        ("email", "a@b.go.id\nBcc: c@d.id", None),
        ("telegram", "-100123456", "-100123456"),
        ("telegram", "@kantor", None),
        ("whatsapp", "0812-3456-7890", "6281234567890"),
        ("whatsapp", "+62 812 3456 7890", "6281234567890"),
        ("whatsapp", "12345", None),
        ("webhook", "https://kabar.example.org/masuk?x=1", "https://kabar.example.org/masuk?x=1"),
        ("webhook", "http://kabar.example.org/masuk", None),
        ("webhook", "https://127.0.0.1/masuk", None),
        ("webhook", "https://a:b@kabar.example.org/", None),
        ("webhook", "https://[kabar.example.org", None),
        ("webhook", "json://kabar.example.org/", None),
    ],
)
def test_an_address_is_kept_only_where_it_can_be_used(kind, typed, kept):
    assert sending.cleaned(kind, typed) == kept


def test_a_wrong_address_is_refused_with_what_to_do_and_the_journal_names_none(cast):
    with pytest.raises(Problem) as refused:
        set_channel(cast.officer, "webhook", "https://localhost/", at=wita(4))
    assert refused.value.code == "address_webhook"
    set_channel(cast.officer, "email", "petugas@example.org", at=wita(4))
    remove_channel(cast.officer, "email", at=wita(5))
    assert [line.facts for line in Line.objects.filter(subject_kind="account")] == [{"kind": "email"}] * 2
    assert Channel.objects.get().address == ""


def test_a_channel_nobody_has_set_up_is_not_offered(cast, settings):
    settings.ALERTS_MAILER = "gotify://127.0.0.1/token"
    assert not sending.is_possible("email")
    with pytest.raises(Problem) as refused:
        set_channel(cast.officer, "email", "petugas@example.org", at=wita(4))
    assert refused.value.code == "not_set_up"


# --- what goes over the wire ---------------------------------------------------------------------------

MESSAGE = wording.Message("Saksama · 003 · Kajian", "Hari terakhir: Kamis & Jumat 50%\nKerjakan: simpulkan")


def test_a_webhook_is_signed_and_never_redirected(monkeypatch):
    calls = []

    class Answer:
        status_code, content = 200, b""

    def request(method, url, **more):
        calls.append((method, url, more))
        return Answer()

    monkeypatch.setattr("requests.request", request)
    address = "https://kabar.example.org/masuk?x=1"
    sending.send("webhook", address, "rahasia", MESSAGE, key="k-1", at=wita(4))
    ((method, url, more),) = calls
    assert (method, url.partition("?")[0]) == ("POST", "https://kabar.example.org/masuk")
    assert more["allow_redirects"] is False
    told = json.loads(more["data"])
    headers = more["headers"]
    assert headers["X-Saksama-Alert"] == "k-1"
    received = wording.Message(told["title"], told["message"])
    expected = sending.signature(
        "rahasia", key="k-1", at=datetime.fromtimestamp(int(headers["X-Saksama-Time"]), wita(4).tzinfo),
        message=received,
    )  # fmt: skip
    assert headers["X-Saksama-Signature"] == f"sha256={expected}"


class _Smtp(socketserver.StreamRequestHandler):
    """As much of a mail server as one message needs."""

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.mail.append(line.decode())
                self.wfile.write(b"250 kept\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.server.told.append(line.decode().strip())
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mail_server(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.mail, server.told = [], []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.ALERTS_MAILER = f"mailto://127.0.0.1:{server.server_address[1]}?from=saksama@example.org"
        yield server
        server.shutdown()


def test_a_real_mail_reaches_a_real_mail_server(mail_server, cast):
    channel = set_channel(cast.officer, "email", "petugas@example.org", at=wita(4))
    assert try_channel(channel, at=wita(4))
    assert "rcpt to:<petugas@example.org>" in [line.lower() for line in mail_server.told]
    assert any(line.startswith("X-Saksama-Alert: ") for line in mail_server.mail)
    channel.refresh_from_db()
    assert channel.test_went_well is True


def test_a_dead_mailer_is_said_and_not_raised(cast):
    channel = set_channel(cast.officer, "email", "petugas@example.org", at=wita(4))
    assert not try_channel(channel, at=wita(4))
    channel.refresh_from_db()
    assert channel.test_went_well is False


# --- by hand -------------------------------------------------------------------------------------------


def test_a_message_sent_by_hand_is_noted_once_with_who_and_what(limit, cast):
    set_channel(cast.officer, "whatsapp", "081234567890", at=wita(1))
    limit(14)
    sweep(wita(11, 8))
    alert = Alert.objects.select_related("deadline").get()
    assert not Delivery.objects.exists()  # nothing goes to a telephone by itself
    with pytest.raises(scope.NotAllowed):
        note_sent_by_hand(alert, actor=cast.neighbour, note="", at=wita(11, 9))
    done = note_sent_by_hand(alert, actor=cast.chair, note="centang dua", at=wita(11, 9))
    assert (done.state, done.sent_by, done.note) == ("by_hand", cast.chair, "centang dua")
    with pytest.raises(Problem) as refused:
        note_sent_by_hand(alert, actor=cast.chair, note="", at=wita(11, 10))
    assert refused.value.code == "sent_already"
    assert Line.objects.filter(act="alert_sent_by_hand").count() == 1


def test_the_ready_message_says_number_reason_and_act_and_no_name(mailed):
    text = wording.by_hand(mailed, today=date(2024, 11, 11))
    assert "003/LP/PB/Kab/23.07/XI/2024" in text
    assert "3 hari lagi" in text
    assert "Simpulkan kajian awal" in text
    assert "Petugas" not in unquote(text)
