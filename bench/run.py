"""``make bench``: each page against a bare view of the same server, with few and with many cases at once.

Two installations that differ in nothing but their number of cases are served side by side. Round by round the bare
view and every page are asked on both, one after the other, so that whatever else the machine does falls on all of
them alike; what is compared is compared within its round. Figures go to ``docs/benchmarks``.

On SQLite as it stands; ``bin/with_postgresql .venv/bin/python -m bench.run`` measures PostgreSQL.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from bench import clocks, table
from bench.fill import SEED
from bench.installation import CHECKOUT, Installation, Server, serving

FEW, MANY = 100, 100_000
ROUNDS = 60
WARM_UP = 3
PROMISED = ("public form, GET", "public form, POST", "today", "case list")
OUT = CHECKOUT / "docs" / "benchmarks"
Ask = Callable[[], httpx.Response]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--many", type=int, default=MANY)
    asked.add_argument("--out", type=Path, default=OUT)
    asked.add_argument("--folder", type=Path, help="keep both installations here, and use them again")
    words = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
        few, many = installations((words.folder or Path(folder)).resolve(), words.many)
        with serving(few) as small, serving(many) as large:
            pages = measure(small, large, words.rounds)
    figures = {
        "machine": machine(), "seed": SEED, "cases": [FEW, words.many], "rounds": words.rounds,
        "clocks_per_second": clocks.per_second(), "pages": pages,
    }  # fmt: skip
    words.out.mkdir(parents=True, exist_ok=True)
    (words.out / f"{database()}.json").write_text(json.dumps(figures, indent=1) + "\n")
    table.write(words.out)
    print(table.of(figures))
    sys.exit(1 if slow(pages) else 0)


def installations(folder: Path, many: int) -> tuple[Installation, Installation]:
    """The example with few cases more, and a copy of it with many more."""
    small, large = (Installation(folder / name, "bench.settings") for name in ("few", "many"))
    if small.folder.exists() and database() == "sqlite":
        return small, large
    small.folder.mkdir(parents=True)
    (small.folder / "demo").touch()
    _timed("the example", lambda: small.saksama("demo"))
    _timed(f"{FEW} cases", lambda: small.run("-m", "bench.fill", str(FEW)))
    large = small.copy(folder / "many")
    if database() == "postgresql":
        large.more["DATABASE_URL"] = _copy_of_the_database(small)
    _timed(f"{many} cases", lambda: large.run("-m", "bench.fill", str(many)))
    return small, large


def _copy_of_the_database(small: Installation) -> str:
    """A second database beside the first, made from it; returns its address."""
    import psycopg

    url = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(url._replace(path="/template1").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE saksama_many TEMPLATE "{url.path.lstrip("/")}"')
    return url._replace(path="/saksama_many").geturl()


def measure(small: Server, large: Server, rounds: int) -> dict[str, dict[str, Any]]:
    """For each page and either server: median, 95th percentile, queries, bytes, ratios."""
    asks = {"few": _pages(small), "many": _pages(large)}
    spans: dict[tuple[str, str], list[float]] = {(size, name): [] for size in asks for name in asks[size]}
    last: dict[tuple[str, str], httpx.Response] = {}
    for turn in range(-WARM_UP, rounds):
        for name in asks["few"]:
            for size in ("few", "many") if turn % 2 else ("many", "few"):  # neither is always first
                started = time.perf_counter()
                answer = asks[size][name]()
                span = (time.perf_counter() - started) * 1000
                assert answer.status_code in (200, 302), f"{name}: {answer.status_code}"
                last[size, name] = answer
                if turn >= 0:
                    spans[size, name].append(span)
    return {name: _figures(name, spans, last) for name in asks["few"]}


def _pages(server: Server) -> dict[str, Ask]:
    """Every page as somebody asks for it: a citizen in the middle of a report, an officer at the desk."""
    citizen = httpx.Client(base_url=server.address, timeout=120)
    citizen.get("/lapor/")
    officer = httpx.Client(base_url=server.address, timeout=120)
    officer.get(_link_of_the_officer(server), follow_redirects=True)
    assert officer.get("/bare-staff").text == "ok", "the officer is not logged in"
    officer.get("/meja/cari/")

    def first_answer() -> httpx.Response:
        day = {"known_on_0": "7", "known_on_1": "November", "known_on_2": "2024"}
        return citizen.post("/lapor/", data={"csrfmiddlewaretoken": citizen.cookies["csrftoken"], **day})

    def search() -> httpx.Response:
        token = officer.cookies["csrftoken"]
        return officer.post("/meja/cari/", data={"csrfmiddlewaretoken": token, "q": "10042"})

    return {
        "bare view": lambda: citizen.get("/bare"),
        "public form, GET": lambda: citizen.get("/lapor/"),
        "public form, POST": first_answer,
        "bare view, logged in": lambda: officer.get("/bare-staff"),
        "today": lambda: officer.get("/meja/"),
        "case list": lambda: officer.get("/meja/perkara/"),
        "case list, ended too": lambda: officer.get("/meja/perkara/?keadaan=semua&urut=diterima"),
        "search for a number": search,
    }


def _link_of_the_officer(server: Server) -> str:
    """The one-tap link that ``serve`` prints for each log-in of the example."""
    log = (server.installation.folder / "server.log").read_text()
    found = re.search(r"(/contoh/masuk/\S+)\s+64\.02-petugas-1\b", log)
    assert found, "the server prints log-ins"
    return found[1]


def _figures(
    name: str, spans: dict[tuple[str, str], list[float]], last: dict[tuple[str, str], Any]
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for size in ("few", "many"):
        own, bare = spans[size, name], spans[size, "bare view"]
        answer = last[size, name]
        told[size] = {
            "median_ms": round(statistics.median(own), 2),
            "p95_ms": round(statistics.quantiles(own, n=20)[-1], 2),
            "times_bare": round(_pairwise(own, bare), 2),
            "queries": int(answer.headers["X-Queries"]),
            "bytes": len(answer.content),
            "status": answer.status_code,
        }
    told["growth"] = round(_pairwise(spans["many", name], spans["few", name]), 2)
    return told


def _pairwise(spans: list[float], others: list[float]) -> float:
    """Median of the ratios round by round: a busy second weighs on both sides of its ratio."""
    return statistics.median(span / other for span, other in zip(spans, others, strict=True))


def slow(pages: dict[str, dict[str, Any]]) -> list[str]:
    """Pages that break the promise: at most 1.5 times as long, the same number of queries."""
    told = {name: pages[name] for name in PROMISED}
    return [
        name
        for name, page in told.items()
        if page["growth"] > table.MOST_GROWTH or page["few"]["queries"] != page["many"]["queries"]
    ]


def database() -> str:
    return "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"


def machine() -> dict[str, Any]:
    """What was measured on, without its name."""
    import django
    import granian

    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return {
        "cores": os.cpu_count(), "load_1min": round(os.getloadavg()[0], 1), "system": platform.system(),
        "python": platform.python_version(), "django": django.__version__, "granian": granian.__version__,
        "database": database(), "commit": commit.stdout.strip(), "day": datetime.now(UTC).date().isoformat(),
    }  # fmt: skip


def _timed(what: str, work: Callable[[], Any]) -> None:
    started = time.perf_counter()
    work()
    print(f"  {what}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
