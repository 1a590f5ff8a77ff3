"""A meeting: when, where, what for; its agenda, papers, questions."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """One meeting of one office. The state is a copy for lists; ``MeetingAct`` rows are the truth."""

    class Kind(models.TextChoices):
        COORDINATION = "coordination", _("Coordination meeting")
        SOCIALISATION = "socialisation", _("Socialisation")
        OTHER = "other", _("Other meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Under way")
        CLOSED = "closed", _("Over")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(
        "places.ElectionEvent", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="The vote it prepares; letters are numbered by it.",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.COORDINATION)
    theme = models.CharField(_("theme"), max_length=200)
    aim = models.TextField(_("aim"), blank=True)
    host = models.CharField(_("host"), max_length=160, help_text="Who invites, as letters say it.")
    venue = models.CharField(_("venue"), max_length=160)
    address = models.CharField(_("address"), max_length=240, blank=True)
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    quorum = models.PositiveSmallIntegerField(
        _("institutions needed"), default=0, help_text="Present or represented; 0 = no quorum is asked for."
    )
    contact = models.CharField(_("whom to ask"), max_length=120, blank=True)
    discussion = models.TextField(blank=True, help_text="For the minutes: what was said, in short.")
    sequence = models.PositiveSmallIntegerField(
        default=0, help_text="RFC 5545 SEQUENCE: rises with each move, so that calendars follow."
    )
    letter_number = models.CharField(
        max_length=120, blank=True, help_text="Number of the invitation that is valid now; empty until taken."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    office_id: str

    class Meta:
        ordering = ("-starts_at",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "-starts_at"], name="meeting_office_time")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="meeting_ends_after_it_begins", condition=Q(ends_at__gt=models.F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.theme)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.office.zone)

    @property
    def on(self) -> date:
        """Local day on which it is held."""
        return self.local(self.starts_at).date()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)


class MeetingAct(models.Model):
    """What happened to the meeting: planned, moved, opened, closed, cancelled. Rows are only added."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(help_text="When it was to begin after this act.")
    venue = models.CharField(max_length=160)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class AgendaItem(models.Model):
    """One item of the agenda, with who speaks, and later what was said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    place = models.PositiveSmallIntegerField()
    planned = models.TimeField(null=True, help_text="Local time; empty: follows the one before.")
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=240, blank=True, help_text="Name and post, as the programme says.")
    started_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="Left out of the programme at this instant.")

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.title)


class MeetingFile(models.Model):
    """A sealed file of the meeting: a speaker's paper, a signed sheet scanned later, a photo."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("Paper of a speaker")
        SHEET = "sheet", _("Signed attendance sheet")
        PHOTO = "photo", _("Photo")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    sealed = models.OneToOneField("evidence.SealedFile", on_delete=models.PROTECT, related_name="+")
    is_for_guests = models.BooleanField(default=False, help_text="Guests find it on their page.")
    consent = models.CharField(
        max_length=300, blank=True, help_text="For a photo: who agreed to be shown, how, and for what use."
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return str(self.title)


class Question(models.Model):
    """A question of the floor and its answer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="questions")
    asker = models.CharField(max_length=160, help_text="Institution or post, as the minutes say it.")
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=160, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return self.text[:60]
