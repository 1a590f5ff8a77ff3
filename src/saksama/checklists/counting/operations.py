"""The only writer of answer blocks: sealed as answers are read, and marked where an edit comes later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from django.db.models import Count, QuerySet

from saksama.checklists.counting import columns
from saksama.checklists.models import AnswerBlock, AnswerColumn, AnswerSheet, InstrumentVersion
from saksama.places.rules import zone_of

BLOCK: Final = 4096
"""Submissions in a full block."""
STEP: Final = 512
"""So many are laid out at once; fewer than this, the newest, are counted from their sheets."""
DISTRICT: Final = len("64.02.06")


class Sheet(NamedTuple):
    """What counting needs of an answer sheet; ``office`` where the form names no station."""

    pk: int
    station: str
    office: str
    recorded_at: datetime
    values: dict[str, str]


def open_sheets(event: str, version: int, most: int | None = None) -> list[Sheet]:
    """Sheets that count and stand in no block yet, the oldest first."""
    rows = AnswerSheet.objects.filter(event=event, version=version, block__isnull=True, is_current=True)
    told = rows.order_by("pk").values_list(
        "pk", "station_code", "submission__office_code", "recorded_at", "values"
    )
    return [Sheet(*row) for row in told[:most]]


def seal_blocks(step: int = STEP, full: int = BLOCK) -> int:
    """Lay out the answers of every form of which ``step`` wait. Returns how often.

    The newest block of a form grows by ``step`` until it is ``full``; then the next begins.
    """
    waiting = (
        AnswerSheet.objects.filter(block__isnull=True, is_current=True)
        .order_by()
        .values_list("event", "version")
        .annotate(many=Count("pk"))
        .filter(many__gte=step)
    )
    return sum(_seal_waiting(event, version, step, full) for event, version, _many in list(waiting))


def _seal_waiting(event: str, version: int, step: int, full: int) -> int:
    made = 0
    questions = InstrumentVersion.objects.only("questions").get(pk=version).questions
    while len(sheets := open_sheets(event, version, _room(event, version, step, full))) >= step:
        if not _seal(event, version, sheets, laid_out(sheets, questions), full):
            break
        made += 1
    return made


def _room(event: str, version: int, step: int, full: int) -> int:
    """How many sheets go into the newest block: what it still holds, or a whole one's worth."""
    newest = _newest(event, version).values_list("rows", flat=True).first() or 0
    return full - newest if full - newest >= step else full


def _newest(event: str, version: int) -> QuerySet[AnswerBlock]:
    return AnswerBlock.objects.filter(event=event, version=version).order_by("-pk")


@transaction.atomic
def _seal(
    event: str, version: int, sheets: Sequence[Sheet], laid: Mapping[str, columns.Column], full: int
) -> bool:
    """Write into the newest block, or a new one; False when another reader was faster.

    What an edit corrected meanwhile is void at once.
    """
    ids = [sheet.pk for sheet in sheets]
    block = _newest(event, version).select_for_update().first()
    if block is None or block.rows + len(ids) > full:
        block = AnswerBlock.objects.create(event_id=event, version_id=version, ids=b"", rows=0)
    if AnswerSheet.objects.filter(pk__in=ids, block__isnull=True).update(block=block) != len(ids):
        transaction.set_rollback(True)
        return False
    _write(block, laid)
    late = set(AnswerSheet.objects.filter(pk__in=ids, is_current=False).values_list("pk", flat=True))
    block.void = [*block.void, *(block.rows + place for place, pk in enumerate(ids) if pk in late)]
    block.ids = bytes(block.ids) + np.asarray(ids, dtype="<u8").tobytes()
    block.rows += len(ids)
    block.save(update_fields=["void", "ids", "rows"])
    return True


def _write(block: AnswerBlock, laid: Mapping[str, columns.Column]) -> None:
    """Columns of a new block, or more rows for each of one that is there."""
    if not block.rows:
        AnswerColumn.objects.bulk_create(
            AnswerColumn(block=block, path=path, data=columns.pack(column)) for path, column in laid.items()
        )
        return
    held = list(AnswerColumn.objects.filter(block=block))
    for row in held:
        row.data = columns.pack(columns.joined(columns.unpack(row.data), laid[row.path]))
    AnswerColumn.objects.bulk_update(held, ["data"])


def laid_out(sheets: Sequence[Sheet], questions: Iterable[Mapping[str, Any]]) -> dict[str, columns.Column]:
    """The columns of some sheets: place, local hour, and each question of the form."""
    places = [sheet.station or sheet.office for sheet in sheets]
    values = [sheet.values for sheet in sheets]
    told = {
        columns.PLACE: places,
        columns.DISTRICT: [place[:DISTRICT] for place in places],
        columns.HOUR: _hours(places, map(attrgetter("recorded_at"), sheets)),
    }
    told |= {question["path"]: columns.answers_to(question, values) for question in questions}
    return {path: columns.column(texts) for path, texts in told.items()}


def _hours(places: Iterable[str], moments: Iterable[datetime]) -> list[str]:
    return [local_hour(place, moment) for place, moment in zip(places, moments, strict=True)]


def local_hour(place: str, moment: datetime) -> str:
    """Day and hour of ``moment`` at the place, ``2024-11-27T07``."""
    return moment.astimezone(_zone(place[:5])).isoformat()[:13]


@cache
def _zone(area: str) -> ZoneInfo:
    return ZoneInfo(zone_of(area))


def note_corrected(sheets: Iterable[AnswerSheet]) -> None:
    """Sheets that an edit took the place of count no more. Call it in the transaction that says so."""
    for sheet in sheets:
        block = AnswerBlock.objects.select_for_update().get(pk=sheet.block_id or 0)
        place = int(np.flatnonzero(np.frombuffer(block.ids, dtype="<u8") == sheet.pk)[0])
        if place not in block.void:
            block.void = sorted([*block.void, place])
            block.save(update_fields=["void"])
