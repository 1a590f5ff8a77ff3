"""Reads of the room. A report is known from the day on which it was given (decision 7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from saksama.people import scope
from saksama.people.models import Account
from saksama.places import queries as places
from saksama.places.models import Area, Office, within
from saksama.situation import scale
from saksama.situation.models import Release, SituationReport
from saksama.situation.scale import Level

LOOKED_BACK = 14
"""Days: an older report says nothing of the day any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an area stands on a day; ``report`` None: nobody has said. ``is_old``: said of an earlier day."""

    area: Area
    report: SituationReport | None
    level: Level | None
    is_old: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """An office's area and those directly inside it, on a day.

    own: what the office says of its whole area.   reported, areas: how many parts spoke on that very day, of all.
    """

    office: Office
    on: date
    own: Standing
    parts: Sequence[Standing]

    @property
    def reported(self) -> int:
        return sum(part.report is not None and not part.is_old for part in self.parts)

    @property
    def highest(self) -> Level | None:
        """The most serious word any part used on the day or lately."""
        return max(
            (part.level for part in self.parts if part.level), key=lambda level: level.place, default=None
        )


def picture(office: Office, *, on: date) -> Picture:
    """The situation as it was known at the end of ``on``; two questions."""
    areas = list(places.children(office.code))
    latest = _latest([office.code, *(area.code for area in areas)], on=on)
    return Picture(
        office=office,
        on=on,
        own=_standing(office.area, latest, on),
        parts=[_standing(area, latest, on) for area in areas],
    )


def course(area_code: str, *, on: date, days: int = LOOKED_BACK) -> list[SituationReport]:
    """The last word on each of the ``days`` up to ``on``, oldest first; days without one are left out."""
    known = _known([area_code], on=on).filter(on__gt=on - timedelta(days=days))
    by_day = {report.on: report for report in known.order_by("on", "given_at", "pk")}
    return list(by_day.values())


def course_of_parts(
    codes: Iterable[str], *, on: date, days: int = 7
) -> dict[str, dict[date, SituationReport]]:
    """``{area: {day: last word}}`` of the ``days`` up to ``on``."""
    found: dict[str, dict[date, SituationReport]] = {}
    known = _known(codes, on=on).filter(on__gt=on - timedelta(days=days))
    for report in known.order_by("on", "given_at", "pk"):
        found.setdefault(report.area_id, {})[report.on] = report
    return found


def _known(codes: Iterable[str], *, on: date) -> QuerySet[SituationReport]:
    return SituationReport.objects.filter(area__in=list(codes), on__lte=on, given_on__lte=on)


def _latest(codes: Sequence[str], *, on: date) -> Mapping[str, SituationReport]:
    recent = _known(codes, on=on).filter(on__gt=on - timedelta(days=LOOKED_BACK))
    return {report.area_id: report for report in recent.order_by("on", "given_at", "pk")}


def _standing(area: Area, latest: Mapping[str, SituationReport], on: date) -> Standing:
    report = latest.get(area.code)
    if report is None:
        return Standing(area, None, None, False)
    return Standing(area, report, scale.levels().get(report.level), report.on < on)


# Releases


def releases_visible_to(account: Account, *, today: date) -> QuerySet[Release]:
    return scope.visible_to(Release.objects.all(), account, "view_releases", field="office", today=today)


def published(at: datetime, *, office_code: str | None = None) -> QuerySet[Release]:
    """What everybody may read by ``at``: published and withdrawn releases, newest first."""
    out = (Release.State.PUBLISHED, Release.State.WITHDRAWN)
    found = Release.objects.filter(state__in=out, published_at__lte=at).order_by("-published_at")
    if office_code:
        found = found.filter(within(office_code, "office"))
    return found.select_related("office").prefetch_related("values", "quotes", "notes")


def published_as(slug: str, at: datetime) -> Release | None:
    """The release at a public address."""
    return published(at).filter(slug=slug).first()
