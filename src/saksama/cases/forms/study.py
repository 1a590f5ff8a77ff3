"""Forms of the initial study, the notice of shortcomings, completion and the study."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases import ready_messages, rules
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm
from saksama.cases.models import CaseFile, Clock, Party, StatusNotice
from saksama.cases.operations import clocks
from saksama.cases.operations.classes import held_classes
from saksama.evidence.forms import SealedFileField
from saksama.law import Requirement, ViolationClass, load

MET, MISSING = "met", "missing"


def language() -> str:
    """Language of the page being written, as the law room takes it."""
    return get_language() or "id"


def class_choices(classes: tuple[ViolationClass, ...]) -> list[tuple[str, str]]:
    """Classes of violation with where each goes."""
    lang = language()
    return [(item.code, f"{item.label.of(lang)} → {item.destination.label.of(lang)}") for item in classes]


class ClassesField(forms.MultipleChoiceField):
    """Classes of violation of the day; none is refused by the operation, in its own words."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Class of violation, as it is thought to be"), required=False, **kwargs)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One requirement of the checklist with its two fields."""

    requirement: Requirement
    label: str
    citation: str
    judged: forms.BoundField
    missing: forms.BoundField
    is_suggested: bool


class InitialStudyForm(ActForm):
    """The checklist of the law on the day of receipt; what the record shows already is suggested."""

    fields_template = "cases/acts/initial_study.html"
    late_step = "initial_study"
    shown_at: ClassVar = {"class_missing": "classes", "unknown_class": "classes", "limit_passed": "reason"}

    classes = ClassesField()
    note = fields.reason(_("Note for the office"), hint=_("The reporter does not see it."))

    def prepare(self) -> None:
        case, lang = self.scene.case, language()
        self.requirements = load().on(case.received_on, case.regime).requirements()
        self.suggested = suggestions(self)
        for item in self.requirements:
            self.fields[f"check-{item.code}"] = forms.ChoiceField(
                label=item.label.of(lang),
                choices=[(MET, _("met")), (MISSING, _("missing"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Mark as met or missing: %(name)s.") % {"name": item.label.of(lang)}
                },
                initial=self.suggested.get(item.code),
            )
            self.fields[f"missing-{item.code}"] = forms.CharField(
                label=gettext("Told to the reporter if it is missing"),
                required=False,
                max_length=300,
                initial=item.missing.of("id"),  # it goes into the notice, which is written in Indonesian
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["classes"].choices = class_choices(load().on(self.scene.today, case.regime).classes())
        self.fields["classes"].initial = held_classes(case)

    def rows(self) -> Iterator[CheckRow]:
        lang = language()
        for item in self.requirements:
            yield CheckRow(
                requirement=item,
                label=item.label.of(lang),
                citation=item.source.citation(lang),
                judged=self[f"check-{item.code}"],
                missing=self[f"missing-{item.code}"],
                is_suggested=item.code in self.suggested,
            )

    def checks(self) -> list[rules.Check]:
        return [self._check(item) for item in self.requirements]

    def _check(self, item: Requirement) -> rules.Check:
        judged = self.written(f"check-{item.code}")
        missing = self.written(f"missing-{item.code}") if judged == MISSING else ""
        return rules.Check(item.code, {MET: True, MISSING: False}.get(judged), missing)


def suggestions(form: InitialStudyForm) -> dict[str, str]:
    """``{requirement: met | missing}`` where the record itself answers; the officer decides.

    After completion, what was met in the round before stays suggested as met.
    """
    case = form.scene.case
    roles = {party.role: party for party in case.parties.all()}
    kinds = set(case.files.values_list("kind", flat=True))
    filing = case.clocks.filter(step="filing").first()
    shows = {
        "reporter_identity": Party.Role.REPORTER in roles
        and roles[Party.Role.REPORTER].identity_id is not None,
        "respondent_identified": Party.Role.RESPONDENT in roles,
        "signature_and_id": CaseFile.Kind.IDENTITY_CARD in kinds,
        "time_and_place": case.occurred_on is not None and bool(case.where_text or case.area_id),
        "event_description": bool(case.what.strip()),
        "evidence": CaseFile.Kind.EVIDENCE in kinds,
    }
    if filing is not None and filing.result:
        shows["within_time"] = filing.result == Clock.Result.MET
    before = case.initial_studies.order_by("-round").first()
    if before is not None:
        shows |= {check.requirement: True for check in before.checks.filter(is_met=True)}
    known = {item.code for item in form.requirements}
    return {code: MET if is_met else MISSING for code, is_met in shows.items() if code in known}


class MessageForm(ActForm):
    """A message to the reporter: how it was sent, its number and proof. A person sends it."""

    fields_template = "cases/acts/message.html"

    channel = forms.ChoiceField(
        label=_("How it was given"), choices=StatusNotice.Channel.choices, widget=forms.RadioSelect
    )
    number = fields.line(_("Number of the letter or message"), most=80)
    proof = SealedFileField(
        label=_("Proof of delivery"),
        required=False,
        help_text=_("A picture of the sent message, or the receipt."),
    )

    def message(self) -> str:
        """The ready-written message; names nobody."""
        raise NotImplementedError

    @property
    def is_editable(self) -> bool:
        """Is the message a field that can be changed and is kept?"""
        return "text" in self.fields

    @property
    def ready(self) -> str:
        return str(self["text"].value()) if self.is_editable else self.message()

    @property
    def whatsapp_link(self) -> str:
        """Opens WhatsApp with the message; the person chooses whom it goes to and sends it."""
        return f"https://wa.me/?text={quote(self.ready)}"


class NotifyShortcomingsForm(MessageForm):
    """Tell the reporter what is missing; the completion clock starts."""

    def message(self) -> str:
        case = self.scene.case
        study = case.initial_studies.order_by("-round").first()
        missing = [check.missing for check in study.checks.filter(is_met=False)] if study else []
        limit = clocks.foreseen(case, "completion", at=self.scene.at)
        return ready_messages.shortcomings(case, missing, due=limit)


class ReceiveCompletionForm(ActForm):
    """What the reporter brought later."""

    late_step = "completion"
    shown_at: ClassVar = {"limit_passed": "reason"}

    told = fields.story(
        _("What the reporter adds"), required=False, hint=_("It is kept below the first story, with its day.")
    )
    files = fields.files()
    keep_doubtful = fields.keep_doubtful()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fields.refuse_doubtful(self, "files", cleaned.get("files", ()), wished=cleaned["keep_doubtful"])
        return cleaned


class StudyForm(ActForm):
    """The study in its parts; confidential until decided. The newest version counts, older ones stay."""

    facts = fields.story(_("Facts found"))
    legal_basis = fields.story(_("Legal basis"), rows=4)
    analysis = fields.story(_("Analysis"))
    conclusion = fields.story(_("Conclusion"), rows=4)
    recommendation = fields.story(_("Recommendation to the plenary"), rows=4)

    def prepare(self) -> None:
        newest = self.scene.case.studies.order_by("-version").first()
        if newest is None:
            self.fields["facts"].initial = self.scene.case.what
            return
        for name in ("facts", "legal_basis", "analysis", "conclusion", "recommendation"):
            self.fields[name].initial = getattr(newest, name)
