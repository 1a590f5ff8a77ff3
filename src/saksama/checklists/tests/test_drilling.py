"""Drills apart from the vote and scored; the switch that spares the line, obeyed by phones, lists and files."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saksama.checklists import directory, operations
from saksama.checklists.counting import queries as counting
from saksama.checklists.day import queries as day
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.drilling import queries, rules
from saksama.checklists.exporting import operations as exporting
from saksama.checklists.models import Drill, Submission
from saksama.checklists.problems import Problem
from saksama.checklists.testing import STATION, WITA, Field, on_the_day, payload
from saksama.people import scope
from saksama.people.scope import Scope
from saksama.people.testing import client_of
from saksama.places.models import ElectionEvent

KUKAR = Scope(areas=frozenset({"64.02"}))


@pytest.fixture
def drill(field: Field) -> Drill:
    return drilling.begin_drill(
        field.event, office="64.02", starts_at=on_the_day(9, day=20), ends_at=on_the_day(11, day=20),
        actor=field.cast.coordinator, at=on_the_day(8, day=19),
    )  # fmt: skip


def test_a_drill_has_the_forms_of_the_vote_and_data_of_its_own(field: Field, drill: Drill) -> None:
    assert "LATIHAN" in drill.event.name
    named = payload(opened="yes", station=STATION)  # a drill is held at the stations of its vote
    assert field.send(named, event=drill.pk, at=on_the_day(10, day=20)).submission_id
    operations.read_waiting(at=on_the_day(10, day=20))
    assert Submission.objects.get().event_id == drill.pk
    at = {"at": on_the_day(10, 30), "zone": WITA}
    assert day.board(field.event, KUKAR, **at).heard == 0
    event = ElectionEvent.objects.get(pk=drill.pk)
    assert day.board(event, KUKAR, at=on_the_day(10, 30, day=20), zone=WITA).heard == 1
    assert counting.count(counting.Cut(field.event.pk, field.version, KUKAR), ["opened"]).forms == 0
    assert counting.count(counting.Cut(drill.pk, field.version, KUKAR), ["opened"]).forms == 1


def test_who_came_who_sent_and_who_never_did_is_scored_by_district(field: Field, drill: Drill) -> None:
    (person,) = queries.people_of(drill, KUKAR)
    assert person.state == rules.NEVER
    drilling.note_visit(
        field.event.pk, field.card.account_id, at=on_the_day(9, 30, day=20)
    )  # no drill: not noted
    drilling.note_visit(drill.pk, field.card.account_id, at=on_the_day(9, 30, day=20))
    drilling.note_visit(drill.pk, field.card.account_id, at=on_the_day(9, 40, day=20))
    (person,) = queries.people_of(drill, KUKAR)
    assert (person.state, person.came_at) == (rules.CAME, on_the_day(9, 30, day=20))
    field.send(event=drill.pk, at=on_the_day(10, day=20))
    ((score, name),) = queries.scores(queries.people_of(drill, KUKAR))
    assert (score.expected, score.came, score.sent, score.never) == (1, 1, 1, 0)
    assert "Tenggarong" in name
    assert queries.people_of(drill, Scope(areas=frozenset({"64.01"}))) == []
    client = client_of(field.cast.officer)
    assert "LATIHAN" in client.get(reverse("checklists:drill", args=[drill.pk])).content.decode()
    table = client.get(reverse("checklists:drill_table", args=[drill.pk]))
    assert table.content[:2] == b"PK"
    assert "LATIHAN" in table["Content-Disposition"]


def test_a_phone_is_offered_the_drill_while_it_is_on(field: Field, drill: Drill) -> None:
    told = directory.drill_of(field.event.pk, "64.02", on_the_day(10, day=20))
    assert told and told.slug == drill.pk  # noqa: PT018
    assert directory.drill_of(field.event.pk, "64.02", on_the_day(11, day=20)) is None
    drilling.end_drill(drill, actor=field.cast.coordinator, at=on_the_day(10, 5, day=20))
    assert directory.drill_of(field.event.pk, "64.02", on_the_day(10, 6, day=20)) is None
    with pytest.raises(Problem):
        drilling.end_drill(drill, actor=field.cast.coordinator, at=on_the_day(10, 7, day=20))


def test_a_drill_is_refused_where_its_times_or_its_maker_are_wrong(field: Field, drill: Drill) -> None:
    def begin(**more: Any) -> Drill:
        given = {"office": "64.02", "starts_at": on_the_day(9, day=21), "ends_at": on_the_day(11, day=21),
                 "actor": field.cast.coordinator, "at": on_the_day(8, day=19)}  # fmt: skip
        return drilling.begin_drill(more.pop("vote", field.event), **(given | more))

    for odd in (
        {"ends_at": on_the_day(9, day=21)}, {"ends_at": on_the_day(9, day=25)}, {"at": on_the_day(12, day=21)},
        {"vote": drill.event}, {"starts_at": drill.starts_at},
    ):  # fmt: skip
        with pytest.raises(Problem):
            begin(**odd)
    with pytest.raises(scope.NotAllowed):
        begin(actor=field.cast.officer)


def test_while_the_line_is_spared_photos_lists_and_files_wait(field: Field, client: Client) -> None:
    spared = drilling.spare(
        field.event, "64.02", reason="Antrean panjang", actor=field.cast.chair, at=on_the_day(8)
    )
    door = {"headers": {"authorization": f"Bearer {field.key}"}}
    sent = client.post(
        f"/lapangan/kirim/{field.event.pk}/kiriman", payload(opened="yes"), content_type="text/xml", **door
    )
    assert (sent.status_code, sent.json()["photos_later"]) == (201, True)
    kit = client.get(f"/lapangan/kirim/{field.event.pk}/bekal", **door).json()
    assert kit["photos_later"] is True
    piece = f"/lapangan/kirim/{field.event.pk}/lampiran/x/y"
    assert client.put(piece, b"x", content_type="image/jpeg", **door).status_code == 429
    exporting.ask_export(
        field.event, "received", "csv", version=None, actor=field.cast.officer, at=on_the_day(8)
    )
    assert exporting.make_exports(at=on_the_day(8), real=lambda: on_the_day(8)) == 0
    page = client_of(field.cast.officer).get(reverse("checklists:day_event", args=[field.event.pk]))
    assert "Antrean panjang" in page.content.decode()
    with pytest.raises(Problem):
        drilling.spare(field.event, "64.02", reason="lagi", actor=field.cast.chair, at=on_the_day(9))
    with pytest.raises(scope.NotAllowed):
        drilling.end_sparing(spared, actor=field.cast.officer, at=on_the_day(9))
    drilling.end_sparing(spared, actor=field.cast.chair, at=on_the_day(9))
    assert exporting.make_exports(at=on_the_day(9), real=lambda: on_the_day(9) + timedelta(1)) == 1
    kit = client.get(f"/lapangan/kirim/{field.event.pk}/bekal", **door)
    assert json.loads(kit.content)["photos_later"] is False


def test_drill_and_switch_are_set_on_the_pages(field: Field) -> None:
    client = client_of(field.cast.coordinator)
    page, event = reverse("checklists:drills"), {"acara": field.event.pk}
    assert client.post(page, event | {"begins": "9.75", "ends": ""}).status_code == 422
    day = {"day_0": "20", "day_1": "11", "day_2": "2099", "begins": "09.00", "ends": "11.00"}
    made = client.post(page, event | day)
    assert made["Location"] == reverse("checklists:drill", args=[Drill.objects.get().pk])
    assert client.post(reverse("checklists:spare"), event).status_code == 422
    client.post(reverse("checklists:spare"), event | {"reason": "Jaringan penuh"})
    assert "Jaringan penuh" in client.get(reverse("checklists:home"), event).content.decode()
    client.post(reverse("checklists:spare"), event | {"cabut": "1"})
    assert "Jaringan penuh" not in client.get(reverse("checklists:home"), event).content.decode()
