"""The briefing of a regency and of the nation, as of any day, with many cases: seconds for facts and shapes.

``python -m bench.briefing [--many 1000000] [--rounds 3] [--folder DIR [--fill-only]] [--json]`` makes an installation
of its own, fills it (``bench.fill``), gathers and writes the briefing in one process, as the command does; on
PostgreSQL with ``bin/with_postgresql``. With ``--folder`` the installation is kept: it can be filled while the machine
is busy, and measured when it is quiet. A day long past is asked for as well, since nothing of it may come from
today's state. Ends with 1 when a figure of the two days cannot be right.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench.installation import Installation

MANY = 1_000_000
OFFICES = ("64.02", "00")
DAYS = (date(2024, 11, 9), date(2024, 10, 12))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the installation here, for another look")
    parser.add_argument("--fill-only", action="store_true", help="stop when it is filled; wants --folder")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        sys.stdout.write(json.dumps(measured(asked.rounds)))
        return
    if asked.fill_only and not asked.folder:
        parser.error("--fill-only wants --folder")
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="saksama-briefing-"))
    try:
        office = _filled(folder, asked.many)
        if asked.fill_only:
            return
        told = _asked_of(office, asked.rounds) | {"cases": asked.many}
    finally:
        if not asked.folder:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(told, indent=1) if asked.json else _as_text(told))
    sys.exit(1 if told["faults"] else 0)


def _filled(folder: Path, many: int) -> Installation:
    """The installation of ``folder`` with ``many`` cases; what is filled already is left as it is."""
    office, mark = Installation(folder), folder / "filled"
    if mark.exists() and int(mark.read_text()) == many:
        return office
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not an installation filled with {many:,} cases: name an empty folder.")
    office.saksama("demo", "--on", "2024-11-09")
    office.run("-m", "bench.fill", str(many), shown=True)
    mark.write_text(str(many))
    return office


def _asked_of(office: Installation, rounds: int) -> dict[str, Any]:
    words = ("-m", "bench.briefing", "--inside", "--rounds", str(rounds))
    told: dict[str, Any] = json.loads(office.run(*words).stdout)
    return told | {"load_1min": round(os.getloadavg()[0], 1)}


def measured(rounds: int) -> dict[str, Any]:
    """``{seconds: {office day step: median}, handled: {office day: count}, faults: [...], mib: most memory}``."""
    import django

    django.setup()
    from saksama.places.models import Office
    from saksama.situation.briefing import as_json, as_pdf, facts

    seconds: dict[str, float] = {}
    handled: dict[str, int] = {}
    for code in OFFICES:
        office = Office.objects.select_related("area__parent__parent").get(pk=code)
        for day in DAYS:
            name = f"{code} {day}"
            told, seconds[f"{name} facts"] = _timed(partial(facts.gather, office, on=day), rounds)
            for step, write in (("json", as_json.as_bytes), ("pdf", as_pdf.sheet), ("slides", as_pdf.slides)):
                _, seconds[f"{name} {step}"] = _timed(partial(write, told), rounds)
            handled[name] = told.figures.handled
    faults = [
        f"{code}: more handled on {DAYS[1]} than on {DAYS[0]}"
        for code in OFFICES
        if handled[f"{code} {DAYS[1]}"] > handled[f"{code} {DAYS[0]}"]
    ]
    if handled[f"{OFFICES[1]} {DAYS[0]}"] < handled[f"{OFFICES[0]} {DAYS[0]}"]:
        faults.append("the nation has fewer than its regency")
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "handled": handled, "faults": faults, "mib": mib}


def _timed(do: Callable[[], Any], rounds: int) -> tuple[Any, float]:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        result = do()
        taken.append(time.perf_counter() - begun)
    return result, round(statistics.median(taken), 2)


def _as_text(told: dict[str, Any]) -> str:
    lines = [
        f"{told['cases']:,} cases, load {told['load_1min']}, {told['mib']} MiB at most",
        "| what | seconds |",
        "| --- | ---: |",
    ]
    lines += [f"| {name} | {seconds} |" for name, seconds in told["seconds"].items()]
    lines += [f"handled {name}: {count:,}" for name, count in told["handled"].items()]
    return "\n".join([*lines, *told["faults"]]) + "\n"


if __name__ == "__main__":
    main()
