"""The state of a case in a sentence, and its clocks."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from saksama.cases import rules, sentences
from saksama.cases import transitions as t
from saksama.cases.case_page.record import Record, Shown
from saksama.cases.models import (
    Case,
    Clock,
)
from saksama.cases.scenes import Scene
from saksama.law import LawError, load
from saksama.pages import formats


def sentence(case: Case, clock: Clock | None, today: date) -> Shown:
    """``{state, lead, text}`` of the status sentence. A published matter is never late (decision 12)."""
    told = sentences.SENTENCES[case.state]
    due = formats.long_date(clock.due_on) if clock and clock.due_on else None
    text = sentences.follows(case.state, None if case.is_published else due)
    if case.channel == Case.Channel.IMPORT and not case.is_open:
        text = _("So it stands in the other register.")
    glyph = told.glyph
    if clock and clock.due_on and not case.is_published:
        limit = rules.limit_on(today, due_on=clock.due_on, other_due_on=clock.other_due_on)
        glyph, more = _standing(limit, clock, today, glyph)
        text = f"{text} {more}".strip()
    return {"state": glyph, "lead": told.bold, "text": text}


def _standing(limit: rules.Limit, clock: Clock, today: date, glyph: str) -> tuple[str, str]:
    assert clock.due_on is not None
    if limit is rules.Limit.TODAY:
        return "today", _("That is today.")
    if limit is rules.Limit.BETWEEN:
        return "late", _("The earlier reading has passed; nothing is refused before %(due)s.") % {
            "due": formats.long_date(clock.other_due_on)
        }
    if limit is rules.Limit.PASSED:
        over = (today - clock.due_on).days
        return "late", ngettext(
            "The limit passed %(count)s day ago.", "The limit passed %(count)s days ago.", over
        ) % {"count": over}
    return glyph, ""


def public_sentence(case: Case, clock: Clock | None) -> str:
    """What the reporter reads on the tracking page."""
    due = formats.long_date(clock.due_on) if clock and clock.due_on and not case.is_published else None
    return sentences.public(case.state, due)


def main_clock(case: Case, record: Record, scene: Scene) -> Shown | None:
    """What the clock component needs, or None when nothing runs or all is only published."""
    clock = record.main_clock
    if clock is None or case.is_published or not clock.explanation:
        return None
    return {
        "due": clock.explanation,
        "label": step_label(case, clock),
        "closes": f"24.00 {formats.zone_name(scene.zone)}" if clock.due_at is None else "",
        "notes": _notes(clock),
    }


_BEGINS_WITH: Mapping[str, str] = {
    "handling": t.REGISTERED,
    "extended_handling": t.REGISTERED,
    "initial_study": t.RECEIVED,
}


def _notes(clock: Clock) -> dict[str, str]:
    """The word beside the first day: *diregistrasi*."""
    state = _BEGINS_WITH.get(clock.step)
    return {clock.start_on.isoformat(): sentences.state_name(state).lower()} if state else {}


def step_label(case: Case, clock: Clock) -> str:
    """What the clock is for, in the words of the law's data."""
    try:
        rule = load().on(clock.start_on, case.regime)[clock.rule]
    except LawError:
        return clock.rule
    return rule.label.of(get_language() or "id")


def clock_lines(case: Case, record: Record, scene: Scene) -> list[Shown]:
    """The other clocks, one line each, in the order they were started."""
    shown_above = None if case.is_published else record.main_clock
    return [
        {
            "state": _clock_state(case, clock, scene.today),
            "label": step_label(case, clock),
            "text": _clock_text(case, clock),
        }
        for clock in record.clocks
        if shown_above is None or clock.pk != shown_above.pk
    ]


def _clock_state(case: Case, clock: Clock, today: date) -> str:
    if clock.ended_on is not None:
        return {Clock.Result.MET: "ok", Clock.Result.LATE: "late"}.get(
            Clock.Result(clock.result or "void"), "done"
        )
    if clock.due_on is None or case.is_published:
        return "unsure" if clock.due_on is None else "todo"
    return "late" if clock.due_on < today else "today" if clock.due_on == today else "todo"


def _clock_text(case: Case, clock: Clock) -> str:
    if clock.due_on is None:
        return _("no date could be counted: ask the administrator to complete the law data")
    due = formats.short_date(clock.due_on)
    if clock.ended_on is None:
        return _("limit %(due)s") % {"due": due}
    if clock.result == Clock.Result.VOID:
        return str(Clock.Result.VOID.label)
    done = formats.short_date(clock.ended_on)
    return (
        _("%(done)s, limit %(due)s") % {"due": due, "done": done}
        if clock.result == Clock.Result.LATE
        else done
    )
