"""The example's drill: set by the coordinator, held on one morning; some came, fewer sent. May be repeated."""

import random
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from saksama.checklists import directory, filling, operations, shipped
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.models import Assignment, Channel, Drill, Submission
from saksama.config.example.script import ZONE
from saksama.people.models import Account
from saksama.places.models import ElectionEvent

SEED = 20241108
IDS = uuid.UUID("5ae2d1c0-64f0-4c2b-9a2d-640200000001")


def play(told: Mapping[str, Any], event: ElectionEvent, until: date) -> int:
    """Set the drill, then let people come and send, each on its day; returns how many acts were new."""
    if told["at"].date() > until:
        return 0
    drill, done = _begun(told, event)
    if told["starts_at"].date() > until or drill.visits.exists():
        return done
    people = list(
        Assignment.objects.filter(event=event, post="ptps", area_code__startswith=told["office"])
        .select_related("account")
        .order_by("area_code")
    )
    draw = random.Random(SEED)  # noqa: S311 - an example, no secret
    came = draw.sample(people, round(len(people) * told["came"]))
    for place, row in enumerate(came):
        at = drill.starts_at + timedelta(minutes=draw.randrange(90))
        drilling.note_visit(drill.pk, row.account_id, at=at)
        if place < len(people) * told["sent"]:
            _send(told, drill, row, at + timedelta(minutes=draw.randrange(5, 25)), place)
    operations.read_waiting(at=drill.ends_at)
    return done + len(came)


def _begun(told: Mapping[str, Any], event: ElectionEvent) -> tuple[Drill, int]:
    standing = Drill.objects.filter(vote=event, office_code=told["office"]).first()
    if standing is not None:
        return standing, 0
    drill = drilling.begin_drill(
        event, office=told["office"], starts_at=_at(told["starts_at"]), ends_at=_at(told["ends_at"]),
        actor=Account.objects.get(code=told["by"]), at=_at(told["at"]),
    )  # fmt: skip
    return drill, 1


def _at(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE)


def _send(told: Mapping[str, Any], drill: Drill, row: Assignment, at: datetime, place: int) -> None:
    answers = [
        (name, values[(place * 7 + len(name)) % len(values)]) for name, values in told["answers"].items()
    ]
    instance = f"uuid:{uuid.uuid5(IDS, row.area_code)}"
    if Submission.objects.filter(instance_id=instance).exists():
        return
    raw = filling.as_xml(
        told["form"], shipped.VERSION, answers, instance_id=instance, recorded_at=at, station=row.area_code
    )
    sender = directory.trusted(row.account, told["office"], drill.pk)
    operations.receive(raw, sender=sender, event=drill.pk, channel=Channel.WEB, at=at + timedelta(minutes=1))
