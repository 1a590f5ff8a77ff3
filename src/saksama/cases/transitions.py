"""The lawful moves of a case, as data. A move that is not listed does not exist.

A test compares this file with docs/rules/cases.md. Sources: domain sheet 1.5 (step rules) and the
clocks named beside each act. ``to=None`` means that the act leaves the state as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# --- states ------------------------------------------------------------------------------------------
RECEIVED = "received"
INCOMPLETE = "incomplete"
AWAITING_COMPLETION = "awaiting_completion"
COMPLETED = "completed"
COMPLETE = "complete"
TO_REGISTER = "to_register"
PROPOSED = "proposed"
REGISTERED = "registered"
EXTENDED = "extended"
DECIDED = "decided"
CLOSED = "closed"
NOT_REGISTERED = "not_registered"
PRELIMINARY = "preliminary"
STOPPED = "stopped"
WITHDRAWN = "withdrawn"
IN_TRANSFER = "in_transfer"

STATES = (
    RECEIVED, INCOMPLETE, AWAITING_COMPLETION, COMPLETED, COMPLETE, TO_REGISTER, PROPOSED, REGISTERED,
    EXTENDED, DECIDED, CLOSED, NOT_REGISTERED, PRELIMINARY, STOPPED, WITHDRAWN, IN_TRANSFER,
)  # fmt: skip
BEFORE_REGISTRATION = (RECEIVED, INCOMPLETE, AWAITING_COMPLETION, COMPLETED, COMPLETE, TO_REGISTER)
IN_HANDLING = (REGISTERED, EXTENDED)
ENDED = (CLOSED, NOT_REGISTERED, STOPPED, WITHDRAWN)
OPEN = tuple(state for state in STATES if state not in ENDED)

# --- kinds of case -----------------------------------------------------------------------------------
REPORT = "report"
FINDING = "finding"
INFORMATION = "information"
KINDS = (REPORT, FINDING, INFORMATION)


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful act in one state.

    ``source`` is the state in which the act is allowed (None: it opens a case); ``to`` the state after
    it (None: unchanged); ``permission`` what the actor must hold at the case's office; ``kinds`` the
    kinds of case which know the act; ``main`` marks the act that the screen offers first.
    """

    source: str | None
    act: str
    to: str | None
    permission: str
    kinds: tuple[str, ...] = KINDS
    main: bool = False


def _each(
    sources: Iterable[str], act: str, to: str | None, permission: str, **options: object
) -> tuple[Move, ...]:
    return tuple(Move(source, act, to, permission, **options) for source in sources)  # type: ignore[arg-type]


MOVES: tuple[Move, ...] = (
    # opening
    Move(None, "receive_report", RECEIVED, "receive_report", (REPORT,)),
    Move(None, "propose_finding", PROPOSED, "record_finding", (FINDING,)),
    Move(None, "record_information", PRELIMINARY, "record_information", (INFORMATION,)),
    # brought over from another register, in the state that it has there (cases.importing)
    Move(None, "import_case", RECEIVED, "import_register", (REPORT,)),
    Move(None, "import_case", PROPOSED, "import_register", (FINDING,)),
    Move(None, "import_case", REGISTERED, "import_register", (REPORT, FINDING)),
    Move(None, "import_case", PRELIMINARY, "import_register", (INFORMATION,)),
    Move(None, "import_case", NOT_REGISTERED, "import_register", (REPORT, FINDING)),
    Move(None, "import_case", WITHDRAWN, "import_register", (REPORT,)),
    Move(None, "import_case", STOPPED, "import_register"),
    Move(None, "import_case", CLOSED, "import_register"),
    # initial study and completion
    Move(RECEIVED, "find_complete", COMPLETE, "study_case", (REPORT,), main=True),
    Move(RECEIVED, "find_incomplete", INCOMPLETE, "study_case", (REPORT,)),
    Move(COMPLETED, "find_complete", COMPLETE, "study_case", (REPORT,), main=True),
    Move(COMPLETED, "find_incomplete", INCOMPLETE, "study_case", (REPORT,)),
    Move(INCOMPLETE, "notify_shortcomings", AWAITING_COMPLETION, "study_case", (REPORT,), main=True),
    Move(AWAITING_COMPLETION, "receive_completion", COMPLETED, "receive_report", (REPORT,), main=True),
    # registration
    Move(COMPLETE, "accept_in_plenary", TO_REGISTER, "hold_plenary", (REPORT,), main=True),
    Move(PROPOSED, "accept_in_plenary", TO_REGISTER, "hold_plenary", (FINDING,), main=True),
    Move(TO_REGISTER, "register_case", REGISTERED, "register_case", (REPORT, FINDING), main=True),
    *_each((INCOMPLETE, AWAITING_COMPLETION, COMPLETED, COMPLETE, PROPOSED), "decline_registration", NOT_REGISTERED,
           "hold_plenary", kinds=(REPORT, FINDING)),
    Move(NOT_REGISTERED, "keep_as_information", PRELIMINARY, "study_case", (REPORT,)),
    # known from publication only: no vote and no study is invented for it (decision 12)
    Move(RECEIVED, "register_published", REGISTERED, "register_case", (REPORT,)),
    *_each(IN_HANDLING, "note_publication", None, "study_case", kinds=(REPORT,)),
    # handling
    *_each(IN_HANDLING, "invite_to_clarify", None, "clarify", kinds=(REPORT, FINDING)),
    *_each(IN_HANDLING, "record_clarification", None, "clarify", kinds=(REPORT, FINDING)),
    *_each(IN_HANDLING, "write_study", None, "study_case", kinds=(REPORT, FINDING)),
    Move(REGISTERED, "extend_handling", EXTENDED, "hold_plenary", (REPORT, FINDING)),
    *_each(IN_HANDLING, "decide", DECIDED, "decide", kinds=(REPORT, FINDING), main=True),
    # after the decision
    Move(DECIDED, "forward_outcome", None, "forward_case", (REPORT, FINDING), main=True),
    *_each((DECIDED, NOT_REGISTERED, STOPPED), "notify_status", None, "notify_status", kinds=KINDS),
    Move(PRELIMINARY, "notify_status", None, "notify_status", (REPORT,)),
    Move(DECIDED, "close_case", CLOSED, "notify_status", (REPORT, FINDING)),
    Move(PRELIMINARY, "end_tracing", CLOSED, "study_case", (REPORT, INFORMATION), main=True),
    # other ends
    *_each((*IN_HANDLING, PRELIMINARY, PROPOSED), "stop_case", STOPPED, "stop_case"),
    *_each(BEFORE_REGISTRATION, "withdraw_report", WITHDRAWN, "receive_report", kinds=(REPORT,)),
    # between offices
    *_each((*BEFORE_REGISTRATION, PRELIMINARY), "delegate_case", IN_TRANSFER, "delegate_case",
           kinds=(REPORT, INFORMATION)),
    *_each((*BEFORE_REGISTRATION, *IN_HANDLING, PRELIMINARY), "take_over_case", IN_TRANSFER, "take_over_case"),
    Move(IN_TRANSFER, "receive_delegation", RECEIVED, "accept_case", (REPORT,), main=True),
    Move(IN_TRANSFER, "receive_delegation", TO_REGISTER, "accept_case", (FINDING,), main=True),
    Move(IN_TRANSFER, "receive_delegation", REGISTERED, "accept_case", (REPORT, FINDING), main=True),
    Move(IN_TRANSFER, "receive_delegation", EXTENDED, "accept_case", (REPORT, FINDING), main=True),
    Move(IN_TRANSFER, "receive_delegation", PRELIMINARY, "accept_case", (REPORT, INFORMATION), main=True),
    Move(IN_TRANSFER, "hand_over_case", None, "delegate_case"),
    # care of the record, in any open state
    *_each(OPEN, "add_file", None, "receive_report"),
    *_each(OPEN, "add_party", None, "receive_report"),
    *_each(OPEN, "assign_case", None, "assign_case"),
    *_each(STATES, "connect_case", None, "merge_cases"),
    *_each((*BEFORE_REGISTRATION, PROPOSED, PRELIMINARY, *IN_HANDLING), "merge_case", None, "merge_cases"),
    *_each(STATES, "part_case", None, "merge_cases"),
    *_each(OPEN, "recuse", None, "declare_recusal"),
    *_each(OPEN, "lift_recusal", None, "set_recusal"),
    *_each((*BEFORE_REGISTRATION, PROPOSED, PRELIMINARY, *IN_HANDLING), "correct_facts", None, "study_case"),
)  # fmt: skip

# From the first of these acts on, a report or finding counts as handled (decision 8).
HANDLING_ACTS = frozenset({
    "find_complete", "find_incomplete", "notify_shortcomings", "receive_completion", "accept_in_plenary",
    "decline_registration", "register_case", "register_published", "invite_to_clarify", "record_clarification",
    "write_study", "extend_handling", "decide", "forward_outcome", "stop_case",
})  # fmt: skip

# Which clock of the law a step starts, by regime. Lengths and units stand in law/data.
STEP_CLOCKS = {
    "filing": {"pilkada": "PK-01", "pemilu": "PM-01"},
    "finding": {"pilkada": "PK-02", "pemilu": "PM-02"},
    "initial_study": {"pilkada": "PK-03", "pemilu": "PM-03"},
    "completion": {"pilkada": "PK-04", "pemilu": "PM-04"},
    "registration": {"pilkada": "PK-05"},
    "handling": {"pilkada": "PK-06", "pemilu": "PM-05"},
    "extended_handling": {"pilkada": "PK-07", "pemilu": "PM-06"},
    "tracing": {"pilkada": "PK-08"},
    "status_notice": {"pilkada": "PK-09"},
}
# Steps whose open clock an act ends, the first that runs. Operations end by it, and the chronicle tells by it.
ENDS = {
    "receive_report": ("filing",),
    "accept_in_plenary": ("finding",),
    "find_complete": ("initial_study",),
    "find_incomplete": ("initial_study",),
    "register_published": ("initial_study",),
    "receive_completion": ("completion",),
    "register_case": ("registration",),
    "extend_handling": ("handling",),
    "decide": ("extended_handling", "handling"),
    "notify_status": ("status_notice",),
    "end_tracing": ("tracing",),
}
# Steps whose clock runs against somebody outside the office: "waiting on others" on the desk. What an agency
# owes after the decision stands in cases.tracks.
WAITING_STEPS = frozenset({"completion"})


def moves_from(state: str | None, kind: str) -> tuple[Move, ...]:
    """Moves that a case of ``kind`` in ``state`` allows, in the order of the table."""
    return tuple(move for move in MOVES if move.source == state and kind in move.kinds)


def find_move(state: str | None, act: str, kind: str, to: str | None = None) -> Move | None:
    """The move for ``act`` in ``state``; with ``to``, the one that leads there. None: not lawful."""
    for move in moves_from(state, kind):
        if move.act == act and (to is None or move.to == to):
            return move
    return None
