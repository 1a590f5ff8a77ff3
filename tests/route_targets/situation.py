"""Figures of the office, and one press release in draft."""

from datetime import date
from types import SimpleNamespace

from tests.route_targets import HERE, Target

from saksama.cases.actors import Actor
from saksama.cases.testing import Scene, wita
from saksama.places.models import Office
from saksama.situation.operations import draft_release
from saksama.situation.releases.drafting import Value, compose

DAY = date(2024, 11, 9)


def objects(stage: Scene) -> SimpleNamespace:
    draft = compose([Value("office", "Kantor", "Bawaslu", DAY), Value("day", "Hari", "Sabtu", DAY)])
    office = Office.objects.get(pk=HERE)
    actor = Actor.of(stage.cast.colleague_without_role)
    return SimpleNamespace(release=draft_release(draft, office=office, on=DAY, actor=actor, at=wita(9)))


def of_release(**more: str):
    return lambda world: {"pk": world.of("situation").release.pk, **more}


TARGETS: dict[str, Target] = {
    "situation:briefing": Target(),
    "situation:briefing_file": Target(lambda world: {"shape": "json"}),
    "situation:figure": Target(lambda world: {"key": "handled"}),
    "situation:normality": Target(),
    "situation:release": Target(of_release(), HERE),
    "situation:release_act": Target(of_release(act="write_release"), HERE, "post", "write_release"),
    "situation:release_draft": Target(method="post"),
    "situation:release_paper": Target(of_release(), HERE),
    "situation:releases": Target(),
    "situation:report": Target(),
    "situation:situation": Target(),
    "situation:turnout": Target(lambda world: {"event": world.stage.event.pk}),
}
