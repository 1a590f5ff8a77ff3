"""Listeners on the log-in's signals; the log-in belongs to allauth and axes, the journal to us."""


def connect() -> None:
    """Called once, when the room is ready."""
