"""Papers: how many documents a second, when the first page is there, and what a large bundle takes of memory.

``.venv/bin/python -m bench.papers [--documents N] [--files N] [--megabytes N]`` prints one JSON object. No database:
the documents are the examples of the tests, the bundle is streamed from a file on the disk and read away as a browser
would. ``first_page_ms`` is a new process's first document (fonts and templates are read then), the others follow it;
milliseconds of the processor stand beside those of the clock, because the machine has other work. Bundles come first,
before anything else has taken memory: ``memory_mib`` is what the process grew by at most while a bundle passed.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.measuring import machine, peak_mib

EXAMPLES = Path(__file__).parents[1] / "src" / "saksama" / "documents" / "tests" / "examples"
SHAPES = ("form", "minutes", "official_letter", "status_notice")
OUT = Path(__file__).parents[1] / "docs" / "benchmarks"
AT = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)


def drawn(count: int) -> dict[str, Any]:
    """Draw ``count`` documents of four shapes in turn, each with another number, as PDF/A and as Word."""
    from saksama.documents import pdf, word

    data = [json.loads((EXAMPLES / f"{shape}.json").read_text()) for shape in SHAPES]
    for told in data:
        told.pop("seal", None)

    def each(draw: Any, shapes: int, count: int) -> dict[str, float]:
        wall, processor = time.perf_counter(), time.process_time()
        for place in range(count):
            which = place % shapes
            draw(SHAPES[which], {**data[which], "number": f"{place:06}/S/PB/Kab/00.00/XI/2024"})
        took = time.perf_counter() - wall
        return {
            "per_second": round(count / took, 1),
            "ms": round(took / count * 1000, 1),
            "processor_ms": round((time.process_time() - processor) / count * 1000, 1),
        }

    first = each(pdf.render, 1, 1)
    each(word.render, 3, 3)
    return {
        "first_page_ms": first["ms"],
        "first_page_processor_ms": first["processor_ms"],
        "pdf": each(pdf.render, len(SHAPES), count),
        "word": each(word.render, 3, count),
    }


def bundled(files: int, megabytes: int) -> dict[str, float]:
    """Stream a bundle of ``files`` files of ``megabytes`` each and throw it away."""
    from saksama.documents import bundles

    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
        source = Path(folder) / "bukti"
        source.write_bytes(os.urandom(bundles.PIECE) * (megabytes * 4))
        parts = (bundles.Part(f"03-bukti/{place:03}.jpg", _read(source)) for place in range(files))
        before, started, sent = peak_mib(), time.perf_counter(), 0
        for chunk in bundles.stream(parts, at=AT):
            sent += len(chunk)
        took = time.perf_counter() - started
    return {
        "files": files,
        "mib": round(sent / 1024 / 1024),
        "mib_per_second": round(sent / 1024 / 1024 / took),
        "memory_mib": round(peak_mib() - before, 1),
    }


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(256 * 1024):
            yield chunk


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=400)
    asked.add_argument("--files", type=int, default=200)
    asked.add_argument("--megabytes", type=int, default=4)
    words = asked.parse_args()
    bundles = [bundled(files, words.megabytes) for files in (words.files // 10, words.files)]
    told = {
        **machine(typst=version("typst")),
        "documents": words.documents,
        **drawn(words.documents),
        "bundles": bundles,
    }
    print(json.dumps(told, indent=1))
    if words == asked.parse_args([]):
        (OUT / "papers.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
