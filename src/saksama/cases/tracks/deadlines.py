"""Running clocks of a track handed to the alerts, in the transaction of every act on it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language

from saksama.cases import rules as case_rules
from saksama.cases.tracks.clocks import regime_of
from saksama.cases.tracks.models import Track, TrackClock
from saksama.law import LawError, load
from saksama.notices import operations as notices
from saksama.notices import queries as handed
from saksama.notices.operations import DueDate

KIND = "track"


def hand(track: Track, *, at: datetime) -> None:
    """Say which clocks of the track run now; its case's officer is told, or whoever answers where there is none."""
    limits = [
        DueDate(
            mark=f"{KIND}-{clock.pk}",
            step=step_of(track, clock),
            rule=clock.rule,
            due_on=clock.due_on,
            last_on=clock.other_due_on,
            due_at=clock.due_at,
        )
        for clock in track.clocks.filter(ended_at=None).order_by("pk")
        if clock.due_on is not None
    ]
    case = track.case
    notices.hand(
        (KIND, str(track.pk)),
        limits,
        office=track.office_id,
        owner=case.owner_id if case else None,
        reference=(case.number_registered or case.number_received) if case else "",
        at=at,
    )


def step_of(track: Track, clock: TrackClock) -> str:
    """*pilkada.GK-03.20241105*: enough to find the clock's words in the law as it stood."""
    day = case_rules.local_day(clock.started_at, track.office.zone)
    return f"{regime_of(track)}.{clock.rule}.{day:%Y%m%d}"


def words_of(step: str) -> str:
    """The law's own label of the clock, in the reader's language; its id where the law has no answer."""
    regime, rule, day = step.split(".")
    try:
        return load().on(date.fromisoformat(day), regime)[rule].label.of(get_language() or "id")
    except LawError:
        return rule


def untrue() -> list[str]:
    """Ids of tracks whose running clocks and open deadlines differ."""
    kept = handed.open_marks(KIND)
    wrong = set()
    clocks = TrackClock.objects.filter(ended_at=None, due_on__isnull=False).defer("explanation")
    for clock in clocks.iterator(chunk_size=2000):
        if kept.pop(f"{KIND}-{clock.pk}", None) != (str(clock.track_id), clock.due_on):
            wrong.add(str(clock.track_id))
    return sorted(wrong | {track for track, _day in kept.values()})


def mend(*, at: datetime) -> int:
    """Hand over what is missing: after an upgrade, or where somebody wrote past the operations."""
    wrong = untrue()
    for pk in wrong:
        _mend(pk, at=at)
    return len(wrong)


@transaction.atomic
def _mend(pk: str, *, at: datetime) -> None:
    rows = Track.objects.select_for_update(of=("self",)).select_related("office", "event__election", "case")
    hand(rows.get(pk=pk), at=at)
