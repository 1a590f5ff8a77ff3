"""Forms of registration, clarification, forwarding, notice, and the ends of a case."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries, ready_messages
from saksama.cases.forms import fields
from saksama.cases.forms.base import ActForm
from saksama.cases.forms.study import ClassesField, MessageForm, class_choices, language
from saksama.cases.models import Clarification, Outcome, Party
from saksama.cases.operations.clarification import LAST_SUMMONS, Interview
from saksama.cases.tracks import queries as tracks
from saksama.evidence.forms import SealedFileField
from saksama.law import load
from saksama.pages import formats
from saksama.pages.forms import DayField
from saksama.people.directory.queries import around
from saksama.people.models import Institution
from saksama.places.models import Office


class NothingForm(ActForm):
    """An act that asks nothing but to be wanted."""


class ReasonForm(ActForm):
    """An act that needs a reason, and nothing else."""

    shown_at: ClassVar = {"reason_missing": "reason"}

    reason = fields.reason(_("Reason"), required=True, hint=_("It is kept with the case."))


class RegisterForm(ActForm):
    """The number in the register: the next one, or another one with a reason."""

    late_step = "registration"
    shown_at: ClassVar = {
        "limit_passed": "reason",
        "number_taken": "number",
        "number_out_of_range": "number",
        "number_reason_needed": "why_number",
    }

    number = forms.IntegerField(
        label=_("Running number, if not the next one"), required=False, min_value=1,
        help_text=_("Leave it empty to take the next number of the register."),
    )  # fmt: skip
    why_number = fields.reason(_("Reason for this number"), hint=_("Needed only when you chose a number."))

    @property
    def why(self) -> str:
        """Every reason given, for the number and for the delay."""
        return "\n".join(text for text in (self.written("why_number"), self.written("reason")) if text)


class RegisterPublishedForm(ActForm):
    """Number and classes as they were published."""

    shown_at: ClassVar = {
        "number_taken": "number",
        "number_out_of_range": "number",
        "unknown_class": "classes",
    }

    number = forms.IntegerField(label=_("Published running number"), min_value=1)
    classes = ClassesField()
    reason = fields.reason(_("Where it was published"), required=True)

    def prepare(self) -> None:
        law = load().on(self.scene.today, self.scene.case.regime)
        self.fields["classes"].choices = class_choices(law.classes())


class PublicationForm(ActForm):
    """What was published of a matter."""

    text = fields.reason(_("What was published, and where"), required=True)


# --- clarification -----------------------------------------------------------------------------------


class InviteForm(ActForm):
    """Whom to hear, when and where. A second summons follows only an absence."""

    shown_at: ClassVar = {"summoned_twice": "party", "second_summons_only_after_absence": "party"}

    party = forms.ModelChoiceField(
        label=_("Party"), queryset=Party.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    scheduled_on = DayField(label=_("Day"))
    scheduled_hour = fields.HourField(label=_("Hour"))
    place = fields.line(_("Room, or “online”"), required=True)
    number = fields.line(_("Number of the invitation"), most=80)

    def prepare(self) -> None:
        parties = self.scene.case.parties.prefetch_related("clarifications")
        self.fields["party"].queryset = parties
        self.fields["party"].label_from_instance = party_with_summons

    @property
    def scheduled_at(self) -> Any:
        return fields.instant(
            self.cleaned_data["scheduled_on"], self.cleaned_data["scheduled_hour"], self.scene.zone
        )


def party_name(party: Party) -> str:
    """A respondent by name, others by role and label."""
    return party.name if party.name else f"{party.get_role_display()} {party.label}"


def party_with_summons(party: Party) -> str:
    """The party and how often it was summoned: *Witness S-2, first summons: did not come*."""
    summons = list(party.clarifications.all())
    if not summons:
        return party_name(party)
    last = summons[-1]
    told = _("summons %(place)s of %(most)s: %(attendance)s") % {
        "place": last.summons,
        "most": LAST_SUMMONS,
        "attendance": last.get_attendance_display(),
    }
    return f"{party_name(party)}, {told}"


QUESTIONS, SHOWN = 24, 6
"""Pairs of question and answer on the form, and how many stand open at first."""


class RecordClarificationForm(ActForm):
    """A summons that has been held, step by step: attendance, identity, oath, questions, reading back, signature."""

    fields_template = "cases/acts/clarification.html"
    shown_at: ClassVar = {
        "not_yet_held": "invitation",
        "reason_missing": "question_1",
        "steps_missing": "identity",
        "refusal_unexplained": "read_back_note",
    }

    invitation = forms.ModelChoiceField(
        label=_("Summons"), queryset=Clarification.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    came = forms.TypedChoiceField(
        label=_("Did the party come?"),
        choices=[("yes", _("came")), ("no", _("did not come"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    identity = forms.ChoiceField(
        label=_("Identity checked with"),
        choices=Clarification.Identity,
        required=False,
        widget=forms.RadioSelect,
    )
    is_online = forms.BooleanField(label=_("Held online"), required=False)
    online_note = fields.reason(
        _("Note on the online session"),
        hint=_("Platform, who else was in the room, recording, interruptions."),
    )
    took_oath = forms.TypedChoiceField(
        label=_("Oath"),
        choices=[
            ("", _("not asked")),
            ("yes", _("took the oath")),
            ("no", _("refused; the hearing went on")),
        ],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    belief = fields.line(
        _("Belief by which the oath is spoken"),
        hint=_("As the person says it; kept encrypted. May be left empty."),
    )
    oath_note = fields.reason(_("Reason for refusing the oath, as told"))
    read_back = forms.ChoiceField(
        label=_("Reading back"), choices=Clarification.ReadBack, required=False, widget=forms.RadioSelect
    )
    read_back_note = fields.reason(
        _("What was corrected, or why it was not confirmed"), hint=_("Needed unless it was simply confirmed.")
    )
    signed = forms.ChoiceField(
        label=_("Signature"), choices=Clarification.Signed, required=False, widget=forms.RadioSelect
    )
    signed_note = fields.reason(
        _("Why it was not signed, or who guided the hand"), hint=_("Needed when signing was refused.")
    )
    minutes = fields.story(
        _("Minutes as one text, from paper"), required=False,
        hint=_("Only when the questions were written elsewhere. Kept encrypted."),
    )  # fmt: skip

    def prepare(self) -> None:
        pending = self.scene.case.clarifications.filter(attendance=Clarification.Attendance.PENDING)
        self.fields["invitation"].queryset = pending.select_related("party")
        self.fields["invitation"].label_from_instance = self._named
        for place in range(1, QUESTIONS + 1):
            about = {"place": place}
            self.fields[f"question_{place}"] = fields.line(gettext("Question %(place)s") % about, most=500)
            self.fields[f"answer_{place}"] = fields.story(
                gettext("Answer %(place)s") % about, required=False, rows=3, most=fields.SHORT
            )

    def _named(self, invitation: Clarification) -> str:
        return (
            f"{party_name(invitation.party)}, {formats.long_moment(invitation.scheduled_at, self.scene.zone)}"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in range(1, QUESTIONS + 1):
            question, answer = self.written(f"question_{place}"), self.written(f"answer_{place}")
            if answer and not question:
                self.add_error(f"question_{place}", gettext("Write the question that was answered."))
            if question and not answer:
                self.add_error(f"answer_{place}", gettext("Write the answer, or that none was given."))
        return cleaned

    @property
    def pairs(self) -> dict[str, list[tuple[forms.BoundField, forms.BoundField]]]:
        """Question and answer side by side: those that stand open, and the rest below a fold."""
        bound = [(self[f"question_{place}"], self[f"answer_{place}"]) for place in range(1, QUESTIONS + 1)]
        last = max(
            (place for place, pair in enumerate(bound, 1) if pair[0].value() or pair[1].value()), default=0
        )
        shown = max(SHOWN, last + 1)
        return {"open": bound[:shown], "folded": bound[shown:]}

    @property
    def interview(self) -> Interview | None:
        """The steps, when questions were written; None for minutes as one text."""
        numbers = range(1, QUESTIONS + 1)
        pairs = [(self.written(f"question_{place}"), self.written(f"answer_{place}")) for place in numbers]
        answers = [(question, answer) for question, answer in pairs if question]
        if not answers:
            return None
        names = (
            "identity",
            "read_back",
            "signed",
            "belief",
            "oath_note",
            "online_note",
            "read_back_note",
            "signed_note",
        )
        steps = {name: self.written(name) for name in names}
        return Interview(answers=answers, is_online=bool(self.cleaned_data.get("is_online")), **steps)


# --- after the decision ------------------------------------------------------------------------------


class ForwardForm(ActForm):
    """An outcome to the agency that must act."""

    shown_at: ClassVar = {
        "nothing_to_forward": "outcome",
        "limit_passed": "note",
        "letter_number_missing": "number",
    }

    outcome = forms.ModelChoiceField(
        label=_("Outcome"), queryset=Outcome.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    institution = forms.ModelChoiceField(
        label=_("Receiving office"), queryset=Institution.objects.none(), required=False,
        empty_label=_("not in the directory"),
    )  # fmt: skip
    agency = fields.line(
        _("Name of the receiving office, if the directory does not have it"),
        hint=_("The work goes on without the directory; an address can be entered there later."),
    )
    number = fields.line(_("Number of the letter"), required=True, most=80)
    note = fields.reason(
        _("Note"), hint=_("Needed only when a limit has passed: why the letter leaves later.")
    )
    proof = SealedFileField(label=_("Proof of delivery"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("institution") and not self.written("agency"):
            self.add_error("agency", _("Choose the receiving office, or write its name."))
        return data

    @property
    def receiver(self) -> str:
        """The name for the letter: as written, else as the directory has it."""
        chosen = self.cleaned_data["institution"]
        return self.written("agency") or (chosen.name if chosen else "")

    def prepare(self) -> None:
        office = self.scene.case.office
        self.fields["institution"].queryset = around(office.code, on=self.scene.today)
        waiting = self.scene.case.outcomes.exclude(destination="").filter(forwarding=None)
        self.fields["outcome"].queryset = waiting.select_related("respondent", "plenary", "case")
        self.fields["outcome"].label_from_instance = outcome_name
        first = waiting.first()
        self.fields["institution"].initial = (
            tracks.likely_receiver(first.destination, office, on=self.scene.today) if first else None
        )


def outcome_name(outcome: Outcome) -> str:
    """Respondent, class and destination of an outcome."""
    known = load().on(outcome.plenary.held_on, outcome.case.regime).violation_class(outcome.violation_class)
    lang = language()
    return f"{outcome.respondent.name}: {known.label.of(lang)} → {known.destination.label.of(lang)}"


class NotifyStatusForm(MessageForm):
    """The status notice; its text is ready and can be changed."""

    text = fields.story(_("What the reporter is told"), hint=_("No name of a party."))
    field_order: ClassVar = ["text", "channel", "number", "proof"]

    def prepare(self) -> None:
        self.fields["text"].initial = self.message()

    def message(self) -> str:
        return ready_messages.status(self.scene.case, self.scene.case.outcomes.select_related("plenary"))


# --- between offices ---------------------------------------------------------------------------------


class TransferForm(ActForm):
    """Where the case goes, with which letter, and why."""

    shown_at: ClassVar = {"wrong_office": "to_office", "not_above": "to_office", "reason_missing": "reason"}

    to_office = forms.ModelChoiceField(label=_("To the office"), queryset=Office.objects.none())
    number = fields.line(_("Number of the covering letter"), required=True, most=80)
    reason = fields.reason(_("Reason"), required=True)

    def prepare(self) -> None:
        self.fields["to_office"].queryset = self.offices()

    def offices(self) -> QuerySet[Office]:
        """Offices that may receive the case."""
        raise NotImplementedError


class DelegateForm(TransferForm):
    """To an office above or below."""

    def offices(self) -> QuerySet[Office]:
        return queries.offices_in_line(self.scene.case)


class TakeOverForm(TransferForm):
    """To an office above, at which the person may take cases over."""

    def offices(self) -> QuerySet[Office]:
        return queries.offices_above(self.scene.case, self.scene.account, today=self.scene.today)
