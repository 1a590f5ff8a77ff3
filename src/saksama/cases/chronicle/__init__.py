"""A case told to an outsider: everything done on it, in plain words: when, by whom, what, and on which ground.

One reading for the page of the case's journal and for the extract in the file for court.
"""

from saksama.cases.chronicle.reading import Entry, entries_of

__all__ = ["Entry", "entries_of"]
