"""Papers: how many documents a second, when the first page is there, and what a large bundle takes of memory.

``.venv/bin/python -m bench.papers [--documents N] [--files N] [--megabytes N]`` prints one JSON object. No database:
the documents are the examples of the tests, the bundle is streamed from a file on the disk and read away as a browser
would. ``first_page_ms`` is a new process's first document (fonts and templates are read then), ``documents_per_second``
the rest. ``bundle_memory_mb`` is what the process grew by at most while the bundle passed.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "src" / "saksama" / "documents" / "tests" / "examples"
SHAPES = ("form", "minutes", "official_letter", "status_notice")
AT = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)


def drawn(count: int) -> dict[str, float]:
    """Draw ``count`` documents of four shapes in turn, each with another number, as PDF/A and as Word."""
    from saksama.documents import pdf, word

    data = [json.loads((EXAMPLES / f"{shape}.json").read_text()) for shape in SHAPES]
    for told in data:
        told.pop("seal", None)
    started = time.perf_counter()
    pdf.render(SHAPES[0], data[0])
    first = time.perf_counter() - started

    def each(draw: Any, shapes: int) -> float:
        begun = time.perf_counter()
        for place in range(count):
            which = place % shapes
            draw(SHAPES[which], {**data[which], "number": f"{place:06}/S/PB/Kab/00.00/XI/2024"})
        return count / (time.perf_counter() - begun)

    return {
        "first_page_ms": round(first * 1000, 1),
        "documents_per_second": round(each(pdf.render, len(SHAPES)), 1),
        "word_files_per_second": round(each(word.render, 3), 1),
    }


def bundled(files: int, megabytes: int) -> dict[str, float]:
    """Stream a bundle of ``files`` files of ``megabytes`` each and throw it away; memory in megabytes."""
    from saksama.documents import bundles

    with tempfile.TemporaryDirectory(prefix="saksama-bench-") as folder:
        piece = os.urandom(bundles.PIECE)
        source = Path(folder) / "bukti"
        source.write_bytes(piece * (megabytes * 4))
        parts = (bundles.Part(f"03-bukti/{place:03}.jpg", _read(source)) for place in range(files))
        before, started, sent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter(), 0
        for chunk in bundles.stream(parts, at=AT):
            sent += len(chunk)
        took = time.perf_counter() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        "bundle_files": files,
        "bundle_mb": round(sent / 1024 / 1024),
        "bundle_mb_per_second": round(sent / 1024 / 1024 / took),
        "bundle_memory_mb": round(grown / 1024, 1),
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
    print(json.dumps({**drawn(words.documents), **bundled(words.files, words.megabytes)}, indent=1))


if __name__ == "__main__":
    main()
