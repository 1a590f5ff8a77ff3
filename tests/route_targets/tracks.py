"""A track at Gakkumdu with one act and its proof."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from tests.route_targets import HERE, Target, World
from tests.route_targets.cases import PNG

from saksama.cases.testing import Scene, wita
from saksama.cases.tracks import operations
from saksama.cases.tracks.operations import Told
from saksama.evidence.operations import seal_bytes


def objects(stage: Scene) -> SimpleNamespace:
    case = stage.registered(wita(4))
    with transaction.atomic():
        proof = seal_bytes(PNG, name="a.png", office=HERE, actor=stage.officer.code, at=wita(5))
        track = operations.act_on(
            case.tracks.get(), "first_discussion", Told(note="Pasal 187A.", proof=proof), actor=stage.officer,
            at=wita(5, 12), recorded_at=wita(5, 12),
        )  # fmt: skip
    return SimpleNamespace(track=track)


def of_track(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.of("tracks").track.pk, **more}


TARGETS: dict[str, Target] = {
    "cases:agencies": Target(),
    "cases:agencies_table": Target(),
    "cases:track": Target(of_track(), HERE, permission="view_cases"),
    "cases:track_act": Target(of_track(act="note"), HERE, permission="forward_case"),
    "cases:track_proof": Target(of_track(seq=2), HERE),
}
