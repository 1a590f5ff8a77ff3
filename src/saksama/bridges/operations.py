"""The only writers: an incident of the day becomes preliminary information or a supervision record, once.

Each act is one transaction over both rooms: the incident is passed on, the other side is opened by its own operation
with its own permission, the form as it came and its photos go along as sealed evidence, and a line links the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from saksama.bridges import queries, rules, statements
from saksama.bridges.models import IncidentPassed
from saksama.bridges.problems import Problem
from saksama.cases import operations as cases
from saksama.cases.actors import Actor
from saksama.cases.models import Case, SupervisionRecord
from saksama.cases.operations.intake import Facts, FileIn
from saksama.checklists.day.operations import change_incident
from saksama.checklists.models import Incident
from saksama.evidence import operations as evidence
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import Area, ElectionEvent, Office


@dataclass(frozen=True, slots=True)
class Told:
    """What the person who passes an incident on writes; ``happened_on`` is a local day."""

    title: str
    what: str
    where: str
    happened_on: date


@transaction.atomic
def pass_on_as_information(
    incident: Incident, told: Told, *, note: str = "", version: int, actor: Account, at: datetime
) -> Case:
    """Open preliminary information (informasi awal), to be traced within its limit.

    Raises: bridges Problem rehearsed | no_office | text_missing; checklists Problem settled_already; cases Problem;
    scope.NotAllowed.
    """
    row, office = _begin(incident, told, "record_information", actor, at)
    opened = cases.record_information(
        office=office, event=row.event, channel=Case.Channel.RECORD, facts=_facts(row, told, at),
        files=_files(row, office, actor, at), actor=Actor.of(actor), at=at,
    )  # fmt: skip
    _end(row, office, str(opened.pk), note, version, actor, at, case=opened)
    return opened


@transaction.atomic
def pass_on_as_record(
    incident: Incident, told: Told, *, note: str = "", version: int, actor: Account, at: datetime
) -> SupervisionRecord:
    """Write a supervision record (LHP), from which a finding may be proposed. Raises as above."""
    row, office = _begin(incident, told, "write_supervision_record", actor, at)
    written = cases.write_supervision_record(
        office=office, event=row.event, observed_on=told.happened_on, place=told.where, text=told.what,
        area=_village(row), files=_files(row, office, actor, at), actor=Actor.of(actor), at=at,
    )  # fmt: skip
    _end(row, office, str(written.pk), note, version, actor, at, written=written)
    return written


def _begin(
    incident: Incident, told: Told, permission: str, actor: Account, at: datetime
) -> tuple[Incident, Office]:
    row = (
        Incident.objects.select_for_update(of=("self",)).select_related("event__election").get(pk=incident.pk)
    )
    if row.event.kind == ElectionEvent.Kind.DRILL:
        raise Problem("rehearsed")
    if not told.what.strip() or not told.title.strip():
        raise Problem("text_missing")
    today = scope.local_day(at, row.station_code)
    code = rules.nearest_office(
        row.station_code, queries.offices_that_may(actor, permission, row.station_code, today=today)
    )
    if code is None:
        raise Problem("no_office")
    return row, Office.objects.select_related("area").get(pk=code)


def _facts(row: Incident, told: Told, at: datetime) -> Facts:
    known_on = scope.local_day(row.opened_at, row.station_code)
    return Facts(
        title=told.title.strip()[: rules.TITLE], what=told.what, where_text=told.where, area=_village(row),
        occurred_on=told.happened_on, known_on=max(known_on, told.happened_on),
    )  # fmt: skip


def _village(row: Incident) -> Area | None:
    return Area.objects.filter(pk=row.station_code.partition("-")[0]).first()


def _files(row: Incident, office: Office, actor: Account, at: datetime) -> Sequence[FileIn]:
    """The form as it came, sealed now, and its photos, sealed since they came."""
    files = [FileIn(item.file, item.name) for item in queries.photos_of(row)]
    if row.submission is not None:
        name = f"kiriman-{row.submission.pk}.txt"
        text = statements.as_text(
            queries.told_by(row.submission), queries.answers_of(row), bytes(row.submission.payload)
        )
        sealed = evidence.seal_bytes(text.encode(), name=name, office=office.pk, actor=actor.code, at=at)
        files.insert(0, FileIn(sealed, name))
    return files


def _end(
    row: Incident,
    office: Office,
    subject: str,
    note: str,
    version: int,
    actor: Account,
    at: datetime,
    *,
    case: Case | None = None,
    written: SupervisionRecord | None = None,
) -> None:
    """Mark the incident, link both sides, write the line. Who was faster is told by ``change_incident``."""
    change_incident(
        row, Incident.State.PASSED_ON, note=note, version=version, actor=actor, at=at, case_id=subject
    )
    files = case.files.count() if case else written.files.count() if written else 0
    IncidentPassed.objects.create(
        incident=row, case=case, record=written, files=files, passed_at=at, passed_by=actor.code
    )
    kind = "case" if case else "supervision_record"
    record(
        act="incident_passed_on", office=office.pk, subject=("incident", str(row.pk)), actor=actor.code, at=at,
        facts={"into": kind, "id": subject, "files": files},
    )  # fmt: skip
