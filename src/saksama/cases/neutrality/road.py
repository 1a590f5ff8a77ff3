"""The road of a neutrality case: to BKN through SBT (to KASN before 24 August 2024), to the PPK, to a sanction.

Sources: handling-rules 5.3; clocks AS-01 (task force), AS-02 (Bawaslu's review), AS-03 (PPK, practice of KASN's time).
"""

from django.utils.translation import gettext_lazy as _

from saksama.cases.tracks.moves import ALL, Act, Move, Road, State, each

SENT, RECEIVED, CHECKED, VALIDATED = "sent", "received", "checked", "validated"
AT_PPK, SILENT, WARNED = "at_ppk", "silent", "warned"
SANCTIONED, NOT_PROVEN = "sanctioned", "not_proven"
BKN, KASN = "bkn", "kasn"
REMINDER = "AG-01"

STATES = {
    SENT: State(
        "wait", _("Sent to the civil-service authority."), _("Proof of receipt is awaited."), waits=True
    ),
    RECEIVED: State(
        "wait", _("Received by the civil-service authority."), _("It checks the case."), waits=True
    ),
    CHECKED: State(
        "today",
        _("Checked by the task force."),
        _("Bawaslu reviews, verifies and validates."),
        holder="office",
    ),
    VALIDATED: State(
        "wait", _("Validated by Bawaslu."), _("The authority sends its result to the PPK."), waits=True
    ),
    AT_PPK: State("wait", _("At the PPK."), _("The appointing authority examines and punishes."), waits=True),
    SILENT: State(
        "late",
        _("The PPK is silent."),
        _("BKN may warn or block the record in SIASN; remind both."),
        waits=True,
    ),
    WARNED: State(
        "late", _("BKN has stepped in."), _("The sanction of the PPK is still awaited."), waits=True
    ),
    SANCTIONED: State("ok", _("Sanctioned."), _("The decree is on record."), is_end=True),
    NOT_PROVEN: State(
        "done", _("Not proven."), _("It drops out of the view of repeated subjects."), is_end=True
    ),
}

LEVELS = {
    "moral": _("moral sanction"),
    "moderate": _("moderate discipline"),
    "severe": _("severe discipline"),
    "dismissal": _("dishonourable dismissal"),
}

ACTS = {
    "forward": Act(
        _("Forward an outcome"),
        _("Forward"),
        "send",
        _("Sent to the authority, letter %(number)s"),
        glyph="wait",
        must=("number",),
    ),
    "confirm_receipt": Act(
        _("Record the proof of receipt"),
        _("Record"),
        "check",
        _("Received by the authority"),
        glyph="ok",
        needs=_("The number in SBT, or the authority's stamp."),
        number_label=_("Number in SBT, or of the receipt"),
    ),
    "task_force": Act(
        _("Record the task force's check"),
        _("Record"),
        "users",
        _("Checked by the task force"),
        glyph="ok",
        needs=_("From then on Bawaslu's own days run."),
        asks=("note", "proof"),
    ),
    "send_back": Act(
        _("Record that more was asked for"),
        _("Record"),
        "undo-2",
        _("Sent back for completion"),
        glyph="wait",
        needs=_("Write what is asked for; complete it and record the receipt again."),
        must=("note",),
    ),
    "validate": Act(
        _("Record Bawaslu's review"),
        _("Record"),
        "check",
        _("Reviewed, verified and validated by Bawaslu"),
        glyph="ok",
        explains_delay=True,
        needs=_("In SBT, within the office's own days."),
    ),
    "result_to_ppk": Act(
        _("Record the result sent to the PPK"),
        _("Record"),
        "send",
        _("Result to the PPK: %(choice)s"),
        glyph="wait",
        needs=_("The PPK's days run from the day it received the result."),
        choices=LEVELS,
        choice_label=_("Level the authority recommends"),
        must=("number",),
        names_institution=True,
        number_label=_("Number of the recommendation"),
    ),
    "remind": Act(
        _("Remind the agency"),
        _("Record"),
        "mail",
        _("Reminded, letter %(number)s"),
        glyph="wait",
        must=("number",),
        needs=_("The reminder clock begins again."),
        number_label=_("Number of the reminder"),
    ),
    "record_silence": Act(
        _("Record that the PPK does nothing"),
        _("Record"),
        "x",
        _("The PPK did nothing"),
        glyph="late",
        asks=("note",),
        must=("note",),
        needs=_("Write what was tried. BKN is told with a reminder."),
    ),
    "bkn_steps_in": Act(
        _("Record what BKN did"),
        _("Record"),
        "shield",
        _("BKN: %(choice)s"),
        glyph="wait",
        choices={"warning": _("warning to the PPK"), "blocked": _("record blocked in SIASN")},
        choice_label=_("What BKN did"),
        number_label=_("Number of its letter"),
    ),
    "sanction": Act(
        _("Record the sanction"),
        _("Record"),
        "gavel",
        _("Sanction: %(choice)s, decree %(number)s"),
        glyph="ok",
        choices=LEVELS,
        choice_label=_("Level of the sanction"),
        must=("number", "note"),
        number_label=_("Number of the decree"),
        needs=_("Level, decree and what it says."),
    ),
    "not_proven": Act(
        _("Record that nothing was proven"),
        _("Record"),
        "check",
        _("Not proven"),
        glyph="done",
        must=("note",),
        needs=_("Who found so, and why."),
        number_label=_("Number of the letter"),
    ),
    "note": Act(_("Add a note"), _("Add"), "pencil", _("Note"), asks=("note", "proof"), must=("note",)),
}

_WAITING = (SENT, RECEIVED, VALIDATED, AT_PPK, SILENT, WARNED)
_PPK = (AT_PPK, SILENT, WARNED)

MOVES: tuple[Move, ...] = (
    Move(None, "forward", SENT, starts=(REMINDER,)),
    Move(SENT, "confirm_receipt", RECEIVED, starts=("AS-01",), main=True, when=(BKN,)),
    Move(SENT, "confirm_receipt", RECEIVED, main=True, when=(KASN,)),
    Move(RECEIVED, "task_force", CHECKED, starts=("AS-02",), ends=("AS-01",), main=True, when=(BKN,)),
    Move(RECEIVED, "send_back", SENT, ends=("AS-01",)),
    Move(CHECKED, "validate", VALIDATED, ends=("AS-02",), main=True, when=(BKN,)),
    Move(VALIDATED, "result_to_ppk", AT_PPK, starts=("AS-03",), main=True, when=(BKN,)),
    Move(RECEIVED, "result_to_ppk", AT_PPK, starts=("AS-03",), main=True, when=(KASN,)),
    *each(_PPK, "sanction", SANCTIONED, ends=(ALL,), main=True),
    Move(AT_PPK, "record_silence", SILENT, ends=("AS-03",)),
    *each((SILENT, WARNED), "bkn_steps_in", WARNED, when=(BKN,)),
    *each((RECEIVED, CHECKED, VALIDATED, *_PPK), "not_proven", NOT_PROVEN, ends=(ALL,)),
    *each(_WAITING, "remind", None, starts=(REMINDER,), ends=(REMINDER,)),
    *each((*_WAITING, CHECKED), "note", None),
)

ROAD = Road("neutrality", _("Neutrality"), STATES, ACTS, MOVES)
