"""The only writers of places."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from saksama.places import reference
from saksama.places.models import Area, Office

Row = TypeVar("Row")
Progress = Callable[[int, int], None]
BATCH = 1000  # rows in one transaction: a writer on SQLite keeps the others waiting a moment, not seconds


def load_reference(progress: Progress = lambda done, total: None) -> tuple[int, int]:
    """Load or refresh all areas, then the offices that are missing; may be repeated or broken off.

    Areas take the data's names; offices that exist keep what the office has written into them.
    ``progress(done, total)`` is told after each batch. Returns the numbers of areas and offices.
    """
    areas = list(reference.areas())
    offices = [reference.office_of(area) for area in areas if area.level != "village"]
    total = len(areas) + len(offices)
    done = 0
    for batch in _batches(areas):
        done += save_areas(batch)
        progress(done, total)
    for office_batch in _batches(offices):
        done += save_offices(office_batch)
        progress(done, total)
    return len(areas), len(offices)


def save_areas(rows: Iterable[reference.AreaRow]) -> int:
    """Insert or refresh areas; parents must come before or with their children."""
    areas = [
        Area(code=row.code, name=row.name, level=row.level, kind=row.kind, parent_id=row.parent)
        for row in rows
    ]
    Area.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "kind", "parent"],
    )
    return len(areas)


def save_offices(rows: Iterable[reference.OfficeRow]) -> int:
    """Insert offices that do not exist yet."""
    offices = [
        Office(
            code=row.code,
            area_id=row.code,
            level=row.level,
            name=row.name,
            letterhead_1=row.letterhead_1,
            letterhead_2=row.letterhead_2,
            members_count=3 if row.level == "district" else 5 if row.level == "nation" else None,
        )
        for row in rows
    ]
    Office.objects.bulk_create(offices, ignore_conflicts=True)
    return len(offices)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
