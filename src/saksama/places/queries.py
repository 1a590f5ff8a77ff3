"""Reads of places: areas, offices, events, stages, calendars."""

from saksama.places import reference
from saksama.places.models import Area, Office


def reference_is_complete() -> bool:
    """Whether every area and office of the data is in the database, by number."""
    areas = sum(reference.AREA_COUNTS.values())
    offices = areas - reference.AREA_COUNTS["village"]
    return Area.objects.count() >= areas and Office.objects.count() >= offices
