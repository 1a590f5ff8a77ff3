"""Fields that several forms share: a time, a place, files, the office's members."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saksama.cases.models import CaseFile
from saksama.cases.operations.intake import FileIn
from saksama.evidence.forms import SealedFilesField
from saksama.evidence.inspection import REASONS
from saksama.evidence.operations import seal
from saksama.evidence.upload import SealedUpload
from saksama.places.models import Area, Level, within
from saksama.places.rules import level_of

LONG = 20_000
"""Letters of a story: about ten pages."""
SHORT = 5_000
"""Letters of a reason."""


def story(
    label: Any, *, required: bool = True, hint: Any = "", rows: int = 6, most: int = LONG
) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=most, widget=widget)


def reason(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    """A reason that is kept with the case."""
    return story(label, required=required, hint=hint, rows=3, most=SHORT)


def line(label: Any, *, required: bool = False, hint: Any = "", most: int = 160) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, required=required, help_text=hint, max_length=most)


class HourField(forms.TimeField):
    """A time on the office's clock, written 10.00 or 10:00."""

    widget = forms.TimeInput(format="%H.%M", attrs={"inputmode": "numeric", "size": 6})
    default_error_messages = {
        "required": _("Write the time, for example 10.00."),
        "invalid": _("We cannot read this time. Write it as 10.00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M"], **kwargs)


def instant(day: date, hour: time, zone: str) -> datetime:
    """The instant at which a clock in ``zone`` shows this day and hour."""
    return datetime.combine(day, hour, ZoneInfo(zone))


# --- files -------------------------------------------------------------------------------------------


def files(label: Any = None, *, hint: Any = "") -> SealedFilesField:
    """Any number of files, sealed as they arrive."""
    return SealedFilesField(label=label or _("Files"), required=False, help_text=hint)


def keep_doubtful() -> forms.BooleanField:
    """The wish to keep a file that is not what it says."""
    return forms.BooleanField(
        label=_("Also keep files that are not what they say; they go into quarantine"), required=False
    )


def refuse_doubtful(form: forms.Form, name: str, uploads: Iterable[SealedUpload], *, wished: bool) -> None:
    """A file that lies about its type is a fault of the form, unless somebody wishes to keep it."""
    if wished:
        return
    for upload in uploads:
        if upload.quarantine:
            sentence = gettext("“%(name)s” was not kept: %(reason)s") % {
                "name": upload.name,
                "reason": REASONS[upload.quarantine],
            }
            form.add_error(name, sentence)


def sealed(
    uploads: Iterable[SealedUpload],
    *,
    office: str,
    actor: str,
    at: datetime,
    title: str = "",
    kind: str = CaseFile.Kind.EVIDENCE,
) -> list[FileIn]:
    """Seal uploads for a case; the giver's name of the file is its title unless another is written."""
    return [
        FileIn(seal(upload, office=office, actor=actor, at=at), title or upload.name or "-", kind)
        for upload in uploads
    ]


# --- places and people -------------------------------------------------------------------------------

Choices = list[tuple[str, Any]]


def area_choices(office_code: str) -> Choices:
    """Where it happened: districts with their villages; for a wider office the areas just below it."""
    places = Area.objects.filter(within(office_code, "code")).exclude(pk=office_code)
    if level_of(office_code) in {Level.NATION, Level.PROVINCE}:
        return [
            ("", "—"),
            *((area.pk, area.title) for area in places.filter(parent=office_code).order_by("name")),
        ]
    rows = list(places.filter(level__in=[Level.DISTRICT, Level.VILLAGE]).order_by("code"))
    villages: dict[str, Choices] = {}
    for area in rows:
        if area.level == Level.VILLAGE:
            villages.setdefault(str(area.parent_id), []).append((area.pk, area.title))
    districts = [area for area in rows if area.level == Level.DISTRICT]
    grouped: Choices = [
        (
            area.title,
            [
                (area.pk, gettext("%(place)s, village not known") % {"place": area.title}),
                *villages.pop(area.pk, []),
            ],
        )
        for area in districts
    ]
    loose = [choice for rest in villages.values() for choice in rest]
    return [("", "—"), *grouped, *loose]


class AreaField(forms.ChoiceField):
    """An area of the office; cleans to an Area or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("District or village"), required=False, **kwargs)

    def offer(self, office_code: str) -> None:
        self.choices = area_choices(office_code)

    def clean(self, value: Any) -> Area | None:
        code = super().clean(value)
        return Area.objects.get(pk=code) if code else None


def first(values: Sequence[Any]) -> Any:
    """The first of them, or None."""
    return values[0] if values else None
