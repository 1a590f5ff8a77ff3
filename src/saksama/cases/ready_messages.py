"""Messages to the reporter, written ready: short, in Indonesian, and without the name of any party.

A person reads them, changes them where needed, and sends them by their own telephone.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from saksama.cases import sentences
from saksama.cases.models import Case, Outcome
from saksama.law import load
from saksama.pages import formats

LANGUAGE = "id"
"""The reporter's language, whatever the officer reads."""


def shortcomings(case: Case, missing: Iterable[str], *, due: date | None) -> str:
    """What is missing and by when. ``due``: the last day if the message goes out now; None: not known."""
    with translation.override(LANGUAGE):
        lines = [
            _("We have checked your report number %(number)s. This is still missing:")
            % {"number": case.number}
        ]
        lines += [f"- {item}" for item in missing]
        if due:
            lines.append(_("Please complete it by %(due)s.") % {"due": formats.long_date(due)})
        lines.append(
            _(
                "You can bring it to our office, or send it on the tracking page with the code on your receipt."
            )
        )
        return "\n".join([*lines, case.office.name])


def status(case: Case, outcomes: Iterable[Outcome], *, reason: str = "") -> str:
    """What became of the report: the state's public sentence, then each outcome by class."""
    with translation.override(LANGUAGE):
        lines = [_("About your report number %(number)s:") % {"number": case.number}]
        lines.append(sentences.public(case.state, None))
        lines += [f"- {outcome_line(case, outcome)}" for outcome in outcomes]
        if reason:
            lines.append(_("Reason: %(reason)s") % {"reason": reason})
        return "\n".join([*lines, case.office.name])


def outcome_line(case: Case, outcome: Outcome) -> str:
    """*Administrative violation: violation, forwarded to KPU*, without the respondent."""
    lang = translation.get_language() or LANGUAGE
    law = load().on(outcome.plenary.held_on, case.regime)
    known = law.violation_class(outcome.violation_class)
    told = f"{known.label.of(lang)}: {outcome.get_result_display()}"
    if not outcome.destination:
        return told
    return _("%(outcome)s; it goes to %(destination)s") % {
        "outcome": told,
        "destination": known.destination.label.of(lang),
    }
