"""The small country of ``places.testing``."""

from datetime import UTC, datetime

import pytest

from saksama.places import testing
from saksama.places.models import Office

AT = datetime(2024, 11, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(db: None) -> Office:
    """Bawaslu Kabupaten Kutai Kartanegara."""
    return testing.kukar()


@pytest.fixture
def at() -> datetime:
    """9 November 2024, 09:00 in Tenggarong."""
    return AT
