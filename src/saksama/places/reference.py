"""The reference data as it lies in ``data/``: plain rows, no database. Origin: ``data/README.md``."""

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from datetime import date
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
    """The supervision office of an area; villages have a supervisor (PKD) but no office."""
    body = "BADAN PENGAWAS PEMILIHAN UMUM"
    if area.level == "nation":
        return OfficeRow(area.code, area.level, "Bawaslu Republik Indonesia", body, "REPUBLIK INDONESIA")
    if area.level == "province":
        place = f"Provinsi {area.name}"
        return OfficeRow(area.code, area.level, f"Bawaslu {place}", body, place.upper())
    if area.level == "regency":
        return OfficeRow(area.code, area.level, f"Bawaslu {area.name}", body, area.name.upper())
    if area.level == "district":
        place = f"{area.kind.capitalize()} {area.name}"
        return OfficeRow(
            area.code, area.level, f"Panwaslu {place}", "PANITIA PENGAWAS PEMILIHAN UMUM", place.upper()
        )
    raise ValueError(area.code)


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
    """Elections, events and stages of one folder, dates as dates."""
    text = _DATA.joinpath(folder, "elections.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a CSV in ``data/``; ``.gz`` is unpacked."""
    raw = _DATA.joinpath(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def day(text: str) -> date:
    """ISO date in a data file."""
    return date.fromisoformat(text)
