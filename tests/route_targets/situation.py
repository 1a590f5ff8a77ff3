"""Figures of the office; nothing here belongs to one case."""

from tests.route_targets import Target

TARGETS: dict[str, Target] = {
    "situation:normality": Target(),
    "situation:report": Target(),
    "situation:situation": Target(),
}
