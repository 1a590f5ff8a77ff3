"""Initial study, notice of shortcomings, completion, and the study of the alleged violation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language

from saksama.cases import rules
from saksama.cases.actors import Actor
from saksama.cases.models import (
    Case,
    CaseFile,
    InitialStudy,
    RequirementCheck,
    ShortcomingsNotice,
    Study,
)
from saksama.cases.operations import acting, clocks
from saksama.cases.operations.classes import classify
from saksama.cases.operations.intake import FileIn, attach
from saksama.cases.problems import Problem
from saksama.law import Requirement, load


@transaction.atomic
def conclude_initial_study(
    case: Case,
    *,
    checks: Sequence[rules.Check],
    classes: Sequence[str],
    note: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> InitialStudy:
    """Conclude the initial study (kajian awal): complete when every requirement is met.

    Law: clock PK-03 / PM-03; requirements of the regime on the day of receipt.
    Raises: Problem checks_incomplete | missing_unnamed | class_missing | limit_passed | wrong_state ...
    """
    _check_checks(case, checks)
    is_complete = not rules.unmet(checks)
    act = "find_complete" if is_complete else "find_incomplete"
    case = acting.lawful(case, act, actor=actor, at=at, version=version)
    if is_complete and not classes:
        raise Problem("class_missing")
    on = acting.day_of(case, at)
    acting.needs_reason_when_late(case, "initial_study", on=on, reason=reason)
    study = InitialStudy.objects.create(
        case=case,
        round=case.initial_studies.count() + 1,
        is_complete=is_complete,
        note=note,
        concluded_on=on,
    )
    RequirementCheck.objects.bulk_create(
        RequirementCheck(
            study=study, requirement=c.requirement, is_met=bool(c.is_met), missing=c.missing.strip()
        )
        for c in checks
    )
    classify(case, classes, on=on)
    clocks.end(case, act, on=on)
    facts = {"round": study.round, "classes": list(classes), "missing": rules.unmet(checks)}
    acting.done(case, act, actor=actor, at=at, reason=reason, facts=facts)
    return study


@transaction.atomic
def notify_shortcomings(
    case: Case,
    *,
    channel: str,
    number: str = "",
    proof: FileIn | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> ShortcomingsNotice:
    """Tell the reporter what is missing; the completion clock starts (PK-04 / PM-04)."""
    case = acting.lawful(case, "notify_shortcomings", actor=actor, at=at, version=version)
    on = acting.day_of(case, at)
    notice = ShortcomingsNotice.objects.create(
        case=case,
        study=case.initial_studies.latest("round"),
        channel=channel,
        number=number,
        given_at=at,
        proof=attach_proof(case, proof, on=on),
    )
    clocks.start(case, "completion", at=at)
    acting.done(case, "notify_shortcomings", actor=actor, at=at, facts={"channel": channel, "number": number})
    return notice


@transaction.atomic
def receive_completion(
    case: Case,
    *,
    told: str,
    files: Sequence[FileIn] = (),
    reason: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Receive what was missing; the initial study is repeated.

    What the reporter adds is kept below the first story, with its day. Whether completion restarts the
    initial study's two days is an open question for a lawyer (handling-rules 9.3); the clock starts again.
    """
    case = acting.lawful(case, "receive_completion", actor=actor, at=at, version=version)
    on = acting.day_of(case, at)
    if told.strip():
        case.what = f"{case.what}\n\n[{on.isoformat()}]\n{told.strip()}"
    attach(case, files, on=on)
    clocks.end(case, "receive_completion", on=on)
    clocks.start(case, "initial_study", at=at)
    acting.done(case, "receive_completion", actor=actor, at=at, reason=reason, facts={"files": len(files)})
    return case


@dataclass(frozen=True, slots=True)
class StudyText:
    """The six parts of a study (handling-rules 1.5); the case itself is the first."""

    facts: str
    legal_basis: str
    analysis: str
    conclusion: str
    recommendation: str


@transaction.atomic
def write_study(
    case: Case, text: StudyText, *, actor: Actor, at: datetime, version: int | None = None
) -> Study:
    """Write the study (kajian); earlier versions stay. Confidential until decided."""
    case = acting.lawful(case, "write_study", actor=actor, at=at, version=version)
    study = Study.objects.create(
        case=case,
        version=case.studies.count() + 1,
        facts=text.facts,
        legal_basis=text.legal_basis,
        analysis=text.analysis,
        conclusion=text.conclusion,
        recommendation=text.recommendation,
        written_on=acting.day_of(case, at),
        author=actor.code,
    )
    acting.done(case, "write_study", actor=actor, at=at, facts={"study": study.version})
    return study


def attach_proof(case: Case, proof: FileIn | None, *, on: date) -> CaseFile | None:
    """Hang a proof of delivery on the case, if there is one."""
    if proof is None:
        return None
    return CaseFile.objects.create(
        case=case, sealed=proof.sealed, title=proof.title, kind=CaseFile.Kind.PROOF, added_on=on
    )


def _check_checks(case: Case, checks: Sequence[rules.Check]) -> None:
    """Every requirement of the law is judged, and what is missing is named."""
    wanted = {item.code: item for item in load().on(case.received_on, case.regime).requirements()}
    judged = {check.requirement for check in checks if check.is_met is not None}
    if missing := [code for code in wanted if code not in judged]:
        raise Problem("checks_incomplete", missing=_labels(wanted, missing))
    if unnamed := rules.unnamed(checks):
        raise Problem("missing_unnamed", missing=_labels(wanted, unnamed))


def _labels(requirements: Mapping[str, Requirement], codes: Sequence[str]) -> str:
    lang = get_language() or "id"
    return ", ".join(requirements[code].label.of(lang) for code in codes if code in requirements)
