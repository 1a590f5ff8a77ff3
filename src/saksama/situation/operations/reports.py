"""How an area stands: reported, never changed."""

from datetime import date, datetime

from django.db import transaction

from saksama.cases.actors import SYSTEM, Actor
from saksama.journal.operations import record
from saksama.people import scope
from saksama.places.models import Area, Office
from saksama.places.rules import is_within
from saksama.situation import scale
from saksama.situation.models import SituationReport
from saksama.situation.problems import Problem


@transaction.atomic
def report_situation(
    *, office: Office, area: Area, on: date, level: str, ground: str, actor: Actor, at: datetime,
    is_sample: bool = False,
) -> SituationReport:  # fmt: skip
    """Say how ``area`` stood on the local day ``on``. A later report on the same day takes its place; both stay.

    Raises: Problem unknown_level | ground_missing | in_the_future | area_outside; scope.OutOfSight, scope.Refused.
    """
    given_on = scope.local_day(at, office.code)
    if actor != SYSTEM:
        scope.allow(actor.account, "report_situation", area.code, today=given_on)
    if not is_within(area.code, office.code):
        raise Problem("area_outside", area=area.title)
    if level not in scale.levels():
        raise Problem("unknown_level", value=level[:40])
    if not ground.strip():
        raise Problem("ground_missing")
    if on > given_on:
        raise Problem("in_the_future", day=on)
    report = SituationReport.objects.create(
        office=office, area=area, on=on, level=level, ground=ground.strip(), author=actor.code, given_at=at,
        given_on=given_on, is_sample=is_sample,
    )  # fmt: skip
    record(
        act="situation_reported", office=office.code, subject=("situation", str(report.pk)), actor=actor.code,
        at=at, facts={"area": area.code, "on": on.isoformat(), "level": level},
    )  # fmt: skip
    return report
