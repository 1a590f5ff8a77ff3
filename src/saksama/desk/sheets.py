"""Tables people carry away: the case list, the register book, the weekly recap, as XLSX and PDF.

Whoever downloads one holds ``export_register``; the rows are those of the screen, and the journal keeps who
took what and how many rows, never a name.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from saksama.journal.operations import record
from saksama.people.models import Account

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
MOST_ROWS = 20_000
"""Rows of one table; more would hold a request for longer than anybody waits."""


@transaction.atomic
def note_export(act: str, *, office: str, account: Account, at: datetime, facts: Mapping[str, Any]) -> None:
    """One line of journal for a table that leaves the house."""
    record(act=act, office=office, subject=("office", office), actor=account.code, at=at, facts=facts)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; never shown in the page, never cached."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
