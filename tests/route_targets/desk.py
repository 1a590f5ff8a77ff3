"""The desk owns no record: its pages join those of others."""

from types import SimpleNamespace

from django.utils import timezone
from tests.route_targets import HERE, Target

from saksama.cases import operations as acts
from saksama.cases.testing import Scene, wita
from saksama.documents.models import IssuedNumber, NumberSeries
from saksama.people.models import Absence


def objects(stage: Scene) -> SimpleNamespace:
    today = timezone.localdate()
    case = stage.report(wita(4)).case
    acts.assign_case(case, stage.cast.coordinator, actor=stage.chair, at=wita(4))
    absence = Absence.objects.create(
        account=stage.cast.officer,
        office=stage.office,
        starts_on=today,
        ends_on=today,
        recorded_by=stage.cast.chair,
    )
    series = NumberSeries.objects.create(office=HERE, kind="letter", event="", next=4)
    number = IssuedNumber.objects.create(office=HERE, kind="letter", event="", number=3, issued_on=today)
    return SimpleNamespace(absence=absence, series=series, number=number)


TARGETS: dict[str, Target] = {
    "desk:absence_cancel": Target(
        lambda world: {"pk": world.of("desk").absence.pk}, HERE, "post", "manage_absence", is_of_a_case=False
    ),
    "desk:absences": Target(),
    "desk:alert_plan": Target(),
    "desk:alert_way": Target(lambda world: {"act": "cabut-umpan"}, method="post"),
    "desk:alert_ways": Target(),
    "desk:alerts": Target(),
    "desk:calendar": Target(),
    "desk:calendar_confirm": Target(lambda world: {"act": "add"}, method="post"),
    "desk:calendar_preview": Target(lambda world: {"act": "add"}, method="post"),
    "desk:cases": Target(data={"keadaan": "semua"}),
    "desk:cases_table": Target(data={"keadaan": "semua"}),
    "desk:gallery": Target(),
    "desk:journal": Target(),
    "desk:journal_check": Target(),
    "desk:loop": Target(),
    "desk:numbers": Target(),
    "desk:number_explain": Target(lambda world: {"pk": world.of("desk").number.pk}, HERE, is_of_a_case=False),
    "desk:number_gap": Target(
        lambda world: {"series": world.of("desk").series.pk, "first": 1, "last": 2}, HERE, is_of_a_case=False
    ),
    "desk:office": Target(),
    "desk:recap": Target(),
    "desk:recap_pdf": Target(),
    "desk:recap_xlsx": Target(),
    "desk:register": Target(),
    "desk:register_pdf": Target(),
    "desk:register_xlsx": Target(),
    "desk:search": Target(method="post", data={"q": "amplop"}),
    "desk:today": Target(),
}
