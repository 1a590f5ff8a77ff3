"""An incident of the day that may be passed on."""

from types import SimpleNamespace

from tests.route_targets import Target

from saksama.cases.testing import Scene, wita
from saksama.checklists.models import Incident
from saksama.checklists.testing import STATION

DISTRICT = "64.02.06"


def objects(stage: Scene) -> SimpleNamespace:
    incident = Incident.objects.create(
        event=stage.event, station_code=STATION, what="Surat suara kurang", opened_at=wita(4), opened_by="system",
        changed_at=wita(4), changed_by="system",
    )  # fmt: skip
    return SimpleNamespace(incident=incident.pk)


TARGETS: dict[str, Target] = {
    "bridges:incident": Target(lambda world: {"pk": world.of("bridges").incident}, DISTRICT),
}
