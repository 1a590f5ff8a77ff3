"""What the command line says when a command cannot go on: what is wrong and what to do, never a stack trace."""

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from saksama.evidence import keys as evidence_keys
from saksama.journal import keys as journal_keys

FAULT_OF_THE_PROGRAM = 70  # EX_SOFTWARE of sysexits.h

_KEYS = (journal_keys.KeyUnreadable, evidence_keys.KeysUnreadable, evidence_keys.UnknownKey)


def told(fault: BaseException) -> tuple[str, int]:
    """The sentences for ``fault`` and the exit code."""
    why = " ".join(str(fault).split())
    if isinstance(fault, CommandError):
        return why, fault.returncode
    if isinstance(fault, _KEYS):
        advice = _(
            "Put the office's keys back into their folder. A new installation gets its own by: saksama init"
        )
        return f"{why} {advice}", 2
    if isinstance(fault, DatabaseError):
        sentence = _(
            "The database cannot be used (%(why)s). A new installation needs: saksama init. "
            "Otherwise look at DATABASE_URL and at the server, then run: saksama check"
        )
        return sentence % {"why": why}, 2
    if isinstance(fault, OSError):
        sentence = _(
            "%(why)s. Look at the folder, at who may write in it, and at the free space of the disk."
        )
        return sentence % {"why": why}, 2
    sentence = _(
        "This is a fault of the program (%(kind)s: %(why)s). Run the command again with --traceback and send "
        "what it prints to those who look after the program."
    )
    return sentence % {"kind": type(fault).__name__, "why": why}, FAULT_OF_THE_PROGRAM
