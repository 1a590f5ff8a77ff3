"""The words of each act: what a person is offered, what it needs, and how the timeline tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from saksama.cases import sentences
from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Clarification, StatusNotice
from saksama.law import load
from saksama.places.models import Office


@dataclass(frozen=True, slots=True)
class ActWords:
    """``label`` names the act, ``button`` is short, ``needs`` says what it takes, ``waits`` why not yet.

    ``told`` is the timeline's line and may hold placeholders that :func:`told` fills; ``glyph`` stands beside it.
    """

    label: Any
    button: Any
    icon: str
    needs: Any = ""
    waits: Any = ""
    told: Any = ""
    glyph: str = "done"


WORDS: Mapping[str, ActWords] = {
    # opening
    "receive_report": ActWords(
        _("Receive a report"), _("Receive"), "plus", told=_("Report received: %(channel)s")
    ),
    "propose_finding": ActWords(
        _("Propose a finding"), _("Propose"), "plus", told=_("Finding proposed from a supervision record")
    ),
    "record_information": ActWords(
        _("Record preliminary information"), _("Record"), "plus",
        told=_("Preliminary information recorded: %(channel)s"),
    ),
    "import_case": ActWords(
        _("Bring over from another register"), _("Bring over"), "upload",
        told=_("In another register: %(elsewhere)s"),
    ),
    # initial study and completion
    "find_complete": ActWords(
        _("Conclude the initial study"), _("Conclude"), "list",
        needs=_("Judge each formal and material requirement."),
        told=_("Initial study: complete"), glyph="ok",
    ),
    "find_incomplete": ActWords(
        _("Conclude the initial study"), _("Conclude"), "list",
        needs=_("Judge each formal and material requirement."),
        told=_("Initial study: something is missing"), glyph="wait",
    ),
    "notify_shortcomings": ActWords(
        _("Tell the reporter what is missing"), _("Tell"), "message-square",
        needs=_("The message is ready. The completion clock starts on the day it is given."),
        told=_("Reporter told what is missing: %(channel)s"), glyph="wait",
    ),
    "receive_completion": ActWords(
        _("Receive what was missing"), _("Receive"), "upload",
        needs=_("The initial study is repeated afterwards."),
        told=_("Completion received"),
    ),
    # registration
    "accept_in_plenary": ActWords(
        _("Record the plenary: register"), _("Record"), "gavel",
        needs=_("Votes of the members and their reasons."),
        waits=_("Not yet: waiting for a complete report."),
        told=_("Plenary: to be registered, %(agree)s for, %(dissent)s against"),
    ),
    "register_case": ActWords(
        _("Enter the case in the register"), _("Register"), "pencil",
        needs=_("It takes the next number. The handling clock starts today."),
        waits=_("Not yet: waiting for the plenary on registration."),
        told=_("Registered: number %(number_registered)s"), glyph="ok",
    ),
    "register_published": ActWords(
        _("Take over the published registration"), _("Register"), "pencil",
        needs=_("Number and day as they were published."),
        told=_("Registered, as published: number %(number_registered)s"), glyph="ok",
    ),
    "decline_registration": ActWords(
        _("Record the plenary: do not register"), _("Record"), "gavel",
        needs=_("Votes of the members and their reasons."),
        told=_("Plenary: not registered, %(agree)s for, %(dissent)s against"), glyph="stopped",
    ),
    "keep_as_information": ActWords(
        _("Keep the content as preliminary information"), _("Keep"), "folder",
        needs=_("A supervisor traces it; the tracing clock starts today."),
        told=_("Kept as preliminary information"), glyph="wait",
    ),
    # handling
    "invite_to_clarify": ActWords(
        _("Summon a party to clarify"), _("Summon"), "mail",
        needs=_("Day, hour and room. A second summons follows only an absence."),
        waits=_("Not yet: waiting for registration."),
        told=_("Summons %(summons)s to %(party)s"), glyph="wait",
    ),
    "record_clarification": ActWords(
        _("Record a clarification"), _("Record"), "user-check",
        needs=_("Who came, and what was said."),
        told=_("%(party)s %(attendance)s"),
    ),
    "write_study": ActWords(
        _("Write the study"), _("Write"), "file-text",
        needs=_("Facts, legal basis, analysis, conclusion, recommendation."),
        told=_("Study written, version %(study)s"),
    ),
    "extend_handling": ActWords(
        _("Record the plenary: extend handling"), _("Extend"), "calendar-plus",
        needs=_("More information is needed. The extended clock counts from registration."),
        told=_("Plenary: handling extended, %(agree)s for, %(dissent)s against"), glyph="wait",
    ),
    "decide": ActWords(
        _("Record the plenary's decision"), _("Decide"), "gavel",
        needs=_("One outcome for each respondent and class."),
        waits=_("Not yet: waiting for registration."),
        told=_("Plenary: decided, %(agree)s for, %(dissent)s against"), glyph="ok",
    ),
    "note_publication": ActWords(
        _("Note what was published"), _("Record"), "file-text", told=_("Publication noted"), glyph="done"
    ),
    # after the decision
    "forward_outcome": ActWords(
        _("Forward an outcome"), _("Forward"), "send",
        needs=_("Receiving office, number of the letter, proof."),
        waits=_("Not yet: waiting for the plenary's decision."),
        told=_("Outcome forwarded to %(destination)s, letter %(number)s"),
    ),
    "notify_status": ActWords(
        _("Give the status notice"), _("Tell"), "message-square",
        needs=_("The message is ready. Keep the proof that it was given."),
        waits=_("Not yet: waiting for the plenary's decision."),
        told=_("Status notice given: %(channel)s"),
    ),
    "close_case": ActWords(
        _("Close the case"), _("Close"), "check",
        needs=_("Everything is forwarded and the reporter has been told."),
        waits=_("Not yet: waiting for the decision, forwarding and the status notice."),
        told=_("Case closed"), glyph="done",
    ),
    "end_tracing": ActWords(
        _("End the tracing"), _("End"), "search",
        needs=_("Write what the tracing found."),
        told=_("Tracing ended"),
    ),
    # other ends
    "stop_case": ActWords(
        _("Stop handling"), _("Stop"), "x", needs=_("With a reason; the reporter is to be told."),
        told=_("Handling stopped"), glyph="stopped",
    ),
    "withdraw_report": ActWords(
        _("Record that the reporter withdraws"), _("Record"), "undo-2", needs=_("Possible only before registration."),
        told=_("Report withdrawn by the reporter"), glyph="stopped",
    ),
    # between offices
    "delegate_case": ActWords(
        _("Delegate to another office"), _("Delegate"), "send",
        needs=_("An office above or below; it confirms receipt."),
        told=_("Delegated to %(to_office)s"), glyph="wait",
    ),
    "take_over_case": ActWords(
        _("Take the case over"), _("Take over"), "building-2",
        needs=_("The lower office confirms that the papers have left."),
        told=_("Taken over by %(to_office)s"), glyph="wait",
    ),
    "receive_delegation": ActWords(
        _("Confirm receipt of the case"), _("Confirm"), "check",
        needs=_("From then on its clocks run at your office."),
        told=_("Received by %(office)s"),
    ),
    "hand_over_case": ActWords(
        _("Confirm that the papers have left"), _("Confirm"), "send",
        needs=_("Your office's receipt for the take-over."),
        told=_("Papers handed over"),
    ),
    # care of the record
    "add_file": ActWords(_("Add files"), _("Add"), "paperclip", told=_("Files added")),
    "add_party": ActWords(_("Add a party"), _("Add"), "users", told=_("Party added: %(party)s")),
    "connect_case": ActWords(
        _("Connect with another case"), pgettext_lazy("two cases", "Connect"), "paperclip",
        needs=_("For matters that belong together. Each case goes its own way."),
        told=_("Connected with another case"),
    ),
    "merge_case": ActWords(
        _("Handle together with another case"), pgettext_lazy("two cases", "Merge"), "folder",
        needs=_("The younger case is handled under the older one. It keeps its number, papers and limits, and its "
                "reporter is told; the study of the older case counts for both."),
        told=_("Handled together with another case from now on"),
    ),
    "part_case": ActWords(
        _("Part two cases again"), pgettext_lazy("two cases", "Part"), "undo-2",
        needs=_("A reason. That they were joined stays on record."), told=_("No longer joined with another case"),
    ),
    "recuse": ActWords(
        _("Keep somebody from the case (recusal)"), _("Recuse"), "user-check",
        needs=_("A ground. The case is hidden from that person and goes to somebody else."),
        told=_("%(recused)s is kept from the case"), glyph="stopped",
    ),
    "lift_recusal": ActWords(
        _("Lift a recusal"), _("Lift"), "undo-2", needs=_("A reason."),
        told=_("%(recused)s may see the case again"),
    ),
    "assign_case": ActWords(_("Give the case to an officer"), _("Assign"), "user", told=_("Given to %(owner)s")),
    "correct_facts": ActWords(_("Correct the facts"), _("Correct"), "pencil", told=_("Facts corrected")),
}  # fmt: skip

ROAD: Mapping[str, tuple[str, ...]] = {
    t.REPORT: (
        "accept_in_plenary",
        "register_case",
        "decide",
        "forward_outcome",
        "notify_status",
        "close_case",
    ),
    t.FINDING: (
        "accept_in_plenary",
        "register_case",
        "decide",
        "forward_outcome",
        "notify_status",
        "close_case",
    ),
    t.INFORMATION: ("end_tracing",),
}
"""Acts on the way to a lawful end, in order: those still ahead are shown with a lock."""

_AHEAD: Mapping[str, str] = {
    t.RECEIVED: "accept_in_plenary",
    t.INCOMPLETE: "accept_in_plenary",
    t.AWAITING_COMPLETION: "accept_in_plenary",
    t.COMPLETED: "accept_in_plenary",
    t.COMPLETE: "register_case",
    t.PROPOSED: "register_case",
    t.TO_REGISTER: "decide",
    t.REGISTERED: "forward_outcome",
    t.EXTENDED: "forward_outcome",
}
MOST_AHEAD = 2

CARE = frozenset({
    "add_file", "add_party", "assign_case", "connect_case", "merge_case", "part_case", "recuse",
    "lift_recusal", "correct_facts",
    "withdraw_report", "delegate_case", "take_over_case",
    "stop_case",
})  # fmt: skip
"""Acts shown apart: care of the record, and ways out that are not the rule."""


def acts_ahead(state: str, kind: str) -> tuple[str, ...]:
    """The next acts of the road that are not yet lawful, at most two."""
    first, road = _AHEAD.get(state), ROAD[kind]
    if first not in road:
        return ()
    start = road.index(first)
    return road[start : start + MOST_AHEAD]


def told(
    act: CaseAct,
    case: Case,
    *,
    names: Mapping[str, str],
    offices: Mapping[str, str],
    parties: Mapping[str, str] | None = None,
) -> str:
    """The timeline's line of an act, from its facts.

    Args:  names: account codes to names.   offices: office codes to names.   parties: labels to what is said.
    """
    facts = {**_DEFAULTS, **act.facts}
    facts["channel"] = _channel(act, case)
    for name in ("owner", "recused"):
        facts[name] = names.get(str(facts[name]), facts[name])
    facts["party"] = (parties or {}).get(str(facts["party"]), facts["party"])
    facts["attendance"] = attendance(bool(act.facts.get("came")))
    for name in ("to_office", "office"):
        facts[name] = offices.get(str(facts[name]), facts[name])
    if act.act == "import_case":
        facts["elsewhere"] = sentences.state_name(str(facts["elsewhere"]))
    facts["destination"] = destination(str(facts["destination"]))
    return str(WORDS[act.act].told) % facts


_DEFAULTS: Mapping[str, Any] = dict.fromkeys(
    ("agree", "dissent", "number_registered", "party", "summons", "study", "to_office", "office", "owner",
     "destination", "number", "recused", "elsewhere"), "–"
)  # fmt: skip


def attendance(came: bool) -> str:
    return str(Clarification.Attendance.CAME.label if came else Clarification.Attendance.ABSENT.label)


def destination(code: str) -> str:
    """Name of an agency that receives outcomes, in the reader's language."""
    known = load().terms.destinations.get(code)
    return known.of(get_language() or "id") if known else code


def _channel(act: CaseAct, case: Case) -> str:
    if "channel" in act.facts:
        known = dict(StatusNotice.Channel.choices)
        return str(known.get(act.facts["channel"], act.facts["channel"]))
    return str(case.get_channel_display())


def office_codes(acts: list[CaseAct]) -> set[str]:
    """Codes of offices that the acts speak of."""
    found = {act.facts.get(name) for act in acts for name in ("to_office", "office", "from_office")}
    return {code for code in found if code}


def office_names(codes: set[str]) -> dict[str, str]:
    """``{code: name}``; no question where there are no codes."""
    return dict(Office.objects.filter(pk__in=codes).values_list("code", "name")) if codes else {}
