"""Ways from one subject to what another room made of it, without either room knowing the other.

A room above both registers a finder once, when the program starts; the pages of the subject draw what it finds with
``{% related "incident" incident.pk %}``. A finder shows nothing that its reader may not see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Way:
    """A link in the reader's language. ``is_act``: leads to something to be done, not to something that is."""

    label: str
    url: str
    is_act: bool = False


Finder = Callable[[str, Any], Iterable[Way]]
"""``finder(id of the subject, request)``."""

_FINDERS: dict[str, list[Finder]] = {}


def register(kind: str, finder: Finder) -> None:
    """Called in ``AppConfig.ready`` of the room that joins; the same finder twice is one."""
    known = _FINDERS.setdefault(kind, [])
    if finder not in known:
        known.append(finder)


def of(kind: str, subject: object, request: Any) -> list[Way]:
    """Every way that the reader of ``request`` has from the subject; none where no room has registered."""
    return [way for finder in _FINDERS.get(kind, ()) for way in finder(str(subject), request)]
