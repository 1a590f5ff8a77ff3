"""The questions of the public form, one small form each. Labels stand above, errors say what to do."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases import rules as case_rules
from saksama.evidence.forms import SealedFileField, SealedFilesField
from saksama.pages import formats
from saksama.pages.forms import DayField
from saksama.site import limits
from saksama.site.fields import LongText, ShortText


def required(message: Any) -> dict[str, Any]:
    """The sentence for an empty answer, and for a choice that is not in the list: never an echo of it."""
    return {"required": message, "invalid_choice": message}


ANSWER_LETTERS = 2_000
"""What is shown back of an answer that is no text of its own, such as a date: never megabytes."""


class Question(forms.Form):
    """Our own sentences instead of the browser's."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if data is not None:
            self.data = self._cut(data)

    def _cut(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same answers without the end of absurdly long ones; texts know their own limit."""
        texts = {self.add_prefix(name) for name, field in self.fields.items() if isinstance(field, LongText)}
        long = [name for name in data if name not in texts and len(str(data[name])) > ANSWER_LETTERS]
        return (
            data
            if not long
            else {**dict(data.items()), **{name: data[name][:ANSWER_LETTERS] for name in long}}
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was typed in any field."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)


class HoneypotMixin(forms.Form):
    """A box people do not see and machines fill. Filled, it only asks to send once more, left empty."""

    website = forms.CharField(
        required=False, label=gettext_lazy("Leave this box empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise ValidationError(
                _("A hidden box was filled, perhaps by your browser. Send once more, please.")
            )
        return ""


class AreaForm(Question):
    """Province, then regency: two presses without a script."""

    province = forms.ChoiceField(
        label=gettext_lazy("Province"), error_messages=required(gettext_lazy("Choose the province."))
    )
    regency = forms.ChoiceField(
        label=gettext_lazy("Regency or city"),
        required=False,
        error_messages=required(gettext_lazy("Choose the regency or city.")),
    )

    def __init__(
        self,
        *args: Any,
        provinces: Iterable[tuple[str, str]],
        regencies: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose")), *provinces]  # type: ignore[attr-defined]
        found = list(regencies)
        if found:
            self.fields["regency"].choices = [("", _("Choose")), *found]  # type: ignore[attr-defined]
        else:
            del self.fields["regency"]


class KnownForm(HoneypotMixin, Question):
    """The question that starts the clock."""

    known_on = DayField(
        label=gettext_lazy("Or write the date"),
        error_messages=required(
            gettext_lazy("Write the day on which you came to know, or choose one above.")
        ),
    )

    anonymous = forms.BooleanField(
        label=gettext_lazy("Without my name, as preliminary information"), required=False
    )

    def __init__(
        self, data: Any = None, *, today: date, occurred_on: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(_with_quick_choice(data, today), **kwargs)
        self.today = today
        self.occurred_on = occurred_on

    def clean_known_on(self) -> date:
        day: date = self.cleaned_data["known_on"]
        _not_in_future(day, self.today)
        if self.occurred_on and day < self.occurred_on:
            raise _known_before_event(self.occurred_on, day)
        return day


class EventForm(Question):
    """When and where it happened."""

    occurred_on = DayField(
        label=gettext_lazy("Day of the event"),
        error_messages=required(
            gettext_lazy("Write the day of the event, or mark that you do not know it exactly.")
        ),
    )
    unsure_day = forms.BooleanField(label=gettext_lazy("I do not know the day exactly"), required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("Village or sub-district"),
        error_messages=required(gettext_lazy("Choose where it happened, or “Somewhere else, or not known”.")),
    )
    where_text = ShortText(
        label=gettext_lazy("The place, as people there call it"), letters=200,
        help_text=gettext_lazy("For example: yard of the village hall, or the name of the street."),
        error_messages=required(gettext_lazy("Write the place. A landmark nearby is enough.")),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        known_on: date,
        areas: list[tuple[str, Any]],
        whole: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.today = today
        self.known_on = known_on
        self.fields["occurred_on"].required = not (data or {}).get("unsure_day")
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")), *areas, (whole, _("Somewhere else, or not known")),
        ]  # fmt: skip

    def clean_occurred_on(self) -> date | None:
        day: date | None = self.cleaned_data["occurred_on"]
        if day is not None:
            _not_in_future(day, self.today)
            if self.known_on < day:
                raise _known_before_event(day, self.known_on)
        return day


class StoryForm(Question):
    """What happened."""

    title = ShortText(
        label=gettext_lazy("In one sentence"), letters=160,
        help_text=gettext_lazy("For example: envelopes with money were handed out before a prayer meeting."),
        error_messages=required(gettext_lazy("Write in one sentence what happened.")),
    )  # fmt: skip
    what = LongText(
        label=gettext_lazy("Tell it in the order in which it happened"), letters=limits.STORY_LETTERS,
        help_text=gettext_lazy(
            "Who did what, with what, before whom, and how you know. Do not write your own name or number here: "
            "more people read the story than may see who you are."
        ),
        error_messages=required(gettext_lazy("Write what happened.")),
    )  # fmt: skip


class RespondentForm(Question):
    """One reported party."""

    name = ShortText(
        label=gettext_lazy("Name, or how people call this person"), letters=160,
        error_messages=required(gettext_lazy("Write a name or a post, so that we know who is meant.")),
        help_text=gettext_lazy("If you do not know the name, write the post below."),
    )  # fmt: skip
    post = ShortText(
        label=gettext_lazy("Post or work"), letters=160, required=False,
        help_text=gettext_lazy("For example: head of the village, candidate, civil servant."),
    )  # fmt: skip
    address = ShortText(
        label=gettext_lazy("Address, office or landmark"), letters=300, required=False,
        help_text=gettext_lazy("A report without any address is often sent back for completion."),
    )  # fmt: skip
    phone = ShortText(label=gettext_lazy("Telephone"), letters=30, required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"].required = not str((data or {}).get("post", "")).strip()


class WitnessForm(Question):
    """Somebody who saw or heard it."""

    name = ShortText(
        label=gettext_lazy("Name"),
        letters=160,
        error_messages=required(gettext_lazy("Write the witness's name.")),
    )
    address = ShortText(label=gettext_lazy("Address"), letters=300, required=False)
    phone = ShortText(label=gettext_lazy("Telephone"), letters=30, required=False)


class FilesForm(Question):
    """Photos, recordings, papers; several at a time, or one by one."""

    files = SealedFilesField(
        label=gettext_lazy("Choose files"), required=False,
        help_text=gettext_lazy("Photo, video, sound, screenshot, PDF. Several at a time are fine."),
    )  # fmt: skip


class IdentityForm(Question):
    """A person by the fields of the report form (PB 9/2024 annex)."""

    name = ShortText(
        label=gettext_lazy("Full name"), letters=160, help_text=gettext_lazy("As on your identity card."),
        error_messages=required(gettext_lazy("Write the name as on the identity card.")),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    address = ShortText(
        label=gettext_lazy("Address"), letters=300,
        error_messages=required(gettext_lazy("Write the address. The law asks for it.")),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    phone = ShortText(
        label=gettext_lazy("Telephone"), letters=30,
        help_text=gettext_lazy("We call you only about this report."),
        error_messages=required(gettext_lazy("Write a number at which we can reach you.")),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    nik = ShortText(
        label=gettext_lazy("Number of the identity card (NIK)"), letters=30, required=False,
        help_text=gettext_lazy("16 figures."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    birth_place = ShortText(label=gettext_lazy("Place of birth"), letters=80, required=False)
    birth_date = DayField(label=gettext_lazy("Date of birth"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), required=False,
        choices=[("", gettext_lazy("Choose")), ("P", gettext_lazy("woman")), ("L", gettext_lazy("man"))],
        error_messages=required(gettext_lazy("Choose one of the list, or leave it empty.")),
    )  # fmt: skip
    occupation = ShortText(label=gettext_lazy("Occupation"), letters=80, required=False)
    citizenship = ShortText(
        label=gettext_lazy("Citizenship"), letters=40, required=False, initial="Indonesia"
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, max_length=120,
        error_messages={"invalid": gettext_lazy("This is no e-mail address. Check it, or leave it empty.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def clean_nik(self) -> str:
        typed: str = self.cleaned_data["nik"]
        figures = re.sub(r"[\s.\-]", "", typed)
        if figures and not re.fullmatch(r"[0-9]{16}", figures):
            raise ValidationError(
                _("A NIK has 16 figures; you wrote %(length)s. Check it, or leave it empty.")
                % {"length": len(figures)}
            )
        return figures

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if len(re.sub(r"[^0-9]", "", typed)) < 7:
            raise ValidationError(_("A telephone number has at least seven figures. Check it, please."))
        return typed


class ReporterForm(IdentityForm):
    """Who reports, by what right, and whether somebody does it for them."""

    entitlement = forms.ChoiceField(
        label=gettext_lazy("You may report as"), widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Choose by what right you report.")),
    )  # fmt: skip
    identity_card = SealedFileField(
        label=gettext_lazy("Photo of the identity card"), required=False,
        help_text=gettext_lazy("Kept locked. Without it the office will ask for it later."),
    )  # fmt: skip
    through_representative = forms.BooleanField(
        label=gettext_lazy("Somebody else sends this report for this person, with a power of attorney"),
        required=False,
    )

    field_order = ("entitlement", "name", "address", "phone", "nik", "identity_card")

    def __init__(
        self, *args: Any, entitlements: list[tuple[str, str]], may_represent: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entitlement"].choices = entitlements  # type: ignore[attr-defined]
        if not may_represent:
            del self.fields["through_representative"]


class RepresentativeForm(IdentityForm):
    """The attorney (kuasa) and the paper."""

    mandate = SealedFileField(
        label=gettext_lazy("Photo of the power of attorney"), required=False,
        help_text=gettext_lazy("Without it the office will ask for it later."),
    )  # fmt: skip

    field_order = ("name", "address", "phone", "nik", "mandate")


class CheckForm(HoneypotMixin, Question):
    """The last look before sending."""

    keep_identity = forms.BooleanField(
        label=gettext_lazy("I have seen this and leave the text as it is"),
        error_messages=required(gettext_lazy("Change the text, or mark that you leave it as it is.")),
    )
    is_true = forms.BooleanField(
        label=gettext_lazy("What I wrote is true as far as I know"),
        error_messages=required(gettext_lazy("Mark that what you wrote is true as far as you know.")),
    )

    def __init__(self, *args: Any, warns: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not warns:
            del self.fields["keep_identity"]


class ResumeForm(Question):
    """The code of an unfinished report."""

    code = ShortText(
        label=gettext_lazy("Code to continue"), letters=40,
        help_text=gettext_lazy("12 letters and figures, for example 7KQ4-M9XD-2HTP."),
        error_messages=required(gettext_lazy("Write the code that stood at the foot of the form.")),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "pages-code"}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        letters = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        if len(letters) != 12:
            raise ValidationError(
                _("The code has 12 letters and figures; you wrote %(length)s. Compare it sign by sign.")
                % {"length": len(letters)}
            )
        return letters


class TrackForm(Question):
    """The code of a report that was sent."""

    code = ShortText(
        label=gettext_lazy("Tracking code"), letters=40,
        help_text=gettext_lazy("12 letters and figures on your receipt, for example QF48-TN62-MWP0."),
        error_messages=required(gettext_lazy("Write the tracking code from your receipt.")),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "pages-code"}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        code = case_rules.normalise_tracking_code(typed)
        if not code:
            length = sum(sign.isalnum() for sign in typed)
            raise ValidationError(
                _(
                    "A tracking code has 12 letters and figures; you wrote %(length)s. "
                    "It is not the number of the report. Compare it with your receipt sign by sign."
                )
                % {"length": length}
            )
        return code


class CompletionForm(Question):
    """What the office asked for."""

    told = LongText(
        label=gettext_lazy("Write what was missing"), letters=limits.STORY_LETTERS, required=False,
        help_text=gettext_lazy("Do not write your own name or number here."),
    )  # fmt: skip
    files = SealedFilesField(
        label=gettext_lazy("Add files"), required=False, max_files=10,
        help_text=gettext_lazy("Photo, video, sound, screenshot, PDF."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("told") and not cleaned.get("files"):
            raise ValidationError(_("Write what was missing, or add a file."))
        return cleaned


class VerifyForm(Question):
    """The code at the foot of a document."""

    code = ShortText(
        label=gettext_lazy("Code of the document"), letters=40,
        help_text=gettext_lazy("It stands at the foot of each page, beside the square code."),
        error_messages=required(gettext_lazy("Write the code at the foot of the document.")),
    )  # fmt: skip
    copy = SealedFileField(
        label=gettext_lazy("The file, to compare it with the original"), required=False,
        help_text=gettext_lazy("May be left empty. We compute its hash and keep nothing of it."),
    )  # fmt: skip


def _with_quick_choice(data: Any, today: date) -> Any:
    """*Today* and *yesterday* are buttons; a date that was typed as well stays without effect."""
    days = {"today": today, "yesterday": today - timedelta(days=1)}
    day = days.get(data.get("quick", "")) if data is not None else None
    if day is None:
        return data
    kept: Mapping[str, Any] = {key: data[key] for key in data if not key.startswith("known_on")}
    return {**kept, "known_on": day.isoformat()}


def _not_in_future(day: date, today: date) -> None:
    if day > today:
        raise ValidationError(
            _("%(day)s has not come yet; today is %(today)s. Check the day.")
            % {"day": formats.long_date(day), "today": formats.plain_date(today)},
            code="in_the_future",
        )


def _known_before_event(occurred: date, known: date) -> ValidationError:
    return ValidationError(
        _(
            "You wrote that the event was on %(occurred)s, but that you knew of it on %(known)s. Check one of the two."
        )
        % {"occurred": formats.plain_date(occurred), "known": formats.plain_date(known)},
        code="known_before_event",
    )
