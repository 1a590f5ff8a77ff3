"""The officer of the cast, as an administrator sees him; and an institution of the directory with one post."""

from datetime import date
from types import SimpleNamespace

from tests.route_targets import HERE, Target, World

from saksama.cases.testing import Scene, wita
from saksama.people.directory import operations as directory


def objects(stage: Scene) -> SimpleNamespace:
    by = {"actor": None, "at": wita(4)}
    institution = directory.record_institution(
        code="kpu-64.02", name="KPU", category="organiser", area_code=HERE, **by
    )
    post = directory.open_post(institution, title="Ketua", **by)
    tenure = directory.place_in_post(post, name="Nama Contoh", starts_on=date(2024, 1, 1), **by)
    return SimpleNamespace(institution=institution, post=post, tenure=tenure)


def of_institution(which: str = "", method: str = "get", permission: str = "manage_directory") -> Target:
    """A route of the institution; ``which`` names the object whose number it takes besides the code."""

    def arguments(world: World) -> dict[str, object]:
        made = world.of("people")
        return {"code": "kpu-64.02"} | ({"pk": getattr(made, which).pk} if which else {})

    return Target(arguments, HERE, method, permission)


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
    "directory": Target(),
    "add_institution": Target(),
    "import_directory": Target(),
    "blank_directory": Target(),
    "institution": of_institution(permission="view_directory"),
    "change_institution": of_institution(),
    "close_institution": of_institution(method="post"),
    "add_post": of_institution(method="post"),
    "place_person": of_institution("post"),
    "change_person": of_institution("tenure"),
}
