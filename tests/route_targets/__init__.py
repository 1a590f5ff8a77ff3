"""For each room a module that names a real object for every route of staff (``TARGETS``).

A room whose routes show records also makes them (``objects(stage)``); its routes find them as ``world.of("room")``.
``beside(world)`` names addresses of rooms below that show what this room made.
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
    data: dict[str, str] = field(default_factory=dict)
    """What is asked or sent, so that a list shows the room's case."""
    is_of_a_case: bool = True
    """False: an object of a room with cases that is no case's; whoever is kept from a case still opens it."""
