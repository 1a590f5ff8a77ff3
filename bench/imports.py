"""``python -m bench.imports [ROWS]``: a register of 50,000 rows, three in a hundred bad, brought over; and once more.

In an installation of its own under a temporary folder, on SQLite or on the database that ``SAKSAMA_BENCH_DATABASE``
names, through the product's own operations. Ends with 1 when a good row is missing, doubled, or a bad one came in.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measuring import timed

OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
ROWS, BAD_ONE_IN, OPEN_ONE_IN, SEED = 50_000, 33, 100, 20241109
AT = datetime(2024, 11, 9, 1, 0, tzinfo=UTC)
HEADS = (
    "No", "Nomor Register", "Tanggal Laporan", "Tanggal Registrasi", "Tanggal Selesai", "Status", "Jenis Pelanggaran",
    "Perihal", "Uraian Kejadian", "Tempat Kejadian", "Kecamatan", "Nama Terlapor", "Nama Pelapor",
)  # fmt: skip
WORDS = (
    "amplop", "beras", "baliho", "spanduk", "kalender", "pertemuan", "balai", "desa", "pasar", "lapangan", "warga",
)  # fmt: skip


def is_bad(place: int) -> bool:
    return place % BAD_ONE_IN == 0


def table(path: Path, rows: int) -> None:
    """The same table at every run."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(HEADS)
    draw = random.Random(SEED)
    for place in range(1, rows + 1):
        is_open = place % OPEN_ONE_IN == 1
        on = date(2024, 11, 7) if is_open else date(2020, 1, 1) + timedelta(days=draw.randrange(1500))
        sheet.append([
            place, f"{place:05}/REG/LP/2020", "entah" if is_bad(place) else on, on + timedelta(days=2),
            None if is_open else on + timedelta(days=6), "Proses" if is_open else "Selesai", "Pidana",
            " ".join(draw.choices(WORDS, k=6)), " ".join(draw.choices(WORDS, k=60)), "Balai desa", "Tenggarong",
            f"Terlapor {place}", f"Pelapor {place}",
        ])  # fmt: skip
    book.save(path)


def measure(rows: int) -> dict[str, Any]:
    """Upload, check and import, each timed; then the same table once more."""
    import django

    django.setup()
    from django.core.management import call_command

    from saksama.cases import testing
    from saksama.cases.actors import Actor
    from saksama.cases.importing import operations, queries
    from saksama.cases.models import Case
    from saksama.config import installation

    installation.make_keys()
    call_command("migrate", verbosity=0, interactive=False)
    stage = testing.scene()
    by = {"actor": Actor.of(stage.cast.secretary), "at": AT}
    told: dict[str, Any] = {"rows": rows, "bad": sum(is_bad(place) for place in range(1, rows + 1))}
    kept: dict[str, Any] = {}

    def upload() -> None:
        with path.open("rb") as file:
            kept["table"] = operations.upload(
                file, path.name, office=stage.office, event=stage.event, source="Ukur", **by
            )

    def check() -> None:
        columns = queries.columns_of(kept["table"])
        kept["table"] = operations.explain(kept["table"], columns, {}, **by)

    def bring() -> None:
        operations.begin(kept["table"], **by)
        while (found := operations.go_on(kept["table"], **by)).state == "running":
            pass
        kept["table"] = found

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        table(path, rows)
        told["file_mib"] = round(path.stat().st_size / 2**20, 1)
        told |= {"upload": timed(upload), "check": timed(check), "bring": timed(bring)}
        upload(), check()
        told["again"] = {name: kept["table"].counts[name] for name in ("good", "there")}
    told["cases"] = Case.objects.filter(channel="import").count()
    told["rows_per_second"] = round(rows / told["bring"]["wall_s"])
    good = rows - told["bad"]
    told["is_true"] = told["cases"] == good and told["again"] == {"good": 0, "there": good}
    return told


def main() -> int:
    """Measure in a process of its own and keep the figures."""
    if sys.argv[1:2] == ["only"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return 0
    rows = sys.argv[1] if len(sys.argv) > 1 else str(ROWS)
    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
        env = {**os.environ, "SAKSAMA_VAR": folder, "DJANGO_SETTINGS_MODULE": "saksama.config.settings"}
        env["DATABASE_URL"] = os.environ.get("SAKSAMA_BENCH_DATABASE", "")
        words = [sys.executable, "-m", "bench.imports", "only", rows]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, indent=1))
    if int(rows) == ROWS:
        (OUT / "imports.json").write_text(json.dumps(figures, indent=1) + "\n")
    return 0 if figures["is_true"] else 1


if __name__ == "__main__":
    sys.exit(main())
