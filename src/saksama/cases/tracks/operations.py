"""The only writers of tracks: opening one, and one act on it, each with its clocks and its journal line.

An act outside the office is entered when the office learns of it: ``at`` is when it happened, ``recorded_at`` when it
was entered. It cannot lie in the future, nor before the act that came before it on the same road.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from saksama.cases import rules as case_rules
from saksama.cases.actors import SYSTEM, Actor
from saksama.cases.problems import Problem
from saksama.cases.tracks import clocks, deadlines
from saksama.cases.tracks.models import Track, TrackAct
from saksama.cases.tracks.moves import Move, Road
from saksama.cases.tracks.roads import ROADS
from saksama.evidence.models import SealedFile
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Institution


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of an act: all of it may be missing, unless the act says otherwise."""

    number: str = ""
    note: str = ""
    choice: str = ""
    proof: SealedFile | None = None
    institution: Institution | None = None


NOTHING = Told()


def open_track(
    track: Track, act: str, told: Told = NOTHING, *, actor: Actor, at: datetime, recorded_at: datetime
) -> Track:
    """Save a new ``track`` with its first act. Runs inside the transaction of the act that opens it.

    Raises: Problem wrong_state where the road does not begin with ``act``.
    """
    road = ROADS[track.road]
    move = road.find(None, act, track.mark)
    if move is None or move.to is None:
        raise Problem("wrong_state", state="")
    track.state, track.version = move.to, 0
    track.opened_on = _day(track, at)
    track.save()
    return _write(track, road, move, told, before="", actor=actor, at=at, recorded_at=recorded_at)


@transaction.atomic
def act_on(
    track: Track,
    act: str,
    told: Told = NOTHING,
    *,
    actor: Actor,
    at: datetime,
    recorded_at: datetime,
    version: int | None = None,
) -> Track:
    """Do one act on a track.

    Args:   at: when it happened. recorded_at: now. version: the one the person saw; None where no form was open.
    Raises: Problem moved_on | wrong_state | in_the_future | before_last_act | still_running | number_missing |
            reason_missing | choice_missing | limit_passed; scope.NotAllowed.
    """
    track = Track.objects.select_for_update(of=("self",)).select_related("office").get(pk=track.pk)
    road = ROADS[track.road]
    if actor != SYSTEM:
        scope.allow(actor.account, road.acts_with, track.office_id, today=_day(track, recorded_at))
    if version is not None and version != track.version:
        raise Problem("moved_on")
    move = road.find(track.state, act, track.mark)
    if move is None:
        raise Problem("wrong_state", state=str(road.states[track.state].bold).rstrip("."))
    _check_time(track, at, recorded_at)
    _check_told(track, road, act, told, at)
    before, track.state = track.state, move.to or track.state
    return _write(track, road, move, told, before=before, actor=actor, at=at, recorded_at=recorded_at)


def _check_time(track: Track, at: datetime, recorded_at: datetime) -> None:
    if at > recorded_at:
        raise Problem("in_the_future", day=_day(track, at))
    last = track.acts.order_by("-seq").values_list("effective_at", flat=True).first()
    if last is not None and at < last:
        raise Problem("before_last_act", day=_day(track, last))


def _check_told(track: Track, road: Road, act: str, told: Told, at: datetime) -> None:
    asks = road.acts[act]
    if asks.choices and told.choice not in asks.choices:
        raise Problem("choice_missing")
    if "number" in asks.must and not told.number.strip():
        raise Problem("letter_number_missing")
    if "note" in asks.must and not told.note.strip():
        raise Problem("reason_missing")
    if asks.after and (due := clocks.runs_until(track, asks.after, at)) is not None:
        raise Problem("still_running", due=due)
    if asks.explains_delay and not told.note.strip():
        move = road.find(track.state, act, track.mark)
        missed = clocks.missed(track, move.ends if move else (), at)
        if missed is not None:
            raise Problem("limit_passed", due=missed)


def _write(
    track: Track, road: Road, move: Move, told: Told, *, before: str, actor: Actor, at: datetime, recorded_at: datetime
) -> Track:  # fmt: skip
    on = _day(track, at)
    track.version += 1
    if told.institution is not None:
        track.institution, track.agency = told.institution, told.institution.name
    if road.acts[move.act].marks:
        track.mark = told.choice
    clocks.end(track, move.ends, at=at)
    clocks.start(track, move.starts, at=at)
    track.ended_on = on if road.states[track.state].is_end else None
    clocks.refresh(track)
    track.save()
    deadlines.hand(track, at=recorded_at)
    TrackAct.objects.create(
        track=track,
        seq=track.version,
        act=move.act,
        from_state=before,
        to_state=track.state,
        effective_at=at,
        effective_on=on,
        recorded_at=recorded_at,
        actor=actor.code,
        choice=told.choice,
        number=told.number.strip(),
        note=told.note.strip(),
        proof=told.proof,
        institution=track.institution_id or "",
    )
    _journal(track, move, told, before, on, actor=actor, recorded_at=recorded_at)
    return track


def _journal(
    track: Track, move: Move, told: Told, before: str, on: date, *, actor: Actor, recorded_at: datetime
) -> None:
    facts: dict[str, Any] = {
        "road": track.road, "from": before, "to": track.state, "version": track.version, "on": on.isoformat(),
        "number": told.number.strip(), "choice": told.choice, "institution": track.institution_id or "",
        "proof": str(told.proof.pk) if told.proof else "", "case": str(track.case_id) if track.case_id else "",
    }  # fmt: skip
    record(
        act=f"{track.road}_{move.act}",
        office=track.office_id,
        subject=("track", str(track.pk)),
        actor=actor.code,
        at=recorded_at,
        facts=_without_blanks(facts),
    )


def _without_blanks(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value != ""}


def _day(track: Track, at: datetime) -> date:
    return case_rules.local_day(at, track.office.zone)
