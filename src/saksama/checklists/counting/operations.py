"""The only writer of answer blocks: sealed as answers are read, and marked where an edit comes later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from django.db.models import Count

from saksama.checklists.counting import columns
from saksama.checklists.models import AnswerBlock, AnswerColumn, AnswerSheet, InstrumentVersion
from saksama.places.rules import zone_of

BLOCK: Final = 4096
"""Submissions in a block. Fewer than this, the newest, are counted from their sheets."""
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


def seal_blocks(size: int = BLOCK) -> int:
    """Lay out the answers of every form of which ``size`` wait. Returns how many blocks were made."""
    waiting = (
        AnswerSheet.objects.filter(block__isnull=True, is_current=True)
        .order_by()
        .values_list("event", "version")
        .annotate(many=Count("pk"))
        .filter(many__gte=size)
    )
    return sum(_seal_next(event, version, size) for event, version, _many in list(waiting))


def _seal_next(event: str, version: int, size: int) -> int:
    made = 0
    while len(sheets := open_sheets(event, version, size)) == size:
        questions = InstrumentVersion.objects.only("questions").get(pk=version).questions
        if not _seal(event, version, sheets, laid_out(sheets, questions)):
            break
        made += 1
    return made


@transaction.atomic
def _seal(event: str, version: int, sheets: Sequence[Sheet], laid: Mapping[str, columns.Column]) -> bool:
    """Write one block; False when another reader was faster. What an edit corrected meanwhile is void at once."""
    ids = [sheet.pk for sheet in sheets]
    block = AnswerBlock.objects.create(
        event_id=event, version_id=version, ids=np.asarray(ids, dtype="<u8").tobytes(), rows=len(ids)
    )
    taken = AnswerSheet.objects.filter(pk__in=ids, block__isnull=True).update(block=block)
    if taken != len(ids):
        transaction.set_rollback(True)
        return False
    AnswerColumn.objects.bulk_create(
        AnswerColumn(block=block, path=path, data=columns.pack(column)) for path, column in laid.items()
    )
    late = AnswerSheet.objects.filter(block=block, is_current=False).values_list("pk", flat=True)
    if corrected := sorted(ids.index(pk) for pk in late):
        AnswerBlock.objects.filter(pk=block.pk).update(void=corrected)
    return True


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
        place = int(np.searchsorted(np.frombuffer(block.ids, dtype="<u8"), sheet.pk))
        if place not in block.void:
            block.void = sorted([*block.void, place])
            block.save(update_fields=["void"])
