"""The alerts of the example: swept at the hours of each day between its acts, as a running office does."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from saksama.config.example import script
from saksama.notices import operations as notices
from saksama.notices.models import Alert

FILE = Path(__file__).with_name("alerts.toml")


@cache
def read() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def live(since: datetime | None, until: datetime) -> None:
    """Sweep at every hour of the example after ``since`` up to ``until``; some people acknowledge.

    ``since``: None at the first act, before which nothing ran.
    """
    for at in _hours(since, until) if since else ():
        standing = Alert.objects.filter(
            account__code__in=read()["acknowledges"], given_at__lt=at, acknowledged_at=None, closed_at=None
        )
        for alert in standing.select_related("account"):
            notices.acknowledge(alert, actor=alert.account, at=at)
        notices.sweep(at)


def _hours(since: datetime, until: datetime) -> Iterator[datetime]:
    day = since.astimezone(script.ZONE).date()
    while day <= until.astimezone(script.ZONE).date():
        for hour in read()["hours"]:
            at = datetime.combine(day, time(hour), tzinfo=script.ZONE)
            if since < at <= until:
                yield at
        day += timedelta(days=1)
