"""One plain sentence for each state: desk, tracking page, documents and API all read it here.

docs/rules/cases.md lists the same sentences; a test compares them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saksama.cases import transitions as t


@dataclass(frozen=True, slots=True)
class Sentence:
    """``bold`` names the state, ``follows`` says who does what next. ``public`` is for the reporter.

    ``follows`` and ``public`` may hold ``%(due)s``, a long date; without a date the part after
    the last `` | `` is used.
    """

    glyph: str
    bold: Any
    follows: Any
    public: Any
    without_due: Any = ""
    public_without_due: Any = ""


SENTENCES: dict[str, Sentence] = {
    t.RECEIVED: Sentence(
        "new", _("Received."),
        _("The initial study is to be concluded by %(due)s."),
        _("We have received your report. We check whether it is complete by %(due)s."),
        _("The initial study is next."), _("We have received your report and check whether it is complete."),
    ),
    t.INCOMPLETE: Sentence(
        "today", _("Incomplete."),
        _("The reporter must now be told what is missing."),
        _("We found that something is missing. We will tell you what it is."),
    ),
    t.AWAITING_COMPLETION: Sentence(
        "wait", _("Waiting for completion."),
        _("The reporter may complete the report until %(due)s."),
        _("We have checked your report. Something is missing. Please complete it by %(due)s."),
        _("The reporter may complete the report."), _("Something is missing. Please complete it."),
    ),
    t.COMPLETED: Sentence(
        "new", _("Completed by the reporter."),
        _("The initial study is to be repeated by %(due)s."),
        _("We have received what was missing. We check it by %(due)s."),
        _("The initial study is to be repeated."), _("We have received what was missing and check it."),
    ),
    t.COMPLETE: Sentence(
        "ok", _("Complete."),
        _("The plenary now decides on registration."),
        _("Your report is complete. The members now decide on its registration."),
    ),
    t.TO_REGISTER: Sentence(
        "today", _("Accepted by the plenary."),
        _("It is to be registered by %(due)s."),
        _("The members have accepted your report. It will be registered by %(due)s."),
        _("It is to be registered."), _("The members have accepted your report. It will be registered."),
    ),
    t.PROPOSED: Sentence(
        "new", _("Finding proposed."),
        _("The plenary decides on it by %(due)s."),
        _("The office is looking at a finding of its own."),
        _("The plenary decides on it."), _("The office is looking at a finding of its own."),
    ),
    t.REGISTERED: Sentence(
        "ok", _("Registered."),
        _("Decision by %(due)s at the latest."),
        _("Your report is registered and being handled. The decision comes by %(due)s, unless it is extended."),
        _("It is being handled."), _("Your report is registered and being handled."),
    ),
    t.EXTENDED: Sentence(
        "ok", _("Handling extended."),
        _("Decision by %(due)s at the latest."),
        _("Handling takes longer because more information is needed. The decision comes by %(due)s."),
        _("It is being handled."), _("Handling takes longer because more information is needed."),
    ),
    t.DECIDED: Sentence(
        "today", _("Decided."),
        _("The reporter is to be told by %(due)s."),
        _("The members have decided. You will be told the result by %(due)s."),
        _("Forwarding and notice are next."), _("The members have decided. The result is below."),
    ),
    t.CLOSED: Sentence(
        "done", _("Closed."),
        _("Everything decided has been carried out and told."),
        _("The handling has ended. The result is below."),
    ),
    t.NOT_REGISTERED: Sentence(
        "stopped", _("Not registered."),
        _("The reporter is to be told; the content may be kept as preliminary information."),
        _("Your report could not be registered. The reason is below. "
          "You may also contact the sub-district supervisor (Panwaslu Kecamatan)."),
    ),
    t.PRELIMINARY: Sentence(
        "wait", _("Preliminary information."),
        _("A supervisor traces it by %(due)s."),
        _("We keep what you told us as preliminary information, and trace it by %(due)s."),
        _("A supervisor traces it."), _("We keep what you told us as preliminary information, and trace it."),
    ),
    t.STOPPED: Sentence(
        "stopped", _("Stopped."),
        _("Handling was stopped; the reason is in the history."),
        _("The handling was stopped. The reason is below."),
    ),
    t.WITHDRAWN: Sentence(
        "stopped", _("Withdrawn."),
        _("The reporter withdrew the report before registration."),
        _("You withdrew this report before registration."),
    ),
    t.IN_TRANSFER: Sentence(
        "wait", _("On its way to another office."),
        _("The receiving office has yet to confirm receipt."),
        _("Your report is being passed to another supervision office. It keeps its tracking code."),
    ),
}  # fmt: skip


def state_name(state: str) -> str:
    """The state in a word or two, without its full stop."""
    return str(SENTENCES[state].bold).rstrip(".")


def follows(state: str, due: str | None) -> str:
    """What follows, for the desk; ``due`` is a formatted long date."""
    sentence = SENTENCES[state]
    return _filled(sentence.follows, sentence.without_due, due)


def public(state: str, due: str | None) -> str:
    """The same state told to the reporter; names nobody."""
    sentence = SENTENCES[state]
    return _filled(sentence.public, sentence.public_without_due, due)


def _filled(with_due: Any, without_due: Any, due: str | None) -> str:
    if due is None and str(without_due):
        return str(without_due)
    return str(with_due) % {"due": due} if due else str(with_due)
