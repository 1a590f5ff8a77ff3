"""The example's sittings of the plenary, played with the other steps through the operations that the screens call."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.sittings import operations
from saksama.cases.sittings.models import Seat, Signature, Sitting
from saksama.config.example import script
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Office

FILE = Path(__file__).with_name("sittings.toml")
VERIFY = "https://contoh.example/periksa/"
WORD = "sitting"


class StageLike(Protocol):
    """What the acts need of the replay's stage."""

    office: Office
    event: ElectionEvent
    cases: dict[str, str]
    members: list[Account]

    def chair(self) -> Actor: ...


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def steps(until: date) -> Iterator[script.Step]:
    """Steps up to the end of ``until``; a sitting on a matter that the example does not have is left out."""
    known = {case["key"] for case in script.read()["case"]}
    for told in read()["sitting"]:
        if not set(told["matters"]) <= known:
            continue
        for do in _ACTS:
            at = _at(told[do])
            if at.date() <= until:
                yield script.Step(at, "", f"{WORD} {do} {told['key']}", told)


def play(stage: StageLike, step: script.Step) -> None:
    """Do what the step says, at its time."""
    _ACTS[step.do.split(" ")[1]](stage, step.told, step.at)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=script.ZONE)


def _sitting(told: Mapping[str, Any]) -> Sitting:
    sitting: Sitting = Sitting.objects.get(is_sample=True, starts_at=_at(told["starts"]))
    return sitting


def _plan(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    chair = stage.chair()
    assert chair.account is not None, "the chair has an account"
    cases = Case.objects.select_related("office")
    matters = [(cases.get(pk=stage.cases[key]), purpose) for key, purpose in told["matters"].items()]
    operations.plan_sitting(
        stage.office, stage.event, operations.Plan(_at(told["starts"]), told["place"], chair.account), matters,
        actor=chair, at=at, is_sample=True,
    )  # fmt: skip


def _open(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    away = told.get("away", {})
    present = {
        member: operations.Presence(Seat.Presence.EXCUSED, away[member.code])
        if member.code in away
        else operations.Presence(Seat.Presence.PRESENT)
        for member in stage.members
    }
    operations.open_sitting(_sitting(told), present, opened_at=at, actor=stage.chair(), at=at)


def _close(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    operations.close_sitting(_sitting(told), closed_at=at, actor=stage.chair(), at=at)


def _issue(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    operations.issue_minutes(_sitting(told), verify_base=VERIFY, actor=stage.chair(), at=at)


def _sign(stage: StageLike, told: Mapping[str, Any], at: datetime) -> None:
    sitting = _sitting(told)
    for member in operations.unsigned(sitting):
        operations.record_signature(
            sitting, member, way=Signature.Way.HAND, signed_at=at, actor=stage.chair(), at=at
        )


_ACTS: Mapping[str, Callable[[StageLike, Mapping[str, Any], datetime], None]] = {
    "planned": _plan,
    "opened": _open,
    "closed": _close,
    "issued": _issue,
    "signed": _sign,
}
"""By the name of their time in the file, in their order."""
