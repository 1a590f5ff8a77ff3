"""Figures of the office; nothing here belongs to one case."""

from tests.route_targets import Target

TARGETS: dict[str, Target] = {
    "situation:briefing": Target(),
    "situation:briefing_file": Target(lambda world: {"shape": "json"}),
    "situation:figure": Target(lambda world: {"key": "handled"}),
    "situation:normality": Target(),
    "situation:report": Target(),
    "situation:situation": Target(),
}
