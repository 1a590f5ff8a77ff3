"""Pages are drawn without a database; a request is enough."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation


@pytest.fixture
def request_on_page() -> Any:
    return RequestFactory().get("/halaman/")


@pytest.fixture
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def in_indonesian() -> Any:
    with translation.override("id"):
        yield
