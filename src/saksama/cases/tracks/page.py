"""What the page of a track shows: its sentence, its clocks, the acts that are lawful, and what happened."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from saksama.cases import queries as cases
from saksama.cases import rules as case_rules
from saksama.cases.gakkumdu import road as gakkumdu
from saksama.cases.gakkumdu import votes
from saksama.cases.tracks import clocks, queries
from saksama.cases.tracks.models import Track, TrackAct, TrackClock
from saksama.cases.tracks.moves import Act
from saksama.cases.tracks.roads import ROADS
from saksama.law import LawError, load
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account

Shown = dict[str, Any]


def build(track: Track, account: Account, *, today: date) -> Shown:
    """The context of the page."""
    road = ROADS[track.road]
    running = list(track.clocks.all())
    main = min(
        (clock for clock in running if clock.ended_at is None and clock.due_on),
        key=lambda clock: (clock.due_on, clock.pk), default=None,
    )  # fmt: skip
    may_act = scope.allows(account, road.acts_with, track.office_id, today=today)
    return {
        "track": track,
        "road": road,
        "zone": track.office.zone,
        "sentence": sentence(track, main, today),
        "clock": _main_clock(track, main),
        "clock_lines": [
            *(_line(track, clock, today) for clock in running if clock is not main),
            *_before_results(track, today),
        ],
        "acts": [_offer(track, move.act, main=place == 0, may_act=may_act)
                 for place, move in enumerate(queries.moves_of(track))],
        "events": _events(track),
        "about": _about(track),
        "paper": paper_name(track),
        "without_address": bool(track.agency) and not (track.institution and track.institution.address),
    }  # fmt: skip


def sentence(track: Track, clock: TrackClock | None, today: date) -> Shown:
    """``{state, lead, text}`` of the status sentence, with where its limit stands."""
    state = ROADS[track.road].states[track.state]
    glyph, text = state.glyph, str(state.follows)
    if clock is not None and clock.due_on is not None:
        limit = case_rules.limit_on(today, due_on=clock.due_on, other_due_on=clock.other_due_on)
        over = (today - clock.due_on).days
        more = _("Limit: %(due)s.") % {"due": formats.long_date(clock.due_on)}
        if limit is case_rules.Limit.TODAY:
            glyph, more = "today", _("The limit is today.")
        elif limit is not case_rules.Limit.OPEN:
            glyph = "late"
            more = ngettext(
                "The limit passed %(count)s day ago.", "The limit passed %(count)s days ago.", over
            ) % {"count": over}
        text = f"{text} {more}"
    return {"state": glyph, "lead": state.bold, "text": text}


def rows_for(tracks: list[Track]) -> list[Shown]:
    """Tracks as the case page lists them."""
    return [
        {
            "url": reverse("cases:track", args=[track.pk]),
            "road": ROADS[track.road].label,
            "agency": track.agency,
            "paper": paper_name(track),
            "state": ROADS[track.road].states[track.state],
            "due": track.next_due_on,
        }
        for track in tracks
    ]


def paper_name(track: Track) -> str:
    """recommendation, decision, forwarding: what left the office, in words."""
    return load().terms.of("outcomes", track.paper).of(_lang()) if track.paper else ""


def _main_clock(track: Track, clock: TrackClock | None) -> Shown | None:
    if clock is None or not clock.explanation:
        return None
    closes = (
        formats.clock_time(clock.due_at, track.office.zone)
        if clock.due_at
        else f"24.00 {formats.zone_name(track.office.zone)}"
    )
    return {"due": clock.explanation, "label": label_of(track, clock), "closes": closes}


def label_of(track: Track, clock: TrackClock) -> str:
    """What a clock is for, in the words of the law's data."""
    day = case_rules.local_day(clock.started_at, track.office.zone)
    try:
        return load().on(day, clocks.regime_of(track))[clock.rule].label.of(_lang())
    except LawError:
        return clock.rule


def _line(track: Track, clock: TrackClock, today: date) -> Shown:
    return {
        "state": _clock_state(clock, today),
        "label": f"{label_of(track, clock)} ({clock.rule})",
        "text": _clock_text(track, clock),
    }


def _before_results(track: Track, today: date) -> list[Shown]:
    """Where a court still has the word: the last day on which a ruling can affect votes (GK-17), unconfirmed."""
    if track.road != gakkumdu.ROAD.code or ROADS[track.road].states[track.state].is_end:
        return []
    found = votes.latest_ruling(track.event, track.office_id, zone=track.office.zone)
    if found is None or found[0].due_on is None:
        return []
    limit, results = found
    said = _(
        "A ruling that affects votes must exist by %(due)s: results are fixed by %(results)s at the latest."
    )
    return [
        {
            "state": "unsure" if today <= limit.due_on else "late",
            "label": f"{votes.label(track.event).of(_lang())} ({votes.RULE})",
            "text": said % {"due": formats.long_date(limit.due_on), "results": formats.long_date(results)},
        }
    ]


def _clock_state(clock: TrackClock, today: date) -> str:
    if clock.ended_at is not None:
        return {"met": "ok", "late": "late"}.get(clock.result, "done")
    if clock.due_on is None:
        return "unsure"
    return "late" if clock.due_on < today else "today" if clock.due_on == today else "todo"


def _clock_text(track: Track, clock: TrackClock) -> str:
    if clock.due_on is None:
        return _("no date could be counted: ask the administrator to complete the law data")
    zone = track.office.zone
    due = formats.short_moment(clock.due_at, zone) if clock.due_at else formats.short_date(clock.due_on)
    if clock.ended_at is None:
        return _("limit %(due)s") % {"due": due}
    done = (
        formats.short_moment(clock.ended_at, zone)
        if clock.due_at
        else formats.short_date(case_rules.local_day(clock.ended_at, zone))
    )
    return _("%(done)s, limit %(due)s") % {"due": due, "done": done}


def _offer(track: Track, act: str, *, main: bool, may_act: bool) -> Shown:
    words: Act = ROADS[track.road].acts[act]
    roles = ", ".join(cases.role_names(ROADS[track.road].acts_with))
    return {
        "icon": words.icon,
        "label": words.label,
        "needs": words.needs,
        "button": words.button,
        "url": reverse("cases:track_act", args=[track.pk, act]),
        "main": main and may_act,
        "locked": ""
        if may_act
        else _("Your duty does not include this. %(roles)s may do it.") % {"roles": roles},
    }


def _events(track: Track) -> list[Shown]:
    acts = list(track.acts.select_related("proof"))
    names = cases.names_of(act.actor for act in acts)
    shown = [_event(track, act, names) for act in acts]
    if shown and track.ended_on is None:
        shown[-1] = {**shown[-1], "glyph": "now"}
    return shown


def _event(track: Track, act: TrackAct, names: dict[str, str]) -> Shown:
    who = {"system": _("the program")}.get(act.actor) or names.get(act.actor, act.actor)
    parts = [act.note, str(who)]
    if act.recorded_at - act.effective_at > LATER:
        parts.append(
            _("entered %(moment)s") % {"moment": formats.short_moment(act.recorded_at, track.office.zone)}
        )
    return {
        "glyph": ROADS[track.road].acts[act.act].glyph,
        "title": told(track, act),
        "at": act.effective_at,
        "line": " · ".join(part for part in parts if part),
    }


LATER = timedelta(minutes=1)


def told(track: Track, act: TrackAct) -> str:
    """The timeline's line of an act."""
    words = ROADS[track.road].acts[act.act]
    choice = words.choices.get(act.choice, act.choice)
    line = str(words.told) % {"number": act.number, "choice": choice}
    return f"{line} ({act.number})" if act.number and "%(number)s" not in str(words.told) else line


def _about(track: Track) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    if track.agency:
        rows.append((_("Agency"), track.agency))
    if track.institution and track.institution.address:
        rows.append((_("Address"), track.institution.address))
    if track.paper:
        rows.append((_("What was sent"), paper_name(track).capitalize()))
    rows.append((_("Office"), track.office.name))
    return rows


def proofs_of(track: Track) -> list[Shown]:
    """Papers kept with the acts: ``[{name, url, icon, sha256, intact, line}]``."""
    return [
        {
            "name": told(track, act),
            "url": reverse("cases:track_proof", args=[track.pk, act.seq]),
            "icon": "file-text",
            "sha256": act.proof.sha256,
            "intact": None,
            "line": formats.long_date(act.effective_on),
        }
        for act in track.acts.exclude(proof=None).select_related("proof")
        if act.proof is not None
    ]


def _lang() -> str:
    return get_language() or "id"
