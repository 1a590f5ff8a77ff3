"""The board of a province and of the nation: some dozens of rows, whatever number of stations lies below."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saksama.checklists import directory
from saksama.checklists.day import queries
from saksama.checklists.models import Incident, Pulse
from saksama.checklists.testing import Field, on_the_day
from saksama.people.models import Account
from saksama.people.scope import Scope
from saksama.people.testing import client_of
from saksama.places.models import Area, ElectionEvent, PollingStation
from saksama.places.rules import parent_of

JAKARTA = ZoneInfo("Asia/Jakarta")
MOST_BYTES = 60_000
PROVINCES = ("11", "31", "91")


@pytest.fixture
def nation(field: Field) -> ElectionEvent:
    """A vote of the nation: three provinces of two regencies of two districts of one village."""
    event = ElectionEvent.objects.create(
        slug="nasional", election=field.event.election, kind="vote", area_id="00", name="Nasional",
        vote_on=field.event.vote_on, announced_on=field.event.announced_on,
    )  # fmt: skip
    regencies = [f"{code}.0{number}" for code in PROVINCES for number in (1, 2)]
    districts = [f"{code}.0{number}" for code in regencies for number in (1, 2)]
    villages = [f"{code}.1001" for code in districts]
    levels = {"province": PROVINCES, "regency": regencies, "district": districts, "village": villages}
    for level, codes in levels.items():
        made = [
            Area(code=code, name=code, level=level, kind=level, parent_id=parent_of(code)) for code in codes
        ]
        Area.objects.bulk_create(made, ignore_conflicts=True)  # the country of the tests knows its provinces
    return event


def stations(field: Field, event: ElectionEvent, first: int, last: int) -> None:
    """Stations of these numbers in every village; those with an even number were heard at seven."""
    villages = list(
        Area.objects.filter(level="village", code__regex=r"^(11|31|91)").values_list("code", flat=True)
    )
    codes = [(village, number) for village in villages for number in range(first, last + 1)]
    PollingStation.objects.bulk_create(
        PollingStation(event=event, code=f"{village}-{number:03d}", village_id=village, number=number)
        for village, number in codes
    )
    Pulse.objects.bulk_create(
        Pulse(event=event, station_code=f"{village}-{number:03d}", instrument_id=field.version.instrument_id,
              first_at=on_the_day(7, 10), last_at=on_the_day(7, 10), count=1)
        for village, number in codes if number % 2 == 0
    )  # fmt: skip


def seen(account: Account, address: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """``(statements, rows read, bytes)`` of a page."""
    rows = 0
    read = SQLCompiler.results_iter

    def counted(self: SQLCompiler, *words: Any, **more: Any) -> Any:
        nonlocal rows
        for row in read(self, *words, **more):
            rows += 1
            yield row

    client = client_of(account)
    client.get(address)
    directory.forget()
    with monkeypatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(SQLCompiler, "results_iter", counted)
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), rows, len(answer.content)


def test_a_wider_office_sees_one_row_for_each_area_below_it(field: Field, nation: ElectionEvent) -> None:
    stations(field, nation, 1, 4)
    for area, level, rows in (("00", "province", 3), ("11", "regency", 2), ("11.01", "district", 2)):
        held = queries.board(nation, Scope(areas=frozenset({area})), at=on_the_day(7, 30), zone=JAKARTA)
        assert (held.level, len(held.rows), held.heard) == (level, rows, held.stations // 2)


def test_pages_of_province_and_nation_cost_the_same_with_a_hundred_times_as_many_stations(
    field: Field, nation: ElectionEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("checklists:day_event", args=[nation.pk])
    below = f"{address}?wilayah=11.01"
    stations(field, nation, 1, 2)
    few = [seen(field.cast.national_viewer, where, monkeypatch) for where in (address, below)]
    stations(field, nation, 3, 200)
    many = [seen(field.cast.national_viewer, where, monkeypatch) for where in (address, below)]
    for (asked, rows, _small), (asked_again, rows_again, size) in zip(few, many, strict=True):
        assert asked_again == asked <= 26
        assert rows_again <= rows + 6  # three calls, with what is known of them
        assert size < MOST_BYTES


def test_the_board_of_a_smaller_area_is_reached_from_that_of_the_wider(
    field: Field, nation: ElectionEvent
) -> None:
    stations(field, nation, 1, 2)
    client = client_of(field.cast.national_viewer)
    address = reverse("checklists:day_event", args=[nation.pk])
    assert f"{address}?wilayah=11" in client.get(address).content.decode()
    assert f"{address}?wilayah=11.02" in client.get(f"{address}?wilayah=11").content.decode()
    below = client.get(f"{address}?wilayah=11.02").content.decode()
    assert reverse("checklists:day_district", args=[nation.pk, "11.02.01"]) in below
    assert f"{reverse('checklists:day_part', args=[nation.pk])}?wilayah=11.02" in below
    for wrong in ("x", "11.02'", "9" * 40):
        assert client.get(address, {"wilayah": wrong}).status_code == 404
    assert client_of(field.cast.chair).get(address, {"wilayah": "11"}).status_code == 404


def test_the_board_of_the_nation_is_counted_once_a_minute_but_an_incident_shows_at_once(
    field: Field, nation: ElectionEvent
) -> None:
    stations(field, nation, 1, 2)
    client = client_of(field.cast.national_viewer)
    address = reverse("checklists:day_part", args=[nation.pk])
    before = client.get(address)
    stations(field, nation, 3, 4)
    Incident.objects.create(
        event=nation, station_code="11.01.01.1001-001", what="Diuji", opened_at=on_the_day(8),
        opened_by="system", changed_at=on_the_day(8), changed_by="system",
    )  # fmt: skip
    after = client.get(address)
    assert after.context["board"] is before.context["board"]
    assert "Diuji" in after.content.decode()
    directory.forget()
    assert client.get(address).context["board"].stations == 2 * after.context["board"].stations


def test_a_304_counts_and_draws_nothing(
    field: Field, nation: ElectionEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saksama.config.clock.now", on_the_day)
    for event in (field.event, nation):
        address = reverse("checklists:day_part", args=[event.pk])
        client = client_of(field.cast.national_viewer)
        told = client.get(address)["ETag"]
        directory.forget()
        with monkeypatch.context() as patch:
            patch.setattr(queries, "board", None)
            again = client.get(address, headers={"If-None-Match": told})
        assert (again.status_code, again.content) == (304, b"")
