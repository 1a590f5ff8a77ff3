"""What verification says to people."""

from django.utils.translation import gettext, gettext_lazy

from saksama.journal import keys
from saksama.journal.queries import Break, Chain, Report

BREAKS = {
    "changed": gettext_lazy(
        "Line %(seq)s of office %(office)s was changed or put in by hand: its seal does not fit what it says."
    ),
    "removed": gettext_lazy("Line %(seq)s of office %(office)s was removed."),
    "reordered": gettext_lazy(
        "Lines of office %(office)s were put in another order: "
        "at place %(seq)s stands what was written as line %(was)s."
    ),
    "unlinked": gettext_lazy(
        "Line %(seq)s of office %(office)s is genuine but does not follow the line before it: "
        "a part of the chain was put back from elsewhere."
    ),
    "replaced": gettext_lazy(
        "The chain of office %(office)s is not the one its head remembers; they differ at line %(seq)s."
    ),
    "tail_cut": gettext_lazy(
        "The end of office %(office)s's chain was cut off: "
        "line %(seq)s is missing, the head remembers %(was)s lines."
    ),
    "head_row_changed": gettext_lazy(
        "The head row of office %(office)s was changed: it does not know line %(seq)s, the last one."
    ),
    "heads_unreadable": gettext_lazy(
        "The file of heads beside the key is missing, damaged, or not sealed with this key. "
        "Without it a cut-off end cannot be found."
    ),
}
"""Every kind of break, in one sentence."""


def sentence(broken: Break) -> str:
    """What is broken, where."""
    return BREAKS[broken.kind] % {"office": broken.office, "seq": broken.seq, "was": broken.was}


def summary(report: Report) -> str:
    """One sentence on the whole report."""
    if report.broken:
        return gettext("The journal is broken. %(first)s") % {"first": sentence(report.broken)}
    return gettext("The journal is whole: %(lines)s lines in %(chains)s chains.") % {
        "lines": report.lines,
        "chains": len(report.chains),
    }


def no_key() -> str:
    """Said when nothing can be verified."""
    return gettext(
        "The journal's key at %(path)s cannot be read. Put it back from its safe copy; "
        "without it nothing can be said about the journal."
    ) % {"path": keys.path()}


def behind(chain: Chain) -> str:
    """Said of a head file that a crash left behind; no alarm."""
    return gettext(
        "Note: the file of heads does not yet know the last %(count)s lines of office %(office)s. "
        "This happens when a process ends between saving and noting; the next act mends it."
    ) % {"count": chain.behind, "office": chain.office}
