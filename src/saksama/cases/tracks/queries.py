"""Reads of tracks for screens, figures and reminders, always through what the account may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from saksama.cases import queries as cases
from saksama.cases import rules as case_rules
from saksama.cases.tracks import rules
from saksama.cases.tracks.models import Track, TrackAct, TrackClock
from saksama.cases.tracks.moves import Move, Road
from saksama.cases.tracks.roads import ROADS
from saksama.law import load
from saksama.people import scope
from saksama.people.models import Account, Institution, InstitutionKind
from saksama.places.models import ElectionEvent, Office, within
from saksama.places.rules import lineage

REMINDER = "AG-01"


def visible_to(account: Account | None, road: Road, *, today: date) -> QuerySet[Track]:
    """Tracks of a road that the account may see: those of the cases it sees, and those without a case in its area."""
    rows = Track.objects.filter(road=road.code).select_related(
        "office", "event__election", "institution", "case"
    )
    of_cases = Q(case__in=cases.visible_to(account, today=today).values("pk"))
    alone = Q(case=None) & scope.scope_of(account, road.sees, today=today).as_filter("office")
    return rows.filter(of_cases | alone)


def reachable(account: Account | None, pk: UUID, *, today: date) -> Track:
    """One track. Raises Http404 where it does not exist for the account."""
    track = get_object_or_404(
        Track.objects.select_related("office__area", "event__election", "institution", "case__office"), pk=pk
    )
    if track.case_id:
        cases.reachable(account, track.case_id, today=today)
    else:
        scope.allow(account, ROADS[track.road].sees, track.office_id, today=today)
    return track


def of_case(case_id: UUID) -> list[Track]:
    """Roads of one case, oldest first."""
    rows = Track.objects.filter(case=case_id).select_related("office", "event__election", "institution")
    return list(rows.order_by("opened_on", "pk"))


def moves_of(track: Track) -> list[Move]:
    """Lawful moves now, one for each act, the main one first; acts done on the case alone are left out."""
    road = ROADS[track.road]
    found: dict[str, Move] = {}
    for move in road.moves_from(track.state, track.mark):
        if not road.acts[move.act].only_by:
            found.setdefault(move.act, move)
    return sorted(found.values(), key=lambda move: not move.main)


KINDS: Mapping[str, tuple[InstitutionKind, ...]] = {
    "dkpp": (InstitutionKind.ETHICS,),
    "kpu_regency": (InstitutionKind.ORGANISER,),
    "kpu_same_level": (InstitutionKind.ORGANISER,),
    "bawaslu_regency": (InstitutionKind.SUPERVISOR,),
    "bawaslu_hearing": (InstitutionKind.SUPERVISOR,),
    "bawaslu_province_hearing": (InstitutionKind.SUPERVISOR,),
    "bawaslu_ri_hearing": (InstitutionKind.SUPERVISOR,),
    "police_gakkumdu": (InstitutionKind.POLICE, InstitutionKind.GAKKUMDU),
    "kasn": (InstitutionKind.CIVIL_SERVICE,),
    "bkn_sbt": (InstitutionKind.CIVIL_SERVICE,),
    "agency_head": (InstitutionKind.GOVERNMENT,),
    "regent": (InstitutionKind.GOVERNMENT,),
    "propam": (InstitutionKind.POLICE,),
}
"""Which kinds of institution may be the destination that the law's data names."""


def likely_receiver(destination: str, office: Office, *, on: date) -> Institution | None:
    """The institution an outcome most likely goes to: of the right kind, the office's own area before a wider one."""
    fitting = Institution.objects.filter(
        kind__in=KINDS.get(destination, ()), area_code__in=lineage(office.code)
    )
    return max(fitting, key=lambda item: (len(item.area_code), item.code), default=None)


# --- limits others may alert on ----------------------------------------------------------------------


def open_limits(office_code: str, *, until: date) -> QuerySet[TrackClock]:
    """Open clocks of an office's tracks whose limit comes by ``until``, earliest first; drills left out.

    For whoever alerts: each row has ``track``, ``rule``, ``due_on`` and, for hour clocks, ``due_at``.
    """
    rows = TrackClock.objects.filter(
        within(office_code, "track__office"), ended_at=None, due_on__lte=until
    ).exclude(track__event__kind=ElectionEvent.Kind.DRILL)
    return rows.select_related("track__office", "track__case").order_by("due_on", "id")


# --- ages as of a day --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver's row: its name, how it stands, and the tracks that wait for it, oldest first."""

    name: str
    ages: rules.Ages
    waiting: tuple["Waiting", ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A track that waits on a day."""

    track: Track
    standing: rules.Standing
    days: int
    is_late: bool
    to_remind: bool


def receivers(account: Account | None, *, on: date, today: date) -> list[Receiver]:
    """Every receiver that was asked by the end of ``on``, the one that has kept somebody waiting longest first.

    Four questions to the database, whatever the number of tracks.
    """
    tracks = [
        track for road in ROADS.values() for track in _counted(visible_to(account, road, today=today), on)
    ]
    by_name: dict[str, list[tuple[Track, rules.Seen]]] = defaultdict(list)
    for track, seen in seen_on(tracks, on=on):
        by_name[_receiver_name(track, seen.standing)].append((track, seen))
    rows = [_receiver(name, pairs, on) for name, pairs in by_name.items()]
    return sorted(rows, key=lambda row: (-(row.ages.oldest_days or -1), row.name))


def _counted(tracks: QuerySet[Track], on: date) -> QuerySet[Track]:
    return tracks.filter(opened_on__lte=on).exclude(event__kind=ElectionEvent.Kind.DRILL)


def seen_on(tracks: Iterable[Track], *, on: date) -> list[tuple[Track, rules.Seen]]:
    """Each track as it stood at the end of ``on``; those not yet open are left out."""
    tracks = list(tracks)
    keys = [track.pk for track in tracks]
    acts: dict[UUID, list[TrackAct]] = defaultdict(list)
    fields = ("track_id", "seq", "act", "to_state", "effective_on", "choice", "institution")
    for act in TrackAct.objects.filter(track__in=keys, effective_on__lte=on).only(*fields).order_by("seq"):
        acts[act.track_id].append(act)
    running = _running(keys, tracks, on)
    found = []
    for track in tracks:
        standing = rules.fold(acts[track.pk], until=on)
        if standing is not None:
            road = ROADS[track.road]
            waits = road.states[standing.state].waits
            late = {rule for rule, due in running[track.pk] if due < on}
            seen = rules.Seen(standing, waits, bool(late - {REMINDER}), REMINDER in late and waits)
            found.append((track, seen))
    return found


def _running(keys: Sequence[UUID], tracks: Sequence[Track], on: date) -> dict[UUID, list[tuple[str, date]]]:
    """``{track: [(rule, last day of the later reading)]}`` of the clocks that ran at the end of ``on``."""
    zones = {track.pk: track.office.zone for track in tracks}
    running: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    clocks = TrackClock.objects.filter(track__in=keys, due_on__isnull=False)
    for clock in clocks.defer("explanation"):
        zone = zones[clock.track_id]
        begun = case_rules.local_day(clock.started_at, zone) <= on
        over = clock.ended_at is not None and case_rules.local_day(clock.ended_at, zone) <= on
        if begun and not over:
            running[clock.track_id].append((clock.rule, clock.other_due_on or clock.due_on))
    return running


def _receiver_name(track: Track, standing: rules.Standing) -> str:
    holder = ROADS[track.road].states[standing.state].holder
    named = track.institution.name if track.institution else track.agency
    if holder or not named:  # what ended before it left Gakkumdu was Gakkumdu's
        word = load().terms.of("actors", holder or "gakkumdu").of(get_language() or "id")
        return word[:1].upper() + word[1:]
    return named


def _receiver(name: str, pairs: Sequence[tuple[Track, rules.Seen]], on: date) -> Receiver:
    waiting = [
        Waiting(track, seen.standing, seen.standing.age(on), seen.is_late, seen.to_remind)
        for track, seen in pairs
        if seen.waits
    ]
    waiting.sort(key=lambda item: -item.days)
    return Receiver(name, rules.ages([seen for _, seen in pairs], on=on), tuple(waiting))
