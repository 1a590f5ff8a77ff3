"""Reads: drills of an office, their scores, and whether the line is to be spared."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from saksama.checklists.drilling import rules
from saksama.checklists.models import AccessKey, Assignment, Drill, Sparing, Submission
from saksama.people.scope import Scope
from saksama.places.models import Area, within
from saksama.places.rules import lineage


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody expected in a drill: what came of it, and since when."""

    assignment: Assignment
    state: str
    came_at: datetime | None
    sent: int


def drills_of(vote: str, office: str) -> QuerySet[Drill]:
    """Drills of a vote in which the office's cards take part, or that it holds for all below it."""
    rows = Drill.objects.filter(vote=vote).select_related("event", "vote")
    return rows.filter(office_code__in=lineage(office)) | rows.filter(within(office, "office_code"))


def people_of(drill: Drill, area: Scope) -> list[Person]:
    """Everybody whose card takes part, in ``area``, with what came of it; by place.

    Came: a card opened a phone while the drill was on, or the phone fetched its forms.
    """
    expected = (
        Assignment.objects.filter(
            within(drill.office_code, "area_code"),
            area.as_filter("area_code"),
            event=drill.vote_id,
            ended_at__isnull=True,
        )
        .select_related("account")
        .order_by("area_code", "pk")
    )
    came: dict[int, datetime] = dict(drill.visits.values_list("account", "first_at"))
    opened = AccessKey.objects.filter(
        card__event=drill.vote_id, made_at__range=(drill.starts_at, drill.ends_at)
    ).values_list("card__account")
    for account, moment in opened.annotate(first=Min("made_at")):
        came[account] = min(moment, came.get(account, moment))
    counted = Submission.objects.filter(event=drill.event_id).order_by().values_list("sender")
    sent: dict[int, int] = dict(counted.annotate(many=Count("pk")))
    return [
        Person(
            row,
            rules.state_of(row.account_id, came, sent),
            came.get(row.account_id),
            sent.get(row.account_id, 0),
        )
        for row in expected
    ]


def scores(people: list[Person]) -> list[tuple[rules.Score, str]]:
    """One score for each district, with its name."""
    told = rules.scores((person.assignment.area_code[:8], person.state) for person in people)
    names = {area.code: area.title for area in Area.objects.filter(code__in=[score.place for score in told])}
    return [(score, names.get(score.place, score.place)) for score in told]


def sparings(event: str, office: str) -> QuerySet[Sparing]:
    """Switches that hold for the office: its own, and those of offices above it."""
    return Sparing.objects.filter(event=event, office_code__in=lineage(office), ended_at__isnull=True)
