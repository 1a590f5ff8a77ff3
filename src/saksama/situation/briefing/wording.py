"""Small texts that every shape of the briefing carries."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.situation.briefing.sections import Table

MOST_LINES = 8
"""Rows of a table that a slide can hold."""


def sheet_name() -> str:
    return _("Sheet of the day")


def sample_note() -> str:
    return _("Names, cases and events in this document are made up.")


def file_name(office_code: str, on: object, extension: str) -> str:
    """``keadaan-64.02-2024-11-09.pdf``: nothing personal."""
    return f"keadaan-{office_code}-{on}.{extension}"


def cut_off(table: Table | None) -> list[str]:
    """What a slide has no room for is said, never cut in silence."""
    left = len(table.rows) - MOST_LINES if table else 0
    words = ngettext(
        "%(count)s more row stands on the sheet.", "%(count)s more rows stand on the sheet.", left
    )
    return [words % {"count": left}] if left > 0 else []
