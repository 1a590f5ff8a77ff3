"""Reads: who may take an incident on, what goes along, what it became."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from saksama.bridges.models import IncidentPassed
from saksama.checklists import wording
from saksama.checklists.models import Attachment, Incident, Submission
from saksama.checklists.queries import sheet_of
from saksama.checklists.results.operations import INCIDENT as RESULTS_SHEET
from saksama.checklists.results.queries import photos_of as photos_of_sheet
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import Office
from saksama.places.rules import lineage, zone_of


def offices_that_may(account: Account, permission: str, station: str, *, today: date) -> list[str]:
    """Offices over ``station`` for which ``account`` holds ``permission``."""
    held = scope.scope_of(account, permission, today=today)
    over = lineage(station.partition("-")[0])
    codes = Office.objects.filter(pk__in=over).values_list("pk", flat=True)
    own = {duty.office_id for duty in scope.duties_of(account, today=today)}
    return [code for code in codes if held.covers(code) and code in own]


def photos_of(incident: Incident) -> list[Attachment]:
    """Inspected files of the form that told it; for a results sheet every photo of it."""
    if incident.path == RESULTS_SHEET:
        rows = photos_of_sheet(incident.event_id, incident.station_code)
    elif incident.submission is not None:
        rows = incident.submission.attachments.select_related("file").order_by("name")
    else:
        return []
    return list(rows.filter(settled_at__isnull=False))


def told_by(submission: Submission) -> list[tuple[str, str]]:
    """How a form came, for its statement. No name: who sent it stands in the register of submissions."""
    zone = zone_of(submission.office_code)
    return [
        ("Nomor", submission.instance_id),
        ("Formulir", f"{submission.instrument.code}, versi {submission.version.version}"),
        ("TPS", submission.station_code or "-"),
        ("Diisi", formats.long_moment(submission.recorded_at, zone, "id")),
        ("Diterima", formats.long_moment(submission.received_at, zone, "id")),
    ]


def answers_of(incident: Incident) -> list[tuple[str, str]]:
    """Questions and answers of the form that told it, in words, files left out; none for a telephone call."""
    sheet = sheet_of(incident.submission) if incident.submission else None
    if sheet is None:
        return []
    asked = {row["path"]: row for row in sheet.version.questions}
    return [
        (wording.spoken(asked[path]["label"]), wording.in_words(asked[path], text))
        for path, text in sheet.values.items()
        if text and path in asked and path != "station" and asked[path]["kind"] != "upload"
    ]


def passed(**by: Any) -> IncidentPassed | None:
    """What an incident became (``incident=``), or from which one something came (``case=``, ``record=``)."""
    rows: Iterable[IncidentPassed] = IncidentPassed.objects.filter(**by).select_related(
        "incident", "case__office", "record__office"
    )
    return next(iter(rows), None)
