"""What every table of an export is made of: columns, batches by id, districts and villages by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from saksama.checklists.counting.operations import local_hour
from saksama.checklists.counting.queries import Cut
from saksama.checklists.exporting.writers import Column
from saksama.places.models import Area, within

BATCH: Final = 2000
STATION: Final[tuple[Column, ...]] = (("station", "text"), ("district", "text"), ("village", "text"))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and the batches of rows below them."""

    columns: Sequence[Column]
    batches: Callable[[], Iterator[list[Sequence[Any]]]]


def by_id(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Batches by primary key; each is a question of its own, so nothing grows and nothing stays open."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


class Places:
    """District and village of stations, by name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def learn(self, codes: Sequence[str]) -> None:
        """Look up what is new among ``codes``."""
        areas = {code.partition("-")[0] for code in codes if code}
        wanted = {area[:8] for area in areas} | areas
        if new := wanted - self._names.keys():
            found = dict(Area.objects.filter(code__in=new).values_list("code", "name"))
            self._names |= {code: found.get(code, "") for code in new}

    def of(self, code: str) -> tuple[str, str, str]:
        """Code, district, village, as :data:`STATION`."""
        area = code.partition("-")[0]
        return code, self._names.get(area[:8], ""), self._names.get(area, "") if len(area) > 8 else ""


def in_area(cut: Cut, field: str = "station_code") -> Q:
    """Stations that the reader may see, in the area asked for."""
    here = cut.scope.as_filter(field)
    return here & within(cut.area, field) if cut.area else here


def is_timed(cut: Cut, place: str, moment: datetime) -> bool:
    """Whether ``moment`` lies on the day and in the hours asked for, at the place."""
    if not cut.day and cut.first_hour == 0 and cut.last_hour == 23:
        return True
    return cut.holds_hour(local_hour(place, moment))
