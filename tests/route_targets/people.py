"""The officer of the cast, as an administrator sees him."""

from tests.route_targets import HERE, Target

TARGETS: dict[str, Target] = {
    "people": Target(),
    "add_person": Target(),
    "person": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE),
    "add_duty": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE, "post"),
    "end_duty": Target(
        lambda world: {
            "pk": world.stage.cast.officer.pk,
            "duty_pk": world.stage.cast.officer.duties.get().pk,
        },
        HERE,
        "post",
    ),
    "reset_login": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE),
}
