"""How alerts speak of cases and of their roads outside, where they lead, and who may know of them (notices.kinds)."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.cases import queries, recusals
from saksama.cases.operations.deadlines import KIND as CASE
from saksama.cases.tracks import deadlines as tracks
from saksama.cases.tracks import queries as track_queries
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.roads import ROADS
from saksama.desk import links, wording
from saksama.notices import kinds
from saksama.people.models import Account
from saksama.situation.operations.doubting import KIND as RELEASE
from saksama.situation.queries import releases_visible_to


def register() -> None:
    """Called once, when the program starts."""
    kinds.register(CASE, kinds.Kind(_case_words, links.case, _cases_seen, recusals.barred_from))
    kinds.register(tracks.KIND, kinds.Kind(_track_words, _track_address, _tracks_seen, _tracks_barred))
    kinds.register(RELEASE, kinds.Kind(_release_words, _release_address, _releases_seen))


def _case_words(step: str) -> kinds.Words:
    return kinds.Words(
        why=str(wording.STEPS.get(step, step.replace("_", " "))),
        what_to_do=str(wording.ACT_OF_STEP.get(step, _("Open the case and take the next act"))),
    )


def _cases_seen(account: Account, ids: Collection[str], today: date) -> Collection[str]:
    cases = queries.visible_to(account, today=today).filter(pk__in=ids)
    return {str(pk) for pk in cases.values_list("pk", flat=True)}


def _track_words(step: str) -> kinds.Words:
    return kinds.Words(
        why=tracks.words_of(step), what_to_do=_("Enter what has happened, or ask the receiver")
    )


def _track_address(track_id: UUID | str) -> str:
    return reverse("cases:track", kwargs={"pk": track_id})


def _tracks_seen(account: Account, ids: Collection[str], today: date) -> Collection[str]:
    return {
        str(pk)
        for road in ROADS.values()
        for pk in track_queries.visible_to(account, road, today=today)
        .filter(pk__in=ids)
        .values_list("pk", flat=True)
    }


def _release_words(step: str) -> kinds.Words:
    return kinds.Words(
        why=_("A published figure no longer holds"),
        what_to_do=_("Look at it, then correct or withdraw the release"),
    )


def _release_address(release_id: UUID | str) -> str:
    return reverse("situation:release", kwargs={"pk": release_id})


def _releases_seen(account: Account, ids: Collection[str], today: date) -> Collection[str]:
    releases = releases_visible_to(account, today=today).filter(pk__in=ids)
    return {str(pk) for pk in releases.values_list("pk", flat=True)}


def _tracks_barred(ids: Collection[str]) -> Mapping[str, Collection[int]]:
    cases = {
        str(track): str(case)
        for track, case in Track.objects.filter(pk__in=ids).exclude(case=None).values_list("pk", "case")
    }
    barred = recusals.barred_from(list(cases.values()))
    return {track: barred[case] for track, case in cases.items() if case in barred}
