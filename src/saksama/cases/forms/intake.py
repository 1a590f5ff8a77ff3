"""Forms by which staff write down what comes in: report, preliminary information, supervision record, finding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases.forms import fields
from saksama.cases.forms.base import OnceForm
from saksama.cases.forms.study import ClassesField, class_choices
from saksama.cases.models import Case, CaseFile, SupervisionRecord
from saksama.cases.operations.intake import Facts, FileIn, People, Respondent
from saksama.cases.supervision_parts import LINES, PARTS
from saksama.evidence.forms import SealedFileField
from saksama.evidence.rules import appears_in
from saksama.evidence.upload import SealedUpload
from saksama.law import load
from saksama.pages.forms import DayField
from saksama.people.models import Account
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office

RESPONDENTS, WITNESSES = 3, 3
"""Lines offered at once; more are added on the page of the case."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a long form with its heading."""

    title: Any
    fields: list[forms.BoundField]
    note: Any = ""
    is_folded: bool = False


class TellingForm(OnceForm):
    """A form that opens a case: where refusals stand, and the lines of respondents."""

    shown_at: ClassVar[dict[str, str]] = {"known_before_event": "known_on", "in_the_future": "known_on"}

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal beside its field, or on top when it has none."""
        name = self.shown_at.get(code)
        self.add_error(name if name in self.fields else None, sentence)

    def written(self, name: str) -> str:
        """What was written, without blanks around it."""
        return str(self.cleaned_data.get(name) or "").strip()

    def ask_respondents(self) -> None:
        for place in range(1, RESPONDENTS + 1):
            about = {"place": place}
            self.fields[f"respondent-{place}-name"] = fields.line(
                gettext("Respondent %(place)s: name") % about
            )
            self.fields[f"respondent-{place}-post"] = fields.line(
                gettext("Respondent %(place)s: post") % about
            )
            self.fields[f"respondent-{place}-address"] = fields.line(
                gettext("Respondent %(place)s: address") % about, most=240
            )

    @property
    def respondents(self) -> list[Respondent]:
        rows = (
            Respondent(*(self.written(f"respondent-{place}-{part}") for part in ("name", "post", "address")))
            for place in range(1, RESPONDENTS + 1)
        )
        return [row for row in rows if row.name]


class OpeningForm(TellingForm):
    """What every matter that comes in tells: office, event, what, where and when."""

    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none(), empty_label=None)
    event = forms.ModelChoiceField(
        label=_("Election"), queryset=ElectionEvent.objects.none(), empty_label=None
    )
    known_on = DayField(label=_("On which day did the reporter come to know of it?"))
    title = fields.line(
        _("Matter, in one sentence"), required=True, hint=_("Without the name of the reporter or a witness.")
    )
    what = fields.story(_("What happened"), rows=8)
    occurred_on = DayField(label=_("Day of the event"), required=False)
    where_text = fields.line(_("Place, as told"), most=200)
    area = fields.AreaField()
    files = fields.files(_("Evidence"))
    keep_doubtful = fields.keep_doubtful()

    def __init__(
        self, *args: Any, offices: QuerySet[Office], account: Account, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.today = account, today
        self._offer_places(offices)
        self.prepare()

    def prepare(self) -> None:
        """Add what this kind of matter asks."""

    def _offer_places(self, offices: QuerySet[Office]) -> None:
        """Office and event are asked only where there is a choice."""
        known = list(offices)
        wanted = self.data.get("office") if self.is_bound else None
        self.office = next((office for office in known if office.pk == wanted), known[0])
        self.fields["office"].queryset = offices
        self.fields["office"].initial = self.office.pk
        events = places.events(on=self.today, office_code=self.office.pk, include_drills=True)
        self.fields["event"].queryset = events
        self.fields["event"].label_from_instance = lambda event: event.title
        ahead = places.next_vote(on=self.today, office_code=self.office.pk)
        held = list(events)
        self.fields["event"].initial = ahead[0].pk if ahead else (held[-1].pk if held else None)
        if len(known) == 1:
            self.fields["office"].widget = forms.HiddenInput()
        if len(held) == 1:
            self.fields["event"].widget = forms.HiddenInput()
        if "area" in self.fields:
            self.fields["area"].offer(self.office.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("files", "identity_card", "mandate"):
            given = cleaned.get(name) or []
            uploads = given if isinstance(given, list) else [given]
            fields.refuse_doubtful(self, name, uploads, wished=cleaned["keep_doubtful"])
        return cleaned

    @property
    def facts(self) -> Facts:
        data = self.cleaned_data
        return Facts(
            title=self.written("title"),
            what=self.written("what"),
            where_text=self.written("where_text"),
            area=data.get("area"),
            occurred_on=data.get("occurred_on"),
            known_on=data.get("known_on"),
        )

    def sealed(self, *, at: Any) -> list[FileIn]:
        """The files of the form, sealed for its office."""
        kinds = {
            "files": CaseFile.Kind.EVIDENCE,
            "identity_card": CaseFile.Kind.IDENTITY_CARD,
            "mandate": CaseFile.Kind.MANDATE,
        }
        found: list[FileIn] = []
        for name, kind in kinds.items():
            given = self.cleaned_data.get(name) or []
            uploads: list[SealedUpload] = given if isinstance(given, list) else [given]
            found += fields.sealed(
                uploads, office=self.cleaned_data["office"].pk, actor=self.account.code, at=at, kind=kind
            )
        return found

    def _bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    def _respondent_sections(self) -> Iterator[Section]:
        """The first respondent is asked; more are folded away."""
        first = self._starting("respondent-1-")
        more = [self[name] for name in self.fields if re.match("respondent-[2-9]", name)]
        yield Section(_("Respondent"), first)
        yield Section(
            _("More respondents"), more, note=_("Leave lines empty that are not needed."), is_folded=True
        )

    def _once_refused(self, *names: str) -> list[forms.BoundField]:
        """Wishes that make sense only after the form was sent back."""
        return self._bound(*names) if self.is_bound else []

    def _starting(self, prefix: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]


class ReportForm(OpeningForm):
    """A report that came in person, by telephone or by letter. The day of knowing is asked first."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[choice for choice in Case.Channel.choices if choice[0] in {"walk_in", "phone", "letter"}],
        widget=forms.RadioSelect,
        initial=Case.Channel.WALK_IN,
    )
    reporter_name = fields.line(_("Name as on the identity card"), required=True)
    reporter_nik = fields.line(_("NIK"), most=20)
    reporter_phone = fields.line(_("Telephone"), most=40)
    reporter_email = forms.EmailField(label=_("E-mail"), required=False)
    reporter_address = fields.line(_("Address"), most=240)
    reporter_birth_place = fields.line(_("Place of birth"), most=80)
    reporter_birth_date = DayField(label=_("Date of birth"), required=False)
    reporter_occupation = fields.line(_("Occupation"), most=80)
    identity_card = SealedFileField(label=_("Copy of the identity card"), required=False)
    representative_name = fields.line(_("Representative: name"))
    representative_phone = fields.line(_("Representative: telephone"), most=40)
    mandate = SealedFileField(label=_("Power of attorney"), required=False)
    arrived_on = DayField(
        label=_("Day on which the paper form was received"), required=False,
        help_text=_("Only when the report was taken on paper and is typed in now. Its days run from there."),
    )  # fmt: skip
    arrived_hour = fields.HourField(label=_("Hour of it"), required=False)
    leave_names = forms.BooleanField(
        label=_("The story names the reporter or holds a number of theirs; leave it as it is"), required=False
    )

    def prepare(self) -> None:
        self.ask_respondents()
        for place in range(1, WITNESSES + 1):
            about = {"place": place}
            self.fields[f"witness-{place}-name"] = fields.line(gettext("Witness %(place)s: name") % about)
            self.fields[f"witness-{place}-phone"] = fields.line(
                gettext("Witness %(place)s: telephone") % about, most=40
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = " ".join(str(cleaned.get(name) or "") for name in ("title", "what", "where_text"))
        if not cleaned.get("leave_names") and appears_in(told, self.reporter):
            self.add_error("what", _(
                "The story names the reporter, or holds their telephone number, NIK or e-mail. Others read the story. "
                "Write “the reporter” instead, or mark below that it stays."
            ))  # fmt: skip
        if bool(cleaned.get("arrived_on")) != bool(cleaned.get("arrived_hour")):
            missing = "arrived_hour" if cleaned.get("arrived_on") else "arrived_on"
            self.add_error(missing, _("Write both, the day and the hour on the paper."))
        return cleaned

    @property
    def arrived_at(self) -> datetime | None:
        """When the paper was received; None for a report that is told now."""
        day, hour = self.cleaned_data.get("arrived_on"), self.cleaned_data.get("arrived_hour")
        return fields.instant(day, hour, self.cleaned_data["office"].zone) if day and hour else None

    @property
    def reporter(self) -> dict[str, str]:
        parts = ("name", "nik", "phone", "email", "address", "birth_place", "occupation")
        born = self.cleaned_data.get("reporter_birth_date")
        told = {part: self.written(f"reporter_{part}") for part in parts}
        return {**told, "birth_date": born.isoformat() if born else ""}

    @property
    def people(self) -> People:
        representative = {part: self.written(f"representative_{part}") for part in ("name", "phone")}
        witnesses = [
            {part: self.written(f"witness-{place}-{part}") for part in ("name", "phone")}
            for place in range(1, WITNESSES + 1)
            if self.written(f"witness-{place}-name")
        ]
        return People(
            reporter=self.reporter,
            representative=representative if representative["name"] else None,
            respondents=self.respondents,
            witnesses=witnesses,
        )

    def sections(self) -> Iterator[Section]:
        matter = self._bound("channel", "office", "event", "title", "what") + self._once_refused(
            "leave_names"
        )
        reporter = self._starting("reporter_") + self._bound("identity_card")
        representative = self._bound("representative_name", "representative_phone", "mandate")
        apart = _("Kept apart and encrypted. The case shows only a label.")
        yield Section(_("The matter"), matter)
        yield Section(_("Where and when"), self._bound("occurred_on", "where_text", "area"))
        yield Section(_("Taken on paper earlier"), self._bound("arrived_on", "arrived_hour"), is_folded=True)
        yield Section(_("Reporter"), reporter, note=apart)
        yield Section(_("Representative (kuasa)"), representative, note=apart, is_folded=True)
        yield from self._respondent_sections()
        yield Section(_("Witnesses"), self._starting("witness-"), note=apart, is_folded=True)
        yield Section(_("Evidence"), self._bound("files") + self._once_refused("keep_doubtful"))


class InformationForm(OpeningForm):
    """A message without a known reporter."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[
            choice for choice in Case.Channel.choices if choice[0] not in {"record", "office", "import"}
        ],
        widget=forms.RadioSelect,
        initial=Case.Channel.PHONE,
    )

    def prepare(self) -> None:
        self.fields["known_on"].label = _("Day on which it became known")
        self.fields["known_on"].initial = self.today
        self.ask_respondents()

    def sections(self) -> Iterator[Section]:
        yield Section(_("The matter"), self._bound("channel", "office", "event", "title", "what"))
        yield Section(_("Where and when"), self._bound("known_on", "occurred_on", "where_text", "area"))
        yield from self._respondent_sections()
        yield Section(_("Evidence"), self._bound("files") + self._once_refused("keep_doubtful"))


class SupervisionForm(OpeningForm):
    """What a supervisor saw, in the parts of Formulir Model A."""

    shown_at: ClassVar = {"in_the_future": "observed_on"}

    known_on = None
    title = None
    occurred_on = None
    where_text = None

    observed_on = DayField(label=_("Day of the supervision"))
    place = fields.line(_("Place"), required=True, most=200)

    def prepare(self) -> None:
        self.fields["observed_on"].initial = self.initial.get("observed_on") or self.today
        self.fields["what"].label = _("What was seen")
        self.fields["files"].label = _("Files")
        for line in LINES:
            ask = fields.story if line.is_long else fields.line
            self.fields[line.field] = ask(line.label, required=False)

    @property
    def parts(self) -> dict[str, str]:
        """What was written in the other parts, by key."""
        return {line.key: self.written(line.field) for line in LINES}

    @property
    def sections(self) -> Iterator[Section]:
        """The form in its order: what everybody fills first, the rest in numbered parts that may stay closed."""
        first = ("office", "event", "observed_on", "place", "area", "what", "files", "keep_doubtful")
        shown = [self[name] for name in first if name in self.fields and not self[name].is_hidden]
        if not self.is_bound:
            shown = [bound for bound in shown if bound.name != "keep_doubtful"]
        yield Section(_("What was seen"), shown)
        for part in PARTS:
            note = _("Left empty it says Nihil.") if part.may_be_nil else ""
            yield Section(part.title, [self[line.field] for line in part.lines], note, is_folded=True)


class FindingForm(TellingForm):
    """A finding proposed from a supervision record; the plenary decides on it."""

    shown_at: ClassVar = {**TellingForm.shown_at, "unknown_class": "classes"}

    title = fields.line(_("Matter, in one sentence"), required=True)
    what = fields.story(_("What happened"), rows=8)
    known_on = DayField(label=_("Day on which it became known"))
    occurred_on = DayField(label=_("Day of the event"), required=False)
    classes = ClassesField()

    def __init__(self, *args: Any, record: SupervisionRecord, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        law = load().on(today, record.event.election.regime)
        self.record = record
        self.fields["classes"].choices = class_choices(law.classes())
        self.fields["what"].initial = record.text
        for name in ("known_on", "occurred_on"):
            self.fields[name].initial = record.observed_on
        self.ask_respondents()

    @property
    def facts(self) -> Facts:
        data = self.cleaned_data
        return Facts(
            title=self.written("title"),
            what=self.written("what"),
            where_text=self.record.place,
            area=self.record.area,
            occurred_on=data["occurred_on"],
            known_on=data["known_on"],
        )
