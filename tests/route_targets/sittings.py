"""A closed sitting with a case that was put off, and its issued minutes."""

from types import SimpleNamespace

from django.db import transaction
from tests.route_targets import HERE, Target, World

from saksama.cases import operations as acts
from saksama.cases.sittings import operations
from saksama.cases.sittings.models import Seat
from saksama.cases.testing import Scene, wita


def objects(stage: Scene) -> SimpleNamespace:
    with transaction.atomic():
        case = stage.report(wita(3)).case
        checks = stage.checks(case)
        acts.conclude_initial_study(
            case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(3, 12)
        )
        case.refresh_from_db()
        plan = operations.Plan(wita(4), "Ruang rapat", stage.cast.chair)
        sitting = operations.plan_sitting(
            stage.office, stage.event, plan, [(case, "registration")], actor=stage.chair, at=wita(3, 13)
        )
        present = {
            member: operations.Presence(Seat.Presence.PRESENT)
            for member in (stage.cast.chair, stage.cast.coordinator, *stage.cast.members)
        }
        operations.open_sitting(sitting, present, opened_at=wita(4), actor=stage.chair, at=wita(4))
        item = sitting.items.get()
        operations.take_off_agenda(item, reason="Menunggu saksi.", actor=stage.chair, at=wita(4))
        operations.close_sitting(sitting, closed_at=wita(4), actor=stage.chair, at=wita(4))
    issued = operations.issue_minutes(
        sitting, verify_base="https://saksama.example/periksa/", actor=stage.chair, at=wita(4)
    )
    return SimpleNamespace(sitting=sitting, item=item, issued=issued)


def of_sitting(
    permission: str | None = "hold_plenary", *, is_of_a_case: bool = True, **more: object
) -> Target:
    """``is_of_a_case`` False: shown without the item that the person is kept from."""
    return Target(
        lambda world: {"pk": world.of("sittings").sitting.pk, **_known(world, more)},
        HERE,
        permission=permission,
        is_of_a_case=is_of_a_case,
    )


def _known(world: World, more: dict[str, object]) -> dict[str, object]:
    return {name: value(world) if callable(value) else value for name, value in more.items()}


TARGETS: dict[str, Target] = {
    "cases:sittings": Target(),
    "cases:sitting_new": Target(),
    "cases:sitting": of_sitting(None, is_of_a_case=False),
    "cases:sitting_act": of_sitting(act="tanda-tangan", is_of_a_case=False),
    "cases:sitting_item": of_sitting(item=lambda world: world.of("sittings").item.pk),
    "cases:sitting_issue": of_sitting(),
    "cases:sitting_minutes": of_sitting(file="pdf"),
    "cases:sitting_issued": of_sitting("view_files", document=lambda world: world.of("sittings").issued.pk),
}
