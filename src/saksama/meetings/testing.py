"""A meeting for the tests of every room, made by the same acts the screens call."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saksama.cases.testing import WITA
from saksama.meetings.models import Invitation, Meeting
from saksama.meetings.operations import guests, planning
from saksama.people import testing as people
from saksama.people.directory import operations as directory
from saksama.people.models import Institution
from saksama.places import testing as places
from saksama.places.models import Office


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of November 2024 in Kutai Kartanegara."""
    return datetime(2024, 11, day, hour, minute, tzinfo=WITA)


@dataclass
class Hall:
    """A meeting on 9 November 2024, 09.00 to 12.00, with three guests; planned on the 4th."""

    office: Office
    cast: people.Cast
    meeting: Meeting
    camat: Invitation
    government: Invitation
    party: Invitation

    @property
    def secretary(self) -> Any:
        return self.cast.secretary

    def fresh(self) -> Meeting:
        self.meeting.refresh_from_db()
        return self.meeting


def institution(
    code: str, name: str, category: str, post: str = "Kepala", holder: str = "", **more: Any
) -> Institution:
    """An institution with its head post, and who holds it when named."""
    by: dict[str, Any] = {"actor": None, "at": at(1)}
    made = directory.record_institution(
        code=code, name=name, category=category, **{"area_code": "64.02", **more}, **by
    )
    head = directory.open_post(made, title=post, **by)
    if holder:
        directory.place_in_post(head, name=holder, starts_on=date(2024, 1, 1), **by)
    return made


def plan(**changes: Any) -> planning.Plan:
    lines = planning.Line(None, "Pembukaan", "Ketua"), planning.Line(None, "Dialog", "")
    return planning.Plan(**({"theme": "Pemilihan yang jujur", "quorum": 2, "agenda": lines} | changes))


def slot(day: int = 9, hour: int = 9, venue: str = "Hotel contoh") -> planning.Slot:
    return planning.Slot(at(day, hour), at(day, hour + 3), venue)


def hall() -> Hall:
    """The whole stage, for one test."""
    office = places.kukar()
    cast = people.cast()
    meeting = planning.plan_meeting(
        office=office, event=places.event(), plan=plan(), slot=slot(), actor=cast.secretary, at=at(4)
    )
    asked = [
        institution(
            "camat-64.02.06",
            "Kantor Camat Tenggarong",
            "camat",
            "Camat",
            "Camat Contoh",
            area_code="64.02.06",
        ),
        institution("pemkab-64.02", "Pemerintah Kabupaten", "government", "Bupati", "Bupati Contoh"),
        institution("partai-64.02", "Partai Contoh", "party", "Ketua"),
    ]
    made = guests.invite(meeting, asked, actor=cast.secretary, at=at(4))
    return Hall(office, cast, meeting, *made)
