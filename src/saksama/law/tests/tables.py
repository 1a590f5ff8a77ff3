"""Readers for the tables under ``cases/``, which a lawyer can read and correct."""

import csv
import tomllib
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml_cases(name: str) -> list[dict[str, Any]]:
    with (CASES / name).open("rb") as file:
        return tomllib.load(file)["case"]
