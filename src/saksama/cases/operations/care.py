"""Care of the record: files, parties, owner, corrections, and looks at what is sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from saksama.cases.actors import Actor
from saksama.cases.models import Case, CaseFile, Party, RecordFile
from saksama.cases.operations import acting
from saksama.cases.operations.intake import (
    Facts,
    FileIn,
    Respondent,
    add_respondent,
    add_sealed_party,
    attach,
    check_days,
)
from saksama.cases.problems import Problem
from saksama.evidence import operations as evidence
from saksama.people.models import Account


@transaction.atomic
def add_file(
    case: Case, files: Sequence[FileIn], *, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Add sealed files to a case."""
    case = acting.lawful(case, "add_file", actor=actor, at=at, version=version)
    attach(case, files, on=acting.day_of(case, at))
    acting.done(case, "add_file", actor=actor, at=at, facts={"files": [str(f.sealed.pk) for f in files]})
    return case


@transaction.atomic
def add_party(
    case: Case,
    *,
    role: str,
    respondent: Respondent | None = None,
    identity: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Party:
    """Add a respondent (by name) or a witness or representative (sealed)."""
    case = acting.lawful(case, "add_party", actor=actor, at=at, version=version)
    if role == Party.Role.RESPONDENT:
        assert respondent is not None
        party = add_respondent(case, respondent, case.parties.filter(role=role).count() + 1)
    else:
        party = add_sealed_party(case, role, identity or {}, actor=actor, at=at)
    acting.done(case, "add_party", actor=actor, at=at, facts={"party": party.label, "role": role})
    return party


@transaction.atomic
def assign_case(
    case: Case, owner: Account, *, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Give the case to an officer, who must be able to study it."""
    case = acting.lawful(case, "assign_case", actor=actor, at=at, version=version)
    acting.may_on(case, Actor.of(owner), "study_case", at=at)
    case.owner = owner
    acting.done(case, "assign_case", actor=actor, at=at, facts={"owner": owner.code})
    return case


@transaction.atomic
def correct_facts(
    case: Case, facts: Facts, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Correct what the record says of the event; who, when and why stay, and dates already given stand."""
    case = acting.lawful(case, "correct_facts", actor=actor, at=at, version=version)
    if not reason.strip():
        raise Problem("reason_missing")
    check_days(facts.occurred_on, facts.known_on, today=acting.day_of(case, at))
    changed = [
        name
        for name in ("title", "what", "where_text", "area", "occurred_on", "known_on")
        if getattr(case, name) != getattr(facts, name)
    ]
    for name in changed:
        setattr(case, name, getattr(facts, name))
    acting.done(case, "correct_facts", actor=actor, at=at, reason=reason, facts={"changed": changed})
    return case


@transaction.atomic
def reveal_identity(
    party: Party, *, ground: str, note: str = "", actor: Actor, at: datetime
) -> dict[str, str]:
    """Show a sealed identity to somebody who gives a ground; each look is in the journal."""
    acting.may_on(party.case, actor, "reveal_identity", at=at)
    if not ground:
        raise Problem("ground_missing")
    assert party.identity is not None, "only sealed roles hold an identity"
    return evidence.reveal(party.identity, actor=actor.code, ground=ground, note=note, at=at)


@transaction.atomic
def look_at_file(file: CaseFile, *, actor: Actor, at: datetime) -> evidence.SafeView:
    """A safe view of a file, with its custody line."""
    acting.may_on(file.case, actor, "view_files", at=at)
    return evidence.look(
        file.sealed, actor=actor.code, at=at, why=f"case {file.case_id}", office=file.case.office_id
    )


@transaction.atomic
def look_at_record_file(file: RecordFile, *, actor: Actor, at: datetime) -> evidence.SafeView:
    """A safe view of a supervision record's file; whoever may read the record may see it."""
    record = file.record
    why = f"supervision record {record.pk}"
    return evidence.look(file.sealed, actor=actor.code, at=at, why=why, office=record.office_id)


@transaction.atomic
def copy_file(
    file: CaseFile, *, why: str, from_quarantine: bool = False, actor: Actor, at: datetime
) -> evidence.SafeView:
    """Hand out the original, byte for byte, with its custody line.

    Raises: Problem reason_missing; evidence.InQuarantine unless ``from_quarantine``.
    """
    acting.may_on(file.case, actor, "copy_files", at=at)
    if not why.strip():
        raise Problem("reason_missing")
    office = file.case.office_id
    return evidence.copy_out(
        file.sealed, actor=actor.code, at=at, why=why, office=office, from_quarantine=from_quarantine
    )


def check_file(file: CaseFile, *, actor: Actor, at: datetime) -> bool:
    """Open and hash a file again: is it still what was sealed? The answer stands in its custody."""
    acting.may_on(file.case, actor, "view_files", at=at)
    return evidence.verify_file(file.sealed, actor=actor.code, at=at, office=file.case.office_id)
