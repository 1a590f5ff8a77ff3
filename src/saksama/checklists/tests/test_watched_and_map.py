"""Which answers raise an incident, chosen on a page; and the day on a map."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from saksama.checklists import operations
from saksama.checklists.day import map as drawn
from saksama.checklists.day import operations as day
from saksama.checklists.day import rules
from saksama.checklists.day.map import Spot
from saksama.checklists.models import CriticalAnswer, Incident
from saksama.checklists.problems import Problem
from saksama.checklists.testing import OTHER_STATION, STATION, Field, on_the_day, payload
from saksama.people.scope import Refused, Scope
from saksama.people.testing import client_of

KUKAR = Scope(areas=frozenset({"64.02"}))
WITA = ZoneInfo("Asia/Makassar")


def test_an_answer_is_watched_and_withdrawn_on_the_page_of_its_version(field: Field) -> None:
    client = client_of(field.cast.coordinator)
    address = reverse("checklists:watched", args=[field.version.pk])
    assert client.post(address, {"tambah": "1", "what": ""}).status_code == 422
    assert client.post(address, {"tambah": "1", "what": "opened|never"}).status_code == 422
    assert client.post(address, {"tambah": "1", "what": "opened|no"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Sudah dibuka?" in page
    field.send(payload(opened="no"), at=on_the_day(9))
    operations.read_waiting(at=on_the_day(9))
    row = CriticalAnswer.objects.get()
    assert client.post(address, {"cabut": str(row.pk)}).status_code == 302
    field.send(payload(opened="no"), at=on_the_day(10))
    operations.read_waiting(at=on_the_day(10))
    row.refresh_from_db()
    assert (row.withdrawn_by, Incident.objects.count()) == (field.cast.coordinator.code, 1)
    assert client.post(address, {"cabut": "9" * 30}).status_code == 404


def test_only_who_manages_forms_chooses_and_only_what_the_form_asks(field: Field) -> None:
    instrument = field.version.instrument
    with pytest.raises(Refused):
        day.watch_answer(instrument, "opened", "no", actor=field.cast.officer, at=on_the_day(6))
    for path, answer in (("nothing", ""), ("opened", "never")):
        with pytest.raises(Problem):
            day.watch_answer(instrument, path, answer, actor=field.cast.coordinator, at=on_the_day(6))
    row = day.watch_answer(instrument, "note", "", actor=field.cast.coordinator, at=on_the_day(6))
    with pytest.raises(Refused):
        day.stop_watching(row, actor=field.cast.officer, at=on_the_day(7))
    assert (
        not client_of(field.cast.officer)
        .get(reverse("checklists:watched", args=[field.version.pk]))
        .context["form"]
    )


@pytest.mark.rules
def test_photos_and_notes_cannot_be_watched() -> None:
    asked = {"kind": "input", "type": "string", "readonly": False, "path": "note"}
    assert rules.can_be_watched(asked)
    assert not rules.can_be_watched(asked | {"kind": "upload"})
    assert not rules.can_be_watched(asked | {"readonly": True})
    assert not rules.can_be_watched(asked | {"path": "station"})


def test_the_map_counts_heard_silent_and_open_incidents_by_area(field: Field) -> None:
    field.send(at=on_the_day(8))
    operations.read_waiting(at=on_the_day(8))
    day.tell_incident(field.event, OTHER_STATION, "Ribut", actor=field.cast.officer, at=on_the_day(8))
    (district,) = drawn.spots(field.event, KUKAR, drawn.DISTRICT, at=on_the_day(8, 5), zone=WITA)
    assert (district.code, district.stations, district.met, district.silent) == ("64.02.06", 2, 1, 1)
    assert (district.incidents, district.look, district.share) == (1, "incident", 50)
    (village,) = drawn.spots(field.event, KUKAR, drawn.VILLAGE, at=on_the_day(10, 5), zone=WITA)
    assert (village.code, village.met) == ("64.02.06.1001", 0)  # the next milestone is due


def test_the_data_of_the_map_has_an_etag_and_changes_when_a_station_is_heard(
    field: Field, django_assert_max_num_queries: Any
) -> None:
    client = client_of(field.cast.chair)
    address = reverse("checklists:day_map_data", args=[field.event.pk])
    first = client.get(address)
    told = json.loads(first.content)
    assert len(told["areas"]["features"]) == 20
    (point,) = told["places"]["features"]
    assert (point["properties"]["code"], point["geometry"]["type"]) == ("64.02.06.1001", "Point")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code in {200, 304}
    field.send(at=on_the_day(8))
    operations.read_waiting(at=on_the_day(8))
    with django_assert_max_num_queries(22):
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_page_of_the_map_holds_the_table_and_a_district_shows_its_villages(field: Field) -> None:
    client = client_of(field.cast.chair)
    address = reverse("checklists:day_map", args=[field.event.pk])
    page = client.get(address).content.decode()
    assert "Tenggarong" in page
    assert reverse("checklists:day_district", args=[field.event.pk, "64.02.06"]) in page
    page = client.get(address, {"wilayah": "64.02.06"}).content.decode()
    assert "64.02.06.1001" in page
    assert client.get(address, {"wilayah": "64.01"}).status_code == 404
    assert client.get(address, {"wilayah": "'; --"}).status_code == 200  # no code: the own area


@pytest.mark.rules
@pytest.mark.parametrize(
    ("met", "incidents", "look"), [(0, 0, "silent"), (2, 0, "part"), (4, 0, "heard"), (4, 1, "incident")]
)
def test_a_point_looks_as_its_stations_are(met: int, incidents: int, look: str) -> None:
    assert Spot(STATION[:13], "Desa", 4, met, incidents).look == look
