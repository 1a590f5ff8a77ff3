"""Fixtures of the room's tests."""

import pytest

from saksama.people.testing import Cast, cast


@pytest.fixture(name="cast")
def _cast(db: None) -> Cast:
    return cast()
