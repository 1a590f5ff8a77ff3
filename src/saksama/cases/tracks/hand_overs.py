"""What an act on a case does to its roads outside: called by ``cases.operations``, inside their transactions."""

from collections.abc import Iterable
from datetime import datetime

from saksama.cases.actors import SYSTEM, Actor
from saksama.cases.agencies import road as agencies
from saksama.cases.gakkumdu import road as gakkumdu
from saksama.cases.models import Case, CaseFile, Outcome
from saksama.cases.neutrality import road as neutrality
from saksama.cases.tracks import operations
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.operations import Told
from saksama.law import load
from saksama.people.models import Institution

CRIMINAL = "criminal"
CIVIL_SERVICE = {"bkn_sbt": neutrality.BKN, "kasn": neutrality.KASN}
POLICE = "police_gakkumdu"


def registered(case: Case, classes: Iterable[str], *, actor: Actor, at: datetime) -> None:
    """A registered alleged crime goes to Gakkumdu at once: its first clock runs from this instant (GK-01)."""
    if CRIMINAL in classes and not case.tracks.filter(road=gakkumdu.ROAD.code).exists():
        _open_gakkumdu(case, actor=actor, at=at)


def decided(case: Case, outcomes: Iterable[Outcome], *, number: str, reason: str, at: datetime) -> None:
    """The plenary on an alleged crime: goes on (GK-04 runs to the police), or ends the road."""
    track = case.tracks.filter(road=gakkumdu.ROAD.code, ended_on=None).first()
    results = [outcome.result for outcome in outcomes if outcome.violation_class == CRIMINAL]
    if track is None or not results:
        return
    act = "plenary_decides" if Outcome.Result.VIOLATION in results else "plenary_ends"
    told, then = Told(number=number, note=reason), _not_before(track, at)
    operations.act_on(track, act, told, actor=SYSTEM, at=then, recorded_at=then)


def forwarded(
    outcome: Outcome,
    *,
    agency: str,
    institution: Institution | None,
    number: str,
    note: str,
    proof: CaseFile | None,
    actor: Actor,
    at: datetime,
) -> Track:
    """An outcome has left the office: open the receiver's road, or go on with Gakkumdu's."""
    told = Told(number=number, note=note, proof=proof.sealed if proof else None, institution=institution)
    if outcome.destination == POLICE:
        return _forward_to_police(outcome, told, agency, actor=actor, at=at)
    case = outcome.case
    law = load().on(outcome.plenary.held_on, case.regime).violation_class(outcome.violation_class)
    track = _new(case, neutrality.ROAD.code if outcome.destination in CIVIL_SERVICE else agencies.ROAD.code)
    track.mark = CIVIL_SERVICE.get(outcome.destination, "")
    track.outcome, track.institution, track.agency = outcome, institution, agency
    track.destination, track.paper, track.answer_rule = outcome.destination, law.outcome.code, law.clock
    return operations.open_track(track, "forward", told, actor=actor, at=at, recorded_at=at)


def stopped(case: Case, *, reason: str, at: datetime) -> None:
    """Handling was stopped before the plenary decided: the alleged crime goes no further."""
    track = case.tracks.filter(road=gakkumdu.ROAD.code, ended_on=None).first()
    if track is not None and track.state in gakkumdu.BEFORE_POLICE:
        then = _not_before(track, at)
        operations.act_on(track, "plenary_ends", Told(note=reason), actor=SYSTEM, at=then, recorded_at=then)


def moved(case: Case) -> None:
    """The case has another office now; its roads go with it."""
    case.tracks.update(office=case.office)


def _forward_to_police(outcome: Outcome, told: Told, agency: str, *, actor: Actor, at: datetime) -> Track:
    """Several respondents go to the police with one letter each; the road of the case is one."""
    case = outcome.case
    track = case.tracks.filter(road=gakkumdu.ROAD.code).first()
    if track is None:  # registered before this road was kept, or known from publication only
        track = _open_gakkumdu(case, actor=actor, at=at)
        track = operations.act_on(track, "plenary_decides", actor=SYSTEM, at=at, recorded_at=at)
    if track.state != gakkumdu.DECIDED:
        return track
    Track.objects.filter(pk=track.pk).update(
        outcome=outcome, institution=told.institution, agency=agency, destination=POLICE, paper="forwarding"
    )
    return operations.act_on(
        track, "forward_to_police", told, actor=SYSTEM, at=_not_before(track, at), recorded_at=at
    )


def _open_gakkumdu(case: Case, *, actor: Actor, at: datetime) -> Track:
    return operations.open_track(_new(case, gakkumdu.ROAD.code), "open", actor=actor, at=at, recorded_at=at)


def _new(case: Case, road: str) -> Track:
    return Track(
        road=road,
        office=case.office,
        event=case.event,
        case=case,
        subject=case.title,
        is_sample=case.is_sample,
    )


def _not_before(track: Track, at: datetime) -> datetime:
    """A plenary held before an act that was entered meanwhile is entered at that act's instant."""
    last: datetime = track.acts.order_by("-seq").values_list("effective_at", flat=True)[0]
    return max(at, last)
