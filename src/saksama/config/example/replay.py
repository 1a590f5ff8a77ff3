"""The example's steps played through the same operations the screens call."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import transaction

from saksama.cases import operations as acts
from saksama.cases import rules
from saksama.cases.actors import PUBLIC, Actor
from saksama.cases.models import Case, Clarification, Party
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import Facts, FileIn, People, Respondent
from saksama.cases.operations.plenaries import MemberVote, PlenaryRecord
from saksama.cases.operations.study import StudyText
from saksama.cases.sittings import agenda
from saksama.config.example import alerts, outside, pictures, script, sittings
from saksama.documents import numbering
from saksama.documents.models import GapNote, NumberKind, NumberSeries
from saksama.evidence.operations import seal_bytes
from saksama.journal.models import Line
from saksama.journal.operations import record
from saksama.law import load
from saksama.people.models import Account
from saksama.places.models import Area, ElectionEvent, Office

Progress = Callable[[int, int], None]


def replay(until: date, progress: Progress = lambda done, total: None) -> int:
    """Play every step up to the end of ``until`` that has not been played; returns how many were new."""
    played = set(Line.objects.filter(subject_kind="example").values_list("subject_id", flat=True))
    steps = sorted(
        [*script.steps(until), *outside.steps(until), *sittings.steps(until)], key=lambda step: step.at
    )
    todo = [step for step in steps if step.key not in played]
    stage = Stage()
    before = _last_act()
    for place, step in enumerate(todo, start=1):
        alerts.live(before, step.at)
        before = step.at
        with transaction.atomic():
            stage.play(step)
            record(
                act="example_step", office=stage.office.code, subject=("example", step.key), actor="system",
                at=step.at, facts={"case": str(stage.cases[step.case])} if step.case else {},
            )  # fmt: skip
        progress(place, len(todo))
    alerts.live(before, datetime.combine(until, time(8), tzinfo=script.ZONE))
    return len(todo)


def _last_act() -> datetime | None:
    """The latest act of the example that stands already; None before the first."""
    played = Line.objects.filter(subject_kind="example")
    return played.order_by("-effective_at").values_list("effective_at", flat=True).first()


class Stage:
    """Who and what the steps speak of: office, event, people, and the cases made so far."""

    def __init__(self) -> None:
        told = script.read()
        self.office = Office.objects.select_related("area").get(pk=told["office"])
        self.event = ElectionEvent.objects.select_related("election").get(pk=told["event"])
        self.cases: dict[str, str] = {
            line.subject_id.partition(":")[0]: line.facts["case"]
            for line in Line.objects.filter(subject_kind="example")
            if "case" in line.facts
        }

    @cached_property
    def members(self) -> list[Account]:
        return list(Account.objects.filter(code__in=_MEMBERS).order_by("code"))

    def play(self, step: script.Step) -> None:
        """Do what the step says, at its time."""
        word, _, name = step.do.partition(" ")
        if word == outside.WORD:
            outside.play(self, step)
            return
        if word == sittings.WORD:
            sittings.play(self, step)
            return
        if word in _OPENING:
            self.cases[step.case] = str(_OPENING[word](self, step.told, step.at).pk)
            return
        case = Case.objects.select_related("office__area", "event__election").get(pk=self.cases[step.case])
        _ACTS[word](self, case, {**step.told, "party": name}, step.at)

    def officer(self) -> Actor:
        return self.actor("64.02-petugas-1")

    def chair(self) -> Actor:
        return self.actor("64.02-ketua")

    def actor(self, code: str) -> Actor:
        return Actor.of(Account.objects.get(code=code))

    def plenary(self, case: Case, at: datetime, reasons: str) -> PlenaryRecord:
        """Everybody who is there agrees; in the sitting on whose agenda the case waits, if there is one."""
        item = agenda.running_item(case)
        there = list(self.members)
        if item is not None:
            present = {seat.member_id for seat in item.sitting.seats.all() if seat.is_present}
            there = [member for member in there if member.pk in present]
        votes = [MemberVote(member, agrees=True) for member in there]
        return PlenaryRecord(held_at=at, votes=votes, reasons=reasons, sitting=item.sitting if item else None)


_MEMBERS = ("64.02-ketua", "64.02-anggota-1", "64.02-anggota-2", "64.02-anggota-3", "64.02-anggota-4")


def start_numbers(office: str, event: str) -> None:
    """Invented matters are numbered apart from the published ones; of letters nobody has said so yet."""
    told = script.read()
    first, at = (
        told["first_invented_number"],
        datetime.combine(told["first_plan_day"], time(8), tzinfo=script.ZONE),
    )
    for kind in NumberKind.values:
        if numbering.peek(office, kind, event) > 1:
            continue
        numbering.start_at(office, kind, event, first)
        if kind != NumberKind.LETTER:
            series = NumberSeries.objects.get(office=office, kind=kind, event=event)
            numbering.explain_gap(
                series,
                1,
                first - 1,
                ground=GapNote.Ground.KEPT,
                note=told["numbers_kept"],
                actor="system",
                at=at,
            )


# --- how matters come in -----------------------------------------------------------------------------


def _facts(told: Mapping[str, Any]) -> Facts:
    return Facts(
        title=told["title"],
        what=told["what"],
        where_text=told.get("where", ""),
        area=Area.objects.filter(pk=told["area"]).first() if "area" in told else None,
        occurred_on=_day(told.get("occurred")),
        known_on=_day(told.get("known")),
    )


def _receive(stage: Stage, told: Mapping[str, Any], at: datetime) -> Case:
    respondents = [Respondent(row["name"], row.get("post", "")) for row in told["respondents"]]
    witnesses = [{"name": f"Saksi Contoh {place}"} for place in range(1, told.get("witnesses", 0) + 1)]
    reporter = {"name": "Pelapor Contoh", "phone": "0800000000", "address": "Alamat contoh"}
    by_form = told["channel"] == "form"
    files = [
        FileIn(
            seal_bytes(
                pictures.screenshot(told["title"]), name="foto-contoh.png", office=stage.office.code,
                actor="public" if by_form else stage.officer().code, at=at,
            ),
            "Foto contoh",
        )
    ]  # fmt: skip
    received = acts.receive_report(
        office=stage.office,
        event=stage.event,
        channel=told["channel"],
        facts=_facts(told),
        people=People(reporter=reporter, respondents=respondents, witnesses=witnesses),
        files=files,
        actor=PUBLIC if by_form else stage.officer(),
        at=at,
        is_sample=True,
    )
    return received.case


def _information(stage: Stage, told: Mapping[str, Any], at: datetime) -> Case:
    return acts.record_information(
        office=stage.office, event=stage.event, channel=told["channel"], facts=_facts(told),
        actor=stage.officer(), at=at, is_sample=True,
    )  # fmt: skip


def _published(stage: Stage, told: Mapping[str, Any], at: datetime) -> Case:
    received = acts.receive_report(
        office=stage.office, event=stage.event, channel=Case.Channel.OFFICE, facts=_facts(told),
        people=People(reporter={}), actor=stage.officer(), at=at, is_sample=True, is_published=True,
    )  # fmt: skip
    return received.case


# --- what is done with them --------------------------------------------------------------------------


def _assign(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    owner = Account.objects.get(code=told["owner"])
    acts.assign_case(case, owner, actor=stage.chair(), at=at)


def _study(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    missing = told.get("missing", {})
    requirements = load().on(case.received_on, case.regime).requirements()
    checks = [
        rules.Check(item.code, item.code not in missing, missing.get(item.code, "")) for item in requirements
    ]
    acts.conclude_initial_study(case, checks=checks, classes=told["classes"], actor=stage.officer(), at=at)


def _tell(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.notify_shortcomings(case, channel="whatsapp", actor=stage.officer(), at=at)


def _register(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    reasons = "Syarat formal dan materiel terpenuhi."
    acts.accept_in_plenary(case, stage.plenary(case, at, reasons), actor=stage.chair(), at=at)
    acts.register_case(case, actor=stage.officer(), at=at)


def _register_published(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.register_published(
        case, number=told["number"], classes=told["classes"], reason=told["registered_reason"],
        actor=stage.officer(), at=at,
    )  # fmt: skip


def _note_publication(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.note_publication(case, text=told["text"], actor=stage.officer(), at=at)


def _invite(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.invite_to_clarify(
        case, party=_party(case, told["party"]), scheduled_at=told["at"], place="Ruang klarifikasi, kantor",
        actor=stage.officer(), at=at,
    )  # fmt: skip


def _hear(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    invitation = Clarification.objects.filter(party=_party(case, told["party"])).latest("summons")
    minutes = "Hadir dan memberi keterangan (contoh)." if told["came"] else ""
    acts.record_clarification(
        invitation, came=told["came"], took_oath=True if told["came"] else None, minutes=minutes,
        actor=stage.officer(), at=at,
    )  # fmt: skip


def _extend(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.extend_handling(
        case, stage.plenary(case, at, "Keterangan tambahan masih diperlukan."), actor=stage.chair(), at=at
    )


def _decide(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    text = StudyText(
        facts=told["what"], legal_basis="UU Pilkada", analysis=told["reason"], conclusion=told["reason"],
        recommendation="Tidak dilanjutkan.",
    )  # fmt: skip
    acts.write_study(case, text, actor=stage.officer(), at=at)
    outcomes = [
        OutcomeIn(party, code, told["result"], told["reason"])
        for party in case.parties.filter(role=Party.Role.RESPONDENT)
        for code in told["classes"]
    ]
    acts.decide(case, stage.plenary(case, at, told["reason"]), outcomes, actor=stage.chair(), at=at)


def _decline(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.decline_registration(case, stage.plenary(case, at, told["reason"]), actor=stage.chair(), at=at)


def _notice(stage: Stage, case: Case, told: Mapping[str, Any], at: datetime) -> None:
    acts.notify_status(
        case,
        channel="whatsapp",
        text="Status laporan telah diberitahukan (contoh).",
        actor=stage.officer(),
        at=at,
    )
    if case.outcomes.exists():
        acts.close_case(case, actor=stage.officer(), at=at)


def _party(case: Case, name: str) -> Party:
    role = Party.Role.WITNESS if "witness" in name else Party.Role.RESPONDENT
    return case.parties.filter(role=role).order_by("id").first()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_OPENING: Mapping[str, Callable[[Stage, Mapping[str, Any], datetime], Case]] = {
    "receive": _receive,
    "information": _information,
    "published": _published,
}
_ACTS: Mapping[str, Callable[[Stage, Case, Mapping[str, Any], datetime], None]] = {
    "assign": _assign,
    "study": _study,
    "tell": _tell,
    "register": _register,
    "register_published": _register_published,
    "note_publication": _note_publication,
    "invite": _invite,
    "hear": _hear,
    "extend": _extend,
    "decide": _decide,
    "decline": _decline,
    "notice": _notice,
}
