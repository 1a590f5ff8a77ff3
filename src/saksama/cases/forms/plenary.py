"""Forms of the plenary: who was there, how each voted, why; and what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm, has_passed
from saksama.cases.forms.study import language
from saksama.cases.models import Outcome, Party
from saksama.cases.operations import clocks
from saksama.cases.operations.classes import held_classes
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.plenaries import MemberVote, PlenaryRecord
from saksama.cases.problems import Problem
from saksama.cases.sittings import agenda
from saksama.cases.sittings.models import Sitting
from saksama.law import load
from saksama.pages import formats
from saksama.pages.forms import DayField
from saksama.people.models import Account

AGREE, DISSENT, ABSENT = "agree", "dissent", "absent"
VOTES = [(AGREE, _("agrees")), (DISSENT, _("dissents")), (ABSENT, _("was not there"))]


@dataclass(frozen=True, slots=True)
class Seat:
    """A member with the fields of the vote."""

    member: Account
    vote: forms.BoundField
    reason: forms.BoundField


class PlenaryForm(ActForm):
    """A plenary on one case. The members are those who may vote in the office's plenary today."""

    fields_template = "cases/acts/plenary.html"
    shown_at: ClassVar = {
        "reason_missing": "reasons",
        "limit_passed": "reason",
        "limit_not_passed": "reason",
        "in_the_future": "held_on",
        "plenary_before_receipt": "held_on",
        "before_the_sitting": "held_on",
        "sitting_not_open": "in_sitting",
        "not_on_agenda": "in_sitting",
    }

    in_sitting = forms.ChoiceField(label=_("Sitting"), required=False, widget=forms.RadioSelect)
    held_on = DayField(label=_("Day of the plenary"))
    held_hour = fields.HourField(label=_("Hour"))
    number = fields.line(_("Number of the minutes"), most=80)
    reasons = fields.story(_("Reasons of the decision"), rows=4, most=fields.SHORT)

    def prepare(self) -> None:
        self.fields["held_on"].initial = self.scene.today
        self.fields["held_hour"].initial = self.scene.clock_time.time()
        self._prepare_sitting()
        self.members = queries.voters_on(self.scene.case, on=self.scene.today)
        for member in self.members:
            self.fields[f"vote-{member.pk}"] = forms.ChoiceField(
                label=member.name,
                choices=VOTES,
                widget=forms.RadioSelect,
                initial=ABSENT if member.pk in self.away else None,
                error_messages={
                    "required": _("Say for %(name)s: agrees, dissents, or was not there.")
                    % {"name": member.name}
                },
            )
            self.fields[f"why-{member.pk}"] = forms.CharField(
                label=gettext("Reason for dissenting"),
                required=False,
                max_length=fields.SHORT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _prepare_sitting(self) -> None:
        """Where the case waits on the agenda of an open sitting: its number, and who is not there."""
        item = agenda.running_item(self.scene.case)
        self.item = item
        self.away: set[int] = set()
        if item is None:
            del self.fields["in_sitting"]
            return
        name = gettext("Sitting %(number)s, opened %(when)s") % {
            "number": item.sitting.number,
            "when": formats.long_moment(item.sitting.opened_at, self.scene.zone),
        }
        self.fields["in_sitting"].choices = [
            (str(item.sitting_id), name),
            ("", gettext("not in this sitting")),
        ]
        self.fields["in_sitting"].initial = str(item.sitting_id)
        self.fields["number"].initial = item.sitting.number
        self.away = {seat.member_id for seat in item.sitting.seats.all() if not seat.is_present}

    @property
    def sitting(self) -> Sitting | None:
        """The sitting in which the decision is taken; None: on its own."""
        return self.item.sitting if self.item is not None and self.cleaned_data.get("in_sitting") else None

    @property
    def afterwards(self) -> str:
        """Back to the agenda, where the decision was taken in a sitting."""
        return reverse("cases:sitting", args=[self.sitting.pk]) if self.sitting else ""

    def seats(self) -> Iterator[Seat]:
        for member in self.members:
            yield Seat(member, self[f"vote-{member.pk}"], self[f"why-{member.pk}"])

    @property
    def quorum(self) -> str:
        """How many members the law's data asks for; empty where the office has not entered its number."""
        total = self.scene.case.office.members_count
        if not total:
            return ""
        needed = load().on(self.scene.today, self.scene.case.regime).quorum.needed(total)
        return gettext("At least %(needed)s of %(total)s members must take part.") % {
            "needed": needed,
            "total": total,
        }

    @property
    def quorum_is_sure(self) -> bool:
        return load().on(self.scene.today, self.scene.case.regime).quorum.source.is_confirmed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("held_on") and cleaned.get("held_hour") and self.held_at > self.scene.at:
            refusal = Problem("in_the_future", day=formats.long_moment(self.held_at, self.scene.zone))
            self.add_error("held_on", str(refusal))
        return cleaned

    @property
    def held_at(self) -> Any:
        return fields.instant(self.cleaned_data["held_on"], self.cleaned_data["held_hour"], self.scene.zone)

    def record(self) -> PlenaryRecord:
        """The plenary as the minutes tell it."""
        votes = [
            MemberVote(
                member,
                agrees=vote == AGREE,
                reason=self.written(f"why-{member.pk}") if vote == DISSENT else "",
            )
            for member in self.members
            if (vote := self.cleaned_data[f"vote-{member.pk}"]) != ABSENT
        ]
        return PlenaryRecord(
            self.held_at, votes, self.written("reasons"), self.written("number"), self.sitting
        )


class AcceptForm(PlenaryForm):
    """The members accept the report, or make the finding theirs."""

    late_step = "finding"


class DeclineForm(PlenaryForm):
    """The members decide not to register; while the reporter may still complete, only with a reason."""

    def prepare(self) -> None:
        super().prepare()
        clock = clocks.open_clock(self.scene.case, "completion")
        if clock is not None and clock.due_on and not has_passed(clock, self.scene):
            due = formats.long_date(clock.other_due_on or clock.due_on)
            hint = _("The reporter may still complete until %(due)s.") % {"due": due}
            self.fields["reason"] = fields.reason(_("Why this cannot wait"), hint=hint)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One respondent in one class, with the fields of the outcome."""

    respondent: Party
    violation_class: str
    label: str
    destination: str
    result: forms.BoundField
    articles: forms.BoundField
    reason: forms.BoundField


class DecideForm(PlenaryForm):
    """One outcome for each respondent in each class of the case."""

    fields_template = "cases/acts/decide.html"

    def prepare(self) -> None:
        super().prepare()
        case = self.scene.case
        self.respondents = list(case.parties.filter(role=Party.Role.RESPONDENT))
        law = load().on(self.scene.today, case.regime)
        self.classes = [law.violation_class(code) for code in held_classes(case)]
        for party in self.respondents:
            for item in self.classes:
                self._ask(party, item.code, f"{party.name}, {item.label.of(language())}")
        if clocks.open_clock(case, "extended_handling"):
            self._ask_why_late("extended_handling")
        else:
            self._ask_why_late("handling")

    def _ask(self, party: Party, code: str, about: str) -> None:
        key = f"{party.pk}-{code}"
        self.fields[f"result-{key}"] = forms.ChoiceField(
            label=about,
            choices=Outcome.Result.choices,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"articles-{key}"] = fields.line(gettext("Articles relied on"), most=200)
        self.fields[f"because-{key}"] = forms.CharField(
            label=gettext("Reason of the outcome"),
            required=False,
            max_length=fields.SHORT,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def rows(self) -> Iterator[OutcomeRow]:
        lang = language()
        for party in self.respondents:
            for item in self.classes:
                key = f"{party.pk}-{item.code}"
                yield OutcomeRow(
                    respondent=party,
                    violation_class=item.code,
                    label=item.label.of(lang),
                    destination=item.destination.label.of(lang),
                    result=self[f"result-{key}"],
                    articles=self[f"articles-{key}"],
                    reason=self[f"because-{key}"],
                )

    def outcomes(self) -> list[OutcomeIn]:
        """Those that were given; the operation names those that are missing."""
        return [
            OutcomeIn(
                respondent=party,
                violation_class=item.code,
                result=self.cleaned_data[f"result-{party.pk}-{item.code}"],
                reason=self.written(f"because-{party.pk}-{item.code}"),
                articles=self.written(f"articles-{party.pk}-{item.code}"),
            )
            for party in self.respondents
            for item in self.classes
            if self.cleaned_data[f"result-{party.pk}-{item.code}"]
        ]
