"""An incident of the day that may be passed on, and one that became preliminary information."""

from datetime import date
from types import SimpleNamespace

from django.urls import reverse
from tests.route_targets import Target, World

from saksama.bridges import operations
from saksama.cases.testing import Scene, wita
from saksama.checklists.models import Incident
from saksama.checklists.testing import STATION

DISTRICT = "64.02.06"


def objects(stage: Scene) -> SimpleNamespace:
    incident, passed = (
        Incident.objects.create(
            event=stage.event, station_code=STATION, what=what, opened_at=wita(4), opened_by="system",
            changed_at=wita(4), changed_by="system",
        )
        for what in ("Surat suara kurang", "Kotak terbuka")
    )  # fmt: skip
    told = operations.Told("Kotak terbuka", "Kotak suara ditemukan terbuka.", "TPS 001", date(2024, 11, 4))
    operations.pass_on_as_information(passed, told, version=1, actor=stage.cast.officer, at=wita(4, 10))
    return SimpleNamespace(incident=incident.pk, passed=passed.pk)


def beside(world: World) -> list[str]:
    return [reverse("checklists:day_incident", args=[world.of("bridges").passed])]


TARGETS: dict[str, Target] = {
    "bridges:incident": Target(
        lambda world: {"pk": world.of("bridges").incident}, DISTRICT, is_of_a_case=False
    ),
}
