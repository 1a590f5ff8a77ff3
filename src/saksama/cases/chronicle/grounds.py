"""On which ground an act stands: what the person wrote, what the plenary said, the limit it kept, else the duty.

A citation that no lawyer has confirmed bears ``°``; whoever shows it says what that means.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Clock, Plenary, Recusal
from saksama.cases.tracks import page as track_words
from saksama.cases.tracks.models import Track, TrackAct, TrackClock
from saksama.cases.tracks.roads import ROADS
from saksama.law import LawError, Source, load
from saksama.pages import formats
from saksama.people import permissions

UNCONFIRMED = "°"
NEUTRALITY, SITTINGS, PAPERS = "study_case", "hold_plenary", "issue_document"
"""Permissions of the acts whose lines are no act of a case: those their operations ask for."""
UNTOLD = frozenset({"register_published"})
"""Acts that end a clock of which nothing is said: the study of a published matter was not published (decision 12)."""


class Ended:
    """The clocks of a case, each told at the act that ended it."""

    def __init__(self, clocks: Sequence[Clock]) -> None:
        self._left = [clock for clock in clocks if clock.result in {Clock.Result.MET, Clock.Result.LATE}]

    def by(self, act: CaseAct, days: Iterable[date]) -> list[Clock]:
        """Those that ``act`` ended on one of ``days``, each once."""
        steps = () if act.act in UNTOLD else t.ENDS.get(act.act, ())
        found = [clock for clock in self._left if clock.step in steps and clock.ended_on in set(days)][:1]
        self._left = [clock for clock in self._left if clock not in found]
        return found


def of_act(act: CaseAct, plenary: Plenary | None, ended: Ended, case: Case) -> str:
    """Of an act on the case."""
    days = {act.effective_on, plenary.held_on} if plenary else {act.effective_on}
    said = [act.reason.strip(), _of_facts(act, case)]
    if plenary is not None:
        said.append(_of_plenary(plenary, case, reason=act.reason))
    said += [_of_clock(clock, _label(clock, case)) for clock in ended.by(act, days)]
    return _join(said) or _authority(_permission_of(act.act))


def of_track_act(act: TrackAct, track: Track, clocks: Sequence[TrackClock]) -> str:
    """Of an act on a road: the note, the limit it kept and the one that began with it."""
    said = [act.note.strip()]
    for clock in clocks:
        if clock.ended_at == act.effective_at and clock.result in {"met", "late"}:
            said.append(_of_clock(clock, track_words.label_of(track, clock)))
        if clock.started_at == act.effective_at and clock.due_on:
            said.append(
                _("limit from here: %(what)s, %(due)s (%(source)s)")
                % {"what": track_words.label_of(track, clock), "due": _due(clock), "source": _source(clock)}
            )
    return _join(said) or _authority(ROADS[track.road].acts_with)


def of_line(act: str, facts: Mapping[str, object]) -> str:
    """Of a line that is no act: the list of conduct, or the duty that allows it."""
    if act in {"neutrality_conduct", "neutrality_conduct_dropped"}:
        return _conduct(facts) or _authority(NEUTRALITY)
    if act.startswith("neutrality_"):
        return _authority(NEUTRALITY)
    if act.startswith(("sitting_", "agenda_")):
        return _authority(SITTINGS)
    if act == "document_issued":
        return _authority(PAPERS)
    return _("the one whom the alert reached") if act == "alert_acknowledged" else ""


def _of_facts(act: CaseAct, case: Case) -> str:
    """A ground that an act keeps as a code: of a recusal, of a report that is not complete."""
    if act.act == "recuse":
        return str(dict(Recusal.Ground.choices).get(act.facts.get("ground"), ""))
    if act.act == "find_incomplete":
        known = {
            item.code: item.label.of(_lang())
            for item in load().on(act.effective_on, case.regime).requirements()
        }
        missing = ", ".join(known.get(code, code) for code in act.facts.get("missing", ()))
        return _("missing: %(what)s") % {"what": missing}
    return ""


def _of_plenary(plenary: Plenary, case: Case, *, reason: str) -> str:
    held = {"moment": formats.long_moment(plenary.held_at, case.office.zone), "number": plenary.number}
    said = _("plenary of %(moment)s, minutes %(number)s") if plenary.number else _("plenary of %(moment)s")
    reasons = plenary.reasons.strip()
    return said % held + (f": {reasons}" if reasons and reasons != reason.strip() else "")


def _of_clock(clock: Clock | TrackClock, label: str) -> str:
    """*Kajian awal, paling lambat Rabu, 6 November 2024, tepat waktu (PK-03, UU Pilkada Pasal 134 ayat (4))*"""
    return _("%(what)s, due %(due)s, %(result)s (%(source)s)") % {
        "what": label, "due": _due(clock), "result": Clock.Result(clock.result).label, "source": _source(clock),
    }  # fmt: skip


def _due(clock: Clock | TrackClock) -> str:
    """The last day; the later reading too, where the act came between the two (decision 1)."""
    if clock.due_on is None:
        return "–"
    told = formats.long_date(clock.due_on)
    ended_on = clock.ended_on if isinstance(clock, Clock) else None
    if ended_on is None or clock.other_due_on is None or ended_on <= clock.due_on:
        return told
    return _("%(due)s, by the other reading %(later)s") % {
        "due": told,
        "later": formats.long_date(clock.other_due_on),
    }


def _source(clock: Clock | TrackClock) -> str:
    told = clock.explanation.get("source")
    if not told:
        return clock.rule
    return f"{clock.rule}, {_cited(Source(**told))}"


def _cited(source: Source) -> str:
    return source.citation(_lang()) + ("" if source.is_confirmed else UNCONFIRMED)


def _label(clock: Clock, case: Case) -> str:
    try:
        return load().on(clock.start_on, case.regime)[clock.rule].label.of(_lang())
    except LawError:
        return clock.rule


def _conduct(facts: Mapping[str, object]) -> str:
    try:
        known = load().neutrality.conduct(str(facts["code"]), date.fromisoformat(str(facts["on"])))
    except (KeyError, ValueError, LawError):
        return ""
    return f"{known.label.of(_lang())} ({facts['code']}, {_cited(known.source)})"


def _permission_of(act: str) -> str:
    return next(move.permission for move in t.MOVES if move.act == act)


def _authority(permission: str) -> str:
    """What allows it: *tugas: Mencatat pleno*."""
    known = permissions.named(permission)
    told = known.en if get_language() == "en" else known.id
    return _("by duty: %(what)s") % {"what": told.rstrip(".")}


def _join(said: Iterable[str]) -> str:
    return "; ".join(part.rstrip(".;") for part in said if part)


def _lang() -> str:
    return get_language() or "id"
