"""The field, as every test of this room finds it."""

from collections.abc import Iterator

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from saksama.checklists import directory
from saksama.checklists.testing import Field, make_field, on_the_day
from saksama.config.wsgi import application


@pytest.fixture(autouse=True)
def _nothing_remembered():
    directory.forget()
    yield
    directory.forget()


@pytest.fixture
def field(db) -> Field:
    return make_field()


class _OneConnection(httpx.WSGITransport):
    """The WSGI application without the signals that would close the test's own connection."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        ends = (request_started, request_finished)
        for signal in ends:
            signal.disconnect(close_old_connections)
        try:
            answer = super().handle_request(request)
            answer.read()
        finally:
            for signal in ends:
                signal.connect(close_old_connections)
        return answer


@pytest.fixture
def http(monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of the very WSGI application that serves, on the voting day at nine."""
    monkeypatch.setattr("saksama.config.clock.now", on_the_day)
    with httpx.Client(transport=_OneConnection(app=application), base_url="http://127.0.0.1") as client:
        yield client
