"""How a report stands, told to whoever holds its code: no party's name, no officer's name, plain words.

Free text of the office reaches this page only where it was written to be told to the reporter (what is
missing, the status notice), and passes through :func:`without_names`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases import sentences
from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Clock
from saksama.cases.rules import Limit, limit_on
from saksama.law import LawError, load
from saksama.pages import formats

TITLES = {
    "receive_report": gettext_lazy("Received"),
    "record_information": gettext_lazy("Received as preliminary information"),
    "find_complete": gettext_lazy("Checked: complete"),
    "find_incomplete": gettext_lazy("Checked: something is missing"),
    "notify_shortcomings": gettext_lazy("You were told what is missing"),
    "receive_completion": gettext_lazy("What was missing has been received"),
    "accept_in_plenary": gettext_lazy("Accepted by the members"),
    "decline_registration": gettext_lazy("Not registered"),
    "register_case": gettext_lazy("Registered"),
    "register_published": gettext_lazy("Registered"),
    "extend_handling": gettext_lazy("Handling extended"),
    "decide": gettext_lazy("Decided by the members"),
    "forward_outcome": gettext_lazy("Forwarded to the authority that must act"),
    "notify_status": gettext_lazy("You were told the result"),
    "keep_as_information": gettext_lazy("Kept as preliminary information"),
    "end_tracing": gettext_lazy("Tracing ended"),
    "stop_case": gettext_lazy("Stopped"),
    "withdraw_report": gettext_lazy("Withdrawn"),
    "delegate_case": gettext_lazy("Passed on to another supervision office"),
    "take_over_case": gettext_lazy("Passed on to another supervision office"),
    "receive_delegation": gettext_lazy("Received by the other office"),
    "close_case": gettext_lazy("Handling ended"),
}
"""Acts a reporter is told of. Clarifications, studies and care of the record stay inside the office."""

STOPS = frozenset({"decline_registration", "stop_case", "withdraw_report"})
HEADINGS = {
    t.RECEIVED: gettext_lazy("We have received your report"),
    t.INCOMPLETE: gettext_lazy("Something is missing in your report"),
    t.AWAITING_COMPLETION: gettext_lazy("There is something for you to complete"),
    t.COMPLETED: gettext_lazy("We have received what was missing"),
    t.COMPLETE: gettext_lazy("Your report is complete"),
    t.TO_REGISTER: gettext_lazy("Your report will be registered"),
    t.PROPOSED: gettext_lazy("The office is looking at a finding"),
    t.REGISTERED: gettext_lazy("Your report is being handled"),
    t.EXTENDED: gettext_lazy("Your report is being handled"),
    t.DECIDED: gettext_lazy("The members have decided"),
    t.CLOSED: gettext_lazy("The handling has ended"),
    t.NOT_REGISTERED: gettext_lazy("Your report could not be registered"),
    t.PRELIMINARY: gettext_lazy("We trace what you told us"),
    t.STOPPED: gettext_lazy("The handling was stopped"),
    t.WITHDRAWN: gettext_lazy("You withdrew this report"),
    t.IN_TRANSFER: gettext_lazy("Your report is on its way to another office"),
}
# The clock whose day the reporter is told, by state.
CLOCK_OF = {
    t.RECEIVED: "initial_study",
    t.AWAITING_COMPLETION: "completion",
    t.COMPLETED: "initial_study",
    t.TO_REGISTER: "registration",
    t.REGISTERED: "handling",
    t.EXTENDED: "extended_handling",
    t.DECIDED: "status_notice",
    t.PRELIMINARY: "tracing",
}
# What is being done now, in a word or two.
NOW = {
    t.RECEIVED: gettext_lazy("We check whether it is complete"),
    t.INCOMPLETE: gettext_lazy("We write down what is missing"),
    t.AWAITING_COMPLETION: gettext_lazy("Waiting for you to complete it"),
    t.COMPLETED: gettext_lazy("We check whether it is complete"),
    t.COMPLETE: gettext_lazy("The members decide on registration"),
    t.TO_REGISTER: gettext_lazy("Registration"),
    t.PROPOSED: gettext_lazy("The members decide on it"),
    t.REGISTERED: gettext_lazy("Handling"),
    t.EXTENDED: gettext_lazy("Handling"),
    t.DECIDED: gettext_lazy("You are told the result"),
    t.PRELIMINARY: gettext_lazy("A supervisor traces it"),
    t.IN_TRANSFER: gettext_lazy("On its way to another office"),
}
# Steps still ahead, by state; the state's own sentence stands before them.
COMING = {
    **dict.fromkeys(
        (t.RECEIVED, t.INCOMPLETE, t.AWAITING_COMPLETION, t.COMPLETED, t.COMPLETE, t.TO_REGISTER),
        (gettext_lazy("Registered and handled"), gettext_lazy("Result")),
    ),
    t.IN_TRANSFER: (gettext_lazy("Handled by the other office"), gettext_lazy("Result")),
    t.REGISTERED: (gettext_lazy("Result"),),
    t.EXTENDED: (gettext_lazy("Result"),),
    t.PRELIMINARY: (gettext_lazy("Tracing ended"),),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome: for which respondent (by place), what, and where it goes."""

    who: str
    what: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Status:
    """All the tracking page says of a case."""

    case: Case
    heading: str
    glyph: str
    lead: str
    sentence: str
    events: list[dict[str, Any]]
    due: dict[str, Any] | None = None
    is_late: bool = False
    missing: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def may_complete(self) -> bool:
        return self.case.state == t.AWAITING_COMPLETION


def status_of(case: Case, *, today: date) -> Status:
    """Gather the public picture of ``case``. At most eight queries."""
    clocks = list(case.clocks.all())
    clock = _open_clock(clocks, CLOCK_OF.get(case.state, ""))
    names = list(case.parties.exclude(name="").values_list("name", flat=True))
    acts = list(case.acts.all())
    sentence = sentences.public(case.state, _told_day(case, clock, today))
    is_ended = case.state in {t.NOT_REGISTERED, t.STOPPED, t.WITHDRAWN}
    told = list(case.status_notices.all()) if case.state in {*t.ENDED, t.DECIDED} else []
    shows_result = bool(told) or case.state == t.CLOSED
    return Status(
        case=case,
        heading=str(HEADINGS[case.state]),
        glyph=sentences.SENTENCES[case.state].glyph,
        lead=str(sentences.SENTENCES[case.state].bold),
        sentence=sentence,
        events=_history(acts) + _now(case, _told_day(case, clock, today)) + _coming(case),
        due=clock.explanation if clock and case.state == t.AWAITING_COMPLETION and clock.due_on else None,
        is_late=_is_passed(clock, today) and case.state == t.AWAITING_COMPLETION,
        missing=_missing(case, names) if case.state in {t.AWAITING_COMPLETION, t.NOT_REGISTERED} else [],
        reasons=_reasons(case, clocks) if is_ended else [],
        results=_results(case) if shows_result else [],
        told=[without_names(notice.text, names) for notice in told],
    )


def without_names(text: str, names: Iterable[str]) -> str:
    """``text`` with each respondent's name, whole or in its longer parts, replaced by a plain word.

    *Alamat Budi Santoso belum ada* becomes *Alamat terlapor belum ada*.
    """
    word = _("the reported party")
    for name in names:
        parts = [name, *(part for part in re.split(r"[\s,.]+", name) if len(part) > 3)]
        for part in parts:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", word, text, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(word)}(\s+{re.escape(word)})+", word, text)


def _open_clock(clocks: Iterable[Clock], step: str) -> Clock | None:
    return next((clock for clock in clocks if clock.step == step and clock.ended_on is None), None)


def _told_day(case: Case, clock: Clock | None, today: date) -> str | None:
    """The day in words; none once it has passed, nor for a matter known from publication (decision 12)."""
    if clock is None or clock.due_on is None or case.is_published or clock.due_on < today:
        return None
    return formats.near_date(clock.due_on, today)


def _is_passed(clock: Clock | None, today: date) -> bool:
    if clock is None or clock.due_on is None:
        return False
    return limit_on(today, due_on=clock.due_on, other_due_on=clock.other_due_on) is Limit.PASSED


def _history(acts: Iterable[CaseAct]) -> list[dict[str, Any]]:
    """Public acts, oldest first; one line where the same act follows itself."""
    events: list[dict[str, Any]] = []
    for act in acts:
        title = TITLES.get(act.act)
        if title is None or (events and events[-1]["title"] == str(title)):
            continue
        at: datetime | date = (
            act.effective_at if act.act in {"receive_report", "record_information"} else act.effective_on
        )
        number = act.facts.get("number_registered", "")
        glyph = "stopped" if act.act in STOPS else "ok"
        events.append({"glyph": glyph, "title": str(title), "at": at, "line": number})
    return events


def _now(case: Case, told_day: str | None) -> list[dict[str, Any]]:
    if case.state not in NOW:
        return []
    line = _("By %(date)s.") % {"date": told_day} if told_day else ""
    return [{"glyph": "now", "title": str(NOW[case.state]), "at": None, "line": line}]


def _coming(case: Case) -> list[dict[str, Any]]:
    return [
        {"glyph": "todo", "title": str(title), "at": None, "line": ""} for title in COMING.get(case.state, ())
    ]


def _missing(case: Case, names: list[str]) -> list[str]:
    """What the last initial study found missing, in the words meant for the reporter."""
    study = case.initial_studies.order_by("-round").first()
    if study is None:
        return []
    return [without_names(check.missing, names) for check in study.checks.filter(is_met=False)]


def _reasons(case: Case, clocks: Iterable[Clock]) -> list[str]:
    """Why a report ended without a decision, from what is on record: never from the members' minutes."""
    if case.state == t.WITHDRAWN:
        return []
    late = any(clock.step == "filing" and clock.result == Clock.Result.LATE for clock in clocks)
    return [_("It was handed in after the time limit for reports.")] if late else []


def _results(case: Case) -> list[Result]:
    outcomes = case.outcomes.select_related("respondent")
    return [
        Result(_who(outcome.respondent.label), _what(case, outcome), _goes_to(case, outcome))
        for outcome in outcomes
    ]


def _who(label: str) -> str:
    """*T-1* is *Reported party 1*: the place in the row, never a name."""
    return _("Reported party %(place)s") % {"place": label.removeprefix("T-")}


def _what(case: Case, outcome: Any) -> str:
    try:
        violation_class = load().on(case.received_on, case.regime).violation_class(outcome.violation_class)
        name = violation_class.label.of(formats.language())
    except LawError:
        name = outcome.violation_class
    return f"{name}: {outcome.get_result_display()}"


def _goes_to(case: Case, outcome: Any) -> str:
    if not outcome.destination:
        return ""
    try:
        rules = load().on(case.received_on, case.regime)
        found = [kind.destination for kind in rules.classes() if kind.destination.code == outcome.destination]
    except LawError:
        return ""
    return found[0].label.of(formats.language()) if found else ""
