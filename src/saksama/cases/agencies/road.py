"""The road of an outcome at the agency that must act: sent, received, answered, followed up, or silence.

Sources: handling-rules 1.6 (destinations and the receiver's clock); clocks PK-10, PM-09 and AG-01 (office habit).
"""

from django.utils.translation import gettext_lazy as _

from saksama.cases.tracks.moves import ALL, ANSWER, Act, Move, Road, State, each

SENT, RECEIVED, ANSWERED, SILENT = "sent", "received", "answered", "silent"
CARRIED_OUT, DECLINED = "carried_out", "declined"
REMINDER = "AG-01"

STATES = {
    SENT: State("wait", _("Sent."), _("Proof that the agency received it is still missing."), waits=True),
    RECEIVED: State("wait", _("Received by the agency."), _("Its answer is awaited."), waits=True),
    SILENT: State(
        "late",
        _("No answer."),
        _("The silence is on record; an answer that comes later is still entered."),
        waits=True,
    ),
    ANSWERED: State("today", _("Answered."), _("What the agency did is still to be recorded.")),
    CARRIED_OUT: State(
        "ok", _("Followed up."), _("The agency has acted; nothing more is awaited."), is_end=True
    ),
    DECLINED: State(
        "stopped",
        _("Not followed up."),
        _("The agency said that it does not act; its reason is on record."),
        is_end=True,
    ),
}

ACTS = {
    "forward": Act(
        _("Forward an outcome"),
        _("Forward"),
        "send",
        _("Sent, letter %(number)s"),
        glyph="wait",
        must=("number",),
    ),
    "confirm_receipt": Act(
        _("Record the proof of receipt"),
        _("Record"),
        "check",
        _("Received by the agency"),
        needs=_("Day and hour on the agency's stamp. From then on its clock runs."),
        glyph="ok",
        number_label=_("Number of the receipt, if it has one"),
    ),
    "remind": Act(
        _("Remind the agency"),
        _("Record"),
        "mail",
        _("Reminded, letter %(number)s"),
        needs=_("The reminder clock begins again."),
        glyph="wait",
        must=("number",),
        number_label=_("Number of the reminder"),
    ),
    "record_answer": Act(
        _("Record the answer"),
        _("Record"),
        "message-square",
        _("Answered, letter %(number)s"),
        needs=_("Number and day of the answer; the letter as a file if you have it."),
        glyph="ok",
        number_label=_("Number of the answer"),
    ),
    "record_silence": Act(
        _("Record that no answer came"),
        _("Record"),
        "x",
        _("No answer came"),
        glyph="late",
        needs=_("Write what was tried: reminders, telephone, visit."),
        asks=("note",),
        must=("note",),
    ),
    "record_follow_up": Act(
        _("Record the follow-up"),
        _("Record"),
        "check",
        _("Followed up: %(choice)s"),
        needs=_("What the agency did."),
        glyph="ok",
        choice_label=_("What the agency did"),
        choices={
            "as_asked": _("as it was asked"),
            "in_part": _("in part"),
            "otherwise": _("something else"),
        },
        number_label=_("Number of its decision, if it has one"),
    ),
    "record_refusal": Act(
        _("Record that the agency does not act"),
        _("Record"),
        "x",
        _("Not followed up"),
        glyph="stopped",
        needs=_("Write the agency's reason."),
        must=("note",),
        number_label=_("Number of its letter, if it has one"),
    ),
    "note": Act(_("Add a note"), _("Add"), "pencil", _("Note"), asks=("note", "proof"), must=("note",)),
}

_WAITING = (SENT, RECEIVED, SILENT)

MOVES: tuple[Move, ...] = (
    Move(None, "forward", SENT, starts=(REMINDER,)),
    Move(SENT, "confirm_receipt", RECEIVED, starts=(ANSWER,), main=True),
    Move(RECEIVED, "record_answer", ANSWERED, ends=(ALL,), main=True),
    *each((SENT, SILENT), "record_answer", ANSWERED, ends=(ALL,)),
    Move(ANSWERED, "record_follow_up", CARRIED_OUT, ends=(ALL,), main=True),
    *each(_WAITING, "record_follow_up", CARRIED_OUT, ends=(ALL,)),
    *each((*_WAITING, ANSWERED), "record_refusal", DECLINED, ends=(ALL,)),
    *each(_WAITING, "remind", None, starts=(REMINDER,), ends=(REMINDER,)),
    *each((SENT, RECEIVED), "record_silence", SILENT, ends=(ANSWER,)),
    *each((*_WAITING, ANSWERED), "note", None),
)

ROAD = Road("agency", _("At the agency"), STATES, ACTS, MOVES)
