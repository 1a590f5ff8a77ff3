"""The catalogue: every form of the law that a case can need, what it is about, and when it can be set.

Codes stand in ``law/data``: a sheet names the form by what it is (``initial_study``), never by its code.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saksama.cases import transitions as t
from saksama.cases.models import Case, Clarification, Outcome, Party, Plenary, Transfer
from saksama.cases.papers import PAPERS, Occasion, Paper
from saksama.cases.paperwork import values
from saksama.cases.paperwork.values import Values
from saksama.cases.tracks.models import TrackAct
from saksama.law import load
from saksama.pages import formats

Numbered = Literal["case", "letter", ""]
Rows = Callable[[Case], Sequence[Any]]
SEALED = (Party.Role.REPORTER, Party.Role.REPRESENTATIVE, Party.Role.WITNESS, Party.Role.EXPERT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form.

    kind: of the documents room, and its key in ``law`` forms unless ``form`` names another ("" for none).
    label: what people call it.
    rows: what it can be about in a case now; ``[None]`` for the case itself, nothing while it cannot be set.
    values: what it prints; None where ``paper`` (a template of its own) says it.
    numbered: the case's number, the number of a letter, or none.   signs: posts that sign.
    names: roles of sealed persons it would name when opened.
    """

    key: str
    kind: str
    label: str | Promise
    rows: Rows
    values: Callable[[Occasion], Values] | None = None
    paper: Paper | None = None
    numbered: Numbered = "case"
    signs: Sequence[str | Promise] = ()
    names: Sequence[str] = ()
    form: str | None = None

    @property
    def law_form(self) -> str:
        """Key of the form in ``law``; empty where the law has none for it."""
        return self.kind if self.form is None else self.form

    def told(self, row: Any) -> str:
        """What this one is about, for a list: empty for the case itself."""
        return _TOLD[type(row)](row) if type(row) in _TOLD else ""


def _of_kind(*kinds: str) -> Rows:
    """The case itself, when it is of one of these kinds and not known from publication alone."""
    return lambda case: [None] if case.kind in kinds and not case.is_published else []


def _all(name: str) -> Rows:
    return lambda case: list(getattr(case, name).order_by("pk"))


def _completions(case: Case) -> Sequence[Any]:
    return list(case.acts.filter(act="receive_completion"))


def _held(case: Case) -> Sequence[Clarification]:
    came = Clarification.Attendance.CAME
    return list(case.clarifications.filter(attendance=came).select_related("party").order_by("pk"))


def _sworn(case: Case) -> Sequence[Clarification]:
    """Parties and witnesses who were asked to swear, also when they refused."""
    return [item for item in _held(case) if item.took_oath is not None and not _is_expert(item)]


def _sworn_experts(case: Case) -> Sequence[Clarification]:
    return [item for item in _held(case) if item.took_oath is not None and _is_expert(item)]


def _is_expert(item: Clarification) -> bool:
    return item.party.role == Party.Role.EXPERT


def _discussed(act: str) -> Rows:
    """The discussions of Gakkumdu that were recorded under ``act``."""
    return lambda case: list(
        TrackAct.objects.filter(track__case=case, track__road="gakkumdu", act=act)
        .select_related("track__office")
        .order_by("seq")
    )


def _latest(name: str) -> Rows:
    return lambda case: list(getattr(case, name).order_by("-pk")[:1])


def _to(form: str) -> Rows:
    """Outcomes whose class leaves the office on this form, by the law of the plenary's day."""

    def outcomes(case: Case) -> Sequence[Outcome]:
        rows = case.outcomes.exclude(destination="").select_related("respondent", "plenary").order_by("pk")
        return [item for item in rows if _form_of(case, item) == form]

    return outcomes


def _form_of(case: Case, outcome: Outcome) -> str:
    return load().on(outcome.plenary.held_on, case.regime).violation_class(outcome.violation_class).form


CHAIR = _("Chair")
OFFICER = _("Officer")
REPORTER = _("Reporter")
RECEIVER = _("Receiving officer")
GAKKUMDU = (_("For the supervision office"), _("Police investigator"), _("Prosecutor of Gakkumdu"))
_letter: Mapping[str, Any] = {"numbered": "letter", "signs": (CHAIR,)}

_CATALOGUE = (
    Sheet("report", "report_form", _("Report form"), _of_kind(t.REPORT), values.report, form="report",
          signs=(REPORTER, RECEIVER), names=SEALED),
    Sheet("finding", "finding_form", _("Finding form"), _of_kind(t.FINDING), values.finding, form="finding",
          signs=(_("Supervisor"), CHAIR), names=(Party.Role.WITNESS,)),
    Sheet("receipt", "receipt", _("Receipt of the report"), _of_kind(t.REPORT), paper=PAPERS["receipt"]),
    Sheet("information", "preliminary_information", _("Preliminary information"), _of_kind(t.INFORMATION),
          values.information, signs=(RECEIVER,)),
    Sheet("initial-study", "initial_study", _("Initial study"), _all("initial_studies"), values.initial_study,
          signs=(OFFICER, CHAIR), names=(Party.Role.REPORTER,)),
    Sheet("shortcomings", "shortcomings_notice", _("Notice of what is missing"), _latest("shortcomings_notices"),
          paper=PAPERS["shortcomings"], form="completion_notice", numbered="letter"),
    Sheet("completion", "completion_receipt", _("Receipt for completed items"), _completions, values.completion,
          signs=(REPORTER, RECEIVER)),
    Sheet("delegation", "delegation_letter", _("Delegation letter"), _all("transfers"), values.transfer, **_letter),
    Sheet("invitation", "clarification_invitation", _("Invitation to clarify"), _all("clarifications"),
          paper=PAPERS["invitation"], numbered="letter", names=SEALED),
    Sheet("oath", "oath_minutes", _("Oath minutes"), _sworn, values.hearing, numbered="",
          signs=(_("Who swears"), OFFICER), names=SEALED),
    Sheet("expert-oath", "expert_oath_minutes", _("Oath minutes of an expert"), _sworn_experts, values.hearing,
          numbered="", signs=(_("Who swears"), OFFICER), names=SEALED),
    Sheet("clarification", "clarification_minutes", _("Clarification minutes"), _held, values.hearing, numbered="",
          signs=(_("Who was heard"), OFFICER), names=SEALED),
    Sheet("study", "study", _("Study"), _latest("studies"), values.study, signs=(OFFICER, CHAIR),
          names=(Party.Role.REPORTER,)),
    *(
        Sheet(f"discussion-{place}", "discussion_minutes", label, _discussed(f"{ordinal}_discussion"),
              values.discussion, form=f"{ordinal}_discussion_minutes", numbered="", signs=GAKKUMDU)
        for place, ordinal, label in (
            (1, "first", _("Minutes of the first discussion")),
            (2, "second", _("Minutes of the second discussion")),
            (3, "third", _("Minutes of the third discussion")),
        )
    ),
    Sheet("plenary", "plenary_minutes", _("Minutes of the plenary"), _all("plenaries"), paper=PAPERS["plenary"],
          form="", numbered=""),
    *(
        Sheet(key, kind, label, _to(kind), values.outcome, **_letter)
        for key, kind, label in (
            ("administrative", "administrative_outcome", _("Administrative outcome")),
            ("ethics", "ethics_outcome", _("Ethics outcome")),
            ("criminal", "criminal_outcome", _("Criminal forwarding")),
            ("other-law", "other_law_outcome", _("Other-law forwarding")),
        )
    ),
    Sheet("status", "status_notice", _("Status notice"), _latest("status_notices"), paper=PAPERS["status"],
          numbered="letter"),
)  # fmt: skip
SHEETS: Mapping[str, Sheet] = {sheet.key: sheet for sheet in _CATALOGUE}


def _heard(row: Clarification) -> str:
    party = row.party
    return f"{party.name or f'{party.get_role_display()} {party.label}'} ({row.summons})"


_TOLD: Mapping[type, Callable[[Any], str]] = {
    Clarification: _heard,
    Outcome: lambda row: row.respondent.name,
    Plenary: lambda row: str(row.get_purpose_display()),
    TrackAct: lambda row: formats.plain_date(row.effective_on),
    Transfer: lambda row: f"{row.from_office_id} → {row.to_office_id}",
}


def of_case(case: Case) -> Iterable[tuple[Sheet, Any]]:
    """Every form that can be set for the case now, with what it is about, in the order of the law's series."""
    return [(sheet, row) for sheet in SHEETS.values() for row in sheet.rows(case)]


def sealed_parties(sheet: Sheet, case: Case, row: Any) -> list[Party]:
    """The sealed persons that this paper would name."""
    if isinstance(row, Clarification):
        return [row.party] if row.party.role in sheet.names and row.party.identity_id else []
    found = case.parties.filter(role__in=sheet.names, identity__isnull=False).order_by("pk")
    return list(found) if sheet.names else []
