"""A small office with its cast, a server, a clock that tests move, and people who sit at browsers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from tests.browser.hands import Hands
from tests.browser.hours import Clock

from saksama.cases.testing import Scene, scene
from saksama.config import clock


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the server."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing)
    return standing


@pytest.fixture
def stage(transactional_db: None, hour: Clock) -> Scene:
    """Kutai Kartanegara with its cast and the vote of 27 November 2024, really committed."""
    with connection.cursor() as cursor:  # what a test before wrote: Django empties only its own tables
        cursor.execute("DELETE FROM cases_words")
    made = scene()
    made.office.members_count = 5
    made.office.save()
    return made


@pytest.fixture
def sit_down(browser: Any, live_server: Any) -> Iterator[Any]:
    """``sit_down(width=360, javascript=False)`` opens a browser of its own and puts somebody before it."""
    opened = []

    def sit(*, width: int = 1440, javascript: bool = True, **options: Any) -> Hands:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="id-ID",
            **options,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return Hands(context, live_server.url)

    yield sit
    for context in opened:
        context.close()
