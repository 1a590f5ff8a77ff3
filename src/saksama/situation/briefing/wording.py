"""Small texts that every shape of the briefing carries."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.situation.briefing.sections import Table

MOST_LINES = 9
"""Lines of a table that a slide can hold, its head left out."""
SIGNS = 84
"""Letters across the table of a slide."""


def sheet_name() -> str:
    return _("Sheet of the day")


def sample_note() -> str:
    return _("Names, cases and events in this document are made up.")


def file_name(office_code: str, on: object, extension: str) -> str:
    """``keadaan-64.02-2024-11-09.pdf``: nothing personal."""
    return f"keadaan-{office_code}-{on}.{extension}"


def rows_that_fit(table: Table) -> int:
    """How many rows a slide can hold, long cells counted with the lines they will take."""
    whole, lines = sum(table.widths), 0
    for place, row in enumerate(table.rows):
        lines += max(
            ceil((len(cell) + 2) / (SIGNS * width / whole))
            for cell, width in zip(row, table.widths, strict=True)
        )
        if lines > MOST_LINES:
            return max(1, place)
    return len(table.rows)


def cut_off(table: Table | None) -> list[str]:
    """What a slide has no room for is said, never cut in silence."""
    left = len(table.rows) - rows_that_fit(table) if table else 0
    words = ngettext(
        "%(count)s more row stands on the sheet.", "%(count)s more rows stand on the sheet.", left
    )
    return [words % {"count": left}] if left > 0 else []
