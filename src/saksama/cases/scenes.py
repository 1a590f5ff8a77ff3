"""Who stands before which case, when: what a form needs to know before it asks anything."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class Scene:
    """One request on one case. ``today`` is the local day of ``at`` at the case's office."""

    case: Case
    account: Account
    at: datetime
    today: date

    @property
    def actor(self) -> Actor:
        return Actor.of(self.account)

    @property
    def zone(self) -> str:
        """IANA zone of the case's office."""
        return self.case.office.zone

    @property
    def clock_time(self) -> datetime:
        """The instant on the office's own clock."""
        return self.at.astimezone(ZoneInfo(self.zone))

    def by(self, version: int) -> dict[str, Any]:
        """What every act on an open case is told: who, when, and which version was seen."""
        return {"actor": self.actor, "at": self.at, "version": version}
