"""The stage of the desk's tests: Kutai Kartanegara, its people, one clock for every page."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from saksama.cases.testing import Scene, scene, wita
from saksama.config import clock
from saksama.people.testing import client_of


@pytest.fixture(autouse=True)
def _words_are_indonesian() -> Iterator[None]:
    """Pages of other tests may have left another language behind."""
    with translation.override("id"):
        yield


@pytest.fixture
def stage(db: None) -> Scene:
    return scene()


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Put the clock of every page at an instant; it begins on 9 November 2024, ten in the morning."""

    def at(instant: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    at(wita(9, 10))
    return at


@pytest.fixture
def ask(stage: Scene, stand: Callable[[datetime], None]) -> Callable[..., HttpResponse]:
    """``ask(account, "today", on="2024-11-09")``: a page of the desk as this person gets it."""

    def open_page(account: Any, name: str, **query: Any) -> HttpResponse:
        return client_of(account).get(reverse(f"desk:{name}"), query)

    return open_page
