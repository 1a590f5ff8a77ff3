"""One form in use, a card, a submission with a photo, something in quarantine, an incident at a station."""

import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tests.route_targets import HERE, Target, World

from saksama.cases.testing import Scene, wita
from saksama.checklists import directory, operations
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.models import Incident, Quarantine, ResultSheet, Submission
from saksama.checklists.testing import STATION, Field, fill_field, on_the_day, payload

DISTRICT = "64.02.06"
"""Offices below see the forms of those above them."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def objects(stage: Scene) -> SimpleNamespace:
    field: Field = fill_field(stage.office, stage.event, stage.cast)
    field.send(payload(opened="yes", photo="a.png"), files=[("a.png", PNG)], at=on_the_day(9, day=4))
    field.send(payload(form="uji-lain"), at=on_the_day(9, day=4))
    operations.read_waiting(at=on_the_day(9, day=4))
    directory.forget()
    incident = Incident.objects.create(
        event=stage.event, station_code=STATION, what="Surat suara kurang", opened_at=wita(4), opened_by="system",
        changed_at=wita(4), changed_by="system",
    )  # fmt: skip
    drill = drilling.begin_drill(
        stage.event, office="64.02", starts_at=on_the_day(9, day=5), ends_at=on_the_day(11, day=5),
        actor=stage.cast.coordinator, at=on_the_day(9, day=4),
    )  # fmt: skip
    return SimpleNamespace(
        drill=drill.pk,
        event=stage.event.pk,
        incident=incident.pk,
        result=ResultSheet.objects.create(
            event=stage.event, station_code=STATION, opened_at=wita(4), changed_at=wita(4)
        ),
        version=field.version,
        assignment=field.assignment,
        submission=Submission.objects.get(),
        attachment=Submission.objects.get().attachments.get(),
        quarantined=Quarantine.objects.get(),
    )


def of(name: str, **more: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {
        "pk": getattr(world.of("checklists"), name).pk,
        **{key: value(world) for key, value in more.items()},
    }


def of_event(**more: str) -> Target:
    return Target(lambda world: {"event": world.of("checklists").event, **more}, DISTRICT if more else None)


def of_drill(world: World) -> dict[str, Any]:
    return {"event": world.of("checklists").drill}


TARGETS: dict[str, Target] = {
    "checklists:home": Target(),
    "checklists:freeze": Target(method="post"),
    "checklists:upload": Target(),
    "checklists:take_shipped": Target(lambda world: {"code": "none"}, method="post"),
    "checklists:version": Target(of("version"), DISTRICT),
    "checklists:source": Target(of("version"), DISTRICT),
    "checklists:publish": Target(of("version"), HERE, "post", "manage_instruments"),
    "checklists:cards": Target(),
    "checklists:empty_list": Target(),
    "checklists:card_sheets": Target(method="post"),
    "checklists:card": Target(of("assignment"), HERE),
    "checklists:card_act": Target(of("assignment", act=lambda world: "none"), HERE, "post"),
    "checklists:submissions": Target(),
    "checklists:submission": Target(of("submission"), STATION),
    "checklists:attachment": Target(
        of("submission", file=lambda world: world.of("checklists").attachment.pk), STATION
    ),
    "checklists:answers": Target(),
    "checklists:answers_crossed": Target(),
    "checklists:answers_stations": Target(),
    "checklists:exports": Target(),
    "checklists:exports_part": Target(),
    "checklists:export": Target(lambda world: {"pk": uuid.uuid4()}),
    "checklists:drills": Target(),
    "checklists:spare": Target(method="post"),
    "checklists:drill": Target(of_drill, DISTRICT),
    "checklists:drill_end": Target(of_drill, DISTRICT, "post", "manage_instruments"),
    "checklists:drill_table": Target(of_drill, DISTRICT),
    "checklists:quarantine": Target(),
    "checklists:quarantined": Target(of("quarantined"), HERE),
    "checklists:voice": Target(),
    "checklists:voice_form": Target(lambda world: {"code": "uji-buka"}),
    "checklists:watched": Target(of("version"), DISTRICT),
    "checklists:day_map": of_event(),
    "checklists:day_map_part": of_event(),
    "checklists:day_map_data": of_event(),
    "checklists:results": Target(),
    "checklists:results_event": of_event(),
    "checklists:results_part": of_event(),
    "checklists:results_next": of_event(),
    "checklists:results_sheets": of_event(),
    "checklists:results_sheet": Target(of("result"), DISTRICT),
    "checklists:results_enter": Target(of("result"), DISTRICT),
    "checklists:day": Target(),
    "checklists:day_event": of_event(),
    "checklists:day_part": of_event(),
    "checklists:day_district": of_event(code=DISTRICT),
    "checklists:day_station": of_event(code=STATION),
    "checklists:day_incident": Target(lambda world: {"pk": world.of("checklists").incident}, DISTRICT),
    "checklists:carried": Target(),
}
