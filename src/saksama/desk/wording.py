"""The desk's own sentences: what to do next for each clock and state, and the headline of the day."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from saksama.cases import sentences
from saksama.cases import transitions as t
from saksama.cases.models import CaseLink
from saksama.cases.queries import Joined
from saksama.desk.board import MOST, Board, Row
from saksama.pages import formats

ACT_OF_STEP = {
    "finding": gettext_lazy("Decide on the finding in plenary"),
    "initial_study": gettext_lazy("Conclude the initial study"),
    "completion": gettext_lazy("The reporter completes the report"),
    "registration": gettext_lazy("Register the case"),
    "handling": gettext_lazy("Decide in plenary, or extend"),
    "extended_handling": gettext_lazy("Decide in plenary"),
    "tracing": gettext_lazy("Finish tracing the information"),
    "status_notice": gettext_lazy("Tell the reporter the status"),
}
"""What ends each clock, as the link of a row says it."""

ACT_OF_STATE = {
    t.INCOMPLETE: gettext_lazy("Tell the reporter what is missing"),
    t.COMPLETE: gettext_lazy("Decide on registration in plenary"),
    t.TO_REGISTER: gettext_lazy("Register the case"),
    t.PROPOSED: gettext_lazy("Decide on the finding in plenary"),
    t.PRELIMINARY: gettext_lazy("Finish tracing the information"),
    t.DECIDED: gettext_lazy("Forward the outcome, then close"),
}
"""The same where no clock runs."""

STEPS = {
    "filing": gettext_lazy("Filing"),
    "finding": gettext_lazy("Deciding on a finding"),
    "initial_study": gettext_lazy("Initial study"),
    "completion": gettext_lazy("Completion by the reporter"),
    "registration": gettext_lazy("Registration"),
    "handling": gettext_lazy("Handling"),
    "extended_handling": gettext_lazy("Extended handling"),
    "tracing": gettext_lazy("Tracing"),
    "status_notice": gettext_lazy("Status notice"),
}


def joined(one: Joined) -> str:
    """How a case is joined with another, as its row says it."""
    number = one.case.number
    if one.link.kind == CaseLink.Kind.CONNECTED:
        return _("connected with %(number)s") % {"number": number}
    if one.leads:
        return _("handled together with %(number)s, which leads") % {"number": number}
    return _("leads %(number)s, handled together") % {"number": number}


_WORDS = {
    1: pgettext_lazy("number at the head of a sentence", "One"),
    2: pgettext_lazy("number at the head of a sentence", "Two"),
    3: pgettext_lazy("number at the head of a sentence", "Three"),
    4: pgettext_lazy("number at the head of a sentence", "Four"),
    5: pgettext_lazy("number at the head of a sentence", "Five"),
    6: pgettext_lazy("number at the head of a sentence", "Six"),
    7: pgettext_lazy("number at the head of a sentence", "Seven"),
    8: pgettext_lazy("number at the head of a sentence", "Eight"),
    9: pgettext_lazy("number at the head of a sentence", "Nine"),
    10: pgettext_lazy("number at the head of a sentence", "Ten"),
}


def act_of(row: Row) -> str:
    """What is to be done next on this case, in a few words."""
    if row.transfer:
        return _("Confirm receipt of a case from %(office)s") % {"office": row.transfer.from_office.name}
    if row.clock:
        return str(ACT_OF_STEP.get(row.clock.step, row.clock.step))
    return str(ACT_OF_STATE.get(row.state, sentences.state_name(row.state)))


def counted(total: int) -> str:
    """A number as a list's head shows it; beyond ``MOST`` nobody counts."""
    if total > MOST:
        return _("more than %(count)s") % {"count": formats.number(MOST)}
    return formats.number(total)


def in_words(total: int) -> str:
    """The number at the head of a sentence: in words up to ten."""
    if total in _WORDS:
        return str(_WORDS[total])
    text = counted(total)
    return text[:1].upper() + text[1:]


def headline(board: Board, *, is_past: bool) -> str:
    """The day in one sentence that carries the fact."""
    today, late, new = board.today.total, board.overdue.total, board.new.total + board.coming.total
    if today or late:
        return _limits(today, late, is_past=is_past)
    if new:
        return _new(new, is_past=is_past)
    if board.is_empty:
        return _("There is no open matter.")
    return _("Nothing ended on that day.") if is_past else _("Nothing ends today.")


def _limits(today: int, late: int, *, is_past: bool) -> str:
    ending = _ending(today, is_past=is_past)
    if not late:
        return _("%(ending)s.") % {"ending": ending}
    if not today:
        sentence = (
            ngettext("%(count)s matter was past its limit.", "%(count)s matters were past their limit.", late)
            if is_past
            else ngettext(
                "%(count)s matter is past its limit.", "%(count)s matters are past their limit.", late
            )
        )
        return sentence % {"count": in_words(late)}
    passed = (
        ngettext("%(count)s was past its limit", "%(count)s were past their limit", late)
        if is_past
        else ngettext("%(count)s is already past its limit", "%(count)s are already past their limit", late)
    )
    return _("%(ending)s, %(passed)s.") % {
        "ending": ending,
        "passed": passed % {"count": in_words(late).lower()},
    }


def _ending(today: int, *, is_past: bool) -> str:
    sentence = (
        ngettext("%(count)s matter ended on that day", "%(count)s matters ended on that day", today)
        if is_past
        else ngettext("%(count)s matter ends today", "%(count)s matters end today", today)
    )
    return sentence % {"count": in_words(today)}


def _new(new: int, *, is_past: bool) -> str:
    sentence = (
        ngettext(
            "%(count)s report had nobody in charge yet.", "%(count)s reports had nobody in charge yet.", new
        )
        if is_past
        else ngettext(
            "%(count)s report has nobody in charge yet.", "%(count)s reports have nobody in charge yet.", new
        )
    )
    return sentence % {"count": in_words(new)}


def nothing_today(board: Board, *, is_past: bool) -> str:
    """Under an empty *Ends today*: when the next limit ends."""
    nothing = _("Nothing ended on that day.") if is_past else _("Nothing ends today.")
    following = board.next_due_on
    if following is None:
        return nothing
    return f"{nothing} " + _("Next: %(day)s.") % {"day": formats.long_date(following)}


def days_to_vote(days: int) -> str:
    """The words beside the large figure; 0 is the day itself."""
    return ngettext("day to the vote", "days to the vote", days)


def between_readings(row: Row, on: date) -> str:
    """Said of a limit passed by its earlier reading only; no door is closed yet (decision 1)."""
    clock = row.clock
    if clock and clock.due_on and clock.other_due_on and clock.due_on < on <= clock.other_due_on:
        return _("later reading %(day)s") % {"day": formats.short_date(clock.other_due_on)}
    return ""
