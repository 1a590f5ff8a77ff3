"""The road of advice for correction: given, answered, put right or not; or silence.

Far more frequent than cases, and needs none. Clock AG-02 is office habit: no rule on the days for an answer was read.
"""

from django.utils.translation import gettext_lazy as _

from saksama.cases.tracks.moves import ALL, Act, Move, Road, State, each

GIVEN, RECEIVED, ANSWERED, SILENT = "given", "received", "answered", "silent"
CORRECTED, NOT_CORRECTED, WITHDRAWN = "corrected", "not_corrected", "withdrawn"
CLOCK = "AG-02"

STATES = {
    GIVEN: State("wait", _("Given."), _("The answer is awaited."), waits=True),
    RECEIVED: State("wait", _("Received."), _("The answer is awaited."), waits=True),
    SILENT: State(
        "late", _("No answer."), _("Remind, or look on the spot whether it was put right."), waits=True
    ),
    ANSWERED: State("today", _("Answered."), _("Whether it was put right is still to be recorded.")),
    CORRECTED: State("ok", _("Put right."), _("Nothing more is awaited."), is_end=True),
    NOT_CORRECTED: State(
        "stopped",
        _("Not put right."),
        _("It may be handled as a finding: write a supervision record."),
        is_end=True,
    ),
    WITHDRAWN: State(
        "done", _("Taken back."), _("The office took its advice back; the reason is on record."), is_end=True
    ),
}

ACTS = {
    "give": Act(_("Give advice"), _("Give"), "send", _("Advice given"), glyph="wait"),
    "confirm_receipt": Act(
        _("Record the proof of receipt"),
        _("Record"),
        "check",
        _("Received"),
        glyph="ok",
        number_label=_("Number of the receipt, if it has one"),
    ),
    "record_answer": Act(
        _("Record the answer"),
        _("Record"),
        "message-square",
        _("Answered"),
        glyph="ok",
        needs=_("What was answered; the letter as a file if there is one."),
        must=("note",),
        number_label=_("Number of the answer, if it has one"),
    ),
    "record_follow_up": Act(
        _("Record that it was put right"),
        _("Record"),
        "check",
        _("Put right: %(choice)s"),
        glyph="ok",
        choices={"as_asked": _("as it was asked"), "in_part": _("in part"), "otherwise": _("something else")},
        choice_label=_("How it was put right"),
        needs=_("A picture from the place is a good proof."),
        asks=("note", "proof"),
    ),
    "record_refusal": Act(
        _("Record that it was not put right"),
        _("Record"),
        "x",
        _("Not put right"),
        glyph="stopped",
        must=("note",),
        needs=_("What was found on the spot, or the reason that was given."),
    ),
    "record_silence": Act(
        _("Record that no answer came"),
        _("Record"),
        "x",
        _("No answer came"),
        glyph="late",
        asks=("note",),
    ),
    "remind": Act(
        _("Remind"),
        _("Record"),
        "mail",
        _("Reminded"),
        glyph="wait",
        needs=_("By letter or by word of mouth. The clock begins again."),
        number_label=_("Number of the reminder, if it has one"),
    ),
    "withdraw": Act(
        _("Take the advice back"),
        _("Take back"),
        "undo-2",
        _("Taken back"),
        asks=("note",),
        must=("note",),
        needs=_("It rested on a mistake."),
        glyph="done",
    ),
    "note": Act(_("Add a note"), _("Add"), "pencil", _("Note"), asks=("note", "proof"), must=("note",)),
}

_WAITING = (GIVEN, RECEIVED, SILENT)
_OPEN = (*_WAITING, ANSWERED)

MOVES: tuple[Move, ...] = (
    Move(None, "give", GIVEN, starts=(CLOCK,)),
    Move(GIVEN, "confirm_receipt", RECEIVED),
    *each(_WAITING, "record_answer", ANSWERED, ends=(ALL,), main=True),
    Move(ANSWERED, "record_follow_up", CORRECTED, ends=(ALL,), main=True),
    *each(_WAITING, "record_follow_up", CORRECTED, ends=(ALL,)),
    *each(_OPEN, "record_refusal", NOT_CORRECTED, ends=(ALL,)),
    *each((GIVEN, RECEIVED), "record_silence", SILENT, ends=(CLOCK,)),
    *each(_WAITING, "remind", None, starts=(CLOCK,), ends=(CLOCK,)),
    *each(_OPEN, "withdraw", WITHDRAWN, ends=(ALL,)),
    *each(_OPEN, "note", None),
)

ROAD = Road(
    "advice", _("Advice for correction"), STATES, ACTS, MOVES, sees="view_advice", acts_with="give_advice"
)
