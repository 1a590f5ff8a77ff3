"""Fixtures of the room's tests."""

import pytest

from saksama.meetings.testing import Hall, hall


@pytest.fixture(name="hall")
def _hall(db: None) -> Hall:
    return hall()
