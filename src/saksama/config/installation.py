"""Making an installation: its keys."""

from saksama.evidence import keys as evidence_keys
from saksama.journal import keys as journal_keys


def make_keys() -> None:
    """Make each key that is missing; never touch one that exists."""
    if not journal_keys.is_readable():
        journal_keys.create()
    if not evidence_keys.are_readable():
        evidence_keys.create()
