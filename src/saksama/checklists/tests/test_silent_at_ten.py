"""A station silent at ten is called within the minute, by the right district, until its report comes by any way.

Played through the doors that phones use, the pages that people use, and the command that reads; the clock is moved.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from saksama.checklists import directory, operations, xforms
from saksama.checklists.models import Card, Quarantine
from saksama.checklists.operations import NewPosting, Told
from saksama.checklists.testing import XFORM, Field, on_the_day, payload
from saksama.checklists.tests.openrosa_client import OpenRosaClient
from saksama.checklists.tests.test_carried import sealed
from saksama.people.testing import client_of
from saksama.places.models import PollingStation
from saksama.places.testing import SEBULU, TENGGARONG, village

FORM = "uji-suara"
STATIONS = [f"64.02.06.1001-{number:03}" for number in range(1, 6)]


@dataclass
class Day:
    """The voting day: a clock that stands where it is put, and what the desk sees then."""

    field: Field
    http: httpx.Client
    cards: dict[str, Card]
    now: datetime

    def called(self, district: str) -> set[str]:
        """Stations on the call list of a district, from its page; the reader has had its turn."""
        call_command("read_submissions", stdout=io.StringIO())
        page = client_of(self.field.cast.chair).get(
            reverse("checklists:day_district", args=[self.field.event.pk, district])
        )
        return {call.code for call in page.context["calls"]}

    def key(self, station: str) -> str:
        return str(self.cards[station].secret["collect"])

    def at(self, hour: int, minute: int) -> None:
        self.now = on_the_day(hour, minute)
        directory.forget()


def filled(day: Day, *, form: str = FORM, **answers: Any) -> bytes:
    moment = day.now.isoformat(timespec="milliseconds")
    return payload(form=form, **({"opened": "yes", "end": moment} | answers))


@pytest.fixture
def day(field: Field, http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> Day:
    """Five stations in Tenggarong and one in Sebulu, all with a card; forms for opening and for voting in use."""
    far = f"{village(district=SEBULU).code}-001"
    PollingStation.objects.bulk_create(
        PollingStation(event=field.event, code=code, village_id=code[:13], number=int(code[-3:]))
        for code in (*STATIONS[2:], far)
    )
    voting = operations.save_version(
        xforms.read(XFORM.format(version="1").replace("uji-buka", FORM)),
        office=field.office.pk, told=Told(kind="voting"), actor=None, at=on_the_day(8, day=1),
    )  # fmt: skip
    operations.publish(voting, field.event, actor=None, at=on_the_day(8, day=1))
    others = (*STATIONS[1:], far)
    cards = operations.enlist(
        [
            NewPosting(f"Petugas {code}", "ptps", code, date(2024, 11, 4), date(2024, 12, 4), f"0812000044{place:02}")
            for place, code in enumerate(others)
        ],
        event=field.event, office=field.office.pk, actor=None, at=on_the_day(8, day=2),
    )  # fmt: skip
    directory.forget()
    made = Day(
        field, http, {STATIONS[0]: field.card} | dict(zip(others, cards, strict=True)), on_the_day(7, 15)
    )
    monkeypatch.setattr("saksama.config.clock.now", lambda: made.now)
    for station in made.cards:
        web_form(made, station, form="uji-buka")
    return made


# --- the ways in which a station may be heard ---------------------------------------------------------


def web_form(day: Day, station: str, form: str = FORM) -> None:
    address = reverse("checklists:web_submission", args=[day.field.event.pk])
    headers = {"Authorization": f"Bearer {day.key(station)}", "Content-Type": "text/xml"}
    answer = day.http.post(address, content=filled(day, form=form), headers=headers)
    assert answer.json()["outcome"] == "stored"


def openrosa_client(day: Day, station: str) -> None:
    base = f"http://127.0.0.1/kunci/{day.key(station)}/{day.field.event.pk}"
    assert OpenRosaClient(day.http, base).submit(filled(day), {}) == 1


def carried_file(day: Day, station: str) -> None:
    content = sealed(day.field, filled(day), key=day.key(station))
    given = {"file": SimpleUploadedFile("antrean.titipan", content)}
    assert client_of(day.field.cast.officer).post(reverse("checklists:carried"), given).status_code == 302


def told_by_telephone(day: Day, station: str) -> None:
    desk, address = client_of(day.field.cast.officer), reverse("checklists:voice_form", args=[FORM])
    form = desk.get(address, {"tps": station}).context["form"]
    given = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    given |= {"told_at": f"{day.now:%H.%M}", "told_on": day.now.date().isoformat(), "q0": "yes", "q1": "41"}
    assert desk.post(address, given).status_code == 302


def out_of_quarantine(day: Day, station: str) -> None:
    address = reverse("checklists:openrosa_submission", args=[day.key(station), day.field.event.pk])
    sent = day.http.post(
        address, content=filled(day, station="TPS tiga"), headers={"Content-Type": "text/xml"}
    )
    assert sent.status_code == 202
    assert station in day.called(TENGGARONG)  # what waits for a person has not been heard yet
    row = Quarantine.objects.get(reason="unknown_station")
    desk = client_of(day.field.cast.coordinator)
    done = desk.post(reverse("checklists:quarantined", args=[row.pk]), {"station": station})
    assert done.status_code == 302


WAYS: tuple[Callable[[Day, str], None], ...] = (
    web_form,
    openrosa_client,
    carried_file,
    told_by_telephone,
    out_of_quarantine,
)


def test_silent_at_ten_is_called_within_a_minute_and_no_more_once_heard_by_any_way(day: Day) -> None:
    silent = set(STATIONS)
    (far,) = set(day.cards) - silent

    day.at(9, 59)
    assert (day.called(TENGGARONG), day.called(SEBULU)) == (set(), set())
    day.at(10, 1)
    assert (day.called(TENGGARONG), day.called(SEBULU)) == (silent, {far})

    for minute, (way, station) in enumerate(zip(WAYS, STATIONS, strict=True), start=2):
        day.at(10, minute)
        way(day, station)
        silent.remove(station)
        assert day.called(TENGGARONG) == silent, way.__name__
        assert day.called(SEBULU) == {far}, way.__name__
