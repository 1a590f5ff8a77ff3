"""``make bench``: pages against a bare view on the same server in the same run, and clocks a second.

Every figure is a ratio to something measured beside it; the absolute ones are printed for the curious.
"""

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

SIZES = (100, 100_000)
ROUNDS = 60
OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
VAR = Path(tempfile.mkdtemp(prefix="saksama-bench-"))
os.environ.update(SAKSAMA_VAR=str(VAR), SAKSAMA_DEMO="1", DJANGO_SETTINGS_MODULE="bench.settings")


def main() -> None:
    """Fill, serve, measure, write."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("demo", verbosity=0, stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))
    figures = {"machine": machine(), "seed": 20241109, "rounds": ROUNDS, "clocks_per_second": clocks_per_second()}
    filled = 0
    for size in SIZES:
        from bench.fill import fill

        started = time.perf_counter()
        fill(size - filled)
        filled = size
        print(f"{size} cases in place after {time.perf_counter() - started:.0f} s", flush=True)
        figures[f"{size} cases"] = measure()
    figures["growth"] = growth(figures)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "pages.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


def machine() -> dict[str, object]:
    import django

    import granian

    return {
        "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(),
        "django": django.__version__, "granian": granian.__version__, "database": "sqlite",
        "day": date.today().isoformat(),  # noqa: DTZ011 - the day of the measurement, for people
    }  # fmt: skip


def clocks_per_second() -> int:
    """Due dates with their whole explanation, of every clock in force, over many starts."""
    from saksama.law import NotFormalised, due, load, seeded_calendar

    calendar, done, started = seeded_calendar("64.02"), 0, time.perf_counter()
    for shift in range(0, 360, 3):
        day = date(2024, 1, 2) + timedelta(days=shift)
        for regime in ("pilkada", "pemilu"):
            for rule in load().on(day, regime).clocks():
                if rule.kind == "clock" and rule.unit != "hour":
                    try:
                        due(rule, day, calendar=calendar)
                        done += 1
                    except NotFormalised:
                        continue
    return round(done / (time.perf_counter() - started))


def measure() -> dict[str, dict[str, float]]:
    """Median and 95th percentile of each page in milliseconds, its ratio to the bare view, its queries."""
    import httpx

    from saksama.config.example import log_ins
    from saksama.people import demo_login
    from saksama.people.models import Account

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--blocking-threads", "4", "--log-level", "error", "saksama.config.wsgi:application"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=60) as client:
            wait_for(client)
            officer = Account.objects.get(code="64.02-petugas-1")
            assert log_ins.load(), "the example has log-ins"
            pages = {
                "bare view": lambda: client.get("/bare"),
                "public form, GET": lambda: client.get("/lapor/"),
                "public form, POST": lambda: post_first_question(client),
            }
            told = {name: timed(call) for name, call in pages.items()}
            client.get(demo_login.link_for(officer))
            told |= {
                "bare view, logged in": timed(lambda: client.get("/bare")),
                "today": timed(lambda: client.get("/meja/")),
                "case list": timed(lambda: client.get("/meja/perkara/")),
            }
    finally:
        server.terminate()
        server.wait()
    bare = told["bare view"]["median_ms"]
    for row in told.values():
        row["times_bare"] = round(row["median_ms"] / bare, 2)
    for name, path in (("today", "/meja/"), ("case list", "/meja/perkara/"), ("public form, GET", "/lapor/")):
        told[name]["queries"] = queries(path, staff=path.startswith("/meja"))
    return told


def wait_for(client) -> None:
    for _ in range(200):
        try:
            if client.get("/healthz").status_code == 200:
                return
        except Exception:  # noqa: BLE001 - not up yet
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def post_first_question(client):
    """What a phone sends first: the day on which the reporter came to know (an error page when refused)."""
    token = client.cookies.get("csrftoken") or ""
    if not token:
        client.get("/lapor/")
        token = client.cookies.get("csrftoken") or ""
    return client.post("/lapor/", data={"csrfmiddlewaretoken": token, "known_on": "2024-11-08"})


def timed(call) -> dict[str, float]:
    call()
    spans = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = call()
        spans.append((time.perf_counter() - started) * 1000)
        assert answer.status_code < 500, answer.status_code
    spans.sort()
    return {
        "median_ms": round(statistics.median(spans), 2),
        "p95_ms": round(spans[int(len(spans) * 0.95) - 1], 2),
        "bytes": len(answer.content),
        "status": answer.status_code,
    }


def queries(path: str, *, staff: bool) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from saksama.people import demo_login
    from saksama.people.models import Account

    client = Client(REMOTE_ADDR="127.0.0.1")
    if staff:
        client.get(demo_login.link_for(Account.objects.get(code="64.02-petugas-1")))
    client.get(path)
    with CaptureQueriesContext(connection, ) as captured:
        client.get(path)
    return len(captured)


def growth(figures) -> dict[str, float]:
    """How much longer each page takes with many cases than with few."""
    few, many = (figures[f"{size} cases"] for size in SIZES)
    return {name: round(many[name]["median_ms"] / few[name]["median_ms"], 2) for name in few}


if __name__ == "__main__":
    main()
