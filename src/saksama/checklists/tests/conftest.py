"""The field, as every test of this room finds it."""

import pytest

from saksama.checklists import directory
from saksama.checklists.testing import Field, make_field


@pytest.fixture(autouse=True)
def _nothing_remembered():
    directory.forget()
    yield
    directory.forget()


@pytest.fixture
def field(db) -> Field:
    return make_field()
