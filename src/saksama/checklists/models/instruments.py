"""What is asked in the field: an instrument, its versions, where each is in use, and the freeze before the day."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.places.models import in_language


class Instrument(models.Model):
    """A checklist (alat kerja pengawasan) of one office; all offices below it may use it."""

    class Kind(models.TextChoices):
        """The blocks of the voting-day work tool (handling rules 7.2), and what an office adds."""

        QUIET_PERIOD = "quiet_period", _("Quiet period")
        BEFORE_OPENING = "before_opening", _("Before opening")
        VOTING = "voting", _("Course of voting")
        COUNT = "count", _("Counting of votes")
        AFTER = "after", _("After the count")
        RECAPITULATION = "recapitulation", _("Recapitulation")
        VULNERABLE_STATION = "vulnerable_station", _("Vulnerable station (TPS rawan)")
        SUPERVISION_RECORD = "supervision_record", _("Supervision record (Form A)")
        OWN = "own", _("The office's own")

    office = models.ForeignKey(
        "places.Office", models.PROTECT, related_name="+", help_text="Whose instrument it is."
    )
    office_id: str
    code = models.CharField(
        max_length=80, help_text="The form's id (XForm id, XLSForm form_id); never changes."
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OWN)
    title = models.CharField(
        _("title of the form"), max_length=160, help_text="Indonesian, as the field reads it."
    )
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    needs_station = models.BooleanField(
        default=False, help_text="True: a submission that names no station goes to quarantine."
    )
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64, help_text="Account code, or 'system'.")

    class Meta:
        ordering = ["office_id", "code"]
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="instrument_once_per_office")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Title in the reader's language."""
        return in_language(self.title, self.title_en)


class InstrumentVersion(models.Model):
    """One text of an instrument. Never changed: an improved form is a new version."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    instrument_id: int
    version = models.CharField(max_length=60, help_text="As the XForm says it; unique within the instrument.")
    xml = models.TextField(help_text="The XForm that clients download.")
    md5 = models.CharField(max_length=32, help_text="Of the XForm's bytes, as formList announces it.")
    source = models.BinaryField(help_text="The XLSForm it was made from, byte for byte; empty for XML.")
    source_name = models.CharField(max_length=160, blank=True)
    questions = models.JSONField(
        default=list,
        help_text="Flat list in form order, see docs/checklists.md: path, type, labels, choices, rules.",
    )
    warnings = models.JSONField(default=list, help_text="What the converter remarked, as sentences.")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["instrument_id", "-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "version"], name="version_once_per_instrument")
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.version}"


class InstrumentMedia(models.Model):
    """A file that a version needs on the phone: a picture, or a list as CSV."""

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="media")
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    md5 = models.CharField(max_length=32)
    media_type = models.CharField(max_length=100)

    class Meta:
        ordering = ["version_id", "name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="media_once_per_version")]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """A version in use for one event. A new one of the same instrument withdraws the one before."""

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="publications")
    version_id: int
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="publications", db_index=False)
    instrument_id: int
    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+")
    event_id: str
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(
        null=True,
        help_text="From then on not handed out any more; what was filled with it is still received.",
    )
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["event_id", "instrument_id", "published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "event"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="publication_one_in_use",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} for {self.event_id}"


class Freeze(models.Model):
    """From this instant no instrument of the event changes, until somebody lifts it with a reason."""

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+")
    event_id: str
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="+")
    office_id: str
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=64, blank=True)
    lift_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["event_id", "frozen_at"]
        constraints: list[Any] = [
            models.UniqueConstraint(
                fields=["event", "office"],
                condition=models.Q(lifted_at__isnull=True),
                name="freeze_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.office_id}"
