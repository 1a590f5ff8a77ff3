"""What somebody wants to take along as a file: asked for now, made beside the server, gone after some days."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saksama.evidence.crypto import EncryptedTextField
from saksama.places.fields import AreaCodeField


class Export(models.Model):
    """One file asked for. It is its own place in the queue; docs/adr/0011-work-beside-the-server.md."""

    class What(models.TextChoices):
        ANSWERS = "answers", _("Answers of one form, a row for each submission")
        RECEIVED = "received", _("List of everything received")
        FILES = "files", _("List of photos and other files")
        QUARANTINE = "quarantine", _("List of what went to quarantine")
        BOARD = "board", _("Every station: heard or silent, calls and incidents")
        INCIDENTS = "incidents", _("Incidents, with what was done")
        CALLS = "calls", _("Calls to silent stations")
        RESULTS = "results", _("Results sheets (C.Hasil), figures of the entered ones")

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        PARQUET = "parquet", "Parquet"

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits its turn")
        MAKING = "making", _("Is being made")
        READY = "ready", pgettext_lazy("file", "Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Deleted after its time")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    account_id: int
    office_code = AreaCodeField(help_text="The office at which it was asked for; its journal tells of it.")
    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    what = models.CharField(pgettext_lazy("export", "What"), max_length=10, choices=What.choices)
    version = models.ForeignKey(
        "checklists.InstrumentVersion", models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="Of answers: the form.",
    )  # fmt: skip
    version_id: int | None
    format = models.CharField(pgettext_lazy("export", "Format"), max_length=7, choices=Format.choices)
    area_code = AreaCodeField(blank=True, help_text="Empty: everywhere the person may look.")
    day = models.DateField(
        null=True, help_text="Local day of what is in it; of the board the day it shows; null: every day."
    )
    first_hour = models.PositiveSmallIntegerField(default=0)
    last_hour = models.PositiveSmallIntegerField(default=23, help_text="Still part of it.")
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(
        null=True, help_text="Real time: of the last sign of life while it is made."
    )
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveBigIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    key = EncryptedTextField(blank=True, help_text="The file's own key, base64.")
    fetched = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "asked_at"], name="export_list"),
            models.Index(
                fields=["asked_at"], condition=models.Q(state__in=["waiting", "making"]), name="export_queue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.format} {self.state}"
