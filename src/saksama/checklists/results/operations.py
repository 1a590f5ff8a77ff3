"""The only writers of results sheets: opened by a photo, entered twice, settled by a third, opened again with a reason.

*Independent*: one account enters a sheet once in a round, which the database holds too. *Nothing corrected*: a sum that
fails on paper becomes a remark and an incident; the figures stay as they are written.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from saksama.checklists.models import Incident, Instrument, ResultEntry, ResultSheet, Submission
from saksama.checklists.problems import Problem
from saksama.checklists.results import rules, wording
from saksama.checklists.results.queries import paper_of, photos_of
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Account

PHOTO_KINDS = frozenset({Instrument.Kind.COUNT, Instrument.Kind.AFTER})
"""Kinds of form whose photos show a results sheet."""
INCIDENT = "c-hasil"
"""Stands in ``Incident.path`` where the results sheet itself told of it."""


def open_sheets(rows: Iterable[Submission], *, at: datetime) -> None:
    """A photo of a results sheet came: its station waits for an entry from now on. Once, however many photos come."""
    stations = {
        (row.event_id, row.station_code)
        for row in rows
        if row.station_code and row.instrument.kind in PHOTO_KINDS
    }
    ResultSheet.objects.bulk_create(
        [
            ResultSheet(event_id=event, station_code=station, opened_at=at, changed_at=at)
            for event, station in sorted(stations)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def enter(sheet: ResultSheet, figures: rules.Figures, *, actor: Account, at: datetime) -> ResultSheet:
    """The first or second entry, whichever is wanted; with the second the two are compared.

    Raises: Problem entered_already | sheet_not_waiting | paper_unknown | cells_missing; scope.NotAllowed.
    """
    row, paper = _begin(sheet, actor, at)
    if row.state not in {ResultSheet.State.FIRST, ResultSheet.State.SECOND}:
        raise Problem("sheet_not_waiting")
    if set(figures) != set(paper.keys):
        raise Problem("cells_missing")
    place = 1 if row.state == ResultSheet.State.FIRST else 2
    mine = _keep(row, place, figures, actor, at)
    if place == 1:
        _move(row, ResultSheet.State.SECOND, at)
        return row
    other = row.entries.get(round=row.round, place=1)
    differ = rules.differing(paper, other.figures, mine.figures)
    if differ:
        _move(row, ResultSheet.State.THIRD, at)
    else:
        _accept(row, paper, figures, actor, at)
    return row


@transaction.atomic
def settle(sheet: ResultSheet, chosen: rules.Figures, *, actor: Account, at: datetime) -> ResultSheet:
    """The third person reads the cells in which the two entries differ; ``chosen`` holds just these.

    Raises: Problem entered_already | sheet_not_waiting | cells_missing; scope.NotAllowed.
    """
    row, paper = _begin(sheet, actor, at)
    if row.state != ResultSheet.State.THIRD:
        raise Problem("sheet_not_waiting")
    first, second = (entry.figures for entry in row.entries.filter(round=row.round).order_by("place"))
    if set(chosen) != set(rules.differing(paper, first, second)):
        raise Problem("cells_missing")
    whole = rules.merged(paper, first, second, chosen)
    _keep(row, 3, whole, actor, at)
    _accept(row, paper, whole, actor, at)
    return row


@transaction.atomic
def reopen(sheet: ResultSheet, *, reason: str, actor: Account, at: datetime) -> ResultSheet:
    """Have a settled sheet entered anew, by the same rules; what was entered before stays on record.

    Raises: Problem reason_needed | sheet_not_settled; scope.NotAllowed.
    """
    row = ResultSheet.objects.select_for_update().get(pk=sheet.pk)
    _may(actor, "reopen_results", row, at)
    if row.state != ResultSheet.State.SETTLED:
        raise Problem("sheet_not_settled")
    if not reason.strip():
        raise Problem("reason_needed")
    row.figures, row.remarks, row.settled_at = None, [], None
    row.round, row.reopened_for = row.round + 1, reason.strip()[:200]
    _move(row, ResultSheet.State.FIRST, at)
    _record("result_reopened", row, actor, at, {"round": row.round})
    return row


def _begin(sheet: ResultSheet, actor: Account, at: datetime) -> tuple[ResultSheet, rules.Layout]:
    """The sheet locked, and the paper it is; two who enter at once are taken one after the other."""
    row = (
        ResultSheet.objects.select_for_update(of=("self",)).select_related("event__election").get(pk=sheet.pk)
    )
    _may(actor, "enter_results", row, at)
    paper = paper_of(row.event)
    if paper is None:
        raise Problem("paper_unknown")
    if row.entries.filter(round=row.round, account=actor).exists():
        raise Problem("entered_already")
    return row, paper


def _keep(row: ResultSheet, place: int, figures: rules.Figures, actor: Account, at: datetime) -> ResultEntry:
    made = ResultEntry.objects.create(
        sheet=row, round=row.round, place=place, account=actor, figures=dict(figures), entered_at=at
    )
    facts = {"place": place, "round": row.round, "digest": digest_of(figures)}
    _record("result_entered", row, actor, at, facts)
    return made


def _accept(
    row: ResultSheet, paper: rules.Layout, figures: rules.Figures, actor: Account, at: datetime
) -> None:
    found = rules.broken(paper, figures)
    row.figures, row.settled_at = dict(figures), at
    row.remarks = [one.check.key for one in found]
    _move(row, ResultSheet.State.SETTLED, at)
    facts = {"round": row.round, "digest": digest_of(figures), "remarks": row.remarks}
    _record("result_settled", row, actor, at, facts)
    if found:
        _open_incident(row, wording.in_short(paper, found), actor, at)


def _open_incident(row: ResultSheet, what: str, actor: Account, at: datetime) -> None:
    """What the paper itself gets wrong is for a person to act on: it may become a finding."""
    photo = photos_of(row.event_id, row.station_code).first()
    incident, is_new = Incident.objects.get_or_create(
        event_id=row.event_id, station_code=row.station_code, path=INCIDENT, state=Incident.State.NEW,
        defaults={
            "submission": photo.submission if photo and row.round == 1 else None, "what": what, "opened_at": at,
            "opened_by": "system", "changed_at": at, "changed_by": "system",
        },
    )  # fmt: skip
    if is_new:
        _record("incident_opened", row, actor, at, {"incident": incident.pk, "question": INCIDENT})


def digest_of(figures: rules.Figures) -> str:
    """SHA-256 of the figures, keys in order: the journal shows whether a figure was changed, without holding it."""
    return hashlib.sha256(json.dumps(dict(figures), sort_keys=True).encode()).hexdigest()


def _move(row: ResultSheet, state: str, at: datetime) -> None:
    row.state, row.changed_at = state, at
    row.save()


def _may(actor: Account, permission: str, row: ResultSheet, at: datetime) -> None:
    scope.allow(actor, permission, row.station_code, today=scope.local_day(at, row.station_code))


def _record(act: str, row: ResultSheet, actor: Account, at: datetime, facts: dict[str, object]) -> None:
    office = scope.home_office(actor, today=scope.local_day(at, row.station_code))
    record(
        act=act, office=office or row.station_code.partition("-")[0], subject=("result_sheet", str(row.pk)),
        actor=actor.code, at=at, facts=facts,
    )  # fmt: skip
