"""Clocks of a track: counted by the law as it stood at the act, kept as they were given."""

from collections.abc import Iterable
from datetime import date, datetime

from saksama.cases import rules as case_rules
from saksama.cases.tracks.models import Track, TrackClock
from saksama.cases.tracks.moves import ALL, ANSWER
from saksama.law import LawError, due, load
from saksama.places.queries import calendar_for


def start(track: Track, wanted: Iterable[str], *, at: datetime) -> None:
    """Start clocks by id. What the law cannot answer is kept without a date, with the reason in ``gap``."""
    for rule_id in _ids(track, wanted):
        clock = TrackClock(track=track, rule=rule_id, started_at=at)
        try:
            _count(track, clock, at)
        except LawError as error:
            clock.gap = error.code
        clock.save()


def end(track: Track, wanted: Iterable[str], *, at: datetime) -> None:
    """End those of the open clocks that an act ends, and keep whether it was in time.

    With ``ALL`` the road has come to an end or an answer: clocks of the office's own habit are simply done with.
    """
    names = set(_ids(track, wanted))
    for clock in track.clocks.filter(ended_at=None):
        if ALL in names or clock.rule in names:
            clock.ended_at = at
            clock.result = _result(clock, at, track.office.zone)
            clock.save(update_fields=["ended_at", "result"])


def refresh(track: Track) -> None:
    """Copy the earliest open limit onto the track. The caller saves."""
    clock = track.clocks.filter(ended_at=None, due_on__isnull=False).order_by("due_on", "id").first()
    track.next_due_on = clock.due_on if clock else None
    track.next_rule = clock.rule if clock else ""


def runs_until(track: Track, rule_id: str, at: datetime) -> date | None:
    """The last day of an open clock that has not passed at ``at``, the later reading; else None."""
    clock = track.clocks.filter(ended_at=None, rule=rule_id).first()
    if (
        clock is None
        or clock.due_on is None
        or _result(clock, at, track.office.zone) == TrackClock.Result.LATE
    ):
        return None
    return clock.other_due_on or clock.due_on


def missed(track: Track, wanted: Iterable[str], at: datetime) -> date | None:
    """The limit that ``at`` has passed, among the open clocks an act would end; else None."""
    names = set(_ids(track, wanted))
    for clock in track.clocks.filter(ended_at=None, rule__in=names, due_on__isnull=False):
        if _result(clock, at, track.office.zone) == TrackClock.Result.LATE:
            return clock.other_due_on or clock.due_on
    return None


def _ids(track: Track, wanted: Iterable[str]) -> list[str]:
    """Clock ids, with the receiver's own put in; left out where it has none."""
    named = (track.answer_rule if name == ANSWER else name for name in wanted)
    return [name for name in named if name]


def _count(track: Track, clock: TrackClock, at: datetime) -> None:
    zone = track.office.zone
    day = case_rules.local_day(at, zone)
    rule = load().on(day, regime_of(track))[clock.rule]
    counted = due(rule, at, calendar=calendar_for(track.office_id), zone=zone)
    clock.due_at = counted.due_at
    clock.due_on = case_rules.local_day(counted.due_at, zone) if counted.due_at else counted.due_on
    clock.other_due_on = counted.other_due_on
    clock.explanation = counted.as_json()


def _result(clock: TrackClock, at: datetime, zone: str) -> str:
    if clock.due_on is None:
        return TrackClock.Result.VOID
    if clock.due_at is not None:
        return TrackClock.Result.MET if at <= clock.due_at else TrackClock.Result.LATE
    day = case_rules.local_day(at, zone)
    met = case_rules.in_time(day, due_on=clock.due_on, other_due_on=clock.other_due_on)
    return TrackClock.Result.MET if met else TrackClock.Result.LATE


def regime_of(track: Track) -> str:
    """pilkada or pemilu, from the event's election."""
    return str(track.event.election.regime)
