"""A register of another system on its way in: the table as it came, what its columns mean, and what became of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedJSONField


class ImportBatch(models.Model):
    """One uploaded table. The file itself is not kept: its rows are, encrypted, until they are cases."""

    class State(models.TextChoices):
        READING = "reading", _("not read to its end")
        MAPPED = "mapped", _("uploaded, to be checked")
        RUNNING = "running", _("being brought over")
        DONE = "done", _("brought over")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80, help_text="the other register, as the office calls it")
    state = models.CharField(max_length=9, choices=State, default=State.READING)
    sha256 = models.CharField(max_length=64, help_text="of the file as it was uploaded")
    heads = models.JSONField(default=list, help_text="words over the columns")
    columns = models.JSONField(default=dict, help_text="{place of the column: field of importing.rules}")
    words = models.JSONField(default=dict, help_text="{words of the other register: state of ours}")
    counts = models.JSONField(
        default=dict, help_text="as the last check found: rows, good, there, faults by code"
    )
    brought = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0, help_text="rows with a fault, or there already")
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    carried_by = models.CharField(
        max_length=64, blank=True, help_text="code of the account on whose right the rows come over"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "-uploaded_at"], name="import_office")]

    def __str__(self) -> str:
        return f"{self.source} {self.uploaded_at:%Y-%m-%d}"


class ImportChunk(models.Model):
    """Some rows of a table. Those that became cases are taken out; those with a fault stay to be mended."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    place = models.PositiveIntegerField()
    rows = EncryptedJSONField(help_text="[[number of the row in the sheet, [cells as text]]]")
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["batch_id", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_chunk_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place}"


class ImportedCase(models.Model):
    """What the other register said of a case, word for word. Its number is no number of ours."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="imported")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="cases")
    office_code = models.CharField(max_length=20, help_text="office for which it was brought over")
    number = models.CharField(max_length=80)
    state_there = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_code", "number"], name="imported_once"),
        ]

    def __str__(self) -> str:
        return self.number
