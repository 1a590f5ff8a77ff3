"""The stage of the casework room's tests, for neutrality too."""

from saksama.cases.tests.conftest import desk, stage

__all__ = ["desk", "stage"]
