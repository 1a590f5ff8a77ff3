"""A small piece of the country for the tests of every room: seconds saved, the same codes as the real one.

``kukar()`` makes Kalimantan Timur with Kutai Kartanegara (two districts, eight villages) and Paser,
and Jakarta for another zone; their offices; and Pilkada 2024 with the re-vote, stages included.
"""

from functools import cache
from typing import Any

from saksama.places import operations, reference, rules
from saksama.places.models import Area, Election, ElectionEvent, Office, Stage

KUKAR, KALTIM, PASER, JAKARTA, NATION = "64.02", "64", "64.01", "31.71", "00"
TENGGARONG, SEBULU = "64.02.06", "64.02.07"
_WHOLE = (NATION, KALTIM, KUKAR, PASER, "31", JAKARTA, TENGGARONG, SEBULU, "64.01.01")
_VILLAGES = 4  # of each of the two districts


def kukar() -> Office:
    """Make the small country with its elections; returns the office of Kutai Kartanegara."""
    rows = _rows()
    operations.save_areas(rows)
    operations.save_offices(reference.office_of(row) for row in rows if row.level != "village")
    _make_elections()
    office: Office = Office.objects.get(pk=KUKAR)
    return office


def village(number: int = 0, district: str = TENGGARONG) -> Area:
    """One of the four villages of a district."""
    area: Area = Area.objects.filter(parent=district).order_by("code")[number]
    return area


def event(slug: str = "kukar-2024-11-27") -> ElectionEvent:
    """The vote of 27 Nov 2024; ``kukar-2025-04-19`` is the re-vote."""
    return ElectionEvent.objects.get(pk=slug)


@cache
def _rows() -> tuple[reference.AreaRow, ...]:
    rows = [row for row in reference.areas() if row.code in _WHOLE or _is_of_two_districts(row)]
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        if row.level == "village":
            seen[str(row.parent)] = seen.get(str(row.parent), 0) + 1
        if row.level != "village" or seen[str(row.parent)] <= _VILLAGES:
            kept.append(row)
    return tuple(kept)


def _is_of_two_districts(row: reference.AreaRow) -> bool:
    return row.level == "village" and rules.parent_of(row.code) in {TENGGARONG, SEBULU}


def _make_elections() -> None:
    """As ``operations.load_kukar_2024``, without journal lines: tests begin with an empty journal."""
    data = _elections()
    Election.objects.bulk_create(_election(entry) for entry in data["elections"])
    for entry in data["events"]:
        skip = {"election", "calendar", "stations_within", "area"}
        row = ElectionEvent.objects.create(
            election_id=entry["election"],
            area_id=entry["area"],
            **{key: entry[key] for key in entry if key not in skip},
        )
        stages = _stages(entry["calendar"])
        Stage.objects.bulk_create(Stage(event=row, **stage._asdict()) for stage in stages)


@cache
def _elections() -> dict[str, Any]:
    return reference.elections(operations.EXAMPLE)


@cache
def _stages(calendar: str) -> tuple[reference.StageRow, ...]:
    return tuple(reference.stages(operations.EXAMPLE, calendar))


def _election(entry: dict[str, object]) -> Election:
    return Election(area_id=entry["area"], **{key: entry[key] for key in entry if key != "area"})
