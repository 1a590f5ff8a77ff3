"""``python -m bench.alerts``: alerts for 100,000 open deadlines in one tick, and 10,000 cases over a real calendar.

Everything runs in an installation of its own under a temporary folder, on SQLite or on the database that
``SAKSAMA_BENCH_DATABASE`` names, through the product's own operations. ``python -m bench.alerts cases`` plays only the
cases, ``python -m bench.alerts tick`` only the tick; what was measured stays in the file until it is measured again.
``--cases 300 --deadlines 5000`` is a trial: its figures are printed, the page is not written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measuring import timed

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
DEADLINES = 100_000
CASES = 10_000
OFFICES = 50
AT = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)  # nine in the morning in Kutai Kartanegara


def made() -> list[Any]:
    """Tables, places of the country, and people for ``OFFICES`` offices."""
    import django

    django.setup()
    from django.core.management import call_command

    from saksama.config import installation
    from saksama.people.testing import person
    from saksama.places.models import Office

    installation.make_keys()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_places")
    codes = [
        "64.02",
        *Office.objects.filter(level="regency").exclude(pk="64.02").values_list("pk", flat=True),
    ]
    officers = []
    for code in codes[:OFFICES]:
        officers.append(
            person(f"{code}-petugas-1", "Petugas", "case_officer", office=code, second_factor=False)
        )
        person(f"{code}-koordinator", "Koordinator", "coordinator", office=code, second_factor=False)
        person(f"{code}-ketua", "Ketua", "chair", office=code, second_factor=False)
    return officers


def tick(deadlines: int) -> dict[str, Any]:
    """One tick over deadlines that are all due at once; then a tick that finds nothing due."""
    officers = made()
    from saksama.notices.models import Alert, Deadline
    from saksama.notices.operations import sweep

    offices = [officer.code.removesuffix("-petugas-1") for officer in officers]
    for first in range(0, deadlines, 5000):
        Deadline.objects.bulk_create(
            Deadline(
                subject_kind="case", subject_id=f"{place:032x}", mark=str(place), step="handling",
                reference=f"{place:06}", office_code=offices[place % OFFICES], owner=officers[place % OFFICES],
                due_on=date(2024, 11, 11) + timedelta(days=place % 4),
                last_on=date(2024, 11, 11) + timedelta(days=place % 4),
                opened_at=AT - timedelta(days=6), next_at=AT - timedelta(hours=1),
            )
            for place in range(first, min(first + 5000, deadlines))
        )  # fmt: skip
    figures = {"deadlines": deadlines, "offices": OFFICES, **timed(lambda: sweep(AT))}
    figures["alerts"] = Alert.objects.count()
    figures["nothing_due"] = timed(lambda: sweep(AT))
    return figures


def cases(count: int) -> dict[str, Any]:
    """Two months with ten thousand cases; every fault is counted."""
    officers = made()
    from django.conf import settings

    from saksama.notices import kinds, testing
    from saksama.notices.models import Delivery
    from saksama.notices.operations import set_channel
    from saksama.people.models import Account
    from saksama.people.testing import person

    settings.ALERTS_MAILER = "mailto://127.0.0.1:9?from=saksama@example.org"
    words = kinds.Kind(
        words=lambda step: kinds.Words(step, step),
        address=lambda subject: "",
        seen=lambda account, ids, today: ids,
    )
    kinds.register(testing.KIND, words)
    here = [officers[0]]
    here += [
        person(f"64.02-petugas-{place}", "Petugas", "case_officer", second_factor=False)
        for place in range(2, 30)
    ]
    here += [
        person(
            f"64.02-petugas-{place}",
            "Petugas",
            "case_officer",
            ends_on=date(2024, 10, 25),
            second_factor=False,
        )
        for place in range(30, 33)
    ]
    for account in Account.objects.filter(code__startswith="64.02-petugas-1"):  # 1 and 10 to 19
        set_channel(account, "email", f"{account.pk}@example.org", at=AT - timedelta(days=90))
    played: list[testing.Simulation] = []
    figures = timed(
        lambda: played.append(
            testing.simulate(
                cases=count,
                officers=here,
                answered=0.1,
                progress=lambda day: print(day, file=sys.stderr, flush=True),
            )
        )
    )
    told = played[0]
    return {
        "cases": count,
        **figures,
        "limits": len(told.limits),
        "limits_passed": told.passed,
        "alerts": told.alerts,
        "messages_sent": sum(told.sent.values()),
        "messages_tried_again": Delivery.objects.filter(tries__gt=1, state="sent").count(),
        "sent_twice": sum(1 for times in told.sent.values() if times > 1),
        "faults": len(told.faults),
        "first_faults": told.faults[:5],
    }


MEASURES = {"tick": tick, "cases": cases}


def main() -> None:
    """Measure in processes of their own, keep the figures, write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("measures", nargs="*", metavar="|".join(MEASURES), default=list(MEASURES))
    asked.add_argument("--cases", type=int, default=CASES)
    asked.add_argument("--deadlines", type=int, default=DEADLINES)
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    words = asked.parse_args()
    sizes = {"cases": words.cases, "tick": words.deadlines}
    if words.here:
        name = words.measures[0]
        print(json.dumps(MEASURES[name](sizes[name])))
        return
    kept = OUT / "alerts.json"
    figures = json.loads(kept.read_text()) if kept.exists() else {}
    for name in words.measures:
        figures[name] = _apart(name, words)
        print(name, json.dumps(figures[name]), flush=True)
    if sizes == {"cases": CASES, "tick": DEADLINES}:
        kept.write_text(json.dumps(figures, indent=1) + "\n")
        if set(figures) == set(MEASURES):
            (OUT / "alerts.md").write_text(page(figures))


def _apart(name: str, words: argparse.Namespace) -> dict[str, Any]:
    """One measure in a process and an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
        env = {**os.environ, "SAKSAMA_VAR": folder, "DJANGO_SETTINGS_MODULE": "saksama.config.settings"}
        env["DATABASE_URL"] = os.environ.get("SAKSAMA_BENCH_DATABASE", "")
        call = [sys.executable, "-m", "bench.alerts", name, "--here"]
        call += ["--cases", str(words.cases), "--deadlines", str(words.deadlines)]
        done = subprocess.run(call, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def page(figures: dict[str, Any]) -> str:
    tick, cases = figures["tick"], figures["cases"]

    def each(name: str) -> float:
        return float(tick[name]) / int(tick["alerts"]) * 1e6

    return f"""# Alerts: one tick, and two months

Written by `python -m bench.alerts` (module `bench/alerts.py`); figures in `alerts.json` beside this page.
{os.cpu_count()} cores, Python {platform.python_version()}, SQLite unless said otherwise. The machine was shared with
other work while this was measured: wall time is more than it is alone, processor time says more.

## {tick["deadlines"]:,} open deadlines in one tick

All of them due at once, at {tick["offices"]} offices.

| | processor | wall | peak memory |
| --- | --- | --- | --- |
| a tick that gives {tick["alerts"]:,} alerts | {tick["processor_s"]} s | {tick["wall_s"]} s | {tick["peak_mib"]} MiB |
| for each alert | {each("processor_s"):.0f} µs | {each("wall_s"):.0f} µs | |
| the next tick, nothing due | {tick["nothing_due"]["processor_s"]} s | {tick["nothing_due"]["wall_s"]} s | |

No transaction holds more than 200 rows, so that other writers wait milliseconds.

## {cases["cases"]:,} simulated cases over the real calendar

1 October to 30 November 2024 at one office, looked at every two hours; clocks counted by the law data; limits met,
missed, moved on; a tenth of the alerts acknowledged; eleven people mailed; three officers leave; the mailer dead on
4 and 5 November.

| | |
| --- | --- |
| limits that ran | {cases["limits"]:,} |
| of them passed while running | {cases["limits_passed"]:,} |
| alerts given | {cases["alerts"]:,} |
| mails sent | {cases["messages_sent"]:,} |
| of them after at least one failure | {cases["messages_tried_again"]:,} |
| **mails sent twice** | **{cases["sent_twice"]}** |
| **limits that passed without their whole chain, or anything else found wrong** | **{cases["faults"]}** |
| processor time for all of it | {cases["processor_s"]} s |

What is looked for: each step once for each person; the chair told on the last day; the whole chain where a limit
passed; nothing said to be past before it was; no message lost, none twice (`saksama.notices.testing`). A test plays
the same with sixty cases.
"""


if __name__ == "__main__":
    main()
