"""Forms of a sitting: plan, agenda, who is there, closing, cancelling, signatures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases import queries as cases
from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.models import Case, Plenary
from saksama.cases.sittings import queries
from saksama.cases.sittings.models import AgendaItem, Seat, Signature, Sitting
from saksama.cases.sittings.operations import Plan, Presence
from saksama.cases.sittings.rules import purposes_of
from saksama.pages import formats
from saksama.pages.forms import DayField
from saksama.people.models import Account, Duty, Role
from saksama.places.models import Office

Matters = list[tuple[Case, str]]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who stands before which office's plenary, when. ``sitting`` is None while one is planned."""

    office: Office
    account: Account
    at: datetime
    today: date
    sitting: Sitting | None = None
    item: AgendaItem | None = None

    @property
    def here(self) -> datetime:
        """The instant on the office's own clock."""
        return self.at.astimezone(ZoneInfo(self.office.zone))


class MeetingForm(OnceForm):
    """A form about one sitting. ``parts`` lays members out."""

    fields_template: ClassVar[str] = "cases/acts/plain.html"

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and suggestions."""

    def moment(self, day: str, hour: str) -> datetime:
        """The instant that two fields name on the office's clock."""
        return fields.instant(self.cleaned_data[day], self.cleaned_data[hour], self.meeting.office.zone)


class _Matters(MeetingForm):
    """Cases to choose for an agenda: those that wait for the members, and others with what may be decided on them."""

    matters = forms.MultipleChoiceField(
        label=_("Waiting for the plenary, by limit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.MultipleChoiceField(
        label=_("Other open cases"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For an extension or a refusal, or where the study is still to come."),
    )

    def prepare(self) -> None:
        meeting = self.meeting
        waiting = queries.waiting_cases(meeting.office, meeting.account, today=meeting.today)
        rest = queries.other_cases(
            meeting.office, meeting.account, today=meeting.today, beside=[case for case, _purpose in waiting]
        )
        self._known = {
            **{_key(case, purpose): (case, purpose) for case, purpose in waiting},
            **{_key(case, purpose): (case, purpose) for case in rest for purpose in purposes_of(case.state, case.kind)},
        }  # fmt: skip
        first = {_key(case, purpose) for case, purpose in waiting}
        choices = [(key, _told(case, purpose)) for key, (case, purpose) in self._known.items()]
        self.fields["matters"].choices = [choice for choice in choices if choice[0] in first]
        self.fields["others"].choices = [choice for choice in choices if choice[0] not in first]
        for name in ("matters", "others"):
            if not self.fields[name].choices:
                del self.fields[name]

    @property
    def chosen(self) -> Matters:
        keys = [*self.cleaned_data.get("matters", ()), *self.cleaned_data.get("others", ())]
        return [self._known[key] for key in keys]


def _key(case: Case, purpose: str) -> str:
    return f"{case.pk}:{purpose}"


def _told(case: Case, purpose: str) -> str:
    """*900/LP/…: Amplop dibagikan. Registrasi, batas Senin, 11 November 2024*"""
    what = str(Plenary.Purpose(purpose).label).lower()
    if case.next_due_on is None:
        return gettext("%(number)s: %(title)s (%(what)s)") % {
            "number": case.number,
            "title": case.title,
            "what": what,
        }
    return gettext("%(number)s: %(title)s (%(what)s, limit %(due)s)") % {
        "number": case.number, "title": case.title, "what": what, "due": formats.long_date(case.next_due_on),
    }  # fmt: skip


class PlanForm(_Matters):
    """Day, hour, place, who leads; the agenda may be filled at once."""

    shown_at: ClassVar = {
        "not_a_member": "chair",
        "on_agenda_already": "matters",
        "needs_no_plenary": "matters",
    }

    starts_on = DayField(label=_("Day of the sitting"))
    starts_hour = fields.HourField(label=_("Hour"))
    place = fields.line(_("Place"), required=True)
    chair = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=Account.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    field_order: ClassVar = ["starts_on", "starts_hour", "place", "chair", "matters", "others"]

    def prepare(self) -> None:
        meeting = self.meeting
        super().prepare()
        members = cases.holders_of("vote_plenary", meeting.office.pk, on=meeting.today)
        self.fields["chair"].queryset = members
        self.fields["chair"].label_from_instance = lambda member: member.name
        self.fields["starts_on"].initial = meeting.today
        self.fields["starts_hour"].initial = meeting.here.time().replace(minute=0, second=0, microsecond=0)
        self.fields["place"].initial = gettext("Meeting room of the office")
        leading = Duty.objects.on(meeting.today).filter(role=Role.CHAIR, area_code=meeting.office.pk)
        chair = members.filter(pk__in=leading.values("account")).first()
        self.fields["chair"].initial = chair or members.first()

    @property
    def plan(self) -> Plan:
        return Plan(
            self.moment("starts_on", "starts_hour"), self.written("place"), self.cleaned_data["chair"]
        )


class MoveForm(PlanForm):
    """The same of a sitting that is planned, without its agenda."""

    def prepare(self) -> None:
        super().prepare()
        self.fields.pop("matters", None)
        self.fields.pop("others", None)
        sitting = self.meeting.sitting
        assert sitting is not None, "a sitting is moved"
        starts = sitting.starts_at.astimezone(ZoneInfo(self.meeting.office.zone))
        self.fields["starts_on"].initial, self.fields["starts_hour"].initial = starts.date(), starts.time()
        self.fields["place"].initial, self.fields["chair"].initial = sitting.place, sitting.chair


class AgendaForm(_Matters):
    """More cases for the agenda."""

    shown_at: ClassVar = {"on_agenda_already": "matters", "needs_no_plenary": "matters"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("matters") and not cleaned.get("others"):
            self.add_error(None, _("Choose at least one case."))
        return cleaned


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with the fields that ask about them."""

    member: Account
    choice: forms.BoundField
    note: forms.BoundField


class _Members(MeetingForm):
    """A choice and a note for each member."""

    fields_template = "sittings/members.html"
    choices: ClassVar[Sequence[tuple[str, Any]]] = ()
    note_label: ClassVar[Any] = ""

    def members(self) -> Sequence[Account]:
        """Who is asked about."""
        raise NotImplementedError

    def prepare(self) -> None:
        self._asked = list(self.members())
        for member in self._asked:
            self.fields[f"choice-{member.pk}"] = forms.ChoiceField(
                label=member.name,
                choices=self.choices,
                widget=forms.RadioSelect,
                error_messages={"required": gettext("Choose for %(name)s.") % {"name": member.name}},
            )
            self.fields[f"note-{member.pk}"] = fields.line(self.note_label, most=200)

    def rows(self) -> Iterator[MemberRow]:
        for member in self._asked:
            yield MemberRow(member, self[f"choice-{member.pk}"], self[f"note-{member.pk}"])

    def plain(self) -> list[forms.BoundField]:
        """The fields that are about the sitting itself."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith(("choice-", "note-"))]

    def told(self) -> dict[Account, tuple[str, str]]:
        return {
            member: (self.cleaned_data[f"choice-{member.pk}"], self.written(f"note-{member.pk}"))
            for member in self._asked
        }


class PresenceForm(_Members):
    """Who is there now."""

    choices = Seat.Presence.choices
    note_label = _("Why absent, as it was told")

    def members(self) -> Sequence[Account]:
        sitting = self.meeting.sitting
        assert sitting is not None, "members sit in a sitting"
        return cases.members_of(self.meeting.office.pk, on=sitting.on)

    def prepare(self) -> None:
        super().prepare()
        assert self.meeting.sitting is not None, "members sit in a sitting"
        for seat in self.meeting.sitting.seats.all():
            if f"choice-{seat.member_id}" in self.fields:
                self.fields[f"choice-{seat.member_id}"].initial = seat.presence
                self.fields[f"note-{seat.member_id}"].initial = seat.note

    @property
    def present(self) -> dict[Account, Presence]:
        return {member: Presence(choice, note) for member, (choice, note) in self.told().items()}


class OpenForm(PresenceForm):
    """Who is there, and from when."""

    shown_at: ClassVar = {"in_the_future": "opened_on"}

    opened_on = DayField(label=_("Day of the opening"))
    opened_hour = fields.HourField(label=_("Hour"))

    def prepare(self) -> None:
        super().prepare()
        assert self.meeting.sitting is not None, "a sitting is opened"
        planned = self.meeting.sitting.starts_at.astimezone(ZoneInfo(self.meeting.office.zone))
        first = min(planned, self.meeting.here)
        self.fields["opened_on"].initial, self.fields["opened_hour"].initial = first.date(), first.time()


class CloseForm(MeetingForm):
    """When it ended."""

    shown_at: ClassVar = {"in_the_future": "closed_on", "before_the_sitting": "closed_on"}

    closed_on = DayField(label=_("Day on which it was closed"))
    closed_hour = fields.HourField(label=_("Hour"))

    def prepare(self) -> None:
        self.fields["closed_on"].initial = self.meeting.here.date()
        self.fields["closed_hour"].initial = self.meeting.here.time()


class ReasonForm(MeetingForm):
    """An act that needs a reason and nothing else."""

    shown_at: ClassVar = {"reason_missing": "reason"}
    reason = fields.reason(_("Reason"), required=True)


class TakeOffForm(MeetingForm):
    """Before the opening nothing is asked; afterwards the minutes say why."""

    shown_at: ClassVar = {"reason_missing": "reason"}
    reason = fields.reason(_("Why it is put off"), required=True, hint=_("Stands in the minutes."))

    def prepare(self) -> None:
        assert self.meeting.sitting is not None, "an item stands on a sitting's agenda"
        if self.meeting.sitting.state == Sitting.State.PLANNED:
            del self.fields["reason"]


NOT_YET = "not_yet"


class SignForm(_Members):
    """Who has signed the printed minutes, and when."""

    shown_at: ClassVar = {"in_the_future": "signed_on", "signed_before_issue": "signed_on"}
    choices = [*Signature.Way.choices, (NOT_YET, _("not yet"))]
    note_label = _("Dissent noted beside it, or why it was refused")

    signed_on = DayField(label=_("Day of the signatures"))
    signed_hour = fields.HourField(label=_("Hour"))

    def __init__(self, *args: Any, unsigned: Sequence[Account], **kwargs: Any) -> None:
        self._unsigned = unsigned
        super().__init__(*args, **kwargs)

    def members(self) -> Sequence[Account]:
        return self._unsigned

    def prepare(self) -> None:
        super().prepare()
        for member in self._asked:
            self.fields[f"choice-{member.pk}"].initial = NOT_YET
        self.fields["signed_on"].initial = self.meeting.here.date()
        self.fields["signed_hour"].initial = self.meeting.here.time()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for member in self._asked:
            refused = cleaned.get(f"choice-{member.pk}") == Signature.Way.REFUSED
            if refused and not (cleaned.get(f"note-{member.pk}") or "").strip():
                sentence = gettext("Write why %(name)s refused to sign.") % {"name": member.name}
                self.add_error(f"note-{member.pk}", sentence)
        return cleaned

    @property
    def signed(self) -> dict[Account, tuple[str, str]]:
        """Those who signed or refused: ``{member: (way, note)}``."""
        return {member: said for member, said in self.told().items() if said[0] != NOT_YET}
