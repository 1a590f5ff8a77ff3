"""For each room a module that names a real object for every route of staff (``TARGETS``).

A room whose routes show records also makes them (``objects(stage)``); its routes find them as ``world.of("room")``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from saksama.cases.testing import Scene

HERE = "64.02"


@dataclass
class World:
    """One real object of each kind, all of office 64.02."""

    stage: Scene
    rooms: dict[str, SimpleNamespace] = field(default_factory=dict)

    def of(self, room: str) -> SimpleNamespace:
        return self.rooms[room]


@dataclass(frozen=True)
class Target:
    """How to ask for a route: its arguments, and the office whose matter it shows (None: nobody's)."""

    kwargs: Callable[[World], dict[str, Any]] = lambda world: {}
    office: str | None = None
    method: str = "get"
    permission: str | None = None
    """What the object asks for, where the mark is only the first gate."""
