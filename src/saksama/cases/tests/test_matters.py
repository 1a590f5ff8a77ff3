"""Whole matters, from the report to the sanction or the last court, as tables that a lawyer can read.

Each file of ``matters`` is one matter: steps with their local time, and what must stand after each of them. Nothing of
the law is written here.
"""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from saksama.cases import operations as acts
from saksama.cases.actors import PUBLIC, Actor
from saksama.cases.chronicle import entries_of
from saksama.cases.models import Case, Clock
from saksama.cases.neutrality import operations as neutrality
from saksama.cases.neutrality.models import Subject
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import Facts, FileIn, People, Respondent
from saksama.cases.problems import Problem
from saksama.cases.testing import WITA, Scene
from saksama.cases.tracks import operations as tracks
from saksama.cases.tracks.models import TrackClock
from saksama.evidence.operations import seal_bytes
from saksama.journal.queries import lines_of
from saksama.people.models import Role
from saksama.people.testing import person
from saksama.places.models import Office

pytestmark = pytest.mark.django_db
NOTICE = "PK-09"
"""The status notice is given apart; tables name its clock only where it matters."""
FILES = sorted((Path(__file__).parent / "matters").glob("*.toml"))


class Matter:
    """One matter being played; ``case`` is made by its first step."""

    case: Case

    def __init__(self, stage: Scene, told: dict[str, Any]) -> None:
        self.stage, self.told = stage, told
        self.office = Office.objects.get(pk=told.get("office", "64.02"))
        self.nation = Actor.of(person("00-ketua", "Ketua RI", Role.CHAIR, office="00"))

    def play(self, step: dict[str, Any]) -> None:
        at = step["at"].replace(tzinfo=WITA)
        word, _, rest = step["act"].partition(" ")
        if hasattr(self, word):
            getattr(self, word)(step, at, rest)
        else:
            self.on_road(word, rest, step, at)
        self.case.refresh_from_db()

    def receive_report(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        files = [
            FileIn(
                seal_bytes(
                    b"berkas %d" % place, name=f"{place}.txt", office=self.office.pk, actor="public", at=at
                ),
                "Berkas",
            )
            for place in range(step.get("files", 0))
        ]
        facts = Facts("Perkara", "Uraian.", known_on=self.told["known"], occurred_on=self.told["known"])
        people = People(reporter={"name": "Siti"}, respondents=[Respondent("Budi Santoso", "Camat")])
        self.case = acts.receive_report(
            office=self.office, event=self.stage.event, channel="form", facts=facts, people=people, files=files,
            actor=PUBLIC, at=at,
        ).case  # fmt: skip

    def register(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        """Initial study, plenary and number, in one sitting."""
        acts.conclude_initial_study(
            self.case, checks=self.stage.checks(self.case), classes=self.told["classes"], actor=self.stage.officer,
            at=at, reason="Hari pemungutan suara.",
        )  # fmt: skip
        acts.accept_in_plenary(self.case, self.stage.plenary(at), actor=self.stage.chair, at=at)
        acts.register_case(self.case, actor=self.stage.officer, at=at)
        if "subject" in self.told:
            told = dict(self.told["subject"])
            facts = neutrality.SubjectFacts(agency_name=told.pop("agency"), **told)
            neutrality.record_subject(
                self.case.parties.get(role="respondent"), facts, actor=self.stage.officer, at=at
            )

    def conduct(self, step: dict[str, Any], at: datetime, code: str) -> None:
        held = neutrality.add_conduct(
            Subject.objects.get(case=self.case), code, step["on"], actor=self.stage.officer, at=at
        )
        assert held.level == step["level"]

    def extend(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        acts.extend_handling(self.case, self.stage.plenary(at), actor=self.stage.chair, at=at)

    def decide(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        self.stage.studied(self.case, at)
        party = self.case.parties.get(role="respondent")
        outcomes = [OutcomeIn(party, code, result, "Terurai.") for code, result in step["results"].items()]
        acts.decide(self.case, self.stage.plenary(at), outcomes, actor=self.stage.chair, at=at)

    def forward(self, step: dict[str, Any], at: datetime, violation: str) -> None:
        outcome = self.case.outcomes.get(violation_class=violation)
        acts.forward_outcome(outcome, agency=step["to"], number="1/Kukar", actor=self.stage.officer, at=at)

    def delegate(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        acts.delegate_case(
            self.case, to_office=Office.objects.get(pk=step["to"]), number="1/RI", reason="Tempat kejadian.",
            actor=self.nation, at=at,
        )  # fmt: skip

    def receive_delegation(self, step: dict[str, Any], at: datetime, rest: str) -> None:
        acts.receive_delegation(self.case, actor=self.stage.officer, at=at)

    def on_road(self, road: str, act: str, step: dict[str, Any], at: datetime) -> None:
        told = tracks.Told(**{name: step.get(name, "") for name in ("number", "note", "choice")})
        tracks.act_on(
            self.case.tracks.get(road=road), act, told, actor=self.stage.officer, at=at, recorded_at=at
        )

    # --- what stands after a step ---------------------------------------------------------------------

    def stands(self, step: dict[str, Any]) -> None:
        about = f"{step['act']} {step['at']}"
        roads = {track.road: track for track in self.case.tracks.all()}
        if "case" in step:
            assert self.case.state == step["case"], about
        for road, state in step.get("road", {}).items():
            assert roads[road].state == state, about
        for name in ("paper", "destination"):
            for road, value in step.get(name, {}).items():
                assert getattr(roads[road], name) == value, about
        if "limits" in step:
            running = {rule: due for rule, (due, _) in self.running().items()}
            assert {
                rule: running[rule] for rule in running if rule != NOTICE or rule in step["limits"]
            } == step["limits"], about
        for rule, day in step.get("other", {}).items():
            assert self.running()[rule][1] == day, about
        for rule, result in step.get("ended", {}).items():
            assert self.last_result(rule) == result, about
        if "handled_by" in step:
            assert (self.case.office_id, self.case.files.count()) == (
                step["handled_by"],
                step["held_files"],
            ), about
        if step.get("sent_and_received"):
            transfer = self.case.transfers.get()
            assert (transfer.sent_by, transfer.received_by) == ("00-ketua", "64.02-petugas-1"), about

    def running(self) -> dict[str, tuple[str, str]]:
        """``{rule: (last day or minute, later reading)}`` of all clocks that run, the case's and its roads'."""
        found: dict[str, tuple[str, str]] = {}
        for clock in [
            *self.case.clocks.filter(ended_on=None),
            *TrackClock.objects.filter(track__case=self.case, ended_at=None),
        ]:
            due = (
                clock.due_at.astimezone(WITA).strftime("%Y-%m-%dT%H:%M")
                if clock.due_at
                else str(clock.due_on)
            )
            found[clock.rule] = (due, str(clock.other_due_on or ""))
        return found

    def last_result(self, rule: str) -> str:
        rows = (
            TrackClock.objects.filter(track__case=self.case, rule=rule).exclude(ended_at=None).order_by("-pk")
        )
        last = rows.first() or Clock.objects.filter(case=self.case, rule=rule).exclude(ended_on=None).last()
        assert last is not None, rule
        return str(last.result)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_whole_matter(stage, file):
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    matter = Matter(stage, told)
    for step in told["step"]:
        if "refused" in step:
            with pytest.raises(Problem) as refusal:
                matter.play(step)
            assert refusal.value.code == step["refused"], step["at"]
        else:
            matter.play(step)
        matter.stands(step)
    every_act_is_in_the_journal(matter.case)
    for language in ("id", "en"):
        with translation.override(language):
            an_outsider_can_follow(matter.case)


def every_act_is_in_the_journal(case: Case) -> None:
    """An outsider can say who did what and when: each act of the case and of its roads has its own line."""
    subjects = [("case", str(case.pk), case.acts.count())]
    subjects += [("track", str(track.pk), track.acts.count()) for track in case.tracks.all()]
    for kind, key, count in subjects:
        lines = list(lines_of((kind, key)))
        assert len(lines) == count
        assert all(line.actor and line.effective_at for line in lines)
        assert all(isinstance(date.fromisoformat(line.facts["on"]), date) for line in lines)


def an_outsider_can_follow(case: Case) -> None:
    """The case's own journal names for each act a person with a post, a day, words, a ground and its proof."""
    told = entries_of(case)
    assert [entry.at for entry in told] == sorted(entry.at for entry in told)
    acts = case.acts.count() + sum(track.acts.count() for track in case.tracks.all())
    assert len(told) >= acts
    for entry in told:
        assert ", " in entry.who, entry  # a name and a post, or the public and its way
        assert "64.02-" not in entry.who
        assert entry.ground, entry
        assert entry.line is not None, entry
        assert not re.search(r"_|%\(|None", f"{entry.what} {entry.ground}"), entry
