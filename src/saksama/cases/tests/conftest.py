"""The stage of the casework room's tests, and a desk at which its people sit."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from saksama.cases.models import Case
from saksama.cases.testing import Scene, scene, wita
from saksama.config import clock
from saksama.pages.forms import DayParts
from saksama.people.testing import client_of


@pytest.fixture
def stage(db) -> Scene:
    """Kutai Kartanegara with its cast and the vote of 27 November 2024."""
    return scene()


class Desk:
    """Somebody's browser, and the hour it is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._clients: dict[str, Any] = {}
        self.at(wita(4))

    def at(self, instant: datetime) -> None:
        """Move the clock of every page."""
        self._monkeypatch.setattr(clock, "now", lambda: instant)

    def of(self, account: Any) -> Any:
        """The browser in which ``account`` is logged in."""
        key = getattr(account, "code", "visitor")
        if key not in self._clients:
            self._clients[key] = client_of(account)
        return self._clients[key]

    def open(self, account: Any, name: str, *args: Any, **query: Any) -> HttpResponse:
        return self.of(account).get(reverse(f"cases:{name}", args=args), query)

    def ask(self, account: Any, case: Case, act: str) -> HttpResponse:
        """The page that asks for an act."""
        return self.open(account, "act", case.pk, act)

    def fill(self, response: HttpResponse, **typed: Any) -> dict[str, Any]:
        """What a browser would send of the shown form, with ``typed`` on top; a double underscore is a dash."""
        shown = {bound.html_name: _sent(bound) for bound in response.context["form"]}
        wanted = {name.replace("__", "-"): value for name, value in typed.items()}
        return {name: value for name, value in {**shown, **wanted}.items() if value is not None}

    def do(self, account: Any, case: Case, act: str, **typed: Any) -> HttpResponse:
        """Ask for an act, fill its form and send it."""
        asked = self.ask(account, case, act)
        assert asked.status_code == 200, (act, asked.status_code)
        return self.send(account, case, act, self.fill(asked, **typed))

    def send(self, account: Any, case: Case, act: str, data: dict[str, Any]) -> HttpResponse:
        return self.of(account).post(reverse("cases:act", args=[case.pk, act]), data)


def _sent(bound: Any) -> Any:
    value = bound.value()
    if isinstance(bound.field.widget, DayParts) or isinstance(value, date):
        return value.isoformat() if isinstance(value, date) else None
    if isinstance(value, time):
        return value.strftime("%H.%M")
    if isinstance(value, bool):
        return "on" if value else None
    return value


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Browsers for everybody of the cast, with one clock."""
    return Desk(monkeypatch)
