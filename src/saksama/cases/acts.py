"""Each act of an open case: the form that asks for it, and the operation that does it.

``ENTRIES`` is all that the generic view knows. An act that opens a case has its own page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from saksama.cases import operations
from saksama.cases.forms import care, duty, fields, handling, joining, plenary, study
from saksama.cases.forms.base import ActForm
from saksama.cases.models import CaseFile
from saksama.cases.operations.intake import FileIn
from saksama.cases.operations.study import StudyText
from saksama.evidence.upload import SealedUpload

Do = Callable[[Any], object]
"""Carries the valid form out. Runs inside a transaction; raises Problem or DocumentProblem."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as the generic view knows it."""

    form: type[ActForm]
    do: Do


def _by(form: ActForm) -> dict[str, Any]:
    return form.scene.by(form.seen)


def _files(form: ActForm, *, title: str = "", kind: str = CaseFile.Kind.EVIDENCE) -> list[FileIn]:
    return _sealed(form, form.cleaned_data["files"], title=title, kind=kind)


def _proof(form: ActForm) -> FileIn | None:
    upload = form.cleaned_data.get("proof")
    return _sealed(form, [upload], kind=CaseFile.Kind.PROOF)[0] if upload else None


def _sealed(form: ActForm, uploads: list[SealedUpload], *, title: str = "", kind: str) -> list[FileIn]:
    scene = form.scene
    return fields.sealed(
        uploads, office=scene.case.office_id, actor=scene.account.code, at=scene.at, title=title, kind=kind
    )


# --- initial study, completion, study ----------------------------------------------------------------


def _initial_study(form: study.InitialStudyForm) -> object:
    return operations.conclude_initial_study(
        form.scene.case,
        checks=form.checks(),
        classes=form.cleaned_data["classes"],
        note=form.written("note"),
        reason=form.written("reason"),
        **_by(form),
    )


def _notify_shortcomings(form: study.NotifyShortcomingsForm) -> object:
    return operations.notify_shortcomings(
        form.scene.case,
        channel=form.cleaned_data["channel"],
        number=form.written("number"),
        proof=_proof(form),
        **_by(form),
    )


def _receive_completion(form: study.ReceiveCompletionForm) -> object:
    return operations.receive_completion(
        form.scene.case,
        told=form.written("told"),
        files=_files(form),
        reason=form.written("reason"),
        **_by(form),
    )


def _write_study(form: study.StudyForm) -> object:
    parts = ("facts", "legal_basis", "analysis", "conclusion", "recommendation")
    return operations.write_study(form.scene.case, StudyText(*map(form.written, parts)), **_by(form))


# --- plenaries ---------------------------------------------------------------------------------------


def _accept(form: plenary.AcceptForm) -> object:
    return operations.accept_in_plenary(
        form.scene.case, form.record(), reason=form.written("reason"), **_by(form)
    )


def _decline(form: plenary.DeclineForm) -> object:
    return operations.decline_registration(
        form.scene.case, form.record(), reason=form.written("reason"), **_by(form)
    )


def _extend(form: plenary.PlenaryForm) -> object:
    return operations.extend_handling(form.scene.case, form.record(), **_by(form))


def _decide(form: plenary.DecideForm) -> object:
    return operations.decide(
        form.scene.case, form.record(), form.outcomes(), reason=form.written("reason"), **_by(form)
    )


# --- registration, clarification, notice -------------------------------------------------------------


def _register(form: handling.RegisterForm) -> object:
    return operations.register_case(
        form.scene.case, number=form.cleaned_data["number"], reason=form.why, **_by(form)
    )


def _register_published(form: handling.RegisterPublishedForm) -> object:
    data = form.cleaned_data
    return operations.register_published(
        form.scene.case,
        number=data["number"],
        classes=data["classes"],
        reason=form.written("reason"),
        **_by(form),
    )


def _note_publication(form: handling.PublicationForm) -> object:
    return operations.note_publication(form.scene.case, text=form.written("text"), **_by(form))


def _invite(form: handling.InviteForm) -> object:
    return operations.invite_to_clarify(
        form.scene.case,
        party=form.cleaned_data["party"],
        scheduled_at=form.scheduled_at,
        place=form.written("place"),
        number=form.written("number"),
        **_by(form),
    )


def _record_clarification(form: handling.RecordClarificationForm) -> object:
    data = form.cleaned_data
    return operations.record_clarification(
        data["invitation"],
        came=data["came"],
        took_oath=data["took_oath"],
        minutes=form.written("minutes"),
        interview=form.interview,
        **_by(form),
    )


def _forward(form: handling.ForwardForm) -> object:
    return operations.forward_outcome(
        form.cleaned_data["outcome"],
        agency=form.receiver,
        institution=form.cleaned_data["institution"],
        number=form.written("number"),
        note=form.written("note"),
        proof=_proof(form),
        **_by(form),
    )


def _notify_status(form: handling.NotifyStatusForm) -> object:
    return operations.notify_status(
        form.scene.case,
        channel=form.cleaned_data["channel"],
        text=form.written("text"),
        number=form.written("number"),
        proof=_proof(form),
        **_by(form),
    )


# --- ends and passages -------------------------------------------------------------------------------


def _plain(operation: Callable[..., object]) -> Do:
    """An act that needs nothing but to be wanted."""
    return lambda form: operation(form.scene.case, **_by(form))


def _with_reason(operation: Callable[..., object]) -> Do:
    """An act that needs a reason and nothing else."""
    return lambda form: operation(form.scene.case, reason=form.written("reason"), **_by(form))


def _transfer(operation: Callable[..., object]) -> Do:
    return lambda form: operation(
        form.scene.case,
        to_office=form.cleaned_data["to_office"],
        number=form.written("number"),
        reason=form.written("reason"),
        **_by(form),
    )


# --- care of the record ------------------------------------------------------------------------------


def _add_file(form: care.AddFileForm) -> object:
    files = _files(form, title=form.written("title"), kind=form.cleaned_data["kind"])
    return operations.add_file(form.scene.case, files, **_by(form))


def _add_party(form: care.AddPartyForm) -> object:
    return operations.add_party(
        form.scene.case,
        role=form.cleaned_data["role"],
        respondent=form.respondent,
        identity=form.identity,
        **_by(form),
    )


def _assign(form: care.AssignForm) -> object:
    return operations.assign_case(form.scene.case, form.cleaned_data["owner"], **_by(form))


def _recuse(form: duty.RecuseForm) -> object:
    return operations.recuse(
        form.scene.case,
        form.cleaned_data["who"],
        ground=form.cleaned_data["ground"],
        note=form.written("note"),
        stand_in=duty.stand_in_of(form),
        **_by(form),
    )


def _lift_recusal(form: duty.LiftRecusalForm) -> object:
    return operations.lift_recusal(
        form.scene.case, form.cleaned_data["who"], reason=form.written("reason"), **_by(form)
    )


def _join(operation: Callable[..., object]) -> Do:
    return lambda form: operation(form.scene.case, form.other, reason=form.written("reason"), **_by(form))


def _part(form: joining.PartForm) -> object:
    return operations.part_cases(
        form.scene.case, form.cleaned_data["other"], reason=form.written("reason"), **_by(form)
    )


def _correct(form: care.CorrectFactsForm) -> object:
    return operations.correct_facts(form.scene.case, form.facts, reason=form.written("reason"), **_by(form))


ENTRIES: Mapping[str, Entry] = {
    "find_complete": Entry(study.InitialStudyForm, _initial_study),
    "find_incomplete": Entry(study.InitialStudyForm, _initial_study),
    "notify_shortcomings": Entry(study.NotifyShortcomingsForm, _notify_shortcomings),
    "receive_completion": Entry(study.ReceiveCompletionForm, _receive_completion),
    "accept_in_plenary": Entry(plenary.AcceptForm, _accept),
    "register_case": Entry(handling.RegisterForm, _register),
    "register_published": Entry(handling.RegisterPublishedForm, _register_published),
    "note_publication": Entry(handling.PublicationForm, _note_publication),
    "decline_registration": Entry(plenary.DeclineForm, _decline),
    "keep_as_information": Entry(handling.ReasonForm, _with_reason(operations.keep_as_information)),
    "invite_to_clarify": Entry(handling.InviteForm, _invite),
    "record_clarification": Entry(handling.RecordClarificationForm, _record_clarification),
    "write_study": Entry(study.StudyForm, _write_study),
    "extend_handling": Entry(plenary.PlenaryForm, _extend),
    "decide": Entry(plenary.DecideForm, _decide),
    "forward_outcome": Entry(handling.ForwardForm, _forward),
    "notify_status": Entry(handling.NotifyStatusForm, _notify_status),
    "close_case": Entry(handling.NothingForm, _plain(operations.close_case)),
    "end_tracing": Entry(handling.ReasonForm, _with_reason(operations.end_tracing)),
    "stop_case": Entry(handling.ReasonForm, _with_reason(operations.stop_case)),
    "withdraw_report": Entry(handling.ReasonForm, _with_reason(operations.withdraw_report)),
    "delegate_case": Entry(handling.DelegateForm, _transfer(operations.delegate_case)),
    "take_over_case": Entry(handling.TakeOverForm, _transfer(operations.take_over_case)),
    "receive_delegation": Entry(handling.NothingForm, _plain(operations.receive_delegation)),
    "hand_over_case": Entry(handling.NothingForm, _plain(operations.hand_over_case)),
    "add_file": Entry(care.AddFileForm, _add_file),
    "add_party": Entry(care.AddPartyForm, _add_party),
    "assign_case": Entry(care.AssignForm, _assign),
    "connect_case": Entry(joining.JoinForm, _join(operations.connect_cases)),
    "merge_case": Entry(joining.JoinForm, _join(operations.merge_cases)),
    "part_case": Entry(joining.PartForm, _part),
    "recuse": Entry(duty.RecuseForm, _recuse),
    "lift_recusal": Entry(duty.LiftRecusalForm, _lift_recusal),
    "correct_facts": Entry(care.CorrectFactsForm, _correct),
}
