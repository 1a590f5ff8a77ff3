"""The figures as a table, and their place in docs/benchmarks/README.md."""

import json
from pathlib import Path
from typing import Any

MOST_GROWTH = 1.5
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def of(figures: dict[str, Any]) -> str:
    """One database's figures in Markdown."""
    machine, (few, many) = figures["machine"], figures["cases"]
    heads = ("page", f"median, {few:,} cases", f"{many:,} cases", "growth", "95th percentile", "times the bare view",
             "queries", "bytes")  # fmt: skip
    lines = [
        f"### {NAMES[machine['database']]}",
        "",
        _circumstances(figures),
        "",
        "| " + " | ".join(heads) + " |",
        "| --- |" + " ---: |" * (len(heads) - 1),
    ]
    for name, told in figures["pages"].items():
        little, much = told["few"], told["many"]
        cells = (
            name, f"{little['median_ms']} ms", f"{much['median_ms']} ms", told["growth"],
            f"{little['p95_ms']} / {much['p95_ms']} ms", f"{little['times_bare']} / {much['times_bare']}",
            _both(little["queries"], much["queries"]), f"{much['bytes']:,}",
        )  # fmt: skip
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def _circumstances(figures: dict[str, Any]) -> str:
    machine = figures["machine"]
    return (
        f"{machine['day']}, commit {machine['commit']}; {machine['cores']} cores, load {machine['load_1min']}; "
        f"Python {machine['python']}, Django {machine['django']}, granian {machine['granian']}; "
        f"{figures['rounds']} rounds. Clocks: {figures['clocks_per_second']:,} a second."
    )


def _both(little: int, much: int) -> str:
    return str(little) if little == much else f"**{little} / {much}**"


def write(folder: Path) -> None:
    """Put the tables of every result file into the README beside them."""
    readme = folder / "README.md"
    if not readme.exists():
        return
    text = readme.read_text()
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    readme.write_text(f"{head}{BEGIN}\n\n{tables(folder)}\n\n{END}{tail}")


def tables(folder: Path) -> str:
    """The tables of ``sqlite.json`` and ``postgresql.json``."""
    found = [folder / f"{name}.json" for name in NAMES]
    return "\n\n".join(of(json.loads(path.read_text())) for path in found if path.exists())
