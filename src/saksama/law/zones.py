"""The time zone of a place, by the province its code begins with. Source: Keppres 41/1987."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from saksama.law.errors import UnknownArea
from saksama.law.loading import DATA, read

_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4}(-\d{3})?)?)?)?")
_NATION = "00"


def zone_of(area: str) -> str:
    """IANA zone in which legal days of ``area`` ("64.02", "00" = nation) are counted.

    Raises UnknownArea for text that is no dotted code or names no province.
    """
    zones = _zones()
    province = area[:2]
    if not _CODE.fullmatch(area) or province not in zones:
        raise UnknownArea(area=area)
    return zones[province]


def local_day(at: datetime, zone: str) -> date:
    """The legal day of an aware instant: 17:30 UTC is already tomorrow in WITA."""
    return at.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    content = read(DATA / "zones.toml")
    by_province = {_NATION: str(content.pop("nation"))}
    for zone, table in content.items():
        by_province.update(dict.fromkeys(table["areas"], zone))
    return by_province
