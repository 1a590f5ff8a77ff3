"""Everything this room refuses or keeps apart: code, sentence, what to do next. Both sides read these."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. ``message`` and ``remedy`` may hold named placeholders."""

    message: Any
    remedy: Any


_ASK = _("It is kept at the office, and the officer at the desk will settle it. You need not send it again.")
_AGAIN = _("What arrived is kept. Leave the form in the queue of your phone and send it again.")
_MEND = _("It is kept at the office. Ask the officer who made the form to look at it.")

QUARANTINED: Mapping[str, Kind] = {
    "empty": Kind(_("Nothing was in it."), _AGAIN),
    "cut": Kind(_("It was cut off on the way."), _AGAIN),
    "not_multipart": Kind(_("It was not sent the way forms are sent."), _AGAIN),
    "no_xml_part": Kind(_("The answers are missing; only files came, or other parts."), _AGAIN),
    "two_xml_parts": Kind(_("Two sets of answers came at once."), _AGAIN),
    "too_large": Kind(_("It is larger than we can take at once."), _("Send it with fewer photos at a time.")),
    "wrong_encoding": Kind(_("Its letters are in an encoding that cannot be read."), _MEND),
    "not_xml": Kind(_("The answers cannot be read."), _MEND),
    "has_doctype": Kind(_("It brings definitions of its own, which is not allowed."), _MEND),
    "too_deep": Kind(_("It has too many parts, or is nested too deeply."), _MEND),
    "no_instance_id": Kind(_("It bears no id of its own."), _MEND),
    "bad_instance_id": Kind(_("Its id cannot be used."), _MEND),
    "no_form_id": Kind(_("It does not say which form it is."), _MEND),
    "unknown_form": Kind(_("We do not know this form."), _ASK),
    "unknown_version": Kind(_("We do not know this version of the form."), _ASK),
    "not_published": Kind(_("This form is not in use for this vote."), _ASK),
    "unknown_station": Kind(_("We do not know the polling station it names."), _ASK),
    "no_station": Kind(_("It does not say which polling station it is about."), _ASK),
    "card_revoked": Kind(_("The card was taken back."), _ASK),
    "card_not_here": Kind(_("The card is not for this vote."), _ASK),
    "conflict": Kind(
        _("A form with the same id is here already, with other answers."),
        _("Both are kept, and the officer at the desk will settle it."),
    ),
}
"""One for each value of models.Reason."""

FLAGS: Mapping[str, Any] = {
    "late": _("arrived late"),
    "clock": _("the phone's clock is wrong"),
    "no_time": _("tells no time"),
    "other_station": _("names another station than the card"),
    "outside_dates": _("outside the dates of the card"),
    "withdrawn": _("filled with a form out of use"),
}
"""One for each word of rules.FLAGS."""

REFUSED: Mapping[str, Kind] = {
    "key_unknown": Kind(
        _("This phone is not known here."), _("Scan the code of your card again, or ask your office.")
    ),
    "key_revoked": Kind(
        _("This phone was signed out by the office."),
        _("Scan the code of your card again, or ask your office."),
    ),
    "event_unknown": Kind(_("There is no such vote."), _("Ask your office for a new card.")),
    "busy": Kind(
        _("The office cannot take it in just now."),
        _("It stays in the queue of your phone; send it again in a minute."),
    ),
    "frozen": Kind(
        _("The forms of %(event)s are frozen since %(since)s: %(reason)s."),
        _("Nothing changes before the day. Whoever froze them can lift it, with a reason."),
    ),
    "version_taken": Kind(
        _("Version %(version)s of this form is here already, with other content."),
        _("Give the new one another version in the sheet “settings”."),
    ),
    "form_id_unsuitable": Kind(
        _("“%(code)s” cannot be the id of a form."),
        _("Use letters, figures, dots, dashes and underscores, beginning with a letter."),
    ),
    "already_published": Kind(
        _("This version is in use already for %(event)s."), _("Nothing needs to be done.")
    ),
    "not_in_use": Kind(_("This version is not in use for %(event)s."), _("Nothing needs to be done.")),
    "not_frozen": Kind(_("The forms of %(event)s are not frozen."), _("Nothing needs to be done.")),
    "already_frozen": Kind(_("The forms of %(event)s are frozen already."), _("Nothing needs to be done.")),
    "reason_needed": Kind(_("A reason is needed."), _("Write it in a few words.")),
    "settled_already": Kind(_("This was settled already."), _("Look at the list again.")),
    "still_broken": Kind(
        _("It still cannot be taken in: %(why)s"), _("Mend the cause first, or set it aside with a reason.")
    ),
    "area_outside_office": Kind(
        _("%(area)s does not lie in the area of office %(office)s."), _("Choose a place inside it.")
    ),
    "unknown_station": Kind(
        _("There is no polling station %(code)s for this vote."), _("Look at the list of stations.")
    ),
    "unknown_answer": Kind(_("This form has no such question or answer."), _("Choose one from the list.")),
    "entered_already": Kind(
        _("You have entered this sheet already; the other entry must be somebody else's."),
        _("Take the next sheet."),
    ),
    "sheet_not_waiting": Kind(
        _("Somebody was faster: this sheet no longer waits for this entry."), _("Take the next sheet.")
    ),
    "sheet_not_settled": Kind(_("This sheet is being entered just now."), _("Wait until it is settled.")),
    "paper_unknown": Kind(
        _("How the results sheet of this vote looks is not known here."),
        _("The administrator enters how many pairs stand for election."),
    ),
    "cells_missing": Kind(
        _("Some cells of the sheet are missing."), _("Open the sheet again and fill in all of them.")
    ),
    "drill_of_drill": Kind(_("This is a drill itself."), _("Choose the vote that is to be rehearsed.")),
    "drill_times": Kind(
        _("A drill ends after it begins and after now, and lasts two days at most."), _("Check both times.")
    ),
    "drill_without_forms": Kind(
        _("No form is in use for this vote, so there is nothing to rehearse."),
        _("Put a form into use first."),
    ),
    "drill_there": Kind(_("A drill begins at that minute already."), _("Choose another time.")),
    "drill_over": Kind(_("This drill is over."), _("Look at its score.")),
    "sparing_already": Kind(_("The line is being spared already."), _("Nothing needs to be done.")),
    "sparing_over": Kind(_("The line is no longer being spared."), _("Nothing needs to be done.")),
    "photos_later": Kind(
        _("The office takes answers only just now; photos wait on the phone."),
        _("They are sent by themselves later."),
    ),
    "export_form": Kind(_("Answers belong to a form, and none was chosen."), _("Choose the form.")),
    "exports_many": Kind(
        _("%(number)s files of yours are waiting already."), _("Wait until one of them is ready.")
    ),
    "export_gone": Kind(_("This file is not there, or no longer."), _("Ask for it again.")),
    "carried_unreadable": Kind(
        _("This file cannot be opened here."),
        _(
            "It may be another office's, or cut on the way. The forms are still in the queue of the phone that made it."
        ),
    ),
    "card_over": Kind(_("This card was taken back already."), _("Issue a new one.")),
    "assignment_over": Kind(_("This assignment is over."), _("Give a new one.")),
    "same_place": Kind(_("The person already stands at %(area)s."), _("Choose another place.")),
    "ends_before_start": Kind(_("The last day lies before the first day."), _("Check one of the two.")),
    "post_unknown": Kind(_("“%(post)s” is no post."), _("Use PTPS, PKD or Panwascam.")),
    "answers_first": Kind(
        _("The answers this file belongs to are not here yet."), _("Send the answers first, then the file.")
    ),
    "piece_unsuitable": Kind(
        _("This piece does not fit the file."), _("Ask how much is here, and go on from there.")
    ),
    "file_differs": Kind(_("The file arrived damaged."), _("Send it again from its beginning.")),
    "request_unreadable": Kind(_("This request cannot be read."), _("Reload the page and try again.")),
    "pin_wrong": Kind(
        _("Card number and PIN do not fit together."),
        _("Look at the card again: the number has eight signs, the PIN six figures."),
    ),
    "pin_wait": Kind(
        _("Too many wrong tries."), _("Try again in %(minutes)s minutes, or scan the code on the card.")
    ),
    "card_revoked": Kind(_("This card was taken back."), _("Ask your office for a new one.")),
    "card_not_yet": Kind(
        _("This card holds from %(starts_on)s."), _("Ask your office, if you need it earlier.")
    ),
    "card_ended": Kind(_("This card held until %(ends_on)s."), _("Ask your office, if you still serve.")),
}
"""Acts and requests of which nothing is kept."""


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``REFUSED``."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)

    @property
    def message(self) -> str:
        return str(REFUSED[self.code].message) % self.facts

    @property
    def remedy(self) -> str:
        return str(REFUSED[self.code].remedy) % self.facts

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


def why_quarantined(reason: str) -> str:
    """Sentence and advice for a reason of quarantine, in the language of the page."""
    kind = QUARANTINED[reason]
    return f"{kind.message} {kind.remedy}"
