"""``python -m bench.search [CASES]``: the search of the desk over 100,000 cases on SQLite, 1,000,000 on PostgreSQL.

In an installation of its own under a temporary folder, on SQLite or on the database that ``SAKSAMA_BENCH_DATABASE``
names; the cases are those of ``bench.fill``. Each question is asked as an officer asks it (``desk.finding``), the
page's fifty rows included; shown are the median and the slowest of its rounds.
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

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
CASES = {"sqlite": 100_000, "postgresql": 1_000_000}
ROUNDS = 15
AT, TODAY = datetime(2024, 11, 9, 1, 0, tzinfo=UTC), date(2024, 11, 9)


def questions(total: int) -> dict[str, str]:
    """What is asked, from one hit to all: numbers and names are of the last case but one."""
    return {
        "a number": f"{total + 9_998}/UKUR/LP/XI/2024",
        "a respondent": f"Terlapor {total - 2}",
        "the beginning of a word": f"terlapor {(total - 2) // 10}",
        "three words of every case": "amplop balai desa",
        "one word of every case": "desa",
        "a word of no case": "zamrud",
        "a word of every case and one of none": "desa zamrud",
    }


def measure(total: int) -> dict[str, Any]:
    """Fill, then ask each question ``ROUNDS`` times, in turn."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.fill import fill
    from saksama.cases import testing
    from saksama.config import installation
    from saksama.desk import finding

    installation.make_keys()
    call_command("migrate", verbosity=0, interactive=False)
    officer = testing.scene().cast.officer
    began = time.perf_counter()
    fill(total)
    told: dict[str, Any] = {"cases": total, "fill_s": round(time.perf_counter() - began, 1), "questions": {}}
    times: dict[str, list[float]] = {name: [] for name in questions(total)}
    found: dict[str, str] = {}
    for _round in range(ROUNDS):
        for name, typed in questions(total).items():
            began = time.perf_counter()
            answer = finding.find(typed, account=officer, today=TODAY, at=AT)
            times[name].append((time.perf_counter() - began) * 1000)
            found[name] = f"{len(answer.cases)}{'+' if answer.is_cut else ''}"
    for name, taken in times.items():
        told["questions"][name] = {
            "shown": found[name],
            "median_ms": round(statistics.median(taken), 1),
            "slowest_ms": round(max(taken), 1),
        }
    return told


def main() -> None:
    """Measure in a process of its own and keep the figures."""
    if sys.argv[1:2] == ["only"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    url = os.environ.get("SAKSAMA_BENCH_DATABASE", "")
    vendor = "postgresql" if url else "sqlite"
    total = int(sys.argv[1]) if len(sys.argv) > 1 else CASES[vendor]
    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
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
