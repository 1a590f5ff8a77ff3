"""Everything of one case, read with one question for each kind of thing in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from saksama.cases import queries, wording
from saksama.cases.models import (
    Case,
    CaseAct,
    CaseFile,
    Clarification,
    Clock,
    InitialStudy,
    Outcome,
    Party,
    Plenary,
    PlenaryVote,
    Recusal,
    ShortcomingsNotice,
    StatusNotice,
    Study,
    Transfer,
)
from saksama.evidence.models import Custody

Shown = dict[str, Any]
"""Plain values for a template."""


@dataclass(slots=True)
class Record:
    """Everything of one case, read once."""

    acts: list[CaseAct]
    clocks: list[Clock]
    parties: list[Party]
    files: list[CaseFile]
    initial_studies: list[InitialStudy]
    shortcomings: list[ShortcomingsNotice]
    clarifications: list[Clarification]
    studies: list[Study]
    plenaries: list[Plenary]
    outcomes: list[Outcome]
    notices: list[StatusNotice]
    transfers: list[Transfer]
    classes: list[str]
    checked: dict[Any, bool]
    recusals: list[Recusal] = field(default_factory=list)
    joined: list[queries.Joined] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """``{label: how a person says it}``: respondents by name, others with their role."""
        return {
            party.label: party.name or f"{party.get_role_display()} {party.label}" for party in self.parties
        }

    @property
    def open_transfer(self) -> Transfer | None:
        return next((item for item in self.transfers if item.received_at is None), None)

    @property
    def main_clock(self) -> Clock | None:
        """The open clock that ends first."""
        running = [clock for clock in self.clocks if clock.ended_on is None and clock.due_on]
        return min(running, key=lambda clock: (clock.due_on, clock.pk), default=None)


def read(case: Case) -> Record:
    """Read the whole record of a case: one question for each kind of thing in it."""
    votes = Prefetch("votes", PlenaryVote.objects.select_related("member"))
    files = list(case.files.select_related("sealed"))
    acts = list(case.acts.all())
    record = Record(
        acts=acts,
        clocks=list(case.clocks.all()),
        parties=list(case.parties.select_related("identity", "acts_for")),
        files=files,
        initial_studies=list(case.initial_studies.prefetch_related("checks")),
        shortcomings=list(case.shortcomings_notices.all()),
        clarifications=list(case.clarifications.select_related("party")),
        studies=list(case.studies.all()),
        plenaries=list(case.plenaries.prefetch_related(votes)),
        outcomes=list(case.outcomes.select_related("respondent", "plenary", "forwarding")),
        notices=list(case.status_notices.all()),
        transfers=list(case.transfers.select_related("from_office", "to_office")),
        classes=list(
            case.classes.filter(dropped_on=None).order_by("id").values_list("violation_class", flat=True)
        ),
        checked=_checked(files),
        recusals=list(case.recusals.filter(lifted_at=None).select_related("account")),
    )
    codes = {act.actor for act in acts} | {
        str(act.facts.get(name, "")) for act in acts for name in ("owner", "recused")
    }
    codes |= {item.sent_by for item in record.transfers} | {study.author for study in record.studies}
    record.names = queries.names_of(codes)
    record.offices = wording.office_names(wording.office_codes(acts))
    return record


def _checked(files: Sequence[CaseFile]) -> dict[Any, bool]:
    """``{sealed file: intact}`` as the last check against the hash found it."""
    rows = Custody.objects.filter(file__in=[item.sealed_id for item in files], act=Custody.Act.VERIFIED)
    return {
        row.file_id: bool(row.line.facts.get("intact")) for row in rows.select_related("line").order_by("pk")
    }
