"""A meeting of tomorrow with one guest."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from tests.route_targets import HERE, Target, World

from saksama.cases.testing import Scene
from saksama.meetings.operations import guests
from saksama.meetings.operations.planning import Plan, Slot, plan_meeting
from saksama.people.directory.operations import record_institution


def objects(stage: Scene) -> SimpleNamespace:
    at = timezone.now()
    by: dict[str, Any] = {"actor": None, "at": at}
    slot = Slot(at + timedelta(days=1), at + timedelta(days=1, hours=2), "Balai contoh")
    meeting = plan_meeting(office=stage.office, event=stage.event, plan=Plan("Tema contoh"), slot=slot, **by)
    institution = record_institution(
        code="camat-64.02.06", name="Camat", category="camat", area_code="64.02.06", **by
    )
    (guest,) = guests.invite(meeting, [institution], **by)
    return SimpleNamespace(meeting=meeting, guest=guest)


def of_meeting(
    permission: str = "view_meetings", method: str = "get", **more: Callable[[World], Any]
) -> Target:
    return Target(
        lambda world: (
            {"pk": world.of("meetings").meeting.pk} | {name: value(world) for name, value in more.items()}
        ),
        HERE,
        method,
        permission,
    )


def of_guest(method: str = "get") -> Target:
    return of_meeting("hold_meetings", method, guest=lambda world: world.of("meetings").guest.pk)


TARGETS: dict[str, Target] = {
    "meetings:list": Target(),
    "meetings:plan": Target(),
    "meetings:meeting": of_meeting(),
    "meetings:change": of_meeting("hold_meetings"),
    "meetings:move": of_meeting("hold_meetings"),
    "meetings:state": of_meeting("hold_meetings", "post"),
    "meetings:guests": of_meeting(),
    "meetings:choose": of_meeting("hold_meetings"),
    "meetings:number": of_meeting("hold_meetings", "post"),
    "meetings:letters": of_meeting("hold_meetings"),
    "meetings:guest": of_guest(),
    "meetings:letter": of_guest(),
    "meetings:letter_docx": of_guest(),
}
