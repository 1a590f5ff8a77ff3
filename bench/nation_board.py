"""The board of the voting day for the nation: every polling station of Indonesia, nine of ten heard.

    bin/with_postgresql .venv/bin/python -m bench.nation_board           # 435,296 stations; some minutes
    .venv/bin/python -m bench.nation_board --stations 20000              # SQLite, and smaller

All 83,762 villages; stations stand in them by turns. Printed: how long the board of the nation, of its widest province
and of a regency there is counted, and what their pages cost. The nation's and a province's is counted once a minute.
"""

import argparse
import json
import os
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

from bench.field_pages import DAY, OFFICE, xform
from bench.fill import Table
from bench.installation import Installation
from bench.run import machine

STATIONS = 435_296
"""Polling stations of the vote of 27 November 2024 in all of Indonesia."""
AREAS = {"nation": "00", "province": "32", "regency": "32.01"}
EVENT, HEARD, SEED, BATCH = "nasional", 0.9, 20241127, 20_000
NOW = DAY + timedelta(hours=5)


def make(stations: int) -> None:
    """Areas, a vote of the nation, its stations and what was heard of them."""
    from django.db import connection, transaction

    from saksama.checklists import operations, xforms
    from saksama.checklists.models import Pulse
    from saksama.people import testing as people
    from saksama.places import testing
    from saksama.places.models import Area, ElectionEvent, PollingStation

    people.cast()
    testing._make_elections()
    rehearsed = testing.event()
    event = ElectionEvent.objects.create(
        slug=EVENT, election=rehearsed.election, kind="vote", area_id="00", name="Nasional",
        vote_on=rehearsed.vote_on, announced_on=rehearsed.announced_on,
    )  # fmt: skip
    told = operations.Told(kind="voting", needs_station=True)
    version = operations.save_version(xforms.read(xform()), office=OFFICE, told=told, actor=None, at=DAY)
    villages = list(Area.objects.filter(level="village").order_by("code").values_list("code", flat=True))
    there = Table(PollingStation(event=event))
    heard = Table(Pulse(event=event, instrument_id=version.instrument_id, count=3))
    draw = random.Random(SEED)
    with transaction.atomic():
        for place in range(stations):
            number, village = place // len(villages) + 1, villages[place % len(villages)]
            code = f"{village}-{number:03d}"
            there.add(code=code, village_id=village, number=number)
            if draw.random() < HEARD:
                at = DAY + timedelta(seconds=draw.randrange(12 * 3600))
                heard.add(station_code=code, first_at=at, last_at=at)
            if place % BATCH == 0 or place == stations - 1:
                for table in (there, heard):
                    table.write()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def measure() -> dict[str, dict[str, float]]:
    """``{area: {counted_ms, stations, rows, page_ms, page_own_cpu_ms, bytes}}``; the page as it is after the count."""
    from django.urls import reverse

    from saksama.checklists.day import queries
    from saksama.people.models import Account
    from saksama.people.scope import Scope
    from saksama.people.testing import client_of
    from saksama.places.models import ElectionEvent

    event = ElectionEvent.objects.get(pk=EVENT)
    client = client_of(Account.objects.get(code="00-pemantau"))
    client.defaults["HTTP_HOST"] = "127.0.0.1"
    figures = {}
    for name, area in AREAS.items():
        started = time.perf_counter()
        held = queries.board(event, Scope(areas=frozenset({area})), at=NOW, zone=ZoneInfo("Asia/Jakarta"))
        counted = time.perf_counter() - started
        address = f"{reverse('checklists:day_event', args=[EVENT])}?wilayah={area}"
        client.get(address)
        started, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        figures[name] = {
            "counted_ms": round(1000 * counted, 1),
            "stations": held.stations,
            "rows": len(held.rows),
            "page_ms": round(1000 * (time.perf_counter() - started), 1),
            "page_own_cpu_ms": round(1000 * (time.process_time() - busy), 1),
            "bytes": len(answer.content),
        }
    return figures


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", nargs="?", choices=["make", "measure"])
    asked.add_argument("--stations", type=int, default=STATIONS)
    asked.add_argument("--out", type=Path)
    words = asked.parse_args()
    if words.what:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
        django.setup()
        if words.what == "make":
            make(words.stations)
        else:
            print(json.dumps(measure()))
        return
    with tempfile.TemporaryDirectory(prefix="saksama-nation-") as folder:
        office = Installation(Path(folder), settings="bench.settings", more={"SAKSAMA_DEMO": "0"})
        office.saksama("init")
        _run(office, "make", "--stations", str(words.stations))
        load = round(os.getloadavg()[0], 1)
        told: dict[str, Any] = json.loads(_run(office, "measure").strip().splitlines()[-1])
    figures = {"about": machine(), "load": load, "boards": told}
    if words.out:
        words.out.write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


def _run(office: Installation, *words: str) -> str:
    return office.run("-m", "bench.nation_board", *words, shown=True).stdout


if __name__ == "__main__":
    main()
