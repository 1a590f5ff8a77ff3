"""The hour at which a test plays."""

from datetime import datetime

from saksama.cases.testing import wita


class Clock:
    """The hour on every page. It stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = wita(4)

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, day: int, hour: int, minute: int = 0) -> None:
        """To an hour of November 2024 in Kutai Kartanegara."""
        self.now = wita(day, hour, minute)
