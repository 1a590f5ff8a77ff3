"""The day's desk: who was heard, who is silent, who is called, and what must be acted on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from saksama.checklists import directory, operations, shipped, xlsforms
from saksama.checklists.day import operations as day
from saksama.checklists.day import queries, rules
from saksama.checklists.models import CallNote, Incident
from saksama.checklists.problems import Problem
from saksama.checklists.testing import OTHER_STATION, STATION, Field, on_the_day, payload
from saksama.people.scope import Scope
from saksama.people.testing import client_of
from saksama.places.models import ElectionEvent

WITA = ZoneInfo("Asia/Makassar")
KUKAR = Scope(areas=frozenset({"64.02"}))


def silent_at(field: Field, hour: int, minute: int = 0) -> list[str]:
    at = on_the_day(hour, minute)
    rows = queries.silent(field.event, KUKAR, at=at, zone=WITA)
    assert queries.board(field.event, KUKAR, at=at, zone=WITA).silent == len(rows)
    return [row.code for row in rows]


def heard(field: Field, at: datetime, **answers: Any) -> None:
    field.send(payload(**({"opened": "yes"} | answers)), at=at)
    operations.read_waiting(at=at)


def test_a_silent_station_is_on_the_call_list_of_its_district_and_leaves_it_when_it_reports(
    field: Field,
) -> None:
    assert silent_at(field, 8) == [STATION, OTHER_STATION]
    heard(field, on_the_day(8, 1))
    assert silent_at(field, 8, 2) == [OTHER_STATION]


def test_what_was_heard_for_the_opening_does_not_meet_the_next_milestone(field: Field) -> None:
    heard(field, on_the_day(7, 10))
    assert silent_at(field, 9, 59) == [OTHER_STATION]
    assert silent_at(field, 10) == [STATION, OTHER_STATION]


@pytest.mark.parametrize("channel", ["web", "openrosa", "voice", "carried"])
def test_a_report_counts_by_whatever_way_it_came(field: Field, channel: str) -> None:
    field.send(at=on_the_day(8), channel=channel)
    operations.read_waiting(at=on_the_day(8))
    assert silent_at(field, 8, 1) == [OTHER_STATION]


def test_those_nobody_called_come_first(field: Field) -> None:
    day.note_call(field.event, STATION, "nobody", note="", actor=field.cast.officer, at=on_the_day(8))
    assert silent_at(field, 8, 5) == [OTHER_STATION, STATION]


def test_the_board_counts_by_district_and_hour(field: Field) -> None:
    heard(field, on_the_day(8, 1))
    held = queries.board(field.event, KUKAR, at=on_the_day(9, 30), zone=WITA)
    (row,) = held.rows
    assert (held.stations, held.heard, held.silent, row.name) == (2, 1, 1, "Tenggarong")
    assert row.shares[:5] == [0, 0, 50, 50, None]


def test_the_board_of_an_earlier_hour_knows_nothing_of_what_came_later(field: Field) -> None:
    heard(field, on_the_day(8, 1))
    assert queries.board(field.event, KUKAR, at=on_the_day(8), zone=WITA).heard == 0


def test_a_drill_counts_nothing_towards_the_vote_and_has_a_board_of_its_own(field: Field) -> None:
    drill = ElectionEvent.objects.create(
        slug="kukar-latihan", election=field.event.election, kind="drill", area=field.event.area, name="Latihan",
        vote_on=field.event.vote_on, announced_on=date(2024, 11, 1),
    )  # fmt: skip
    operations.publish(field.version, drill, actor=None, at=on_the_day(6))
    directory.forget()
    field.send(at=on_the_day(8), event=drill.pk)
    operations.read_waiting(at=on_the_day(8))
    assert silent_at(field, 8, 1) == [STATION, OTHER_STATION]
    held = queries.board(drill, KUKAR, at=on_the_day(8, 1), zone=WITA)
    assert (held.stations, held.heard) == (2, 1)


def test_a_critical_answer_opens_one_incident_within_the_reading(field: Field) -> None:
    day.watch_answer(field.version.instrument, "opened", "no", actor=None, at=on_the_day(6))
    heard(field, on_the_day(8), opened="no")
    heard(field, on_the_day(8, 5), opened="yes")
    incident = Incident.objects.get()
    assert (incident.station_code, incident.path, incident.what, incident.state) == (
        STATION,
        "opened",
        "Sudah dibuka? Belum",
        "new",
    )


def test_the_answers_that_a_form_marks_are_watched_from_its_publication_on(field: Field) -> None:
    one = shipped.named("sebelum-buka")
    told = operations.Told(one.kind, one.title_en, one.needs_station)
    version = operations.save_version(
        xlsforms.read(shipped.workbook(one)), office=field.office.pk, told=told, actor=None, at=on_the_day(6)
    )
    operations.publish(version, field.event, actor=None, at=on_the_day(6))
    watched = set(version.instrument.critical_answers.values_list("path", "answer"))
    assert any(path.endswith("box_sealed") and answer == "no" for path, answer in watched)


def test_two_people_act_on_one_incident_and_the_second_is_told(field: Field) -> None:
    incident = day.tell_incident(
        field.event, STATION, "Surat suara kurang", actor=field.cast.officer, at=on_the_day(9)
    )
    day.change_incident(
        incident, "in_hand", note="", version=1, actor=field.cast.officer, at=on_the_day(9, 1)
    )
    with pytest.raises(Problem, match="diselesaikan"):
        day.change_incident(
            incident, "settled", note="x", version=1, actor=field.cast.chair, at=on_the_day(9, 2)
        )
    with pytest.raises(Problem, match="Alasan"):
        day.change_incident(
            incident, "settled", note=" ", version=2, actor=field.cast.chair, at=on_the_day(9, 2)
        )
    settled = day.change_incident(
        incident, "settled", note="Surat suara datang", version=2, actor=field.cast.chair, at=on_the_day(9, 3)
    )
    assert (settled.state, settled.note) == ("settled", "Surat suara datang")


def test_a_call_is_noted_on_the_page_of_the_station(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(field.cast.officer)
    address = reverse("checklists:day_station", args=[field.event.pk, STATION])
    assert "Nuraini Sekar" in client.get(address).content.decode()
    given = {"outcome": "answered", "note": "Sudah dibuka", "incident": "Pemilih diarahkan"}
    assert client.post(address, given).status_code == 302
    assert CallNote.objects.get().note == "Sudah dibuka"
    assert Incident.objects.get().what == "Pemilih diarahkan"
    assert client.post(address, {"outcome": "x"}).status_code == 422


def test_a_vote_has_a_board_from_its_announcement_on_and_not_before(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saksama.config.clock.now", on_the_day)
    client, revote = client_of(field.cast.chair), reverse("checklists:day_event", args=["kukar-2025-04-19"])
    assert client.get(revote).status_code == 404
    ElectionEvent.objects.filter(pk="kukar-2025-04-19").update(announced_on=date(2024, 11, 1))
    assert client.get(revote).status_code == 200


def test_the_board_asks_as_often_with_many_stations_as_with_two(
    field: Field, django_assert_max_num_queries: Any
) -> None:
    heard(field, on_the_day(8, 1))
    client = client_of(field.cast.chair)
    with django_assert_max_num_queries(26):
        assert client.get(reverse("checklists:day")).status_code == 200


def test_the_part_that_changes_answers_304_until_something_came(field: Field) -> None:
    client = client_of(field.cast.chair)
    address = reverse("checklists:day_part", args=[field.event.pk])
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) in {
        (200, 304),
        (200, 200),
    }  # the minute may turn between the two
    heard(field, datetime.now(UTC))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_milestones_stand_in_order_and_each_has_words_to_say() -> None:
    milestones = rules.plan().milestones
    assert [row.due for row in milestones] == sorted(row.due for row in milestones)
    assert all(row.script["id"] and row.script["en"] for row in milestones)


def test_an_incident_is_not_raised_twice_by_an_edit_of_another_answer(field: Field) -> None:
    day.watch_answer(field.version.instrument, "opened", "no", actor=None, at=on_the_day(6))
    heard(field, on_the_day(8), opened="no", instance_id="uuid:a")
    heard(field, on_the_day(8, 5), opened="no", instance_id="uuid:b", deprecates="uuid:a")
    assert Incident.objects.count() == 2  # the corrected form says it too: a person settles both


def test_days_before_and_after_the_vote_have_no_milestone(field: Field) -> None:
    before = on_the_day(9) - timedelta(days=3)
    held = queries.board(field.event, KUKAR, at=before, zone=WITA)
    assert (held.milestone, set(held.rows[0].shares)) == (None, {None})
    assert field.event.vote_on == date(2024, 11, 27)
