"""The day of a small office: a station, and an incident there."""

from types import SimpleNamespace

from tests.route_targets import Target

from saksama.cases.testing import Scene, wita
from saksama.checklists.models import Incident
from saksama.places.models import PollingStation

DISTRICT, STATION = "64.02.06", "64.02.06.1001-001"


def objects(stage: Scene) -> SimpleNamespace:
    PollingStation.objects.create(
        event=stage.event, code=STATION, village_id=STATION.partition("-")[0], number=1
    )
    incident = Incident.objects.create(
        event=stage.event, station_code=STATION, what="Surat suara kurang", opened_at=wita(4), opened_by="system",
        changed_at=wita(4), changed_by="system",
    )  # fmt: skip
    return SimpleNamespace(event=stage.event.pk, incident=incident.pk)


def of_event(**more: str) -> Target:
    return Target(lambda world: {"event": world.of("checklists").event, **more}, DISTRICT if more else None)


TARGETS: dict[str, Target] = {
    "checklists:day": Target(),
    "checklists:day_event": of_event(),
    "checklists:day_part": of_event(),
    "checklists:day_district": of_event(code=DISTRICT),
    "checklists:day_station": of_event(code=STATION),
    "checklists:day_incident": Target(lambda world: {"pk": world.of("checklists").incident}, DISTRICT),
}
