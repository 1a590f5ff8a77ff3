"""The calendar feed: a contract with every calendar that subscribes (RFC 5545), and with everybody's privacy."""

from datetime import date

import pytest
from icalendar import Calendar

from saksama.cases.testing import wita
from saksama.notices import feeds
from saksama.notices.models import FeedKey
from saksama.notices.operations import make_feed, revoke_feed

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 11)


def read(account, base="https://lapor.example.org"):
    raw = feeds.as_ics(account, today=TODAY, base=base)
    return raw, Calendar.from_ical(raw)


def test_the_contract_of_the_feed(limit, cast):
    limit(14, subject="1")
    limit(20, subject="2", reference="004/" + "Panjang/" * 9)
    raw, calendar = read(cast.officer)
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"] == "-//Saksama//Tenggat//ID"
    first, second = calendar.walk("VEVENT")
    for event in (first, second):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(event)
    assert first["DTSTART"].dt == date(2024, 11, 14)
    assert first["DTEND"].dt == date(2024, 11, 15)
    assert str(first["SUMMARY"]) == "003/LP/PB/Kab/23.07/XI/2024 · Kajian awal berakhir"
    assert str(first["URL"]) == "https://lapor.example.org/meja/thing/1/"
    assert first["UID"] != second["UID"]


def test_an_event_keeps_its_identity_when_its_limit_moves(limit, cast, thing):
    limit(14)
    _raw, before = read(cast.officer)
    limit(18)
    _raw, after = read(cast.officer)
    (old,), (new,) = before.walk("VEVENT"), after.walk("VEVENT")
    assert (old["UID"], new["SEQUENCE"]) == (new["UID"], old["SEQUENCE"] + 1)
    assert new["DTSTART"].dt == date(2024, 11, 18)


def test_whoever_is_in_charge_sees_the_own_limits_and_whoever_leads_those_of_the_office(limit, cast):
    limit(14)
    for account, events in ((cast.officer, 1), (cast.chair, 1), (cast.members[0], 0), (cast.neighbour, 0)):
        assert len(read(account)[1].walk("VEVENT")) == events, account


def test_a_feed_has_one_address_that_cannot_be_guessed_and_can_be_revoked(cast):
    first = make_feed(cast.officer, at=wita(4))
    assert len(first) >= 43
    assert feeds.account_of(first) == cast.officer
    second = make_feed(cast.officer, at=wita(5))
    assert feeds.account_of(first) is None
    assert revoke_feed(cast.officer, at=wita(6))
    assert feeds.account_of(second) is None
    assert not revoke_feed(cast.officer, at=wita(6))
    assert all(bytes(row.digest) not in (first.encode(), second.encode()) for row in FeedKey.objects.all())


def test_a_barred_account_has_no_feed(cast):
    token = make_feed(cast.officer, at=wita(4))
    cast.officer.is_active = False
    cast.officer.save()
    assert feeds.account_of(token) is None
