"""The supervision record (laporan hasil pengawasan, Formulir Model A): source of a finding."""

import uuid

from django.conf import settings
from django.db import models

from saksama.evidence.crypto import EncryptedJSONField, EncryptedTextField


class SupervisionRecord(models.Model):
    """What a supervisor saw. Not public (handling-rules 3.4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observed_on = models.DateField()
    place = models.CharField(max_length=200)
    area = models.ForeignKey("places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(help_text="may name witnesses, so encrypted")
    parts = EncryptedJSONField(
        default=dict,
        help_text="the other parts of Formulir Model A, {'violation.event': text}; see supervision_parts",
    )
    written_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="record_number_once_per_office")
        ]

    def __str__(self) -> str:
        return self.number


class RecordFile(models.Model):
    """A sealed file attached to a supervision record."""

    record = models.ForeignKey(SupervisionRecord, on_delete=models.PROTECT, related_name="files")
    sealed = models.ForeignKey("evidence.SealedFile", on_delete=models.PROTECT, related_name="+")
    title = EncryptedTextField(default="")

    def __str__(self) -> str:
        return str(self.sealed_id)


class RecordDraft(models.Model):
    """Where an account finds its unfinished record again: the code of a sealed draft of the evidence room."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    code = EncryptedTextField()

    def __str__(self) -> str:
        return f"draft of {self.account_id}"
