"""A meeting of tomorrow with one guest."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone
from tests.route_targets import HERE, Target, World
from tests.route_targets.cases import PNG

from saksama.cases.testing import Scene
from saksama.evidence.operations import seal_bytes
from saksama.meetings.operations import commitments, door, guests, proceedings
from saksama.meetings.operations.planning import Plan, Slot, plan_meeting
from saksama.people.directory.operations import record_institution


def of_commitment(permission: str = "view_meetings", **more: Callable[[World], Any]) -> Target:
    return Target(
        lambda world: (
            {"pk": world.of("meetings").commitment.pk} | {name: value(world) for name, value in more.items()}
        ),
        HERE,
        "get",
        permission,
    )


def objects(stage: Scene) -> SimpleNamespace:
    at = timezone.now()
    by: dict[str, Any] = {"actor": None, "at": at}
    slot = Slot(at + timedelta(days=1), at + timedelta(days=1, hours=2), "Balai contoh")
    meeting = plan_meeting(office=stage.office, event=stage.event, plan=Plan("Tema contoh"), slot=slot, **by)
    institution = record_institution(
        code="camat-64.02.06", name="Camat", category="camat", area_code="64.02.06", **by
    )
    (guest,) = guests.invite(meeting, [institution], **by)
    meeting.starts_at, meeting.ends_at = at, at + timedelta(hours=2)  # today, so that somebody can come
    meeting.save()
    arrival = door.Arrival(id=uuid4(), guest=guest.pk, is_holder=True)
    came = door.check_in(meeting, arrival, **by).attendee
    decision = proceedings.record_decision(meeting, "Netralitas dijaga.", **by)
    promise = commitments.Promise(institution, "Surat edaran")
    commitment = commitments.make_commitment(promise, office=stage.office, decision=decision, **by)
    sealed = [seal_bytes(PNG, name="a.png", office=HERE, actor="system", at=at) for _ in range(2)]
    commitments.report_done(commitment, note="Selesai.", file=sealed[0], **by)
    item = proceedings.keep_file(meeting, sealed[1], kind="material", title="Paparan", **by)
    return SimpleNamespace(
        meeting=meeting, guest=guest, came=came, decision=decision, commitment=commitment, item=item,
        report=commitment.acts.get(act="reported"),
    )  # fmt: skip


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
    "meetings:mail": of_meeting("hold_meetings", "post"),
    "meetings:number": of_meeting("hold_meetings", "post"),
    "meetings:letters": of_meeting("hold_meetings"),
    "meetings:guest": of_guest(),
    "meetings:letter": of_guest(),
    "meetings:letter_docx": of_guest(),
    "meetings:live_seats": of_meeting(),
    "meetings:live_agenda": of_meeting(),
    "meetings:door": of_meeting("check_in_guests"),
    "meetings:merge": of_meeting("check_in_guests", "post"),
    "meetings:undo": of_meeting(
        "check_in_guests", "post", attendee=lambda world: world.of("meetings").came.pk
    ),
    "meetings:sheet": of_meeting(),
    "meetings:minutes": of_meeting("hold_meetings"),
    "meetings:promise": of_meeting("hold_meetings", decision=lambda world: world.of("meetings").decision.pk),
    "meetings:minutes_paper": of_meeting(),
    "meetings:minutes_docx": of_meeting(),
    "meetings:file": of_meeting("hold_meetings", item=lambda world: world.of("meetings").item.pk),
    "meetings:commitments": Target(),
    "meetings:board_pdf": Target(),
    "meetings:board_xlsx": Target(),
    "meetings:commitment": of_commitment(),
    "meetings:proof": of_commitment("hold_meetings", act=lambda world: world.of("meetings").report.pk),
}
