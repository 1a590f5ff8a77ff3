"""The example's meeting of 9 November 2024, played through the same operations the screens call."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from saksama.config.example import script
from saksama.journal.models import Line
from saksama.journal.operations import record
from saksama.meetings import rules
from saksama.meetings.models import Commitment, Invitation, Meeting
from saksama.meetings.operations import commitments, door, guests, planning, proceedings
from saksama.people.directory import operations as directory
from saksama.people.models import Account, Category, Institution
from saksama.places.models import Area, ElectionEvent, Level, Office

FILE = Path(__file__).with_name("meetings.toml")
SUBJECT = "example_meeting"


@dataclass(frozen=True, slots=True)
class Step:
    """One dated act with the key by which the journal remembers that it was played."""

    at: datetime
    key: str
    act: Any


@cache
def read() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def play(until: date) -> int:
    """Play every step up to the end of ``until`` that has not been played; returns how many were new."""
    played = set(Line.objects.filter(subject_kind=SUBJECT).values_list("subject_id", flat=True))
    stage = Stage()
    todo = [step for step in sorted(_steps(stage), key=lambda step: step.at) if _on(step.at) <= until]
    new = [step for step in todo if step.key not in played]
    for step in new:
        with transaction.atomic():
            step.act(at=step.at)
            record(
                act="example_step", office=stage.office.code, subject=(SUBJECT, step.key), actor="system",
                at=step.at, facts={},
            )  # fmt: skip
    return len(new)


class Stage:
    """Office and people of the example; the meeting once it has been planned."""

    def __init__(self) -> None:
        told = script.read()
        self.told = read()
        self.office = Office.objects.select_related("area").get(pk=told["office"])
        self.event = ElectionEvent.objects.get(pk=told["event"])
        self.staff = Account.objects.get(code="64.02-humas")

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("office", "event").get(
            office=self.office, theme=self.told["meeting"]["theme"]
        )

    def invitation(self, code: str) -> Invitation:
        """By the code of the institution, or of the district whose camat is meant."""
        institution = f"camat-{code}" if code.startswith(self.office.code + ".") else code
        return Invitation.objects.get(meeting=self.meeting, institution=institution)

    # --- the acts ------------------------------------------------------------------------------------

    def fill_directory(self, *, at: datetime) -> None:
        for entry in self.told["institution"]:
            for code, name, post in entry["rows"]:
                self._enter(
                    code, name, entry["group"], post, self.office.code, at, entry.get("forkopimda", False)
                )
        for area in self._districts():
            self._enter(
                f"camat-{area.code}", f"Kecamatan {area.name}", Category.CAMAT, "Camat", area.code, at
            )
        for area in self._villages():
            title = "Lurah" if area.kind == "kelurahan" else "Kepala Desa"
            name = f"{'Kelurahan' if title == 'Lurah' else 'Desa'} {area.name}"
            self._enter(f"desa-{area.code}", name, Category.VILLAGE, title, area.code, at)

    def plan(self, *, at: datetime) -> None:
        told = self.told["meeting"]
        plan = planning.Plan(
            theme=told["theme"], aim=told["aim"], contact=told["contact"], quorum=told["quorum"],
            agenda=rules.agenda(told["agenda"]),
        )  # fmt: skip
        slot = planning.Slot(_at(told["starts"]), _at(told["ends"]), told["venue"], told["address"])
        planning.plan_meeting(
            office=self.office,
            event=self.event,
            plan=plan,
            slot=slot,
            actor=self.staff,
            at=at,
            is_sample=True,
        )

    def invite(self, *, at: datetime) -> None:
        chosen = Institution.objects.filter(pk__in=self._codes(), closed_on=None)
        guests.invite(self.meeting, chosen, actor=self.staff, at=at)
        planning.number_invitation(self.meeting, actor=self.staff, at=at)

    def carry(self, *, at: datetime) -> None:
        """All letters by hand, but those told of one by one."""
        told = {row["guest"] for row in self.told["delivery"]}
        guests.note_deliveries(
            self.meeting, way="hand", outcome="arrived", actor=self.staff, at=at,
            but=told,
        )  # fmt: skip

    def deliver(self, told: Mapping[str, Any], *, at: datetime) -> None:
        row = self.invitation(told["guest"])
        facts = {name: told[name] for name in ("way", "outcome", "note")}
        guests.note_delivery(row, **facts, actor=self.staff, at=at)

    def answer(self, told: Mapping[str, Any], *, at: datetime) -> None:
        row = self.invitation(told["guest"])
        guests.answer_invitation(
            row, reply=told["reply"], delegate_name=told.get("name", ""), delegate_post=told.get("post", ""),
            seen=row.reply_version, actor=None, at=at, is_guest=True,
        )  # fmt: skip

    def receive(self, *, at: datetime) -> None:
        """All who came, in the order of the list, as a device would send them."""
        told = self.told["door"]
        rows = list(self.meeting.invitations.select_related("institution"))
        arrivals = list(self._arrivals(rows, told))
        for first in range(0, len(arrivals), 50):
            door.merge_arrivals(self.meeting, arrivals[first : first + 50], actor=self.staff, at=at)

    def open(self, *, at: datetime) -> None:
        planning.open_meeting(self.meeting, actor=self.staff, at=at)

    def close(self, *, at: datetime) -> None:
        meeting = self.meeting
        proceedings.write_discussion(meeting, self.told["meeting"]["discussion"], actor=self.staff, at=at)
        planning.close_meeting(meeting, actor=self.staff, at=at)

    def begin(self, title: str, *, at: datetime) -> None:
        planning.begin_item(self.meeting.agenda.get(title=title), actor=self.staff, at=at)

    def ask(self, told: Mapping[str, Any], *, at: datetime) -> None:
        facts = {name: told[name] for name in ("asker", "text", "answer", "answered_by")}
        proceedings.record_question(self.meeting, **facts, actor=self.staff, at=at)

    def decide(self, told: Mapping[str, Any], *, at: datetime) -> None:
        decision = proceedings.record_decision(self.meeting, told["text"], actor=self.staff, at=at)
        for promised in told["commitment"]:
            for code in promised["guests"]:
                promise = commitments.Promise(
                    institution=self.invitation(code).institution,
                    text=promised["text"],
                    kind=promised.get("kind", Commitment.Kind.TASK),
                    evidence_wanted=promised["evidence"],
                    area_code=promised.get("area", ""),
                    target=Decimal(promised["target"]) if "target" in promised else None,
                    due_on=promised.get("due"),
                )
                commitments.make_commitment(
                    promise, office=self.office, decision=decision, actor=self.staff, at=at, is_sample=True
                )

    def follow(self, told: Mapping[str, Any], *, at: datetime) -> None:
        text = next(
            promised["text"]
            for decision in self.told["decision"]
            for promised in decision["commitment"]
            if promised["key"] == told["key"]
        )
        by: dict[str, Any] = {"actor": self.staff, "at": at}
        for row in Commitment.objects.filter(office=self.office, text=text, is_sample=True):
            if told["do"] == "remind":
                commitments.remind(row, **by)
            elif told["do"] == "date":
                commitments.agree_day(row, told["due"], note=told["note"], **by)
            elif told["do"] == "report":
                commitments.report_done(row, note=told["note"], actor=None, at=at, is_guest=True)
            elif told["do"] == "accept":
                commitments.accept_done(row, note=told.get("note", ""), **by)
            elif told["do"] == "measure":
                commitments.measure(row, value=Decimal(told["value"]), source=told["source"], **by)

    # --- parts ---------------------------------------------------------------------------------------

    def _enter(
        self,
        code: str,
        name: str,
        category: str,
        post: str,
        area: str,
        at: datetime,
        forkopimda: bool = False,
    ) -> None:
        made = directory.record_institution(
            code=code, name=name, category=category, area_code=area, is_forkopimda=forkopimda, actor=self.staff,
            at=at, is_sample=True,
        )  # fmt: skip
        directory.open_post(made, title=post, is_head=True, actor=self.staff, at=at)

    def _codes(self) -> list[str]:
        """Institutions of this file; those that only cases are forwarded to are not invited."""
        return [
            *(row[0] for entry in self.told["institution"] for row in entry["rows"]),
            *(f"camat-{area.code}" for area in self._districts()),
            *(f"desa-{area.code}" for area in self._villages()),
        ]

    def _districts(self) -> Any:
        return Area.objects.filter(parent=self.office.code, level=Level.DISTRICT).order_by("code")

    def _villages(self) -> list[Area]:
        """The first village of each of the first districts."""
        firsts = (
            Area.objects.filter(parent=area.code).order_by("code").first() for area in self._districts()
        )
        return [area for area in firsts if area is not None][: self.told["places"]["villages"]]

    def _arrivals(self, rows: list[Invitation], told: Mapping[str, Any]) -> Iterator[door.Arrival]:
        delegates = {code: (name, post) for code, name, post in told["delegates"]}
        absent = set(told["absent"]) | {f"camat-{code}" for code in told["absent"]}
        villages = [row.institution_id for row in rows if row.institution.category == Category.VILLAGE]
        absent |= set(villages[-told["absent_villages"] :])
        camats = [row.institution_id for row in rows if row.institution.category == Category.CAMAT]
        for number, code in enumerate(
            [code for code in camats if code not in absent][: told["delegates_of_districts"]]
        ):
            delegates[code] = (f"Wakil Contoh {number + 5}", "Sekretaris kecamatan")
        came = [row for row in rows if row.institution_id not in absent]
        for number, row in enumerate(came):
            name, post = delegates.get(row.institution_id, (row.delegate_name, row.delegate_post))
            yield door.Arrival(
                id=uuid5(NAMESPACE_URL, f"{row.pk}"),
                guest=row.pk,
                is_holder=not name,
                name=name,
                post=post,
                arrived_at=_at(told["first"]) + timedelta(seconds=number * told["seconds_between"]),
                way="qr" if number % 5 else "list",
            )


def _steps(stage: Stage) -> Iterator[Step]:
    told = stage.told
    meeting = told["meeting"]
    yield Step(_at(meeting["planned"]), "directory", stage.fill_directory)
    yield Step(_at(meeting["planned"]) + timedelta(minutes=20), "plan", stage.plan)
    yield Step(_at(meeting["invited"]), "invite", stage.invite)
    yield Step(_at(meeting["delivered"]), "carry", stage.carry)
    for place, row in enumerate(told["delivery"]):
        yield Step(_at(row["at"]), f"delivery-{place}", partial(stage.deliver, row))
    for row in told["answer"]:
        yield Step(_at(row["at"]), f"answer-{row['guest']}", partial(stage.answer, row))
    yield Step(_at(meeting["starts"]), "open", stage.open)
    yield Step(_at(meeting["starts"]) + timedelta(minutes=55), "door", stage.receive)
    for title, at in meeting["begun"]:
        yield Step(_at(at), f"begin-{title}", partial(stage.begin, title))
    for place, row in enumerate(told["question"]):
        yield Step(_at(row["at"]), f"question-{place}", partial(stage.ask, row))
    for place, row in enumerate(told["decision"]):
        yield Step(_at(row["at"]), f"decision-{place}", partial(stage.decide, row))
    yield Step(_at(meeting["ends"]), "close", stage.close)
    for row in told["follow"]:
        yield Step(_at(row["at"]), f"{row['do']}-{row['key']}", partial(stage.follow, row))


def _at(moment: datetime) -> datetime:
    return moment.replace(tzinfo=script.ZONE)


def _on(at: datetime) -> date:
    return at.astimezone(script.ZONE).date()
