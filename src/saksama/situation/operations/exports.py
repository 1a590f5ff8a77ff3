"""What leaves the house is noted."""

from datetime import date, datetime

from django.db import transaction

from saksama.cases.actors import Actor
from saksama.journal.operations import record
from saksama.places.models import Office


@transaction.atomic
def note_export(*, office: Office, on: date, shape: str, actor: Actor, at: datetime) -> None:
    """Write down that a briefing was taken along, in which shape."""
    record(
        act="briefing_exported", office=office.code, subject=("office", office.code), actor=actor.code, at=at,
        facts={"on": on.isoformat(), "format": shape},
    )  # fmt: skip
