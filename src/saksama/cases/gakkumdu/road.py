"""The road of an election crime: three discussions, police, prosecutor, district court, appeal.

Sources: handling-rules 2, clocks GK-01 to GK-16b. GK-02, 03, 05, 07 and 11 are windows without a length: they bound
acts here and start nothing. GK-17 is counted back from the day on which results are fixed.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from saksama.cases.tracks.moves import ALL, Act, Move, Road, State, each

REGISTERED, DISCUSSED_1, DISCUSSED_2, AT_SPKT = "registered", "discussed_1", "discussed_2", "at_spkt"
INVESTIGATED, DISCUSSED_3, AT_PROSECUTOR = "investigated", "discussed_3", "at_prosecutor"
RETURNED, ACCEPTED, AT_COURT, RULED = "returned", "accepted", "at_court", "ruled"
APPEALED, AT_HIGH_COURT, FINAL, HANDED_OVER = "appealed", "at_high_court", "final", "handed_over"
DECIDED = "decided"
EXECUTED, NOT_CONTINUED, STOPPED, ACQUITTED = "executed", "not_continued", "stopped", "acquitted"


def _outside(holder: str, bold: Any, follows: Any) -> State:
    return State("wait", bold, follows, waits=True, holder=holder)


STATES = {
    REGISTERED: State(
        "today",
        _("Registered as an alleged crime."),
        _("The first discussion of Gakkumdu is next."),
        holder="gakkumdu",
    ),
    DISCUSSED_1: State(
        "ok",
        _("First discussion held."),
        _("Clarification and police inquiry go side by side; then the second discussion."),
        holder="gakkumdu",
    ),
    DISCUSSED_2: State("ok", _("Second discussion held."), _("The plenary decides."), holder="office"),
    DECIDED: State(
        "today", _("The plenary goes on."), _("The case is to be forwarded to the police."), holder="office"
    ),
    AT_SPKT: _outside(
        "police", _("Forwarded to the police."), _("The police report (laporan polisi) is awaited.")
    ),
    INVESTIGATED: _outside(
        "police", _("Police investigation."), _("Third discussion, then the file goes to the prosecutor.")
    ),
    DISCUSSED_3: _outside(
        "police", _("Third discussion held."), _("The police send the file to the prosecutor.")
    ),
    AT_PROSECUTOR: _outside(
        "prosecutor",
        _("At the prosecutor."),
        _("The prosecutor accepts the file or returns it with directions."),
    ),
    RETURNED: _outside(
        "police", _("File returned (P-19)."), _("The police complete the file and hand it in again.")
    ),
    ACCEPTED: _outside(
        "prosecutor", _("File complete (P-21)."), _("The prosecutor files the case at the district court.")
    ),
    AT_COURT: _outside("district_court", _("At the district court."), _("The court tries and decides.")),
    RULED: _outside("district_court", _("District court has ruled."), _("Each side may appeal.")),
    APPEALED: _outside(
        "district_court", _("Appeal filed."), _("The district court sends the file to the high court.")
    ),
    AT_HIGH_COURT: _outside("high_court", _("At the high court."), _("It decides; its ruling is final.")),
    FINAL: _outside("high_court", _("Ruling is final."), _("The ruling goes to the prosecutor.")),
    HANDED_OVER: _outside("prosecutor", _("Ruling at the prosecutor."), _("The prosecutor carries it out.")),
    EXECUTED: State("done", _("Carried out."), _("The ruling has been carried out."), is_end=True),
    ACQUITTED: State(
        "done", _("Acquitted, final."), _("The court did not find a crime; the road ends here."), is_end=True
    ),
    NOT_CONTINUED: State(
        "stopped",
        _("Not an election crime."),
        _("Gakkumdu or the plenary did not go on; the reason is on record."),
        is_end=True,
    ),
    STOPPED: State(
        "stopped", _("Stopped by police or prosecutor."), _("The reason is on record."), is_end=True
    ),
}

_RULING = {"guilty": _("guilty"), "acquitted": _("acquitted"), "released": _("released from all charges")}

ACTS = {
    "open": Act(
        _("Open the Gakkumdu road"), _("Open"), "plus", _("Registered as an alleged crime"), glyph="new"
    ),
    "first_discussion": Act(
        _("Record the first discussion"),
        _("Record"),
        "users",
        _("First discussion: article chosen, evidence listed"),
        explains_delay=True,
        needs=_("Articles suspected, witnesses and evidence to look for, who sat there."),
        must=("note",),
        number_label=_("Number of the minutes"),
    ),
    "second_discussion": Act(
        _("Record the second discussion"),
        _("Record"),
        "users",
        _("Second discussion: %(choice)s"),
        needs=_("Inside the handling period and before the plenary."),
        choice_label=_("Result"),
        choices={"goes_on": _("goes on"), "not_crime": _("no election crime, or too little evidence")},
        must=("note",),
        number_label=_("Number of the minutes"),
    ),
    "plenary_decides": Act(
        _("Record that the plenary goes on"),
        _("Record"),
        "gavel",
        _("Plenary: election crime, to be forwarded"),
        asks=("number", "note"),
        glyph="ok",
        number_label=_("Number of the minutes"),
        only_by="decide",
    ),
    "plenary_ends": Act(
        _("Record that the plenary did not go on"),
        _("Record"),
        "x",
        _("Plenary: not continued as a crime"),
        glyph="stopped",
        must=("note",),
        number_label=_("Number of the minutes"),
        only_by="decide",
    ),
    "forward_to_police": Act(
        _("Forward to the police (SPKT)"),
        _("Forward"),
        "send",
        _("Forwarded to the police, letter %(number)s"),
        needs=_("Letter, file with its checklist, escorted by investigator and prosecutor of Gakkumdu."),
        glyph="wait",
        must=("number",),
        explains_delay=True,
        only_by="forward_outcome",
    ),
    "police_report": Act(
        _("Record the police report"),
        _("Record"),
        "file-text",
        _("Police report %(number)s"),
        needs=_("Number and day. The investigation's clock starts."),
        must=("number",),
        glyph="ok",
        number_label=_("Number of the police report"),
    ),
    "third_discussion": Act(
        _("Record the third discussion"),
        _("Record"),
        "users",
        _("Third discussion on the investigation's result"),
        needs=_("Before the file goes to the prosecutor."),
        must=("note",),
        number_label=_("Number of the minutes"),
    ),
    "stop_investigation": Act(
        _("Record that the police stopped"),
        _("Record"),
        "x",
        _("Police stopped the investigation"),
        glyph="stopped",
        must=("note",),
        number_label=_("Number of the letter (SP3)"),
    ),
    "send_to_prosecutor": Act(
        _("Record the file at the prosecutor"),
        _("Record"),
        "send",
        _("File at the prosecutor, letter %(number)s"),
        glyph="wait",
        number_label=_("Number of the covering letter"),
    ),
    "return_file": Act(
        _("Record that the prosecutor returned the file"),
        _("Record"),
        "undo-2",
        _("File returned with directions (P-19)"),
        needs=_("Write the directions."),
        glyph="wait",
        must=("note",),
        number_label=_("Number of the P-19"),
    ),
    "resubmit": Act(
        _("Record that the file was handed in again"),
        _("Record"),
        "send",
        _("File handed in again"),
        glyph="wait",
        number_label=_("Number of the covering letter"),
    ),
    "accept_file": Act(
        _("Record that the file is complete"),
        _("Record"),
        "check",
        _("File complete (P-21)"),
        glyph="ok",
        number_label=_("Number of the P-21"),
    ),
    "stop_prosecution": Act(
        _("Record that the prosecutor stopped"),
        _("Record"),
        "x",
        _("Prosecutor did not go on"),
        glyph="stopped",
        must=("note",),
        number_label=_("Number of the letter"),
    ),
    "file_at_court": Act(
        _("Record the case at the district court"),
        _("Record"),
        "scale",
        _("At the district court, number %(number)s"),
        glyph="wait",
        must=("number",),
        number_label=_("Number of the case at the court"),
    ),
    "district_ruling": Act(
        _("Record the ruling of the district court"),
        _("Record"),
        "gavel",
        _("District court: %(choice)s"),
        needs=_("Ruling as it was read, with its sanction."),
        choices=_RULING,
        choice_label=_("Ruling"),
        marks=True,
        must=("note",),
        number_label=_("Number of the ruling"),
        glyph="ok",
    ),
    "appeal": Act(
        _("Record an appeal"),
        _("Record"),
        "scale",
        _("Appeal filed"),
        glyph="wait",
        needs=_("Who appealed stands in the note."),
        must=("note",),
        number_label=_("Number of the deed of appeal"),
    ),
    "no_appeal": Act(
        _("Record that nobody appealed"),
        _("Record"),
        "check",
        _("Nobody appealed"),
        asks=("note",),
        glyph="ok",
        needs=_("Only after the days for an appeal have passed."),
        after="GK-13",
    ),
    "file_at_high_court": Act(
        _("Record the file at the high court"),
        _("Record"),
        "scale",
        _("File at the high court"),
        glyph="wait",
        number_label=_("Number at the high court"),
    ),
    "high_ruling": Act(
        _("Record the ruling of the high court"),
        _("Record"),
        "gavel",
        _("High court: %(choice)s"),
        choices=_RULING,
        choice_label=_("Ruling"),
        marks=True,
        must=("note",),
        number_label=_("Number of the ruling"),
        glyph="ok",
        needs=_("It is final; there is no cassation."),
    ),
    "hand_over_ruling": Act(
        _("Record that the prosecutor has the ruling"),
        _("Record"),
        "send",
        _("Ruling handed to the prosecutor"),
        glyph="wait",
    ),
    "carry_out": Act(
        _("Record that the ruling was carried out"),
        _("Record"),
        "check",
        _("Ruling carried out"),
        glyph="done",
    ),
    "record_acquittal": Act(
        _("End the road: acquitted"), _("End"), "check", _("Acquittal is final"), asks=("note",), glyph="done"
    ),
    "remind": Act(
        _("Remind the agency"),
        _("Record"),
        "mail",
        _("Reminded, letter %(number)s"),
        glyph="wait",
        must=("number",),
        needs=_("Gakkumdu, police, prosecutor or court."),
        number_label=_("Number of the reminder"),
    ),
    "note": Act(_("Add a note"), _("Add"), "pencil", _("Note"), asks=("note", "proof"), must=("note",)),
}

BEFORE_POLICE = (REGISTERED, DISCUSSED_1, DISCUSSED_2)
_OUTSIDE = (
    AT_SPKT,
    INVESTIGATED,
    DISCUSSED_3,
    AT_PROSECUTOR,
    RETURNED,
    ACCEPTED,
    AT_COURT,
    RULED,
    APPEALED,
    AT_HIGH_COURT,
    FINAL,
    HANDED_OVER,
)

MOVES: tuple[Move, ...] = (
    Move(None, "open", REGISTERED, starts=("GK-01",)),
    Move(REGISTERED, "first_discussion", DISCUSSED_1, ends=("GK-01",), main=True),
    Move(DISCUSSED_1, "second_discussion", DISCUSSED_2, main=True),
    *each(BEFORE_POLICE, "plenary_decides", DECIDED, starts=("GK-04",), ends=("GK-01",)),
    *each(BEFORE_POLICE, "plenary_ends", NOT_CONTINUED, ends=(ALL,)),
    Move(DECIDED, "forward_to_police", AT_SPKT, ends=("GK-04",), main=True),
    Move(AT_SPKT, "police_report", INVESTIGATED, starts=("GK-06",), main=True),
    Move(INVESTIGATED, "third_discussion", DISCUSSED_3, main=True),
    *each((INVESTIGATED, DISCUSSED_3, RETURNED), "stop_investigation", STOPPED, ends=(ALL,)),
    Move(DISCUSSED_3, "send_to_prosecutor", AT_PROSECUTOR, starts=("GK-08",), ends=("GK-06",), main=True),
    Move(AT_PROSECUTOR, "accept_file", ACCEPTED, starts=("GK-10",), ends=("GK-08",), main=True),
    Move(AT_PROSECUTOR, "return_file", RETURNED, starts=("GK-09",), ends=("GK-08",)),
    Move(RETURNED, "resubmit", AT_PROSECUTOR, starts=("GK-08",), ends=("GK-09",), main=True),
    *each((AT_PROSECUTOR, ACCEPTED), "stop_prosecution", STOPPED, ends=(ALL,)),
    Move(ACCEPTED, "file_at_court", AT_COURT, starts=("GK-12",), ends=("GK-10",), main=True),
    Move(AT_COURT, "district_ruling", RULED, starts=("GK-13",), ends=("GK-12",), main=True),
    Move(RULED, "appeal", APPEALED, starts=("GK-14",), ends=("GK-13",), main=True),
    Move(RULED, "no_appeal", FINAL, starts=("GK-16a",), ends=("GK-13",)),
    Move(APPEALED, "file_at_high_court", AT_HIGH_COURT, starts=("GK-15",), ends=("GK-14",), main=True),
    Move(AT_HIGH_COURT, "high_ruling", FINAL, starts=("GK-16a",), ends=("GK-15",), main=True),
    Move(FINAL, "hand_over_ruling", HANDED_OVER, starts=("GK-16b",), ends=("GK-16a",), main=True),
    Move(HANDED_OVER, "carry_out", EXECUTED, ends=(ALL,), main=True, when=("guilty",)),
    *each((FINAL, HANDED_OVER), "record_acquittal", ACQUITTED, ends=(ALL,), when=("acquitted", "released")),
    *each(_OUTSIDE, "remind", None),
    *each((*BEFORE_POLICE, DECIDED, *_OUTSIDE), "note", None),
)

ROAD = Road("gakkumdu", _("Gakkumdu"), STATES, ACTS, MOVES)
