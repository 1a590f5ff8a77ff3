"""The example's situation reports, given through the operation the form calls. May be repeated."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from saksama.cases.actors import Actor
from saksama.config.example.script import ZONE
from saksama.people.models import Account
from saksama.places.models import Area, Office
from saksama.places.queries import children
from saksama.situation.models import SituationReport
from saksama.situation.operations import report_situation

FILE = Path(__file__).with_name("situation.toml")
MORNING = time(7)


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def play(until: date) -> int:
    """Give the reports of every day up to ``until`` that has none yet; returns how many days were new."""
    told = read()
    office = Office.objects.select_related("area").get(pk=told["office"])
    actor = Actor.of(Account.objects.get(code=told["author"]))
    given = set(SituationReport.objects.filter(is_sample=True).values_list("on", flat=True))
    new = [day for day in told["day"] if day["on"] <= until and day["on"] not in given]
    for day in new:
        with transaction.atomic():
            _play(day, office, actor)
    return len(new)


def _play(day: Mapping[str, Any], office: Office, actor: Actor) -> None:
    apart = {row["area"]: row for row in day["but"]}
    for area in children(office.code):
        _report(day, {**day, **apart.get(area.code, {})}, office, area, actor, MORNING)
    own = day["own"]
    _report(day, own, office, office.area, actor, time.fromisoformat(own["at"]))


def _report(
    day: Mapping[str, Any], word: Mapping[str, Any], office: Office, area: Area, actor: Actor, hour: time
) -> None:
    report_situation(
        office=office, area=area, on=day["on"], level=word["level"], ground=word["ground"], actor=actor,
        at=datetime.combine(day["on"], hour, ZONE), is_sample=True,
    )  # fmt: skip
