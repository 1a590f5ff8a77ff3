"""The field of a measuring installation: made before, counted after. Runs inside it, in processes of its own.

``python -m bench.field make 3000`` prints ``{event, cards: [{token, key, station}]}``;
``python -m bench.field count < told.json`` prints what is held against what was acknowledged;
``python -m bench.field limits`` prints what the database itself can do with the same rows.
"""

import hashlib
import json
import os
import sys
import time
from datetime import date, timedelta
from typing import Any

import django

FORM, VERSION = "muat-22", "1"
QUESTIONS = 22


def make(people: int) -> dict[str, Any]:
    """Keys, tables, one regency with a station for each supervisor, a form of 22 questions, a card for each."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from saksama.checklists import operations, xforms
    from saksama.places import testing
    from saksama.places.models import PollingStation

    call_command("init", "--without-places", verbosity=0)
    office, now = testing.kukar(), timezone.now()
    event = testing.event()
    villages = [
        testing.village(number, district) for district in ("64.02.06", "64.02.07") for number in range(4)
    ]
    codes = [(villages[place % 8].pk, place // 8 + 1) for place in range(people)]
    PollingStation.objects.bulk_create(
        PollingStation(event=event, code=f"{village}-{number:03d}", village_id=village, number=number)
        for village, number in codes
    )
    version = operations.save_version(
        xforms.read(xform()), office=office.pk, told=operations.Told(needs_station=True), actor=None, at=now
    )
    operations.publish(version, event, actor=None, at=now)
    today = now.date()
    cards = operations.enlist(
        [
            operations.NewPosting(
                f"Pengawas {place}", "ptps", f"{village}-{number:03d}", today - timedelta(days=9),
                today + timedelta(days=9),
            )
            for place, (village, number) in enumerate(codes)
        ],
        event=event, office=office.pk, actor=None, at=now,
    )  # fmt: skip
    with connection.cursor() as cursor:
        kind = "bytea" if connection.vendor == "postgresql" else "blob"
        identity = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE bench_bare (id {identity} PRIMARY KEY, payload {kind} NOT NULL)")
    return {
        "event": event.pk,
        "cards": [{"token": card.secret["token"], "key": card.secret["collect"]} for card in cards],
    }


def xform() -> str:
    """A form of 22 plain questions."""
    names = [f"q{number}" for number in range(QUESTIONS)]
    leaves = "".join(f"<{name}/>" for name in names)
    binds = "".join(f'<bind nodeset="/data/{name}" type="string"/>' for name in names)
    inputs = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
        f'<h:title>Muat</h:title><model><instance><data id="{FORM}" version="{VERSION}">{leaves}'
        f"<meta><instanceID/></meta></data></instance>{binds}</model></h:head><h:body>{inputs}</h:body></h:html>"
    )


def count(told: dict[str, str]) -> dict[str, Any]:
    """``told``: ``{instance id: SHA-256 of the XML}`` that was acknowledged. Every one must be here once, unaltered."""
    from saksama.checklists.models import Attachment, Quarantine, Submission
    from saksama.evidence.operations.files import is_intact

    held = {}
    for row in Submission.objects.only("instance_id", "payload").iterator(chunk_size=2000):
        held[row.instance_id] = hashlib.sha256(bytes(row.payload)).hexdigest()
    files = Attachment.objects.select_related("file").order_by("?")[:200]
    return {
        "held": len(held),
        "lost": sum(1 for name in told if name not in held),
        "altered": sum(1 for name, sha in told.items() if name in held and held[name] != sha),
        "files": Attachment.objects.count(),
        "files_altered": sum(1 for row in files if not is_intact(row.file)),
        "quarantined": Quarantine.objects.count(),
        "unread": Submission.objects.filter(read_at=None).count(),
    }


def limits(rows: int = 20_000) -> dict[str, float]:
    """Rows a second of the same size: single prepared inserts on one connection, and COPY. PostgreSQL only."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return {}
    import psycopg

    from saksama.checklists.models import Submission

    payload = os.urandom(1100)
    connection.ensure_connection()
    raw = connection.connection
    raw.prepare_threshold = 0
    cursor = psycopg.Cursor(raw)
    cursor.execute("CREATE TABLE bench_limit (LIKE " + Submission._meta.db_table + " INCLUDING ALL)")
    columns = "instance_id, event_id, office_code, station_code, version_id, instrument_id, sender_id, key_id, channel, payload, sha256, deprecates, recorded_at, received_at, flags, superseded_by"  # noqa: E501
    now = time.time()
    moment = date.today()  # noqa: DTZ011 - any day will do

    def row(place: int) -> tuple[Any, ...]:
        return (
            f"uuid:{now}-{place}", "e", "64.02", "64.02.06.1001-001", 1, 1, 1, 1, "openrosa", payload, "0" * 64, "",
            moment, moment, "", "",
        )  # fmt: skip

    statement = f"INSERT INTO bench_limit ({columns}) VALUES ({', '.join(['%s'] * 16)})"
    started = time.perf_counter()
    for place in range(2000):
        cursor.execute(statement, row(place), prepare=True)
    single = 2000 / (time.perf_counter() - started)
    started = time.perf_counter()
    with cursor.copy(f"COPY bench_limit ({columns}) FROM STDIN") as copy:
        for place in range(2000, 2000 + rows):
            copy.write_row(row(place))
    copied = rows / (time.perf_counter() - started)
    cursor.execute("DROP TABLE bench_limit")
    return {"single_insert": round(single), "copy": round(copied)}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    what = sys.argv[1]
    if what == "make":
        print(json.dumps(make(int(sys.argv[2]))))
    elif what == "count":
        print(json.dumps(count(json.load(sys.stdin))))
    else:
        print(json.dumps(limits()))


if __name__ == "__main__":
    main()
