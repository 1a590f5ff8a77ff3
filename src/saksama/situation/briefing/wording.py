"""Small texts that every shape of the briefing carries."""

from collections.abc import Sequence
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.situation.briefing.sections import Table

MOST_LINES = 11
"""Lines that a slide can hold between its head and its foot, the head of the table left out."""
FEWEST = 2
"""Rows that a slide shows however long the text is."""
SIGNS = 84
"""Letters across the table of a slide, and nearly so across its text."""


def sheet_name() -> str:
    return _("Sheet of the day")


def sample_note() -> str:
    return _("Names, cases and events in this document are made up.")


def file_name(office_code: str, on: object, extension: str) -> str:
    """``keadaan-64.02-2024-11-09.pdf``: nothing personal."""
    return f"keadaan-{office_code}-{on}.{extension}"


def lines_of(row: Sequence[str], table: Table, *, signs: int = SIGNS) -> int:
    """Lines that a row takes, by its longest cell."""
    whole = sum(table.widths)
    return max(
        ceil((len(cell) + 2) / (signs * width / whole)) for cell, width in zip(row, table.widths, strict=True)
    )


def rows_that_fit(table: Table, text: Sequence[str] = (), *, signs: int = SIGNS) -> int:
    """How many rows a slide can hold above ``text``, long cells counted with the lines they will take."""
    room = MOST_LINES - sum(ceil(len(line) / signs) for line in text)
    lines = 0
    for place, row in enumerate(table.rows):
        lines += lines_of(row, table, signs=signs)
        if lines > room:
            return max(min(FEWEST, len(table.rows)), place)
    return len(table.rows)


def cut_off(table: Table | None, shown: int) -> list[str]:
    """What a slide has no room for is said, never cut in silence."""
    left = len(table.rows) - shown if table else 0
    words = ngettext(
        "%(count)s more row stands on the sheet.", "%(count)s more rows stand on the sheet.", left
    )
    return [words % {"count": left}] if left > 0 else []
