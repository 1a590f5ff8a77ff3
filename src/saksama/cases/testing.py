"""Cases for the tests of every room, made by the same acts the screens call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from saksama.cases import operations as acts
from saksama.cases import rules
from saksama.cases.actors import PUBLIC, Actor
from saksama.cases.models import Case
from saksama.cases.operations.intake import Facts, People, Received, Respondent
from saksama.cases.operations.plenaries import MemberVote, PlenaryRecord
from saksama.cases.operations.study import StudyText
from saksama.law import load
from saksama.people import testing as people
from saksama.places import testing as places
from saksama.places.models import ElectionEvent, Office

WITA = ZoneInfo("Asia/Makassar")


def wita(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """An instant of 2024 in Kutai Kartanegara."""
    return datetime(2024, month, day, hour, minute, tzinfo=WITA)


@dataclass(frozen=True)
class Scene:
    """Kutai Kartanegara with the cast and the vote of 27 November 2024."""

    office: Office
    event: ElectionEvent
    cast: people.Cast

    @property
    def officer(self) -> Actor:
        return Actor.of(self.cast.officer)

    @property
    def chair(self) -> Actor:
        return Actor.of(self.cast.chair)

    def report(self, at: datetime | None = None, *, office: Office | None = None, **changes: Any) -> Received:
        """A report through the public form, known two days before it was received."""
        at = at or wita(4)
        facts = {
            "title": "Amplop dibagikan",
            "what": "Amplop dibagikan seusai pertemuan.",
            "where_text": "Balai desa",
            "occurred_on": date(2024, 11, 1),
            "known_on": date(2024, 11, 2),
        } | changes
        return acts.receive_report(
            office=office or self.office,
            event=self.event,
            channel=Case.Channel.FORM,
            facts=Facts(**facts),
            people=People(
                reporter={"name": "Siti Rahmawati", "phone": "081234567890", "nik": "6402065501900001"},
                respondents=[Respondent("Budi Santoso", "Kepala dinas")],
                witnesses=[{"name": "Joko Susilo"}],
            ),
            actor=PUBLIC,
            at=at,
        )

    def checks(self, case: Case, **missing: str) -> list[rules.Check]:
        """All requirements met but those named, each with what is missing."""
        required = load().on(case.received_on, case.regime).requirements()
        return [rules.Check(r.code, r.code not in missing, missing.get(r.code, "")) for r in required]

    def plenary(self, at: datetime, *, dissenting: int = 0, present: int = 4) -> PlenaryRecord:
        """A plenary of chair, coordinator and two members."""
        members = [self.cast.chair, self.cast.coordinator, *self.cast.members][:present]
        votes = [
            MemberVote(member, place >= dissenting, "" if place >= dissenting else "Bukti belum cukup.")
            for place, member in enumerate(members)
        ]
        return PlenaryRecord(held_at=at, votes=votes, reasons="Syarat terpenuhi.")

    def registered(
        self, at: datetime | None = None, classes: Sequence[str] = ("criminal",), **changes: Any
    ) -> Case:
        """A report studied, accepted and registered on the day after its receipt; ``changes`` of its facts."""
        at = at or wita(4)
        case = self.report(at, **changes).case
        later = at.replace(day=at.day + 1)
        acts.conclude_initial_study(
            case, checks=self.checks(case), classes=classes, actor=self.officer, at=later
        )
        acts.accept_in_plenary(case, self.plenary(later), actor=self.chair, at=later)
        acts.register_case(case, actor=self.officer, at=later)
        case.refresh_from_db()
        return case

    def studied(self, case: Case, at: datetime) -> Case:
        """``case`` with its study written."""
        parts = ("facts", "legal_basis", "analysis", "conclusion", "recommendation")
        acts.write_study(case, StudyText(**dict.fromkeys(parts, "Uraian.")), actor=self.officer, at=at)
        case.refresh_from_db()
        return case


def scene() -> Scene:
    """The whole stage, for one test."""
    office = places.kukar()
    return Scene(office=Office.objects.get(pk=office.pk), event=places.event(), cast=people.cast())
