"""Gathers what was done: on the case, on its roads outside the office, on its sheets of neutrality, in the sittings.

The number of questions does not grow with the case. Acts carry the words of people, lines of the journal the proof;
what has both is told once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from saksama.cases import queries as reads
from saksama.cases import rules, wording
from saksama.cases.chronicle import grounds, words
from saksama.cases.models import Case
from saksama.cases.neutrality.models import Subject
from saksama.cases.sittings.models import AgendaItem
from saksama.cases.tracks import page as track_words
from saksama.cases.tracks.models import Track, TrackAct
from saksama.cases.tracks.roads import ROADS
from saksama.evidence.models import IdentityAct
from saksama.evidence.rules import Ground
from saksama.journal.models import Line
from saksama.people.models import Duty, Role

LATER = timedelta(minutes=1)
"""An act that was entered later than this is told with both moments."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``recorded_at`` only where it was entered later than it happened; ``line`` is its proof."""

    at: datetime
    who: str
    what: str
    ground: str
    line: Line | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry before its actor has a name."""

    at: datetime
    order: int
    actor: str
    what: str
    ground: str
    line: Line | None
    recorded_at: datetime | None = None


def entries_of(case: Case, *, with_looks: bool = True) -> list[Entry]:
    """Everything done on ``case``, oldest first, in the language in use.

    ``with_looks``: also who looked at identities, which is for readers of the office's journal.
    """
    tracks = list(case.tracks.select_related("event__election", "office").order_by("opened_on", "pk"))
    lines = _lines(case, tracks)
    told = [
        *_acts(case, lines),
        *(row for track in tracks for row in _road(track, lines)),
        *_rest(case, lines),
        *(_looks_at_people(case) if with_looks else ()),
    ]
    told.sort(key=lambda row: (row.at, row.order))
    people = _People({row.actor for row in told})
    return [
        Entry(row.at, people.named(row.actor, rules.local_day(row.at, case.office.zone)), row.what, row.ground,
              row.line, row.recorded_at)
        for row in told
    ]  # fmt: skip


def _lines(case: Case, tracks: Sequence[Track]) -> list[Line]:
    """Lines of the case's subjects, and those of its sittings that speak of it."""
    subjects = Subject.objects.filter(case=case).values_list("pk", flat=True)
    sittings = AgendaItem.objects.filter(case=case).values_list("sitting", flat=True)
    wanted = (
        Q(subject_kind="case", subject_id=str(case.pk))
        | Q(subject_kind="track", subject_id__in=[str(track.pk) for track in tracks])
        | Q(subject_kind="neutrality", subject_id__in=[str(pk) for pk in subjects])
        | Q(subject_kind="sitting", subject_id__in=[str(pk) for pk in sittings])
    )
    found = Line.objects.filter(wanted).order_by("pk")
    return [line for line in found if line.subject_kind != "sitting" or _of_sitting(line, case)]


def _of_sitting(line: Line, case: Case) -> bool:
    return line.facts.get("case") == str(case.pk)


# --- acts on the case --------------------------------------------------------------------------------


def _acts(case: Case, lines: Iterable[Line]) -> Iterable[_Told]:
    acts = list(case.acts.order_by("seq"))
    by_version = {line.facts.get("version"): line for line in lines if line.subject_kind == "case"}
    names = reads.names_of(
        str(act.facts.get(name, "")) for act in acts for name in ("owner", "recused") if act.facts.get(name)
    )
    offices = wording.office_names(wording.office_codes(acts))
    parties = {
        party.label: party.name or f"{party.get_role_display()} {party.label}" for party in case.parties.all()
    }
    plenaries = {
        row.pk: row for row in case.plenaries.prefetch_related("outcomes__respondent").select_related("case")
    }
    clocks = grounds.Ended(list(case.clocks.all()))
    for act in acts:
        plenary = plenaries.get(act.facts.get("plenary", 0))
        what = wording.told(act, case, names=names, offices=offices, parties=parties)
        yield _Told(
            at=act.effective_at,
            order=act.seq,
            actor=act.actor,
            what=what + (words.outcomes(plenary) if plenary and act.act == "decide" else ""),
            ground=grounds.of_act(act, plenary, clocks, case),
            line=by_version.get(act.seq),
        )


# --- roads outside the office ------------------------------------------------------------------------


def _road(track: Track, lines: Iterable[Line]) -> Iterable[_Told]:
    by_version = {
        line.facts.get("version"): line
        for line in lines
        if line.subject_kind == "track" and line.subject_id == str(track.pk)
    }
    clocks = list(track.clocks.all())
    for act in track.acts.order_by("seq"):
        yield _Told(
            at=act.effective_at,
            order=100_000 + act.seq,
            actor=act.actor,
            what=f"{ROADS[track.road].label}: {track_words.told(track, act)}",
            ground=grounds.of_track_act(act, track, clocks),
            line=by_version.get(act.seq),
            recorded_at=_entered(act),
        )


def _entered(act: TrackAct) -> datetime | None:
    return act.recorded_at if act.recorded_at - act.effective_at > LATER else None


# --- everything else ---------------------------------------------------------------------------------


def _rest(case: Case, lines: Iterable[Line]) -> Iterable[_Told]:
    """Lines that are no act of the case or of a road: papers issued, sheets of neutrality, agendas."""
    for line in lines:
        if line.subject_kind in {"case", "track"} and "version" in line.facts:
            continue
        yield _Told(
            at=line.effective_at,
            order=1_000_000 + line.seq,
            actor=line.actor,
            what=words.of_line(line),
            ground=grounds.of_line(line.act, line.facts),
            line=line,
        )


def _looks_at_people(case: Case) -> Iterable[_Told]:
    """Each opening of a sealed identity, with its ground; never the name that was seen."""
    parties = {party.identity_id: party for party in case.parties.exclude(identity=None)}
    looks = IdentityAct.objects.filter(identity__in=list(parties), act=IdentityAct.Act.REVEALED)
    known = dict(Ground.choices)
    for row in looks.select_related("line"):
        yield _Told(
            at=row.at,
            order=2_000_000 + row.pk,
            actor=row.actor,
            what=_("Identity opened: %(label)s") % {"label": parties[row.identity_id].label},
            ground=str(known.get(row.ground, row.ground)),
            line=row.line,
        )


# --- who ---------------------------------------------------------------------------------------------


class _People:
    """Names of actors with the post each held on the day of an act: two questions for all."""

    def __init__(self, codes: Iterable[str]) -> None:
        wanted = set(codes)
        self._names = reads.names_of(wanted)
        self._duties: dict[str, list[Duty]] = {}
        duties = Duty.objects.filter(account__code__in=wanted, withdrawn_at=None).select_related("account")
        for duty in duties:
            self._duties.setdefault(duty.account.code, []).append(duty)

    def named(self, code: str, on: date) -> str:
        """*Rahmi Adawiyah, Ketua*; the public and the program by what they are."""
        if code in words.NO_PERSON:
            return str(words.NO_PERSON[code])
        name = self._names.get(code, code)
        held = [duty for duty in self._duties.get(code, ()) if _holds(duty, on)]
        return f"{name}, {Role(held[0].role).label}" if held else name


def _holds(duty: Duty, on: date) -> bool:
    return duty.starts_on <= on and (duty.ends_on is None or on <= duty.ends_on)
