"""The press release of 9 November 2024: drafted from the records, read by another, published; no quote is invented."""

from datetime import date, datetime, time

from django.utils import translation

from saksama.cases.actors import Actor
from saksama.config.example.script import ZONE
from saksama.people.models import Account
from saksama.places.models import Office
from saksama.situation import operations
from saksama.situation.briefing import facts
from saksama.situation.models import Release
from saksama.situation.releases import drafting

DAY = date(2024, 11, 9)
OFFICE, AUTHOR, APPROVER = "64.02", "64.02-humas", "64.02-ketua"


def play(until: date) -> int:
    """Write and publish it once, when its day has come; returns how many were new."""
    if until < DAY or Release.objects.filter(is_sample=True).exists():
        return 0
    office = Office.objects.select_related("area__parent__parent").get(pk=OFFICE)
    author = Actor.of(Account.objects.get(code=AUTHOR))
    with translation.override("id"):
        draft = drafting.draft(facts.gather(office, on=DAY))
    release = operations.draft_release(draft, office=office, on=DAY, actor=author, at=_at(14), is_sample=True)
    operations.submit_release(release, version=1, actor=author, at=_at(15))
    chair = Actor.of(Account.objects.get(code=APPROVER))
    operations.publish_release(release, version=2, actor=chair, at=_at(16))
    return 1


def _at(hour: int) -> datetime:
    return datetime.combine(DAY, time(hour), ZONE)
