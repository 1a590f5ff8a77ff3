"""Passing on the incident that the field's own targets made."""

from tests.route_targets import Target

TARGETS: dict[str, Target] = {
    "bridges:incident": Target(lambda world: {"pk": world.of("checklists").incident}, "64.02.06"),
}
