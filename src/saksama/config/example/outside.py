"""What the example did outside its cases: letters, advice, sheets of neutrality, roads; played with the other steps.

Pure reading (``steps``) and the acts themselves (``play``), through the operations that the screens call.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.advice import letters as advice_letters
from saksama.cases.advice import operations as advice
from saksama.cases.advice.models import Advice
from saksama.cases.models import Case, Outcome, Party
from saksama.cases.neutrality import letters
from saksama.cases.neutrality import operations as neutrality
from saksama.cases.neutrality.models import Subject
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import FileIn
from saksama.cases.operations.plenaries import PlenaryRecord
from saksama.cases.operations.study import StudyText
from saksama.cases.tracks import operations as tracks
from saksama.cases.tracks.models import Track
from saksama.config.example import pictures, script
from saksama.evidence.operations import seal_bytes
from saksama.people.directory.operations import record_institution
from saksama.people.models import Institution
from saksama.places.models import ElectionEvent, Office

FILE = Path(__file__).with_name("outside.toml")
VERIFY = "https://contoh.example/periksa/"
WORD = "outside"


class StageLike(Protocol):
    """What the acts need of the replay's stage."""

    office: Office
    event: ElectionEvent
    cases: dict[str, str]

    def officer(self) -> Actor: ...
    def chair(self) -> Actor: ...
    def plenary(self, case: Case, at: datetime, reasons: str) -> PlenaryRecord: ...


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def steps(until: date) -> Iterator[script.Step]:
    """Steps up to the end of ``until``; those about a matter that the example does not have are left out."""
    known = {case["key"] for case in script.read()["case"]}
    for told in read()["step"]:
        at = datetime.fromisoformat(told["at"]).replace(tzinfo=script.ZONE)
        if at.date() <= until and told.get("case", "") in known | {""}:
            yield script.Step(at, told.get("case", ""), f"{WORD} {told['do']} {_about(told)}", told)


def _about(told: Mapping[str, Any]) -> str:
    return ":".join(str(told[name]) for name in ("key", "act", "to", "code") if name in told)


def play(stage: StageLike, step: script.Step) -> None:
    """Do what the step says, at its time."""
    _enter_institutions(step.at)
    _ACTS[step.told["do"]](stage, step.told, step.at)


def _enter_institutions(at: datetime) -> None:
    """The directory entries that the steps speak of, where nobody has entered them."""
    known = set(Institution.objects.values_list("code", flat=True))
    for told in read()["institution"]:
        if told["code"] not in known:
            record_institution(
                code=told["code"], name=told["name"], kind=told["kind"], area_code=told["area"],
                address=told.get("address", ""), actor=None, at=at, is_sample=True,
            )  # fmt: skip


def _case(stage: StageLike, told: Mapping[str, Any]) -> Case:
    rows = Case.objects.select_related("office__area", "event__election")
    case: Case = rows.get(pk=stage.cases[told["case"]])
    return case


def _respondent(case: Case) -> Party:
    party: Party = case.parties.get(role=Party.Role.RESPONDENT)
    return party


def _institution(told: Mapping[str, Any], name: str = "to") -> Institution | None:
    return Institution.objects.get(pk=told[name]) if name in told else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


# --- letters and advice ------------------------------------------------------------------------------


def _letter(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    institution = _institution(told)
    assert institution is not None
    letter = letters.compose(
        stage.office, stage.event, institution, institution.name, number=told["number"], at=at, verify_base=VERIFY,
        sample=True,
    )  # fmt: skip
    neutrality.send_reminder(stage.office, stage.event, letter, actor=stage.chair(), at=at, is_sample=True)


def _advice(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    institution = _institution(told)
    facts = advice.AdviceFacts(
        subject=told["subject"], what=told["what"], advised=told["advised"], seen_on=_day(told["seen"]),
        way=told["way"], agency=institution.name if institution else told["agency"], institution=institution,
        place=told["place"], basis=told.get("basis", ""), number=told.get("number", ""),
    )  # fmt: skip
    letter = None
    if facts.way == Advice.Way.LETTER:
        letter = advice_letters.data_of(stage.office, stage.event, facts, at=at, sample=True)
    advice.give_advice(
        stage.office,
        stage.event,
        facts,
        letter=letter,
        verify_base=VERIFY,
        actor=stage.officer(),
        at=at,
        is_sample=True,
    )


def _on_advice(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    given = next(step for step in read()["step"] if step["do"] == "advice" and step["key"] == told["key"])
    track = Track.objects.get(road="advice", subject=given["subject"], is_sample=True)
    _act(stage, track, told, at)


# --- neutrality --------------------------------------------------------------------------------------


def _sheet(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    facts = neutrality.SubjectFacts(
        kind=told["kind"], post=told.get("post", ""), rank=told.get("rank", ""), agency=_institution(told, "agency"),
        nip=told.get("nip", ""), conflict=told.get("conflict", ""),
    )  # fmt: skip
    neutrality.record_subject(_respondent(_case(stage, told)), facts, actor=stage.officer(), at=at)


def _subject(stage: StageLike, told: Mapping[str, Any]) -> Subject:
    rows = Subject.objects.select_related("case__office", "case__event")
    subject: Subject = rows.get(case=stage.cases[told["case"]])
    return subject


def _conduct(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    neutrality.add_conduct(
        _subject(stage, told), told["code"], _day(told["on"]), actor=stage.officer(), at=at
    )


def _link(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    picture = pictures.screenshot(told["url"])
    sealed = seal_bytes(
        picture, name="laman-contoh.png", office=stage.office.code, actor=stage.officer().code, at=at
    )
    neutrality.capture_link(
        _subject(stage, told), told["url"], seen_at=at, posted_on=_day(told["posted"]),
        file=FileIn(sealed, "Laman contoh"), actor=stage.officer(), at=at,
    )  # fmt: skip


# --- roads -------------------------------------------------------------------------------------------


def _on_road(road: str) -> Callable[[StageLike, Mapping[str, Any], datetime], None]:
    def on_road(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
        _act(stage, Track.objects.get(case=stage.cases[told["case"]], road=road), told, at)

    return on_road


def _act(stage: StageLike, track: Track, told: Mapping[str, Any], at: datetime) -> None:
    said = tracks.Told(
        number=told.get("number", ""), note=told.get("note", ""), choice=told.get("choice", ""),
        institution=_institution(told),
    )  # fmt: skip
    tracks.act_on(track, told["act"], said, actor=stage.officer(), at=at, recorded_at=at)


def _study(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    case = _case(stage, told)
    text = StudyText(
        facts=case.what, legal_basis="UU Pilkada; SKB netralitas ASN", analysis=told["analysis"],
        conclusion=told["conclusion"], recommendation=told["recommendation"],
    )  # fmt: skip
    acts.write_study(case, text, actor=stage.officer(), at=at)


def _decide(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    case, reason = _case(stage, told), told["reason"]
    party = _respondent(case)
    outcomes = [OutcomeIn(party, code, result, reason) for code, result in told["results"].items()]
    acts.decide(case, stage.plenary(case, at, reason), outcomes, actor=stage.chair(), at=at)


def _forward(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    outcome = Outcome.objects.exclude(destination="").get(case=stage.cases[told["case"]])
    institution = _institution(told)
    assert institution is not None
    acts.forward_outcome(
        outcome,
        agency=institution.name,
        institution=institution,
        number=told["number"],
        actor=stage.officer(),
        at=at,
    )


def _notice(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    text = "Status laporan telah diberitahukan (contoh)."
    acts.notify_status(_case(stage, told), channel="whatsapp", text=text, actor=stage.officer(), at=at)


_ACTS: Mapping[str, Callable[[StageLike, Mapping[str, Any], datetime], None]] = {
    "letter": _letter,
    "advice": _advice,
    "on_advice": _on_advice,
    "sheet": _sheet,
    "conduct": _conduct,
    "link": _link,
    "gakkumdu": _on_road("gakkumdu"),
    "neutrality": _on_road("neutrality"),
    "study": _study,
    "decide": _decide,
    "forward": _forward,
    "notice": _notice,
}
