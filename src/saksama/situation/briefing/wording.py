"""Small texts that every shape of the briefing carries."""

from django.utils.translation import gettext as _


def sheet_name() -> str:
    return _("Sheet of the day")


def sample_note() -> str:
    return _("Names, cases and events in this document are made up.")


def file_name(office_code: str, on: object, extension: str) -> str:
    """``keadaan-64.02-2024-11-09.pdf``: nothing personal."""
    return f"keadaan-{office_code}-{on}.{extension}"
