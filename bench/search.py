"""``python -m bench.search [CASES]``: the search of the desk over 100,000 cases on SQLite, 1,000,000 on PostgreSQL.

In an installation of its own under a temporary folder, on SQLite or on the database that ``SAKSAMA_BENCH_DATABASE``
names; ``SAKSAMA_BENCH_VAR`` names a folder that is kept for another look. The cases are those of ``bench.fill``; beyond
10,000 on PostgreSQL they are told again by the database itself, each with its own number, respondent and moment. Each
question is asked as an officer asks it (``desk.finding``), the page's fifty rows included; shown are the median and the
slowest of its rounds. One case in ten lies with a district, one in a hundred with another regency, whose officers ask
too; one person is kept from the very cases that would be found first.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.fill import RARE, SEED
from bench.measuring import machine

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
CASES = {"sqlite": 100_000, "postgresql": 1_000_000}
ROUNDS = 15
TOLD_AGAIN = 10_000
DISTRICT, ELSEWHERE = "64.02.06", "64.01"
AT, TODAY = datetime(2024, 11, 9, 1, 0, tzinfo=UTC), date(2024, 11, 9)


WHO = {
    "officer": "64.02-petugas-1",
    "coordinator": "64.02-koordinator",
    "panwascam": "64.02.06-panwascam-1",
    "neighbour": "64.01-petugas-1",
    "national_viewer": "00-pemantau",
}


def questions(total: int) -> dict[str, tuple[str, str]]:
    """``{what: (who asks, what is typed)}``, from one hit to all: numbers and names are of the last case but one."""
    return {
        "a number": ("officer", f"{total + 9_998}/UKUR/LP/XI/2024"),
        "a respondent": ("officer", f"Terlapor {total - 2}"),
        "the beginning of a word": ("officer", f"terlapor {(total - 2) // 10}"),
        "the first letter of a word": ("officer", "d"),
        "three words of every case": ("officer", "amplop balai desa"),
        "one word of every case": ("officer", "desa"),
        "a word of one case in a hundred": ("officer", RARE[len(RARE) // 5]),
        "a word of one case in a thousand, and one of all": ("officer", f"desa {RARE[-1]}"),
        "a word of no case": ("officer", "zamrud"),
        "a word of every case and one of none": ("officer", "desa zamrud"),
        "one word of every case, by a district": ("panwascam", "desa"),
        "a word of one case in a hundred, by a district": ("panwascam", RARE[len(RARE) // 5]),
        "one word of every case, by another regency": ("neighbour", "desa"),
        "one word of every case, by the nation": ("national_viewer", "desa"),
        "one word of every case, by one kept from the newest": ("coordinator", "desa"),
    }


def prepare(total: int) -> tuple[dict[str, Any], float | None]:
    """The cast and the cases, filled only where they are not there yet. Returns the seconds of filling too, or None."""
    from django.core.management import call_command
    from django.db import connection

    from bench.fill import NUMBER, fill
    from saksama.cases.models import Case, Recusal
    from saksama.cases.testing import scene
    from saksama.config import installation
    from saksama.people.models import Account

    installation.make_keys()
    call_command("migrate", verbosity=0, interactive=False)
    if not Account.objects.exists():
        scene()
    people = {who: Account.objects.get(code=code) for who, code in WHO.items()}
    began = time.perf_counter()
    is_filled = Case.objects.count() >= total
    if is_filled:
        pass
    elif connection.vendor == "postgresql" and total > TOLD_AGAIN:
        fill(TOLD_AGAIN)
        tell_again(total // TOLD_AGAIN - 1)
    else:
        fill(total)
    took = None if is_filled else round(time.perf_counter() - began, 1)
    Case.objects.filter(office="64.02", number_received__endswith=f"5{NUMBER}").update(office=DISTRICT)
    Case.objects.filter(office="64.02", number_received__endswith=f"01{NUMBER}").update(office=ELSEWHERE)
    if not Recusal.objects.exists():
        newest = Case.objects.filter(office="64.02").order_by("-received_at", "pk")[:100]
        Recusal.objects.bulk_create(
            Recusal(
                case=case, account=people["coordinator"], ground="other", declared_by="ukur", declared_at=AT
            )
            for case in newest
        )
    return people, took


def tell_again(times: int) -> None:
    """Every case ``times`` over, with its class and words, written by PostgreSQL alone: a million in minutes."""
    from django.db import connection, transaction

    from bench.fill import NUMBER
    from saksama.cases.models import Case, Classification

    place = f"(split_part(one.number_received, '/', 1)::int - 10000 + turn * {TOLD_AGAIN})"
    key = "md5(one.id::text || turn)::uuid"
    of_case = {
        "id": key,
        "number_received": f"({place} + 10000)::text || '{NUMBER}'",
        "received_at": "one.received_at - turn * interval '1 second'",
    }
    columns = [field.column for field in Case._meta.concrete_fields]
    classes = [field.column for field in Classification._meta.concrete_fields if field.column != "id"]
    number = "split_part(one.number_received, '/', 1)"
    vector = f"ts_delete(words, {number}) || array_to_tsvector(ARRAY[{place} + 10000, {place}]::text[])"
    held = [key if name == "case_id" else f"held.{name}" for name in classes]
    told = [of_case.get(name, f"one.{name}") for name in columns]
    joined = "{} held JOIN cases_case one ON one.id = held.case_id"
    statements = (
        ("cases_words", ["case_id", "words"], [key, vector], joined.format("cases_words")),
        ("cases_classification", classes, held, joined.format("cases_classification")),
        ("cases_case", columns, told, "cases_case one"),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX cases_words_found")
        for table, names, values, source in statements:  # the cases last: the others read them
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}"
                " CROSS JOIN generate_series(1, %s) turn",
                [times],
            )
        cursor.execute("CREATE INDEX cases_words_found ON cases_words USING gin (words)")
        cursor.execute("ANALYZE")


def measure(total: int) -> dict[str, Any]:
    """Ask each question ``ROUNDS`` times, in turn."""
    import django

    django.setup()
    from django.db import connection

    from saksama.desk import finding

    people, took = prepare(total)
    told: dict[str, Any] = {
        "cases": total,
        "seed": SEED,
        "fill_s": took,
        **machine(database=database(connection)),
        "questions": {},
    }
    times: dict[str, list[float]] = {name: [] for name in questions(total)}
    found: dict[str, str] = {}
    for _round in range(ROUNDS):
        for name, (who, typed) in questions(total).items():
            began = time.perf_counter()
            answer = finding.find(typed, account=people[who], today=TODAY, at=AT)
            times[name].append((time.perf_counter() - began) * 1000)
            found[name] = f"{len(answer.cases)}{'+' if answer.is_cut else ''}"
    for name, taken in times.items():
        told["questions"][name] = {
            "shown": found[name],
            "median_ms": round(statistics.median(taken), 1),
            "slowest_ms": round(max(taken), 1),
        }
    return told


def database(connection: Any) -> str:
    """*sqlite 3.45.1*"""
    if connection.vendor == "sqlite":
        return f"sqlite {connection.Database.sqlite_version}"
    return f"postgresql {connection.pg_version // 10_000}.{connection.pg_version % 10_000}"


def main() -> None:
    """Measure in a process of its own and keep the figures."""
    if sys.argv[1:2] == ["only"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    url = os.environ.get("SAKSAMA_BENCH_DATABASE", "")
    vendor = "postgresql" if url else "sqlite"
    total = int(sys.argv[1]) if len(sys.argv) > 1 else CASES[vendor]
    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as made:
        folder = os.environ.get("SAKSAMA_BENCH_VAR", made)
        env = {**os.environ, "SAKSAMA_VAR": folder, "DJANGO_SETTINGS_MODULE": "saksama.config.settings"}
        env["DATABASE_URL"] = url
        words = [sys.executable, "-m", "bench.search", "only", str(total)]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, indent=1))
    if total == CASES[vendor]:
        (OUT / f"search-{vendor}.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
