"""The example's field: staff and cards for every station, forms in use, what stations sent. May be repeated."""

import random
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from saksama.checklists import directory, filling, operations, shipped, xlsforms
from saksama.checklists.models import Assignment, Channel, Freeze, Publication, Submission
from saksama.checklists.operations import NewPosting, Told
from saksama.config.example import drill
from saksama.config.example.script import ZONE
from saksama.places.models import ElectionEvent, Office, PollingStation

FILE = Path(__file__).with_name("checklists.toml")
SEED = 20241127
IDS = uuid.UUID("5ae2d1c0-64f0-4c2b-9a2d-640200000000")
"""Instance ids of the example are made from this, so that a second replay sends nothing new."""


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def play(until: date) -> int:
    """Do what had been done by the end of ``until`` and stands not yet; returns how many acts were new."""
    told = read()
    office = Office.objects.get(pk=told["office"])
    event = ElectionEvent.objects.get(pk=told["event"])
    done = _enlist(told["staff"], office, event, until)
    for row in told["publish"]:
        done += _publish(row, office, event) if row["at"].date() <= until else 0
    if told["freeze"]["at"].date() <= until:
        done += _freeze(told["freeze"], office, event)
    done += _send(told, office, event, until)
    return done + drill.play(told["drill"], event, until)


def _at(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE)


def _enlist(told: Mapping[str, Any], office: Office, event: ElectionEvent, until: date) -> int:
    stations = list(
        PollingStation.objects.filter(event=event).order_by("code").values_list("code", flat=True)
    )
    nobody = not Assignment.objects.filter(event=event).exists()
    if not stations or told["at"].date() > until or not nobody:
        return 0
    first, last = told["first"], told["last"]
    rows = [
        NewPosting(
            f"{first[place % len(first)]} {last[place // len(first) % len(last)]}", "ptps", code, told["starts_on"],
            told["ends_on"], f"08{place:010d}",
        )
        for place, code in enumerate(stations)
    ]  # fmt: skip
    return len(
        operations.enlist(rows, event=event, office=office.pk, actor=None, at=_at(told["at"]), is_demo=True)
    )


def _publish(told: Mapping[str, Any], office: Office, event: ElectionEvent) -> int:
    standing = set(Publication.objects.filter(event=event).values_list("instrument__code", flat=True))
    new = [shipped.named(code) for code in told["forms"] if code not in standing]
    for one in new:
        source = shipped.workbook(one)
        with transaction.atomic():
            version = operations.save_version(
                xlsforms.read(source), office=office.pk, told=Told(one.kind, one.title_en, one.needs_station),
                actor=None, at=_at(told["at"]), source=source, source_name=f"{one.code}.xlsx",
            )  # fmt: skip
            operations.publish(version, event, actor=None, at=_at(told["at"]))
    directory.forget()
    return len(new)


def _freeze(told: Mapping[str, Any], office: Office, event: ElectionEvent) -> int:
    if Freeze.objects.filter(event=event, office=office).exists():
        return 0
    operations.freeze(event, office, reason=told["reason"], actor=None, at=_at(told["at"]))
    return 1


def _send(told: Mapping[str, Any], office: Office, event: ElectionEvent, until: date) -> int:
    known = set(Submission.objects.filter(event=event).values_list("instance_id", flat=True))
    done = 0
    for at, code, answers, instance, row in _everything(told, event):
        if at.date() > until or instance in known:
            continue
        raw = filling.as_xml(
            code,
            shipped.VERSION,
            answers,
            instance_id=instance,
            recorded_at=at,
            station=row.area_code if answers else "",
        )
        sender = directory.trusted(row.account, office.pk, event.pk)
        received = at + timedelta(minutes=3)
        operations.receive(raw, sender=sender, event=event.pk, channel=Channel.WEB, at=received)
        done += 1
    if done:
        operations.read_waiting(at=_at(datetime.combine(until, datetime.max.time())))
    return done


def _everything(
    told: Mapping[str, Any], event: ElectionEvent
) -> Iterator[tuple[datetime, str, list[tuple[str, str]], str, Assignment]]:
    """Every form that is sent, with its time; the same at every replay."""
    rows = list(
        Assignment.objects.filter(event=event, post="ptps").select_related("account").order_by("area_code")
    )
    if not rows:
        return
    for group in told["sent"]:
        draw = random.Random(f"{SEED} {group['form']}")  # noqa: S311 - an example, no secret
        chosen = draw.sample(rows, min(len(rows), group["stations"] * len(group["days"])))
        for place, row in enumerate(chosen):
            day = group["days"][place % len(group["days"])]
            minutes = draw.randrange(60 * (group["until"] - group["from"]))
            at = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(
                hours=group["from"], minutes=minutes
            )
            answers = [
                (name, values[(place * 7 + len(name)) % len(values)])
                for name, values in group["answers"].items()
            ]
            instance = uuid.uuid5(IDS, f"{group['form']} {row.area_code}")
            yield at, group["form"], answers, f"uuid:{instance}", row
    for stray in told["stray"]:
        yield _at(stray["at"]), stray["form"], [], f"uuid:{uuid.uuid5(IDS, stray['form'])}", rows[0]
