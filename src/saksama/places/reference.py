"""The reference data as it lies in ``data/``: plain rows, no database. Origin: ``data/README.md``."""

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from saksama.places import rules

AREA_COUNTS = {"nation": 1, "province": 38, "regency": 514, "district": 7285, "village": 83762}
_DATA = resources.files("saksama.places").joinpath("data")
_PAPUA = ("91", "92", "93", "94", "95", "96")  # UU 21/2001: a district there is called distrik


class AreaRow(NamedTuple):
    code: str
    name: str
    level: str
    kind: str
    parent: str | None


class OfficeRow(NamedTuple):
    code: str
    level: str
    name: str
    letterhead_1: str
    letterhead_2: str
    members_count: int | None
    known: "KnownOffice"


class KnownOffice(NamedTuple):
    """What ``data/offices.toml`` knows of one office; empty for nearly all."""

    seat: str = ""
    members_count: int | None = None
    bawaslu_region_code: str = ""
    confirmed: bool = False


class StageRow(NamedTuple):
    key: str
    label_id: str
    label_en: str
    starts_on: date | None
    ends_on: date
    confidence: str
    source: str


def areas() -> Iterator[AreaRow]:
    """Every area, parents before children."""
    yield AreaRow(rules.NATION, "Indonesia", "nation", "negara", None)
    for row in rows("wilayah/provinsi.csv"):
        yield _area(row, "provinsi")
    for row in rows("wilayah/kabupaten.csv"):
        yield _area(row, row["jenis"])
    for row in rows("wilayah/kecamatan.csv"):
        yield _area(row, "distrik" if row["kode"].startswith(_PAPUA) else "kecamatan")
    for row in rows("wilayah/desa.csv.gz"):
        yield _area(row, row["jenis"])


def _area(row: dict[str, str], kind: str) -> AreaRow:
    code = row["kode"]
    return AreaRow(code, row["nama"], rules.level_of(code), kind, rules.parent_of(code))


def office_of(area: AreaRow) -> OfficeRow:
    """The supervision office of an area; villages have a supervisor (PKD) but no office.

    Members: five in the nation, three in a district (handling rules 7.1); provinces and regencies
    differ (five to seven, three to five), so None until the office enters its own.
    """
    body, place, members = "BADAN PENGAWAS PEMILIHAN UMUM", area.name, None
    if area.level == "nation":
        name, place, members = "Bawaslu Republik Indonesia", "Republik Indonesia", 5
    elif area.level == "province":
        place = f"Provinsi {area.name}"
        name = f"Bawaslu {place}"
    elif area.level == "regency":
        name = f"Bawaslu {place}"
    elif area.level == "district":
        place, members = f"{area.kind.capitalize()} {area.name}", 3
        name, body = f"Panwaslu {place}", "PANITIA PENGAWAS PEMILIHAN UMUM"
    else:
        raise ValueError(area.code)
    known = _known_offices().get(area.code, KnownOffice())
    members = known.members_count or members
    return OfficeRow(area.code, area.level, name, body, place.upper(), members, known)


@cache
def _known_offices() -> dict[str, KnownOffice]:
    return {code: KnownOffice(**entry) for code, entry in _toml("offices.toml").items()}


def district_stations() -> dict[str, int]:
    """``{district code: stations in Pilkada 2024}``; districts newer than the vote are missing."""
    return {row["kode"]: int(row["tps_pilkada2024"]) for row in rows("tps/tps-kecamatan.csv") if row["kode"]}


def village_weights(prefix: str) -> dict[str, int]:
    """``{village code: stations in the Pemilu of Feb 2024}``, the basis for spreading; Kukar only."""
    counted = rows("tps/kukar-tps-desa-pemilu2024.csv")
    return {row["kode"]: int(row["tps"]) for row in counted if rules.is_within(row["kode"], prefix)}


def stations(prefix: str) -> Iterator[tuple[str, str, int]]:
    """``(station code, village code, number)`` of Pilkada 2024 inside ``prefix``, spread over villages.

    The count of each district is published; inside it the spread follows Feb 2024 by largest
    remainder and is the sample's own (``PollingStation.spread_by_sample``).
    """
    for district, total in sorted(district_stations().items()):
        if rules.is_within(district, prefix):
            for village, count in rules.spread(total, village_weights(district)).items():
                for number in range(1, count + 1):
                    yield f"{village}-{number:03d}", village, number


def elections(folder: str) -> dict[str, Any]:
    """``{"elections": [], "events": [], "stages": {calendar: []}}`` of one folder, dates as dates."""
    return _toml(f"{folder}/elections.toml")


def stages(folder: str, calendar: str) -> list[StageRow]:
    """The stages of one calendar in ``folder``, in order."""
    return [_stage(*row) for row in elections(folder)["stages"][calendar]]


def _stage(
    key: str, label_id: str, label_en: str, first: str, last: str, confidence: str, source: str
) -> StageRow:
    starts_on = date.fromisoformat(first) if first else None
    return StageRow(key, label_id, label_en, starts_on, date.fromisoformat(last), confidence, source)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a CSV in ``data/``; ``.gz`` is unpacked."""
    raw = _DATA.joinpath(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))
