"""A journal of its own for each test, and the hands of an attacker."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from saksama.journal import keys, triggers
from saksama.journal.models import Line
from saksama.journal.operations import record

AT = datetime(2024, 11, 9, 3, 15, tzinfo=UTC)

Write = Callable[..., list[Line]]
Tamper = Callable[..., None]


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS = tmp_path / "keys"
    keys.create()
    return settings.KEYS


@pytest.fixture
def write(db: None, django_capture_on_commit_callbacks: Any) -> Write:
    """Write acts as committed transactions do, the file of heads included."""

    def _write(count: int = 1, office: str = "64.02", **given: Any) -> list[Line]:
        lines = []
        for number in range(count):
            with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
                lines.append(act(office=office, facts={"number": number}, **given))
        return lines

    return _write


def act(**given: Any) -> Line:
    plain = {"act": "report_received", "office": "64.02", "subject": ("case", "17"), "actor": "public"}
    return record(**{**plain, "at": AT, "facts": {}, **given})


@pytest.fixture
def tamper(db: None) -> Tamper:
    """SQL of somebody who holds the database but not the key: triggers gone, rows changed."""

    def _tamper(statement: str, *values: object) -> None:
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0, "the attack must hit something"

    return _tamper
