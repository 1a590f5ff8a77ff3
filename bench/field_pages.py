"""The desk's pages of the voting day with few and with many submissions, in one process each, without a network.

    .venv/bin/python -m bench.field_pages                        # 10,000 against 1,000,000; some minutes, 3 GB
    .venv/bin/python bin/with_postgresql .venv/bin/python -m bench.field_pages --out FILE
    .venv/bin/python -m bench.field_pages --many 100000 --folder DIR   # smaller, and kept for another look

The districts of Kutai Kartanegara, 1,440 stations, a form of 22 questions. Submissions and their sheets are written in
bulk as receiving and reading leave them; blocks are sealed by the product itself. The exit code is 1 when a page
takes 300 ms or more with many, or asks the database more often than with few.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from bench.installation import Installation
from bench.run import machine

FEW, MANY = 10_000, 1_000_000
MOST_MS = 300
ROUNDS = 15
STATIONS = 1440
EVENT, OFFICE = "kukar-2024-11-27", "64.02"
CHOICES = ("yes", "no", "unsure")
ASKED = {
    **{f"c{n}": "choice" for n in range(14)},
    **{f"n{n}": "number" for n in range(5)},
    "t0": "text",
    "t1": "text",
    "p0": "photo",
}
BATCH = 8192
KINDS = 5000
DAY = datetime(2024, 11, 26, 22, tzinfo=UTC)
"""Six in the morning of the vote, in Kutai Kartanegara."""


def xform() -> str:
    """A form of 14 choices, 5 numbers, 2 texts and a photo."""
    leaves = "".join(f"<{name}/>" for name in ASKED)
    kinds = {"choice": "string", "number": "int", "text": "string", "photo": "binary"}
    binds = "".join(f'<bind nodeset="/data/{name}" type="{kinds[kind]}"/>' for name, kind in ASKED.items())
    items = "".join(f"<item><label>{value}</label><value>{value}</value></item>" for value in CHOICES)

    def control(name: str, kind: str) -> str:
        label = f"<label>Pertanyaan {name}</label>"
        if kind == "choice":
            return f'<select1 ref="/data/{name}">{label}{items}</select1>'
        if kind == "photo":
            return f'<upload ref="/data/{name}" mediatype="image/*">{label}</upload>'
        return f'<input ref="/data/{name}">{label}</input>'

    body = "".join(control(name, kind) for name, kind in ASKED.items())
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        f'<h:title>Ukur</h:title><model><instance><data id="ukur-22" version="1"><station/>{leaves}<meta><instanceID/>'
        f"</meta></data></instance>{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    )


def make() -> None:
    """Places, stations, the form, one officer."""
    from django.core.management import call_command

    from saksama.checklists import operations, xforms
    from saksama.people import testing as people
    from saksama.places import operations as places
    from saksama.places import reference, testing
    from saksama.places.models import Area, PollingStation

    call_command("init", "--without-places", verbosity=0)
    testing.kukar()
    people.cast()
    there = set(Area.objects.values_list("code", flat=True))
    places.save_areas(
        [row for row in reference.areas() if row.code.startswith(f"{OFFICE}.") and row.code not in there]
    )
    villages = list(
        Area.objects.filter(code__startswith=f"{OFFICE}.", level="village").values_list("code", flat=True)
    )
    PollingStation.objects.bulk_create(
        PollingStation(
            event_id=EVENT, village_id=villages[place % len(villages)], number=place // len(villages) + 1,
            code=f"{villages[place % len(villages)]}-{place // len(villages) + 1:03d}",
        )
        for place in range(STATIONS)
    )  # fmt: skip
    told = operations.Told(kind="voting", needs_station=True)
    version = operations.save_version(xforms.read(xform()), office=OFFICE, told=told, actor=None, at=DAY)
    operations.publish(version, testing.event(), actor=None, at=DAY)


def fill(total: int) -> None:
    """Bring the installation to ``total`` read submissions, one in a hundred of as many more in quarantine."""
    from django.db import connection, transaction
    from django.db.models import Max

    from bench.fill import Table
    from saksama.checklists.counting.operations import seal_blocks
    from saksama.checklists.models import (
        AnswerSheet,
        CallNote,
        Incident,
        InstrumentVersion,
        Pulse,
        Quarantine,
        Submission,
    )
    from saksama.people.models import Account
    from saksama.places.models import PollingStation

    version = InstrumentVersion.objects.get(instrument__code="ukur-22")
    codes = list(PollingStation.objects.order_by("code").values_list("code", flat=True))
    sender = Account.objects.order_by("pk").first()
    assert sender is not None
    form = {"event_id": EVENT, "instrument_id": version.instrument_id, "version_id": version.pk}
    sent = {"office_code": OFFICE, "sender_id": sender.pk, "channel": "openrosa", "sha256": "0" * 64}
    came = Table(Submission(**form, **sent))
    read = Table(AnswerSheet(**form))
    refused = Table(
        Quarantine(event_id=EVENT, **sent, reason="unknown_form", raw=b"<data id='lain'/>", size=17)
    )
    first = Submission.objects.count()
    ahead = (Submission.objects.aggregate(last=Max("pk"))["last"] or 0) - first + 1
    told = [Sheet.drawn(random.Random(place)) for place in range(KINDS)]
    draw = random.Random(first)
    started = time.perf_counter()
    for start in range(first, total, BATCH):
        with transaction.atomic():
            for place in range(start, min(start + BATCH, total)):
                sheet, code = told[draw.randrange(KINDS)], codes[draw.randrange(len(codes))]
                at = DAY + timedelta(seconds=draw.randrange(12 * 3600))
                came.add(
                    instance_id=f"uuid:ukur-{place}", station_code=code, payload=sheet.payload(code), recorded_at=at,
                    received_at=at + timedelta(minutes=2), read_at=at + timedelta(minutes=3),
                )  # fmt: skip
                read.add(
                    submission_id=ahead + place, station_code=code, recorded_at=at, values=sheet.json(code)
                )
                if place % 100 == 0:
                    refused.add(sha256=f"{place:064d}", received_at=at, instance_id=f"uuid:lain-{place}")
            for table in (came, read, refused):
                table.write()
        seal_blocks()
        done = min(start + BATCH, total)
        if done % 50_000 < BATCH:
            speed = (done - first) / (time.perf_counter() - started)
            print(f"{done:,} of {total:,}, {speed:,.0f} a second", file=sys.stderr, flush=True)
    Pulse.objects.filter(event=EVENT).delete()
    Pulse.objects.bulk_create(
        Pulse(event_id=EVENT, station_code=code, instrument_id=version.instrument_id, first_at=DAY,
              last_at=DAY + timedelta(hours=12), count=total // len(codes))
        for code in codes[: len(codes) * 9 // 10]
    )  # fmt: skip
    if not Incident.objects.exists():  # as many with few as with many: there are only so many stations
        Incident.objects.bulk_create(
            Incident(event_id=EVENT, station_code=code, what="Diukur", opened_at=DAY, opened_by="system",
                     changed_at=DAY, changed_by="system")
            for code in codes[::5]
        )  # fmt: skip
        CallNote.objects.bulk_create(
            CallNote(
                event_id=EVENT, station_code=code, outcome="answered", called_at=DAY, called_by=sender.code
            )
            for code in codes[::3]
        )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


@dataclass(frozen=True)
class Sheet:
    """What one station tells, ready but for the station."""

    values: str
    xml: str

    @classmethod
    def drawn(cls, draw: random.Random) -> "Sheet":
        told = answers(draw)
        xml = "".join(f"<{name}>{text}</{name}>" for name, text in told.items())
        return cls(json.dumps(told)[1:], xml)

    def json(self, station: str) -> str:
        return f'{{"station": "{station}", {self.values}'

    def payload(self, station: str) -> bytes:
        return f'<data id="ukur-22" version="1"><station>{station}</station>{self.xml}</data>'.encode()


def answers(draw: random.Random) -> dict[str, str]:
    """Fourteen choices, five numbers, two texts."""
    told = {}
    for name, kind in ASKED.items():
        if kind == "choice":
            told[name] = draw.choice(CHOICES)
        elif kind == "number":
            told[name] = str(draw.randrange(600))
        elif kind == "text":
            told[name] = "Surat suara cukup, saksi hadir lengkap"
    return told


def pages() -> dict[str, str]:
    """Address of each page by its name."""
    from django.urls import reverse

    from saksama.checklists.models import InstrumentVersion
    from saksama.places.models import PollingStation

    station = PollingStation.objects.order_by("code").values_list("code", flat=True)[0]
    version = InstrumentVersion.objects.get(instrument__code="ukur-22").pk
    cut = f"?acara={EVENT}&versi={version}"
    return {
        "board": reverse("checklists:day_event", args=[EVENT]),
        "board, the part that changes": reverse("checklists:day_part", args=[EVENT]),
        "call list of a district": reverse("checklists:day_district", args=[EVENT, station[:8]]),
        "map": reverse("checklists:day_map", args=[EVENT]),
        "map, the part that changes": reverse("checklists:day_map_part", args=[EVENT]),
        "map, data": reverse("checklists:day_map_data", args=[EVENT]),
        "one station": reverse("checklists:day_station", args=[EVENT, station]),
        "field": f"{reverse('checklists:home')}?acara={EVENT}",
        "received forms": f"{reverse('checklists:submissions')}?acara={EVENT}",
        "received forms of a district": f"{reverse('checklists:submissions')}?acara={EVENT}&wilayah={station[:8]}",
        "received forms of one station": f"{reverse('checklists:submissions')}?acara={EVENT}&wilayah={station}",
        "received forms of one kind": f"{reverse('checklists:submissions')}?acara={EVENT}&formulir=ukur-22",
        "received forms, the last page": f"{reverse('checklists:submissions')}?acara={EVENT}&halaman=999999",
        "quarantine": reverse("checklists:quarantine"),
        "quarantine, settled too": f"{reverse('checklists:quarantine')}?semua=1",
        "results": reverse("checklists:results_event", args=[EVENT]),
        "files to take along": f"{reverse('checklists:exports')}?acara={EVENT}",
        "today": reverse("desk:today"),
        "answers": f"{reverse('checklists:answers')}{cut}",
        "answers of a district's morning": f"{reverse('checklists:answers')}{cut}&wilayah={station[:8]}&sampai=11",
        "two questions": f"{reverse('checklists:answers_crossed')}{cut}&a=c0&b=c1",
        "stations behind a number": f"{reverse('checklists:answers_stations')}{cut}&tanya=c0&jawab=no",
    }


def measure() -> dict[str, dict[str, float]]:
    """``{page: {median_ms, first_ms, most_ms, own_cpu_ms, queries, bytes}}``; the first look is counted apart."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from saksama.people.models import Account
    from saksama.people.testing import client_of

    officer = Account.objects.get(code="64.02-petugas-1")
    client = client_of(officer)
    client.defaults["HTTP_HOST"] = "127.0.0.1"
    figures = {}
    for name, address in pages().items():
        started = time.perf_counter()
        client.get(address)
        first_ms = 1000 * (time.perf_counter() - started)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            first = len(asked)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.status_code}")
        times, own = [], []
        for _ in range(ROUNDS):
            started, busy = time.perf_counter(), time.process_time()
            client.get(address)
            times.append(1000 * (time.perf_counter() - started))
            own.append(1000 * (time.process_time() - busy))
        figures[name] = {
            "median_ms": round(statistics.median(times), 1),
            "first_ms": round(first_ms, 1),
            "most_ms": round(max(times), 1),
            "own_cpu_ms": round(statistics.median(own), 1),
            "queries": first,
            "bytes": len(answer.content),
        }
        print(name, figures[name], file=sys.stderr, flush=True)
    return figures


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", nargs="?", choices=["make", "fill", "measure"])
    asked.add_argument("number", nargs="?", type=int)
    asked.add_argument("--few", type=int, default=FEW)
    asked.add_argument("--many", type=int, default=MANY)
    asked.add_argument("--folder", type=Path, help="Kept, with SQLite's database, for another look.")
    asked.add_argument("--out", type=Path)
    words = asked.parse_args()
    if words.what:
        inside(words)
        return
    with tempfile.TemporaryDirectory(prefix="saksama-field-") as folder:
        own = (words.folder or Path(folder)).resolve() / "var"
        office = Installation(own, settings="bench.settings", more={"SAKSAMA_DEMO": "0"})
        if not own.exists():
            own.mkdir(parents=True)
            _run(office, "make")
        figures: dict[str, Any] = {"about": machine()}
        for number in (words.few, words.many):
            started = time.perf_counter()
            _run(office, "fill", str(number))
            filled = time.perf_counter() - started
            load = round(os.getloadavg()[0], 1)
            told = json.loads(_run(office, "measure").strip().splitlines()[-1])
            figures[str(number)] = {"filled_s": round(filled), "load": load, "pages": told}
            if words.out:
                words.out.write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))
    little, much = figures[str(words.few)]["pages"], figures[str(words.many)]["pages"]
    slow = [
        name
        for name in much
        if much[name]["median_ms"] >= MOST_MS or much[name]["queries"] > little[name]["queries"] + 1
    ]
    print("slow:", ", ".join(slow) or "none", file=sys.stderr)
    sys.exit(1 if slow else 0)


def _run(office: Installation, *words: str) -> str:
    """One step in a process of its own. Returns what it printed."""
    return office.run("-m", "bench.field_pages", *words, shown=True).stdout


def inside(words: argparse.Namespace) -> None:
    """What runs within the installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    if words.what == "make":
        make()
    elif words.what == "fill":
        fill(words.number)
    else:
        print(json.dumps(measure()))


if __name__ == "__main__":
    main()
